//! Choosing the candidates of a rung: the best by BM25 × prior, with or without reading them all.
//!
//! A prior is at most 1, so that a score which is too low without it is too low with it: where only
//! terms score and decide, tantivy passes over blocks whose best score stays below the worst kept
//! so far (Ding and Suel, 2011). Where all matches are read anyway they are counted on the way.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::query::Weight;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::rank::Priors;
use crate::request::{Blend, Order};

/// Chooses candidates.
#[derive(Clone, Copy)]
pub(super) struct Choose {
    /// How many.
    pub(super) limit: usize,
    pub(super) order: Order,
    pub(super) blend: Blend,
    /// The day from which ages are counted, in days since 1970-01-01.
    pub(super) today: i64,
    /// Whether the query scores at all; if not, all texts count the same.
    pub(super) scores: bool,
    /// Whether blocks of weak matches may be passed over; matches are not counted then.
    pub(super) pruned: bool,
}

/// The candidates, best first, and how many documents were read to choose them.
#[derive(Default)]
pub(super) struct Chosen {
    pub(super) best: Vec<DocAddress>,
    pub(super) read: usize,
}

/// A candidate with what it is chosen by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Candidate {
    key: (i64, f32),
    id: u64,
    address: DocAddress,
}

impl Eq for Candidate {}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The worse is the greater, so that a heap gives it away first; of equals the one with the greater
/// id, or the segments would decide.
impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        let keys = other.key.0.cmp(&self.key.0).then(other.key.1.total_cmp(&self.key.1));
        keys.then(self.id.cmp(&other.id)).then(self.address.cmp(&other.address))
    }
}

/// The best of one segment so far.
pub(super) struct Best {
    choose: Choose,
    priors: Priors,
    ids: Column<u64>,
    ord: SegmentOrdinal,
    heap: BinaryHeap<Candidate>,
    read: usize,
}

impl Best {
    fn offer(&mut self, doc: DocId, score: Score) {
        self.read += 1;
        let score = if self.choose.scores { score } else { 1.0 };
        let key = key(&self.priors, self.choose.order, doc, score);
        let id = self.ids.first(doc).unwrap_or_default();
        let candidate = Candidate { key, id, address: DocAddress::new(self.ord, doc) };
        if self.heap.len() < self.choose.limit {
            self.heap.push(candidate);
        } else if let Some(mut worst) = self.heap.peek_mut().filter(|worst| candidate < **worst) {
            *worst = candidate;
        }
    }

    /// The score that a document must exceed to be kept: one that equals the worst may be.
    fn threshold(&self) -> Score {
        let full = self.heap.len() == self.choose.limit;
        self.heap.peek().filter(|_| full).map_or(Score::MIN, |worst| worst.key.1.next_down())
    }
}

impl SegmentCollector for Best {
    type Fruit = (Vec<Candidate>, usize);

    fn collect(&mut self, doc: DocId, score: Score) {
        self.offer(doc, score);
    }

    fn harvest(self) -> Self::Fruit {
        (self.heap.into_vec(), self.read)
    }
}

impl Collector for Choose {
    type Fruit = Chosen;
    type Child = Best;

    fn for_segment(&self, ord: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<Best> {
        let priors = Priors::open(segment, self.blend, self.today)?;
        let ids = segment.fast_fields().u64("id")?;
        Ok(Best { choose: *self, priors, ids, ord, heap: BinaryHeap::new(), read: 0 })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, segments: Vec<(Vec<Candidate>, usize)>) -> tantivy::Result<Chosen> {
        let read = segments.iter().map(|(_, read)| read).sum();
        let mut all: Vec<Candidate> = segments.into_iter().flat_map(|(best, _)| best).collect();
        all.sort_unstable();
        all.truncate(self.limit);
        Ok(Chosen { best: all.into_iter().map(|one| one.address).collect(), read })
    }

    fn collect_segment(
        &self,
        weight: &dyn Weight,
        ord: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<(Vec<Candidate>, usize)> {
        let mut best = self.for_segment(ord, segment)?;
        let alive = |doc| segment.alive_bitset().is_none_or(|alive| alive.is_alive(doc));
        if self.pruned {
            weight.for_each_pruning(Score::MIN, segment, &mut |doc, score| {
                if alive(doc) {
                    best.offer(doc, score);
                }
                best.threshold()
            })?;
        } else {
            weight.for_each(segment, &mut |doc, score| {
                if alive(doc) {
                    best.offer(doc, score);
                }
            })?;
        }
        Ok(best.harvest())
    }
}

/// The key candidates are chosen by: what the order asks for first, then text and prior.
fn key(priors: &Priors, order: Order, doc: DocId, score: f32) -> (i64, f32) {
    let score = score * priors.factor(doc);
    let undated = i64::MIN;
    let first = match order {
        Order::Relevance => 0,
        Order::Newest => priors.day(doc).unwrap_or(undated),
        Order::Oldest => priors.day(doc).map_or(undated, |day| -day),
        Order::Level => -i64::from(priors.of(doc).level_rank()),
    };
    (first, score)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_is_given_away_first() {
        let candidate = |first, score, doc: u32| Candidate {
            key: (first, score),
            id: 9 - u64::from(doc),
            address: DocAddress::new(0, doc),
        };
        let mut all = [
            candidate(0, 1.0, 1),
            candidate(1, 0.5, 2),
            candidate(1, 2.0, 4),
            candidate(1, 2.0, 3),
        ];
        all.sort_unstable();
        let docs: Vec<DocId> = all.iter().map(|one| one.address.doc_id).collect();
        assert_eq!(docs, [4, 3, 2, 1]);
    }
}
