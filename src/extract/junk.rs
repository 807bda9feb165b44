//! What is no announcement at all: pages of nothing, pages that say they are not there.
//!
//! Invariant: a document with a title of its own or with text of its own is never junk.

use super::raw::{Field, Hint, HintSource};
use super::title::is_given;

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
pub(super) fn sift(body: String, hints: &[Hint]) -> Result<(String, Option<String>), Junk> {
    let empty = body.trim().is_empty();
    let error = !empty && crate::text::boilerplate::is_error_page(&body);
    let titled = has_title(hints);
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
    let titles = hints.iter().filter(|hint| hint.field == Field::Title);
    titles.filter(|hint| hint.from != HintSource::FileName).any(is_given)
}
