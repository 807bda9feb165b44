//! What is not an announcement at all: pages of nothing, pages that say they are not there, pages of
//! links to others.
//!
//! Invariant: a document with a title of its own or with text of its own is never junk.

mod list;

use super::kind_tail;
use super::line::squash;
use super::raw::{Hint, HintField, HintSource};
use super::title::is_given;
use crate::text::boilerplate::{self, Contentless};

/// The longest text of an error page, in bytes.
const LONGEST_ERROR: usize = 4096;

/// Why a text is not an announcement, and what a person can do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Junk {
    /// The reason, as it is shown beside the path: lowercase, no full stop.
    pub reason: String,
}

impl Junk {
    fn new(reason: &str) -> Self {
        Self { reason: reason.to_string() }
    }
}

impl std::fmt::Display for Junk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Junk {}

/// The reasons, one wording each, so that a report can group by them.
const EMPTY: &str = "no text in it: fetch it again";
const ERROR: &str = "error page saved by a crawler: fetch the page again";
const GATE: &str = "page that asks for a login, a code or JavaScript: save it from a browser";
const NAVIGATION: &str = "menus and footers alone, no text: fetch the page again from a browser";
const LIST: &str = "list of other pages: fetch the documents it links to";

/// A text as it came, and what is left of it.
pub(super) struct Sifted<'a> {
    /// The cleaned text with all furniture.
    pub whole: &'a str,
    /// The text of the document.
    pub body: String,
    /// What the file said beside it.
    pub hints: &'a [Hint],
    /// Whether the reader found any text; one that hands over a document without (a scan) knows that
    /// there is one: there the file's name is title enough.
    pub any_text: bool,
}

/// What is taken for an announcement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// What is one.
    Announcements,
    /// Whatever has text or a title.
    Junk,
}

/// What is left of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sifting {
    /// The text of the announcement.
    pub body: String,
    /// What a person should know of it.
    pub note: Option<String>,
    /// Whether the text is that of no document.
    pub is_junk: bool,
}

/// What is left of a text: itself, or nothing and a note when its page gives it a title and no text.
pub(super) fn sift(text: Sifted, kept: Kept) -> Result<Sifting, Junk> {
    let titled = has_title(text.hints) || (!text.any_text && text.hints.iter().any(is_title));
    let reason = match reason(&text) {
        None => return Ok(Sifting { body: text.body, ..Sifting::default() }),
        Some(LIST) if titled => return Ok(Sifting { body: text.body, ..Sifting::default() }),
        Some(reason) => reason,
    };
    let whole = text.whole.trim();
    let junk = |body: &str, note: String| {
        Ok(Sifting { body: body.to_string(), note: Some(note), is_junk: true })
    };
    match reason {
        _ if kept == Kept::Junk && !whole.is_empty() => junk(whole, format!("junk kept: {reason}")),
        EMPTY | NAVIGATION if titled => junk("", "no text: only the title is kept".into()),
        _ if titled => junk("", "the text is an error page: only the title is kept".into()),
        _ => Err(Junk::new(reason)),
    }
}

/// Why a text is that of no document, whatever it is called.
fn reason(text: &Sifted) -> Option<&'static str> {
    if text.body.trim().is_empty() {
        return Some(if text.whole.trim().is_empty() { EMPTY } else { NAVIGATION });
    }
    let is_short = text.body.len() <= LONGEST_ERROR;
    match boilerplate::contentless(&text.body) {
        Some(Contentless::Error) if is_short => Some(ERROR),
        Some(Contentless::Gate) if is_short => Some(GATE),
        Some(Contentless::Navigation) => Some(NAVIGATION),
        _ => list::is_list(&text.body).then_some(LIST),
    }
}

/// Whether the page or the record gives the document a title; a file's name is not enough, nor is
/// the name of a site on a page without text.
fn has_title(hints: &[Hint]) -> bool {
    let is_document = |hint: &Hint| {
        let bare = squash(&hint.value);
        hint.from != HintSource::Heading || bare.contains("关于") || kind_tail::ends_in_kind(&bare)
    };
    let beside = hints.iter().filter(|hint| hint.from != HintSource::FileName);
    beside.filter(|hint| is_document(hint)).any(is_title)
}

fn is_title(hint: &Hint) -> bool {
    hint.field == HintField::Title && is_given(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(value: &str, from: HintSource) -> Hint {
        Hint { field: HintField::Title, value: value.into(), from }
    }

    fn of(body: &str, hints: &[Hint], any_text: bool) -> Result<Sifting, Junk> {
        let text = Sifted { whole: body, body: body.into(), hints, any_text };
        sift(text, Kept::Announcements)
    }

    fn itself(body: &str) -> Result<Sifting, Junk> {
        Ok(Sifting { body: body.into(), ..Sifting::default() })
    }

    fn junk(body: &str, hints: &[Hint]) -> String {
        of(body, hints, true).unwrap_err().reason
    }

    #[test]
    fn an_error_page_is_kept_only_for_the_title_of_its_record() {
        let record = [title("某县防汛条例", HintSource::Record)];
        let left = of("error", &record, true).unwrap();
        assert!(left.body.is_empty() && left.note.is_some() && left.is_junk);
        let named = [title("某县防汛条例", HintSource::FileName)];
        assert_eq!(junk("error", &named), ERROR);
        assert!(of("", &named, true).is_err());
        assert!(of("", &named, false).is_ok());
        assert_eq!(junk("404 Not Found", &[title("页面不存在", HintSource::Heading)]), ERROR);
        assert_eq!(junk("请登录", &[title("某县人民政府", HintSource::Heading)]), GATE);
    }

    #[test]
    fn a_list_is_junk_unless_it_has_a_title_of_its_own() {
        let list = "关于甲的通知 2024-05-01\n关于乙的通知 2024-05-02\n关于丙的通知 2024-05-03";
        assert_eq!(junk(list, &[]), LIST);
        assert_eq!(junk(list, &[title("全部文件", HintSource::Heading)]), LIST);
        let titled = [title("关于公布废止文件目录的通知", HintSource::Heading)];
        assert_eq!(of(list, &titled, true), itself(list));
    }

    #[test]
    fn nothing_is_junk_and_text_is_not() {
        assert_eq!(junk(" \n", &[]), EMPTY);
        assert_eq!(junk("首页\n政务公开\n要闻动态\n更多>>", &[]), NAVIGATION);
        let framed = Sifted { whole: "打印", body: String::new(), hints: &[], any_text: true };
        assert_eq!(sift(framed, Kept::Announcements).unwrap_err().reason, NAVIGATION);
        assert_eq!(of("请各镇抓紧。", &[], true), itself("请各镇抓紧。"));
    }

    #[test]
    fn junk_that_is_kept_is_kept_whole() {
        let framed = Sifted { whole: "打印\n", body: String::new(), hints: &[], any_text: true };
        let left = sift(framed, Kept::Junk).unwrap();
        assert_eq!((left.body.as_str(), left.is_junk), ("打印", true));
        assert!(left.note.unwrap().starts_with("junk kept: menus"));
        let empty = Sifted { whole: "", body: String::new(), hints: &[], any_text: true };
        assert_eq!(sift(empty, Kept::Junk).unwrap_err().reason, EMPTY);
    }
}
