//! Other spellings of parts of a text: of the names of bodies.

mod names;

use super::expansion::Expansion;
use crate::analyzer::Dictionary;

/// The other spellings of parts of a folded text, from left to right; no two parts overlap. The words
/// are those of `dictionary`.
pub(crate) fn spellings(folded: &str, dictionary: &Dictionary) -> Vec<Expansion> {
    names::names(folded, dictionary)
}
