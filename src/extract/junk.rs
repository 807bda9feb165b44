//! What is no announcement at all: pages of nothing, pages that say they are not there.
//!
//! Invariant: a document with a title of its own or with text of its own is never junk.

use super::raw::{Field, Hint, HintSource};
use super::title::is_given;
use crate::text::boilerplate;

/// The longest text of an error page, in bytes.
const LONGEST_ERROR: usize = 4096;

/// Why a text is no announcement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Junk {
    /// The reason, as it is shown beside the path: lowercase, no full stop.
    pub reason: String,
}

impl std::fmt::Display for Junk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Junk {}

/// What is left of `body`: itself, or nothing and a note when it is the text of an error page.
///
/// A reader that hands over a document without `any_text` knows that there is one (a scan): there
/// the file's name is title enough.
pub(super) fn sift(
    body: String,
    hints: &[Hint],
    any_text: bool,
) -> Result<(String, Option<String>), Junk> {
    let empty = body.trim().is_empty();
    let error = !empty && body.len() <= LONGEST_ERROR && boilerplate::is_error_page(&body);
    let titled = has_title(hints) || (!any_text && hints.iter().any(is_title));
    match (empty, error) {
        (false, false) => Ok((body, None)),
        (true, _) if titled => Ok((String::new(), Some("no text: only the title is kept".into()))),
        (_, true) if titled => {
            Ok((String::new(), Some("the text is an error page: only the title is kept".into())))
        }
        (true, _) => Err(Junk { reason: "no text".into() }),
        (_, true) => Err(Junk { reason: "error page saved by a crawler".into() }),
    }
}

/// Whether the page or the record gives the document a title; a file's name is not enough.
fn has_title(hints: &[Hint]) -> bool {
    hints.iter().filter(|hint| hint.from != HintSource::FileName).any(is_title)
}

fn is_title(hint: &Hint) -> bool {
    hint.field == Field::Title && is_given(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(value: &str, from: HintSource) -> Hint {
        Hint { field: Field::Title, value: value.into(), from }
    }

    #[test]
    fn an_error_page_is_kept_only_for_the_title_of_its_record() {
        let record = [title("某县防汛条例", HintSource::Record)];
        let (body, note) = sift("error".into(), &record, true).unwrap();
        assert!(body.is_empty() && note.is_some());
        let named = [title("某县防汛条例", HintSource::FileName)];
        assert_eq!(
            sift("error".into(), &named, true).unwrap_err().reason,
            "error page saved by a crawler"
        );
        assert!(sift(String::new(), &named, true).is_err());
        assert!(sift(String::new(), &named, false).is_ok());
        let lost = [title("页面不存在", HintSource::Heading)];
        assert!(sift("404 Not Found".into(), &lost, true).is_err());
    }

    #[test]
    fn nothing_is_junk_and_text_is_not() {
        assert_eq!(sift(" \n".into(), &[], true).unwrap_err().reason, "no text");
        assert_eq!(sift("请各镇抓紧。".into(), &[], true), Ok(("请各镇抓紧。".into(), None)));
    }
}
