//! Where two texts differ: runs of tokens that are in one and not in the other.
//!
//! Runs of [`ANCHOR`] tokens that are once in either text are anchors, as in Bram Cohen's patience diff; what lies
//! between two anchors is compared in the same way by shorter ones, and a small rest token by token. A sentence that is
//! missing comes out as one difference, not as the scattered ones of a shortest edit script.

use std::collections::HashMap;
use std::ops::Range;

use super::token::Token;

/// How many tokens an anchor has; shorter ones are tried where there is none.
const ANCHOR: [usize; 3] = [8, 4, 2];

/// Pieces of at most this many tokens are compared token by token.
const SMALL: usize = 64;

/// A run of the first text where the second has another; one of them may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gap {
    pub(super) left: Range<usize>,
    pub(super) right: Range<usize>,
}

/// The differences of two texts, in order.
pub(super) fn gaps(left: &[Token], right: &[Token]) -> Vec<Gap> {
    let mut align = Align { left, right, gaps: Vec::new() };
    align.between(Gap { left: 0..left.len(), right: 0..right.len() });
    align.gaps
}

struct Align<'a> {
    left: &'a [Token],
    right: &'a [Token],
    gaps: Vec<Gap>,
}

impl Align<'_> {
    fn same(&self, left: usize, right: usize) -> bool {
        self.left[left].key == self.right[right].key
    }

    fn between(&mut self, gap: Gap) {
        let gap = self.trimmed(gap);
        match (gap.left.len(), gap.right.len()) {
            (0, 0) => {}
            (0, _) | (_, 0) => self.gaps.push(gap),
            (left, right) if left.max(right) <= SMALL => self.small(&gap),
            _ => self.large(gap),
        }
    }

    /// A gap without what both sides begin and end with.
    fn trimmed(&self, gap: Gap) -> Gap {
        let Gap { mut left, mut right } = gap;
        while !left.is_empty() && !right.is_empty() && self.same(left.start, right.start) {
            (left.start, right.start) = (left.start + 1, right.start + 1);
        }
        while !left.is_empty() && !right.is_empty() && self.same(left.end - 1, right.end - 1) {
            (left.end, right.end) = (left.end - 1, right.end - 1);
        }
        Gap { left, right }
    }

    fn large(&mut self, gap: Gap) {
        for length in ANCHOR {
            let anchors = self.anchors(&gap, length);
            if !anchors.is_empty() {
                return self.around(&gap, &anchors, length);
            }
        }
        self.gaps.push(gap);
    }

    /// Compares what lies around anchors.
    fn around(&mut self, gap: &Gap, anchors: &[(usize, usize)], length: usize) {
        let mut at = (gap.left.start, gap.right.start);
        for &(left, right) in anchors {
            if left >= at.0 && right >= at.1 {
                self.between(Gap { left: at.0..left, right: at.1..right });
            } else if at.0.wrapping_sub(left) != at.1.wrapping_sub(right) {
                continue;
            }
            at = (left + length, right + length);
        }
        self.between(Gap { left: at.0..gap.left.end, right: at.1..gap.right.end });
    }

    /// The longest chain of runs of `length` that are once on either side.
    fn anchors(&self, gap: &Gap, length: usize) -> Vec<(usize, usize)> {
        let on_right = once(self.right, &gap.right, length);
        let mut pairs: Vec<_> = once(self.left, &gap.left, length)
            .into_iter()
            .filter_map(|(hash, left)| Some((left?, (*on_right.get(&hash)?)?)))
            .collect();
        pairs.sort_unstable();
        rising(&pairs)
    }

    /// Compares token by token: the longest common subsequence.
    fn small(&mut self, gap: &Gap) {
        let lengths = self.common(gap);
        let (mut left, mut right) = (gap.left.start, gap.right.start);
        let mut open = (left, right);
        while left < gap.left.end && right < gap.right.end {
            let (row, column) = (left - gap.left.start, right - gap.right.start);
            if self.same(left, right) {
                self.close(open, (left, right));
                (left, right) = (left + 1, right + 1);
                open = (left, right);
            } else if lengths[row + 1][column] >= lengths[row][column + 1] {
                left += 1;
            } else {
                right += 1;
            }
        }
        self.close(open, (gap.left.end, gap.right.end));
    }

    fn close(&mut self, from: (usize, usize), to: (usize, usize)) {
        if from != to {
            self.gaps.push(Gap { left: from.0..to.0, right: from.1..to.1 });
        }
    }

    /// How many tokens the rest of either side have in common, from each pair of places on.
    fn common(&self, gap: &Gap) -> Vec<Vec<u16>> {
        let mut lengths = vec![vec![0; gap.right.len() + 1]; gap.left.len() + 1];
        for row in (0..gap.left.len()).rev() {
            for column in (0..gap.right.len()).rev() {
                lengths[row][column] =
                    match self.same(gap.left.start + row, gap.right.start + column) {
                        true => lengths[row + 1][column + 1] + 1,
                        false => lengths[row + 1][column].max(lengths[row][column + 1]),
                    };
            }
        }
        lengths
    }
}

/// The runs of `length` tokens in a range, with their place; `None` for those that are there twice.
fn once(tokens: &[Token], range: &Range<usize>, length: usize) -> HashMap<u64, Option<usize>> {
    let mut places = HashMap::with_capacity(range.len());
    for (offset, run) in tokens[range.clone()].windows(length).enumerate() {
        let hash = run.iter().fold(0, |hash: u64, token| mixed(hash ^ token.key));
        let place = places.entry(hash).or_insert(Some(range.start + offset));
        if *place != Some(range.start + offset) {
            *place = None;
        }
    }
    places
}

/// Every bit of `hash` in every other (the finalizer of SplitMix64).
pub(in crate::text) fn mixed(hash: u64) -> u64 {
    let hash = hash.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// The longest chain of pairs, sorted by their first place, whose second places rise too.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (index, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < pair.1);
        before.push(length.checked_sub(1).map(|last| ends[last]));
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let last = ends.last().copied();
    let mut chain: Vec<_> =
        std::iter::successors(last, |index| before[*index]).map(|index| pairs[index]).collect();
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    fn lengths(left: &str, right: &str) -> Vec<(usize, usize)> {
        let gaps = gaps(&tokens(left), &tokens(right));
        gaps.iter().map(|gap| (gap.left.len(), gap.right.len())).collect()
    }

    #[test]
    fn differences_are_the_runs_that_differ() {
        assert_eq!(lengths("各单位要认真落实", "各单位要认真落实"), []);
        assert_eq!(lengths("各单位要认真落实", "各单位要切实落实"), [(2, 2)]);
        assert_eq!(lengths("各单位要认真落实", "单位要认真抓好落实"), [(1, 0), (0, 2)]);
        assert_eq!(lengths("", "落实"), [(0, 2)]);
    }

    #[test]
    fn a_missing_sentence_is_one_difference() {
        let line = |n: usize| format!("第{n}条 各单位应当按照第{}号文件的要求认真落实。\n", n * n);
        let whole: String = (1..40).map(line).collect();
        let lost: String = (1..40).filter(|n| *n != 17).map(line).collect();
        let gaps = lengths(&whole, &lost);
        assert_eq!(gaps, [(tokens(&line(17)).len(), 0)]);
    }
}
