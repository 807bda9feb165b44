//! The counts that scores are made from, over the announcements that are there.
//!
//! tantivy counts deleted documents until a merge drops them, so that an index that was edited
//! would score otherwise than one built anew. These counts leave the deleted out: exact, at no
//! cost while nothing is deleted.

use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;
use tantivy::{Searcher, SegmentReader, Term};

use super::postings::count_alive;

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
}

impl Bm25StatisticsProvider for Statistics<'_> {
    fn total_num_tokens(&self, _: Field) -> tantivy::Result<u64> {
        Ok(self.terms.max(1))
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.searcher.num_docs())
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        holding(self.searcher, term)
    }
}

/// How many documents that are there have `term`.
pub(super) fn holding(searcher: &Searcher, term: &Term) -> tantivy::Result<u64> {
    searcher.segment_readers().iter().map(|segment| count(segment, term)).sum()
}

fn count(segment: &SegmentReader, term: &Term) -> tantivy::Result<u64> {
    let index = segment.inverted_index(term.field())?;
    match index.get_term_info(term)? {
        Some(info) => count_alive(segment, &index, &info),
        None => Ok(0),
    }
}
