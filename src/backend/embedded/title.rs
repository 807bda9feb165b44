//! The keys by which a title is found exactly: whole, and by the short names people use for it.
//!
//! 《中华人民共和国安全生产法》 is asked for as 安全生产法, 国务院办公厅关于某事的通知 as 关于某事的通知,
//! and 关于印发《某办法》的通知 as 某办法; an article as 民法典第三条 or 民法典第3条.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::{Article, fold_str};

/// Exact titles are keys of at most this many characters.
const LONGEST_KEY: usize = 300;

/// A head before 关于 of more characters than this is no name of bodies.
const LONGEST_HEAD: usize = 60;

const STATE: &str = "中华人民共和国";

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern written here")
}

/// What a title passes on or makes known.
static PASSED_ON: LazyLock<Regex> =
    LazyLock::new(|| pattern("(?:印发|发布|公布|颁布|颁发|下发|转发)《(?P<title>[^》]{2,})》"));

/// A bracket at the end: （试行）, （2021年修订）.
static BRACKET: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?P<name>.{2,}?)\s*[（(][^（()）]*[)）]$"));

/// The key of a folded title or query: its characters without breaks, so that marks do not matter.
pub(super) fn key(folded: &str) -> String {
    let key = folded.chars().filter(|character| *character != ' ');
    key.take(LONGEST_KEY).collect()
}

/// The keys of a title.
pub(super) fn keys(title: &str) -> Vec<String> {
    let mut keys = Vec::new();
    let mut add = |folded: String| {
        let key = numbered(&key(&folded));
        if !key.is_empty() && !keys.contains(&key) {
            keys.push(key);
        }
    };
    for name in names(title) {
        let folded = fold_str(name);
        add(folded.replace(STATE, ""));
        add(folded);
    }
    keys
}

/// The names of a title: itself, without its bracket, without the bodies before 关于, and what it
/// passes on.
fn names(title: &str) -> Vec<&str> {
    let mut names = vec![title];
    let bare = BRACKET.captures(title).and_then(|found| found.name("name"));
    names.extend(bare.map(|name| name.as_str()));
    let head = title.find("关于").or_else(|| title.find("關於")).filter(|at| *at > 0);
    let short = head.filter(|at| title[..*at].chars().count() <= LONGEST_HEAD);
    names.extend(short.map(|at| &title[at..]));
    let passed = PASSED_ON.captures(title).and_then(|found| found.name("title"));
    names.extend(passed.map(|name| name.as_str()));
    names
}

/// A key with the number of its article as statutes write it.
pub(super) fn numbered(key: &str) -> String {
    match Article::of(key) {
        Some(article) => format!("{}{}", article.work, article.article),
        None => key.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_found_by_its_short_names() {
        for (title, wanted) in [
            ("中华人民共和国安全生产法", vec!["安全生产法", "中华人民共和国安全生产法"]),
            ("某条例（2021年修订）", vec!["某条例2021年修订", "某条例"]),
            (
                "某省政府关于做好某事的通知",
                vec!["某省政府关于做好某事的通知", "关于做好某事的通知"],
            ),
        ] {
            assert_eq!(keys(title), wanted, "{title}");
        }
        assert!(keys("某局关于印发《某事管理办法》的通知").contains(&"某事管理办法".to_string()));
        assert_eq!(keys("民法典第3条"), ["民法典第三条"]);
        assert!(keys("").is_empty());
    }
}
