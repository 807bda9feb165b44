//! Titles from `<h1>` and `<title>`; a site's name behind the document's is cut off.

use std::sync::LazyLock;

use super::super::fields::rows;
use super::furniture::is_furniture;
use super::render;
use super::tree::Tree;
use crate::extract::{Hint, HintField, HintSource};

static SITE_WORDS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| rows(include_str!("../data/site_words.txt")).collect());

/// The shortest heading in characters that can be a title.
const TITLE_MIN: usize = 4;

/// The longest name of a site in characters.
const SITE_MAX: usize = 24;

/// Titles, the first heading before the window's.
pub(super) fn hints(tree: &Tree, metas: &[Hint]) -> Vec<Hint> {
    let site =
        metas.iter().find(|hint| hint.field == HintField::Site).map_or("", |hint| &hint.value);
    let heading = first_heading(tree, site);
    let window = without_site(&squash(&tree.title), site);
    let titles = heading.into_iter().chain(Some(window)).filter(|title| is_title(title, site));
    titles.map(|value| Hint { field: HintField::Title, value, from: HintSource::Heading }).collect()
}

fn is_title(text: &str, site: &str) -> bool {
    text.chars().count() >= TITLE_MIN && text != site
}

fn first_heading(tree: &Tree, site: &str) -> Option<String> {
    let headings = (0..tree.nodes.len()).filter(|at| {
        let node = &tree.nodes[*at];
        node.tag == "h1" && !node.skipped && !is_furniture(&node.marks)
    });
    let mut titles = headings.map(|at| squash(&render::text(tree, &[tree.whole(at)])));
    titles.find(|title| is_title(title, site) && !is_site(title, site))
}

fn squash(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A window's title without the names of site and columns behind it.
fn without_site(title: &str, site: &str) -> String {
    let mut left = title;
    while let Some((at, mark)) = left.char_indices().rev().find(|(_, c)| "-_|—–－｜".contains(*c))
    {
        let before = &left[..at];
        let after = left[at + mark.len_utf8()..].trim();
        if !after.is_empty() && !is_site(after, site) {
            break;
        }
        left = before.trim_end_matches(|c: char| c.is_whitespace() || "-_|—–－｜".contains(c));
    }
    left.to_string()
}

/// Whether a piece of a title names a site or a column.
fn is_site(text: &str, site: &str) -> bool {
    let is_short = text.chars().count() <= SITE_MAX && !text.contains("关于");
    text == site
        || (is_short && SITE_WORDS.iter().any(|word| text.ends_with(word)) && !text.ends_with('）'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_and_columns_are_cut_and_years_are_not() {
        for (title, cut) in [
            ("关于放假的通知_通知公告_中国政府网", "关于放假的通知"),
            ("关于放假的通知 - 某市人民政府门户网站", "关于放假的通知"),
            ("总体规划（2018—2035年）的批复", "总体规划（2018—2035年）的批复"),
            ("某区规划2018-2035", "某区规划2018-2035"),
            ("关于放假的通知|某站", "关于放假的通知"),
        ] {
            assert_eq!(without_site(title, "某站"), cut);
        }
    }

    #[test]
    fn a_logo_is_no_title() {
        let page = "<title>某市人民政府</title><h1>某市人民政府</h1><h1>关于\n放假的通知</h1>";
        let found = hints(&Tree::parse(page), &[]);
        assert_eq!(found[0].value, "关于放假的通知");
    }
}
