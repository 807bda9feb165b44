//! A small sketch of a text by which its near copies are looked up.
//!
//! The shingles of a text are its runs of [`SHINGLE`] tokens. The smallest of a random hash over them, its *minhash*, is
//! the same for two texts with a probability that is the share `J` of shingles they have in common (Broder, *On the
//! resemblance and containment of documents*, 1997). [`BANDS`] bands of [`ROWS`] minhashes each are kept, as one term a
//! band: two texts share a given band with probability `J³`, and at least [`LEAST_SHARED`] of eight bands with
//! probability .9994 at `J` = .9, .97 at .8, .82 at .7, .26 at .5 and .02 at .3 (Indyk and Motwani, *Approximate nearest
//! neighbors*, 1998, for banding). A band is a look-up: nothing is ever compared with all other texts. What is found so
//! is only likely; [`difference`](super::difference) decides.
//!
//! Charikar's simhash (2002) was the other choice: 64 bits cut into four blocks are half as large, but find with
//! certainty only what differs in three bits, and one wrong character in two hundred changes about seven.

use super::damage::{Token, mixed};

/// How many tokens a shingle has.
const SHINGLE: usize = 5;

/// How many bands a sketch has.
const BANDS: usize = 8;

/// How many minhashes a band is made of.
const ROWS: usize = 3;

/// How many bits of a band's hash are kept: of a million texts one shares a given band with another by chance once in two.
const BITS: u32 = 21;

/// How many bands near copies share at least.
pub(crate) const LEAST_SHARED: usize = 2;

/// Texts of fewer tokens are not sketched: what they share is phrases.
pub(crate) const SHORTEST: usize = 40;

/// Which figures (dates, amounts, serial numbers) a text has, as a Bloom filter of 64 bits and one hash (Bloom, 1970).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Figures(pub(crate) u64);

impl Figures {
    /// The figures of more than one character that are not ordinals: those of articles fill the filter of a law.
    pub(crate) fn of(tokens: &[Token]) -> Self {
        let ordinal = u64::from(u32::from('第'));
        let before = std::iter::once(0).chain(tokens.iter().map(Token::key));
        let figures =
            before.zip(tokens).filter(|(before, token)| *before != ordinal && token.is_figure());
        Self(figures.fold(0, |bits, (_, token)| bits | 1 << (mixed(token.key()) >> 58)))
    }

    /// Whether two texts may be copies: of both only one may have figures that the other lacks. A bit that only one has
    /// is such a figure, so that a no is certain.
    pub(crate) fn may_be_of_copies(self, other: Self) -> bool {
        self.0 & !other.0 == 0 || other.0 & !self.0 == 0
    }
}

/// The bands of a text's sketch, each a number below 2²⁴ that no other band has; none for a short text.
pub(crate) fn bands(tokens: &[Token]) -> Vec<u64> {
    if tokens.len() < SHORTEST {
        return Vec::new();
    }
    let least = minhashes(tokens);
    let band = |(band, rows): (usize, &[u32])| {
        let hash = rows.iter().fold(band as u64, |hash, least| mixed(hash ^ u64::from(*least)));
        (band as u64) << BITS | hash >> (64 - BITS)
    };
    least.chunks(ROWS).enumerate().map(band).collect()
}

fn minhashes(tokens: &[Token]) -> [u32; BANDS * ROWS] {
    let factors: [u64; BANDS * ROWS] = std::array::from_fn(|index| mixed(index as u64) | 1);
    let mut least = [u32::MAX; BANDS * ROWS];
    let keys: Vec<u64> = tokens.iter().map(|token| mixed(token.key())).collect();
    for shingle in keys.windows(SHINGLE) {
        let hash = mixed(shingle.iter().fold(0, |hash: u64, key| hash.rotate_left(11) ^ key));
        for (least, factor) in least.iter_mut().zip(factors) {
            // Multiply-shift (Dietzfelbinger et al., 1997): one multiplication is a hash of a hash.
            *least = (*least).min((hash.wrapping_mul(factor) >> 32) as u32);
        }
    }
    least
}

#[cfg(test)]
mod tests {
    use super::super::damage::folded_tokens;
    use super::*;

    /// A text of `length` characters, with each that `changed` names replaced.
    fn text(length: u32, changed: impl Fn(u32) -> bool) -> Vec<Token> {
        let character = |index: u32| {
            let seed = if changed(index) { index + 1_000_000 } else { index };
            char::from_u32(0x4e10 + (mixed(u64::from(seed)) % 0x4000) as u32)
        };
        folded_tokens(&(0..length).filter_map(character).collect::<String>())
    }

    fn shared(left: &[Token], right: &[Token]) -> usize {
        bands(left).iter().zip(bands(right)).filter(|(left, right)| **left == *right).count()
    }

    #[test]
    fn a_garbled_text_shares_bands_and_another_does_not() {
        let original = text(1000, |_| false);
        assert_eq!(bands(&original).len(), BANDS);
        assert_eq!(shared(&original, &original), BANDS);
        assert!(shared(&original, &text(1000, |index| index % 200 == 7)) >= LEAST_SHARED);
        assert!(shared(&original, &text(900, |_| false)) >= LEAST_SHARED);
        assert!(shared(&original, &text(1000, |_| true)) < LEAST_SHARED);
    }

    #[test]
    fn bands_are_found_as_often_as_the_formula_says() {
        let trials = 400;
        let found = (0..trials).filter(|seed| {
            let at = |index: u32| index + seed * 10_000;
            let left = text_at(300, at, 0);
            // 17 of 296 shingles differ on either side: J = 279 / 313.
            shared(&left, &text_at(300, at, 14)) >= LEAST_SHARED
        });
        let share = found.count() as f32 / trials as f32;
        assert!(share > 0.97, "{share}");
    }

    /// 300 characters of which the last `other` are others.
    fn text_at(length: u32, at: impl Fn(u32) -> u32, other: u32) -> Vec<Token> {
        let seed = |index: u32| if index + other >= length && other > 0 { 9_000_000 } else { 0 };
        let character = |index: u32| {
            char::from_u32(0x4e10 + (mixed(u64::from(at(index) + seed(index))) % 0x4000) as u32)
        };
        folded_tokens(&(0..length).filter_map(character).collect::<String>())
    }

    #[test]
    fn figures_that_differ_on_both_sides_are_of_two_documents() {
        let figures = |text| Figures::of(&folded_tokens(text));
        let may_be = |left, right| figures(left).may_be_of_copies(figures(right));
        assert!(may_be("2024年3月12日拨付350万元", "2024年3月12日拨付350万元"));
        assert!(may_be("2024年3月12日拨付350万元", "拨付350万元"));
        assert!(!may_be("2024年拨付350万元", "2024年拨付530万元"));
        assert!(may_be("第二十条", "第三十条"));
    }

    #[test]
    fn short_texts_have_no_sketch() {
        assert!(bands(&text(SHORTEST as u32 - 20, |_| false)).is_empty());
        assert!(bands(&[]).is_empty());
    }
}
