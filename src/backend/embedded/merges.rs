//! When segments are merged, after the last commit of a run.
//!
//! A run that commits in steps leaves some segments at each: those become one, as every segment costs
//! every search a look-up of each of its terms. They are merged at the end and not between, for so each
//! is written a second time and no more. A run that was stopped leaves them, and the next one merges
//! them by their sizes.

use tantivy::index::SegmentMeta;
use tantivy::indexer::{LogMergePolicy, MergeCandidate, MergePolicy};

use super::deletes::Segments;

/// A segment of which more than this share is deleted is merged anew.
const MOST_DELETED: f32 = 0.2;

/// Merges segments by their sizes, and those of the steps of a run into one.
#[derive(Debug)]
pub(super) struct Merges {
    steps: Segments,
    by_size: LogMergePolicy,
}

impl Merges {
    /// Merges `steps` into one.
    pub(super) fn of(steps: Segments) -> Self {
        let mut by_size = LogMergePolicy::default();
        by_size.set_del_docs_ratio_before_merge(MOST_DELETED);
        Self { steps, by_size }
    }
}

impl MergePolicy for Merges {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let (steps, others): (Vec<_>, Vec<_>) =
            segments.iter().cloned().partition(|segment| self.steps.contains(segment.id()));
        let mut candidates = self.by_size.compute_merge_candidates(&others);
        if steps.len() > 1 {
            candidates.push(MergeCandidate(steps.iter().map(SegmentMeta::id).collect()));
        }
        candidates
    }
}
