//! Choosing the candidates of a rung: the best by BM25 × prior, with or without reading them all.
//!
//! A prior is at most 1, so that a score which is too low without it is too low with it: where only
//! terms score and decide, tantivy passes over blocks whose best score stays below the worst kept
//! so far (Ding and Suel, 2011). One heap goes from segment to segment, so that what was found in one raises the bar in the next.
//!
//! What costs most at a million short paragraphs, milliseconds of one answer (one thread, warm, other
//! work beside it; `benches/beside.rs`), and why:
//!
//! - a word or a quoted string of three and more characters that stands in a tenth of them (人民政府,
//!   "县级以上人民政府"): 18 to 24. Its positions are read, and nothing can be passed over;
//! - a long question: 8 to 14. Many pairs, each common, raise the bar slowly;
//! - nothing found: 5 to 6, and on 20,000 made-up announcements up to 7 already, for what was probably
//!   meant is looked for among the terms;
//! - a filter by a department that many divisions have (机关:发改委): every distinct body is read,
//!   some 8,000 instructions each. A body of the centre is looked up.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use tantivy::query::{EnableScoring, Query, Weight};
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentOrdinal};

use super::clause::{lowered, scored_by, scored_by_any};
use super::columns::{Columns, SegmentColumns};
use super::schema::text_term;
use super::statistics::Statistics;
use crate::backend::prior::Priors;
use crate::backend::seam::Best;
use crate::document::Field;
use crate::error::Result;
use crate::request::Order;

/// Chooses candidates.
pub(super) struct Top<'a> {
    pub(super) searcher: &'a Searcher,
    pub(super) columns: &'a Columns,
    pub(super) statistics: Statistics<'a>,
    pub(super) wanted: &'a Best<'a>,
}

impl Top<'_> {
    /// The best of what is wanted.
    pub(super) fn chosen(&self) -> Result<Vec<DocAddress>> {
        let query = self.query();
        let scoring =
            EnableScoring::enabled_from_statistics_provider(&self.statistics, self.searcher);
        let weight = query.weight(scoring)?;
        let mut heap = Heap::new(self.wanted.limit, self.wanted.order);
        for ord in 0..self.searcher.segment_readers().len() as SegmentOrdinal {
            self.read(&*weight, ord, &mut heap)?;
        }
        Ok(heap.chosen())
    }

    /// What matches, scored by the terms.
    fn query(&self) -> Box<dyn Query> {
        let terms = self.wanted.terms.iter();
        let terms = terms.map(|(term, boost)| (text_term(term.field, &term.text), *boost));
        match self.wanted.prunes {
            true => scored_by_any(terms),
            false => scored_by(lowered(self.wanted.what), terms),
        }
    }

    fn read(&self, weight: &dyn Weight, ord: SegmentOrdinal, heap: &mut Heap) -> Result<()> {
        let segment = self.searcher.segment_reader(ord);
        let offered = Offered { columns: self.columns.of(ord), priors: self.wanted.priors };
        // Without terms all texts count the same.
        let scores = !self.wanted.terms.is_empty();
        let deleted = segment.alive_bitset();
        let mut offer = |doc: DocId, score: Score| {
            if deleted.is_none_or(|alive| alive.is_alive(doc)) {
                let score = if scores { score } else { 1.0 };
                heap.offer(&offered, DocAddress::new(ord, doc), score);
            }
            heap.threshold
        };
        if self.wanted.prunes {
            weight.for_each_pruning(Score::MIN, segment, &mut offer)?;
        } else {
            weight.for_each(segment, &mut |doc, score| _ = offer(doc, score))?;
        }
        Ok(())
    }
}

/// What is offered of one segment.
struct Offered<'a> {
    columns: &'a SegmentColumns,
    priors: Priors,
}

impl Offered<'_> {
    /// The number behind the id of a document.
    fn id(&self, doc: DocId) -> u64 {
        self.columns.number(Field::Id, doc).unwrap_or_default()
    }

    /// The key candidates are chosen by: what the order asks for first, then text and prior.
    fn key(&self, order: Order, doc: DocId, score: f32) -> Key {
        let grounds = self.columns.grounds(doc);
        let undated = i64::MIN;
        let latest = grounds.day.unwrap_or(undated);
        let first = match order {
            Order::Relevance => (0, 0),
            Order::Newest => (latest, 0),
            Order::Oldest => (grounds.day.map_or(undated, |day| -day), 0),
            Order::Level => (-i64::from(grounds.level_rank()), 0),
            Order::Added => (self.added(doc), latest),
        };
        (first, score * self.priors.of(&grounds).factor())
    }

    fn added(&self, doc: DocId) -> i64 {
        self.columns.number(Field::Added, doc).map_or(0, u64::cast_signed)
    }
}

/// What a candidate is chosen by, the greater the better: what the order asks for, then its score.
type Key = ((i64, i64), f32);

/// A candidate with what it is chosen by.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Keyed {
    key: Key,
    id: u64,
    address: DocAddress,
}

impl Eq for Keyed {}

impl PartialOrd for Keyed {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The worse is the greater, so that a heap gives it away first; of equals the one with the greater
/// id, or the segments would decide.
impl Ord for Keyed {
    fn cmp(&self, other: &Self) -> Ordering {
        let keys = other.key.0.cmp(&self.key.0).then(other.key.1.total_cmp(&self.key.1));
        keys.then(self.id.cmp(&other.id)).then(self.address.cmp(&other.address))
    }
}

/// The best so far.
struct Heap {
    limit: usize,
    order: Order,
    heap: BinaryHeap<Keyed>,
    /// A score that a document must exceed to be kept.
    threshold: Score,
}

impl Heap {
    fn new(limit: usize, order: Order) -> Self {
        Self { limit, order, heap: BinaryHeap::new(), threshold: Score::MIN }
    }

    fn offer(&mut self, offered: &Offered<'_>, address: DocAddress, score: Score) {
        if score <= self.threshold {
            return;
        }
        let key = offered.key(self.order, address.doc_id, score);
        let candidate = Keyed { key, id: offered.id(address.doc_id), address };
        if self.heap.len() < self.limit {
            self.heap.push(candidate);
        } else if let Some(mut worst) = self.heap.peek_mut().filter(|worst| candidate < **worst) {
            *worst = candidate;
        }
        self.raise();
    }

    /// Only by relevance does a low score keep a document out; one that equals the worst may be kept.
    fn raise(&mut self) {
        if self.order == Order::Relevance && self.heap.len() == self.limit {
            self.threshold = self.heap.peek().map_or(Score::MIN, |worst| worst.key.1.next_down());
        }
    }

    fn chosen(self) -> Vec<DocAddress> {
        self.heap.into_sorted_vec().into_iter().map(|one| one.address).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_is_given_away_first() {
        let candidate = |first, score, doc: u32| Keyed {
            key: ((first, 0), score),
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
