//! A saved WeChat page → its title, its date and the account, from the variables that its scripts set
//! (`data/accounts.tsv`): the page shows them only once they have run.

use std::sync::LazyLock;

use super::super::fields;
use super::markup::without_tags;
use super::tree::Tree;
use crate::extract::{Hint, HintField, HintSource};

static NAMES: LazyLock<Vec<(HintField, Vec<&'static str>)>> = LazyLock::new(|| {
    let rows = fields::rows(include_str!("../data/accounts.tsv"));
    let pairs = rows.filter_map(|row| row.split_once('\t'));
    let known = pairs.filter_map(|(field, names)| Some((fields::field(field)?, names)));
    known.map(|(field, names)| (field, names.split(' ').collect())).collect()
});

/// What the scripts of a WeChat page say.
pub(super) fn hints(tree: &Tree) -> Vec<Hint> {
    let is_article = tree.nodes.iter().any(|node| node.marks.contains("js_content"));
    if !is_article {
        return Vec::new();
    }
    let said = |(field, names): &(HintField, Vec<&str>)| {
        let values = names.iter().flat_map(|name| tree.variables.iter().map(|at| set(at, name)));
        let value = values.flatten().map(|value| without_tags(value.trim()));
        let value = value.into_iter().find(|value| is_one(*field, value))?;
        Some(Hint { field: *field, value, from: HintSource::Meta })
    };
    NAMES.iter().filter_map(said).collect()
}

fn is_one(field: HintField, value: &str) -> bool {
    match field {
        HintField::Published => value.bytes().filter(u8::is_ascii_digit).count() >= 8,
        _ => value.chars().any(char::is_alphanumeric),
    }
}

/// The text that a script sets a variable to: `var ct = "…"`, `nickname = htmlDecode('…')`.
fn set<'a>(script: &'a str, name: &str) -> Option<&'a str> {
    let after = script.match_indices(name).find_map(|(at, _)| {
        let begins = script[..at].chars().next_back().is_none_or(|c| !is_of_name(c));
        let rest = script[at + name.len()..].trim_start().strip_prefix(['=', ':'])?;
        let rest = rest.trim_start();
        let rest = rest.strip_prefix("htmlDecode(").unwrap_or(rest).trim_start();
        begins.then_some(rest).filter(|rest| rest.starts_with(['"', '\'']))
    })?;
    let quote = after.chars().next()?;
    after[1..].split(quote).next().filter(|value| !value.contains('\n'))
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(script: &str) -> Vec<(HintField, String)> {
        let page = format!("<div id='js_content'>文</div><script>{script}</script>");
        let found = hints(&Tree::parse(&page));
        found.into_iter().map(|hint| (hint.field, hint.value)).collect()
    }

    #[test]
    fn variables_in_any_quotes_say_who_and_when() {
        let date = |value: &str| (HintField::Published, value.to_string());
        let source = (HintField::Source, "测试发布".to_string());
        for script in [
            r#"var nickname = "测试发布"; var ct = "1709634600";"#,
            r#"var nickname = htmlDecode("测试发布"); window.ct = '1709634600'"#,
            r#"d = { nick_name: '测试发布', ct: "1709634600" }; var createTime = '2024-03-06 18:30';"#,
        ] {
            let script = format!("{script} /* msg_title createTime nickname */");
            assert_eq!(of(&script), [date("1709634600"), source.clone()], "{script}");
        }
        assert_eq!(of("var createTime = '2024-03-05 18:30';"), [date("2024-03-05 18:30")]);
        let title = (HintField::Title, "关于防汛的通知".to_string());
        assert_eq!(of("var msg_title = '关于防汛的通知'.html(false);"), [title]);
    }

    #[test]
    fn empty_variables_and_other_pages_say_nothing() {
        assert_eq!(of(r#"var nickname = ""; var ct = ""; var direct = "1709634600";"#), []);
        let page = r#"<p>文</p><script>var nickname = "甲";</script>"#;
        assert!(hints(&Tree::parse(page)).is_empty());
    }
}
