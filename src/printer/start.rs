//! As much of an id as tells it from the others of its index.

use crate::announcement::Id;

/// The digits of an id that are shown: so many as `starts` has, else all.
pub(super) fn start<'a>(id: &'a Id, starts: &[(Id, usize)]) -> &'a str {
    let shown = starts.iter().find(|(known, _)| known == id).map(|(_, digits)| *digits);
    shown.and_then(|digits| id.as_str().get(..digits)).unwrap_or(id.as_str())
}
