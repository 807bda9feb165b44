//! Other spellings of parts of a text: of the names of bodies, of numbers, of words whose characters
//! have variants.

mod names;
mod numerals;
mod share;

use std::cell::LazyCell;
use std::ops::Range;

use super::expansion::{Expansion, Origin};
use crate::analyzer::Dictionary;

/// The other spellings of parts of a folded text, from left to right; no two parts overlap. The words
/// are those of `dictionary`.
pub(crate) fn spellings(folded: &str, dictionary: &Dictionary) -> Vec<Expansion> {
    // Most queries have no other spelling, and their words need not be told.
    let borders = LazyCell::new(|| dictionary.borders(folded));
    let is_word = |part: &Range<usize>| {
        [part.start, part.end].iter().all(|edge| borders.binary_search(edge).is_ok())
    };
    let mut all = names::names(folded, is_word);
    for number in numerals::numbers(folded) {
        if is_word(&number.at) && is_free(&all, &number.at) {
            let spelled = |text| Expansion { at: number.at.clone(), text, origin: Origin::Number };
            all.extend(number.others.into_iter().map(spelled));
        }
    }
    all.sort_by_key(|expansion| expansion.at.start);
    all
}

/// Whether no known part overlaps one.
fn is_free(known: &[Expansion], part: &Range<usize>) -> bool {
    known.iter().all(|known| known.at.end <= part.start || part.end <= known.at.start)
}
