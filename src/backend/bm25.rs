//! BM25 (Robertson and Zaragoza, 2009), with its usual constants.

/// How soon a term that stands often in a text stops to count for more.
const K1: f32 = 1.2;

/// How much the length of a text counts.
const B: f32 = 0.75;

/// How rare is what `holding` of `all` texts hold: ln(1 + (N − n + ½) / (n + ½)), never negative.
pub(crate) fn rarity(all: f32, holding: f32) -> f32 {
    (1.0 + (all - holding.min(all) + 0.5) / (holding.min(all) + 0.5)).ln()
}

/// What dampens the counts in a text of this `length`, where texts are of an `average` length.
pub(crate) fn norm(length: f32, average: f32) -> f32 {
    K1 * (1.0 - B + B * length / average)
}

/// The share of its weight that a term has which stands `count` times in a text of this [`norm`].
pub(crate) fn saturated(count: f32, norm: f32) -> f32 {
    count * (K1 + 1.0) / (count + norm)
}

/// A length as indexes keep it in one byte: up to 40 exactly, above that rounded down to four
/// significant bits of what is above 24 (`SmallFloat.intToByte4` of Lucene, whose 256 values tantivy
/// has as well).
#[cfg(feature = "opensearch")]
pub(super) fn rounded(length: u32) -> u32 {
    let above = length.saturating_sub(24);
    let lost = (u32::BITS - above.leading_zeros()).saturating_sub(4);
    length - (above & ((1 << lost) - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_weighs_more_the_rarer_it_is_and_never_less_than_nothing() {
        assert!(rarity(1000.0, 1.0) > rarity(1000.0, 10.0));
        assert!(rarity(1000.0, 1000.0) > 0.0);
        assert_eq!(rarity(1000.0, 2000.0), rarity(1000.0, 1000.0));
    }

    #[cfg(feature = "opensearch")]
    #[test]
    fn lengths_are_rounded_as_postings_keep_them() {
        let of = [7, 40, 41, 42, 55, 56, 59, 60, 1_000_000];
        assert_eq!(of.map(rounded), [7, 40, 40, 42, 54, 56, 56, 60, 983_064]);
    }

    #[test]
    fn a_count_saturates_later_in_a_longer_text() {
        let once = |length| saturated(1.0, norm(length, 100.0));
        assert!((once(100.0) - 1.0).abs() < 1e-6);
        assert!(once(50.0) > once(100.0) && once(100.0) > once(400.0));
        assert!(saturated(1e6, norm(100.0, 100.0)) < 2.2);
    }
}
