//! Other spellings of parts of a text: of the names of bodies, of numbers, of words whose characters
//! have variants.

mod figures;
mod joints;
mod names;
mod numerals;
mod share;
mod variants;

use std::cell::LazyCell;
use std::ops::Range;

use super::expansion::Expansion;
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
    let (numbers, variants) =
        (numerals::numbers(folded, is_word), variants::variants(folded, is_word));
    for found in [numbers, variants, joints::parted(folded)] {
        let free: Vec<_> = found.into_iter().filter(|one| is_free(&all, &one.at)).collect();
        all.extend(free);
    }
    all.sort_by_key(|expansion| expansion.at.start);
    all
}

/// Whether a part overlaps none of the known ones.
fn is_free(known: &[Expansion], part: &Range<usize>) -> bool {
    known.iter().all(|known| known.at.end <= part.start || part.end <= known.at.start)
}
