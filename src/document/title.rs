//! The keys by which a title is found exactly: whole, and by the short names people use for it.
//!
//! 《中华人民共和国安全生产法》 is asked for as 安全生产法, 国务院办公厅关于某事的通知 as 关于某事的通知,
//! and 关于印发《某办法》的通知 as 某办法; an article as 民法典第三条 or 民法典第3条.

use std::borrow::Cow;

use crate::text::pattern::Pattern;
use crate::text::{Article, STATE, fold_str, is_sign};

/// Exact titles are keys of at most this many characters.
const LONGEST_KEY: usize = 300;

/// Keys of more characters are shortened as terms: of 100,000 paragraphs that have no title but their
/// own first line, the keys took a fifth of the index.
const LONGEST_TERM: usize = 40;

/// So many characters of a shortened key stay.
pub(crate) const KEPT: usize = 16;

/// A head before 关于 of more characters than this is not a name of bodies.
const LONGEST_HEAD: usize = 60;

/// What a title passes on or makes known.
static PASSED_ON: Pattern =
    Pattern::new("(?:印发|发布|公布|颁布|颁发|下发|转发)《(?P<title>[^》]{2,})》");

/// A bracket at the end: （试行）, （2021年修订）.
static BRACKET: Pattern = Pattern::new(r"^(?P<name>.{2,}?)\s*[（(][^（()）]*[)）]$");

/// The key of a folded title or query: its characters without breaks and signs, so that marks do not
/// matter.
pub(crate) fn key(folded: &str) -> String {
    let key = folded.chars().filter(|character| *character != ' ' && !is_sign(*character));
    key.take(LONGEST_KEY).collect()
}

/// The term that a key is indexed as and looked up by: of a long one its beginning, and a hash of all
/// of it.
pub(crate) fn term(key: &str) -> Cow<'_, str> {
    if key.chars().nth(LONGEST_TERM).is_none() {
        return Cow::Borrowed(key);
    }
    let kept: String = key.chars().take(KEPT).collect();
    Cow::Owned(format!("{kept}{}", &blake3::hash(key.as_bytes()).to_hex()[..16]))
}

/// The keys of a title.
pub(crate) fn keys(title: &str) -> Vec<String> {
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
    names.extend(headless(title));
    names.extend(passed_on(title));
    names
}

/// A title without the bodies before its 关于.
fn headless(title: &str) -> Option<&str> {
    let head = title.find("关于").or_else(|| title.find("關於")).filter(|at| *at > 0)?;
    (title[..head].chars().count() <= LONGEST_HEAD).then(|| &title[head..])
}

/// The title that a title passes on, as 某办法 in 关于印发《某办法》的通知.
pub(crate) fn passed_on(title: &str) -> Option<&str> {
    PASSED_ON.captures(title).and_then(|found| found.name("title")).map(|name| name.as_str())
}

/// The key by which another document's text names a title: whole, the name of the state left out.
pub(crate) fn cited(title: &str) -> String {
    key(&fold_str(title)).replace(STATE, "")
}

/// The keys by which other documents' texts may name a document of this title, issued by `issuers`:
/// as [`keys`], and with its issuers where it begins with 关于; `规定（二）` is never meant by 规定.
pub(crate) fn cited_as(title: &str, issuers: &[&str]) -> Vec<String> {
    static ORDINAL: Pattern = Pattern::new(r"[（(][一二三四五六七八九十]{1,3}[)）]$");
    let ordinal = ORDINAL.is_match(title.trim_end());
    let issued = issuers.first().filter(|_| title.starts_with("关于") || title.starts_with("關於"));
    let issued =
        issued.map(|first| [format!("{first}{title}"), format!("{}{title}", issuers.concat())]);
    let names = names(title).into_iter().map(String::from);
    let is_meant =
        |name: &String| !ordinal || !title.trim_end().starts_with(name.as_str()) || name == title;
    let mut keys = Vec::new();
    for name in names.filter(is_meant).chain(issued.into_iter().flatten()) {
        let key = cited(&name);
        if !key.is_empty() && !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// A key with the number of its article as statutes write it.
pub(crate) fn numbered(key: &str) -> String {
    match Article::of(key) {
        Some(article) => format!("{}{}", article.work, article.article),
        None => key.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_key_is_shortened_and_no_other_comes_out_alike() {
        let key = "关于".repeat(20);
        assert_eq!(term(&key), key);
        let (one, other) = (format!("{key}的通知"), format!("{key}的通告"));
        assert!(term(&one).chars().count() <= LONGEST_TERM && term(&one) != term(&other));
        assert!(term(&one).starts_with("关于关于"));
    }

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

    #[test]
    fn a_text_names_a_title_with_its_issuer_and_never_by_half_its_name() {
        let cited = cited_as("关于节水的通知", &["甲县水务局", "甲县财政局"]);
        assert_eq!(
            cited,
            ["关于节水的通知", "甲县水务局关于节水的通知", "甲县水务局甲县财政局关于节水的通知"]
        );
        assert_eq!(cited_as("甲条例（试行）", &[]), ["甲条例试行", "甲条例"]);
        assert_eq!(cited_as("甲条例的规定（二）", &[]), ["甲条例的规定二"]);
        assert_eq!(cited_as("中华人民共和国水法", &[]), ["水法"]);
    }
}
