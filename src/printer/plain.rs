//! Text of documents and paths made harmless for a terminal.

use std::borrow::Cow;

/// `text` without the control characters that could drive a terminal.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_control) {
        Cow::Owned(text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}
