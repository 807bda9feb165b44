//! Walking postings: of all documents that are there, or of some of them.

use tantivy::postings::{SegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, DocSet, Searcher, SegmentReader, TERMINATED, Term};

use crate::error::Result;

/// Calls `found` with every document that has `term` and is there, ascending.
pub(super) fn for_each_document(
    searcher: &Searcher,
    term: &Term,
    mut found: impl FnMut(DocAddress),
) -> Result<()> {
    for (ord, segment) in searcher.segment_readers().iter().enumerate() {
        let index = segment.inverted_index(term.field())?;
        let postings = index.read_postings(term, IndexRecordOption::Basic);
        let Some(mut postings) = postings.map_err(tantivy::TantivyError::from)? else { continue };
        for_each_alive(segment, &mut postings, |doc| found(DocAddress::new(ord as u32, doc)));
    }
    Ok(())
}

/// How many documents of a segment that are there have the term of `info` in the field of `index`.
pub(super) fn count_alive(
    segment: &SegmentReader,
    index: &tantivy::InvertedIndexReader,
    info: &TermInfo,
) -> tantivy::Result<u64> {
    if !segment.has_deletes() {
        return Ok(u64::from(info.doc_freq));
    }
    let mut count = 0;
    for_each_alive(segment, &mut read(index, info)?, |_| count += 1);
    Ok(count)
}

/// The postings of the term of `info`, without frequencies.
pub(super) fn read(
    index: &tantivy::InvertedIndexReader,
    info: &TermInfo,
) -> tantivy::Result<SegmentPostings> {
    Ok(index.read_postings_from_terminfo(info, IndexRecordOption::Basic)?)
}

/// Calls `found` with each document of `postings` that is there.
pub(super) fn for_each_alive(
    segment: &SegmentReader,
    postings: &mut SegmentPostings,
    mut found: impl FnMut(DocId),
) {
    while postings.doc() != TERMINATED {
        if !segment.is_deleted(postings.doc()) {
            found(postings.doc());
        }
        postings.advance();
    }
}

/// Calls `found` with the index of each of the ascending `docs` that has `term`, and with its
/// postings there.
pub(super) fn for_each_of(
    segment: &SegmentReader,
    term: &Term,
    with: IndexRecordOption,
    docs: &[DocId],
    mut found: impl FnMut(usize, &mut SegmentPostings),
) -> Result<()> {
    let index = segment.inverted_index(term.field())?;
    let postings = index.read_postings(term, with).map_err(tantivy::TantivyError::from)?;
    let Some(mut postings) = postings else { return Ok(()) };
    for (at, doc) in docs.iter().enumerate() {
        if postings.doc() < *doc {
            postings.seek(*doc);
        }
        match postings.doc() {
            TERMINATED => break,
            here if here == *doc => found(at, &mut postings),
            _ => {}
        }
    }
    Ok(())
}

/// Brings `postings` to `doc`, or behind it; whether `doc` is among them.
pub(super) fn seek(postings: &mut SegmentPostings, doc: DocId) -> bool {
    if postings.doc() < doc {
        postings.seek(doc);
    }
    postings.doc() == doc
}
