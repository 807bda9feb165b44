//! The counts that scores are made from, over the announcements that are there.
//!
//! tantivy counts deleted documents until a merge drops them, so that an index that was edited
//! would score otherwise than one built anew. These counts leave the deleted out: exact, at no
//! cost while nothing is deleted.

use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Searcher, SegmentReader, TERMINATED, Term};

/// The counts of one committed state.
#[derive(Clone, Copy)]
pub(super) struct Statistics<'a> {
    searcher: &'a Searcher,
    terms: u64,
}

impl<'a> Statistics<'a> {
    /// The counts of what `searcher` sees, with `terms` grams in all.
    pub(super) fn new(searcher: &'a Searcher, terms: u64) -> Self {
        Self { searcher, terms }
    }

    /// How many announcements there are.
    pub(super) fn announcements(&self) -> f32 {
        self.searcher.num_docs() as f32
    }

    /// How many grams an announcement has on average, at least one.
    pub(super) fn average_length(&self) -> f32 {
        (self.terms as f32 / self.searcher.num_docs().max(1) as f32).max(1.0)
    }
}

/// How rare is what `holding` of `all` texts hold: ln(1 + (N − n + ½) / (n + ½)), never negative.
pub(super) fn rarity(all: f32, holding: f32) -> f32 {
    (1.0 + (all - holding.min(all) + 0.5) / (holding.min(all) + 0.5)).ln()
}

impl Bm25StatisticsProvider for Statistics<'_> {
    fn total_num_tokens(&self, _: Field) -> tantivy::Result<u64> {
        Ok(self.terms.max(1))
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.searcher.num_docs())
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let counts = self.searcher.segment_readers().iter().map(|segment| count(segment, term));
        counts.sum()
    }
}

fn count(segment: &SegmentReader, term: &Term) -> tantivy::Result<u64> {
    let index = segment.inverted_index(term.field())?;
    if !segment.has_deletes() {
        return Ok(u64::from(index.doc_freq(term)?));
    }
    let Some(mut postings) = index.read_postings(term, IndexRecordOption::Basic)? else {
        return Ok(0);
    };
    let mut count = 0;
    while postings.doc() != TERMINATED {
        count += u64::from(!segment.is_deleted(postings.doc()));
        postings.advance();
    }
    Ok(count)
}
