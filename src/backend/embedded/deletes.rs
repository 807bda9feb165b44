//! Deleting what stood in an index before a run, or what the run itself put there, and not the other.
//!
//! A segment that is given to tantivy whole is searched for deletes that came before it, too: those
//! of the files that it holds anew. So a delete passes over the segments of its own run.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::index::SegmentId;
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, Score, SegmentReader};

/// The segments of a run so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Segments(Arc<Mutex<HashSet<SegmentId>>>);

impl Segments {
    /// Counts a segment among those of the run.
    pub(super) fn insert(&self, segment: SegmentId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(segment);
    }

    /// Whether a segment is one of the run.
    pub(super) fn contains(&self, segment: SegmentId) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(&segment)
    }
}

/// What `matched` matches in all segments but those of the run, as they are when it is looked for.
pub(super) fn earlier(matched: Box<dyn Query>, run: &Segments) -> Box<dyn Query> {
    Box::new(Within { matched, run: run.clone(), of_run: false })
}

/// What `matched` matches in the segments of the run, as they are when it is looked for.
pub(super) fn of_run(matched: Box<dyn Query>, run: &Segments) -> Box<dyn Query> {
    Box::new(Within { matched, run: run.clone(), of_run: true })
}

#[derive(Debug)]
struct Within {
    matched: Box<dyn Query>,
    run: Segments,
    /// Whether the segments of the run are looked into, or all others.
    of_run: bool,
}

impl Clone for Within {
    fn clone(&self) -> Self {
        Self { matched: self.matched.box_clone(), run: self.run.clone(), of_run: self.of_run }
    }
}

impl Query for Within {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let matched = self.matched.weight(scoring)?;
        let run = self.run.clone();
        Ok(Box::new(WithinWeight { matched, run, of_run: self.of_run }))
    }
}

struct WithinWeight {
    matched: Box<dyn Weight>,
    run: Segments,
    of_run: bool,
}

impl Weight for WithinWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        if self.run.contains(segment.segment_id()) != self.of_run {
            return Ok(Box::new(EmptyScorer));
        }
        self.matched.scorer(segment, boost)
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.matched.explain(segment, doc)
    }
}
