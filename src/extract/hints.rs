//! The hints of a reader, cleaned as the text was.
//!
//! Invariant: the order is the reader's, best first; a hint that cleaning empties is left out.

use super::raw::{Hint, HintField, HintSource};
use crate::announcement::Origin;
use crate::text;

/// Cleaned hints.
#[derive(Debug, Default)]
pub(super) struct Hints(Vec<Hint>);

impl Hints {
    /// `hints` without glosses; in a text known to be `corrupt` even a lone one is taken out.
    pub(super) fn of(hints: &[Hint], corrupt: bool) -> Self {
        let cleaned =
            hints.iter().map(|hint| Hint { value: clean(&hint.value, corrupt), ..hint.clone() });
        Self(cleaned.filter(|hint| !hint.value.is_empty()).collect())
    }

    /// Those that the document brings along.
    pub(super) fn own(&self) -> Self {
        self.only(|from| from != HintSource::Folder)
    }

    /// Those that its folder gives.
    pub(super) fn of_folder(&self) -> Self {
        self.only(|from| from == HintSource::Folder)
    }

    fn only(&self, is_meant: impl Fn(HintSource) -> bool) -> Self {
        Self(self.0.iter().filter(|hint| is_meant(hint.from)).cloned().collect())
    }

    /// All of them.
    pub(super) fn all(&self) -> &[Hint] {
        &self.0
    }

    /// The values of `field` with where they stood, Simplified.
    pub(super) fn of_field(&self, field: HintField) -> impl Iterator<Item = (HintSource, String)> {
        let values = self.0.iter().filter(move |hint| hint.field == field);
        values.map(|hint| (hint.from, text::simplify(&hint.value)))
    }

    /// The best value of `field`, Simplified.
    pub(super) fn first(&self, field: HintField) -> Option<String> {
        self.of_field(field).next().map(|(_, value)| value)
    }

    /// The best value of `field`, Simplified, and where it stood.
    pub(super) fn placed(&self, field: HintField) -> Option<(String, Origin)> {
        self.of_field(field).next().map(|(from, value)| (value, from.into()))
    }
}

fn clean(value: &str, corrupt: bool) -> String {
    let cleaned = text::clean(value).text;
    let bare = if corrupt { text::strip_query_glosses(&cleaned).to_string() } else { cleaned };
    bare.trim().to_string()
}
