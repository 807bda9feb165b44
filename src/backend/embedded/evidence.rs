//! What documents hold of the terms of a query: frequencies and passages, from their postings.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, Searcher, SegmentReader};

use super::postings::for_each_of;
use super::schema::{field, text_term};
use crate::analyzer::HAN_EXTENT;
use crate::backend::seam::{Asked, Evidence, InPassage, Passages, Term};
use crate::document::Field;
use crate::error::Result;

/// How often each of the terms occurs in each of the ascending `docs`.
pub(super) fn evidence(
    searcher: &Searcher,
    docs: &[DocAddress],
    asked: &Asked<'_>,
) -> Result<Evidence> {
    let none = |terms: &[&Term]| vec![vec![0; docs.len()]; terms.len()];
    let mut evidence = Evidence {
        text: none(asked.text),
        title: none(asked.title),
        title_lengths: Vec::with_capacity(docs.len()),
    };
    let mut first = 0;
    for same in docs.chunk_by(|one, next| one.segment_ord == next.segment_ord) {
        let segment = searcher.segment_reader(same[0].segment_ord);
        let ids: Vec<DocId> = same.iter().map(|address| address.doc_id).collect();
        count(segment, asked.text, &ids, first, &mut evidence.text)?;
        count(segment, asked.title, &ids, first, &mut evidence.title)?;
        let lengths = segment.get_fieldnorms_reader(field(Field::Title))?;
        evidence.title_lengths.extend(ids.iter().map(|doc| lengths.fieldnorm(*doc)));
        first += same.len();
    }
    Ok(evidence)
}

/// Counts the terms in `docs` of one segment, before which so many others come.
fn count(
    segment: &SegmentReader,
    terms: &[&Term],
    docs: &[DocId],
    first: usize,
    counts: &mut [Vec<u32>],
) -> Result<()> {
    for (term, counts) in terms.iter().zip(counts) {
        let term = text_term(term.field, &term.text);
        for_each_of(segment, &term, IndexRecordOption::WithFreqs, docs, |at, postings| {
            counts[first + at] = postings.term_freq();
        })?;
    }
    Ok(())
}

/// How often each of the terms occurs in the passages of the ascending `docs`.
pub(super) fn passages(
    searcher: &Searcher,
    docs: &[Passages<DocAddress>],
    terms: &[&Term],
) -> Result<Vec<Vec<InPassage>>> {
    let with = IndexRecordOption::WithFreqsAndPositions;
    let mut all: Vec<Vec<InPassage>> = terms.iter().map(|_| Vec::new()).collect();
    let mut positions = Vec::new();
    let mut first = 0;
    let segment = |one: &Passages<DocAddress>| one.doc.segment_ord;
    for same in docs.chunk_by(|one, next| segment(one) == segment(next)) {
        let reader = searcher.segment_reader(segment(&same[0]));
        let ids: Vec<DocId> = same.iter().map(|one| one.doc.doc_id).collect();
        for (term, found) in terms.iter().zip(&mut all) {
            let term = text_term(term.field, &term.text);
            for_each_of(reader, &term, with, &ids, |at, postings| {
                note(first + at, same[at].units, postings, &mut positions, found);
            })?;
        }
        first += same.len();
    }
    Ok(all)
}

/// Notes where a term occurs in the document that its postings are at.
fn note(
    doc: usize,
    units: Option<u32>,
    postings: &mut SegmentPostings,
    positions: &mut Vec<u32>,
    found: &mut Vec<InPassage>,
) {
    let Some(units) = units else {
        return found.push(InPassage { doc, passage: 0, count: postings.term_freq() });
    };
    postings.positions(positions);
    let passage = |position: &u32| (position / (units * HAN_EXTENT)) as usize;
    for same in positions.chunk_by(|one, next| passage(one) == passage(next)) {
        found.push(InPassage { doc, passage: passage(&same[0]), count: same.len() as u32 });
    }
}
