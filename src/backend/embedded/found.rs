//! What matches, without scores: listed, counted, or told of some documents.

use tantivy::query::{AllQuery, EnableScoring, Query, TermQuery};
use tantivy::{BitSet, DocAddress, DocSet, Searcher};

use super::clause::lowered;
use crate::backend::clause::Clause;
use crate::backend::seam::Found;
use crate::error::Result;

/// All that match, ascending.
pub(super) fn all(searcher: &Searcher, what: &Clause) -> Result<Vec<DocAddress>> {
    let mut docs = Vec::new();
    for_each(searcher, &*lowered(what), |doc| docs.push(doc))?;
    Ok(docs)
}

/// What matches each of the clauses and none of those before it: listed where it is no more than
/// `most`, else only counted.
pub(super) fn found(
    searcher: &Searcher,
    of: &[Clause],
    most: usize,
) -> Result<Vec<Found<DocAddress>>> {
    let mut taken = Taken::none(searcher);
    let mut found = Vec::new();
    for (at, what) in of.iter().enumerate() {
        let query = lowered(what);
        let known = if of.len() == 1 { known_count(searcher, &*query)? } else { None };
        if let Some(many) = known.filter(|many| *many > most) {
            found.push(Found::Many(many));
            continue;
        }
        let has_next = at + 1 < of.len();
        let mut tally = Tally { most, many: 0, docs: Vec::new() };
        for_each(searcher, &*query, |doc| {
            if !taken.has(doc) {
                tally.add(doc);
                if has_next {
                    taken.add(doc);
                }
            }
        })?;
        found.push(tally.found());
    }
    Ok(found)
}

/// How many documents match a query that need not be run for it.
fn known_count(searcher: &Searcher, query: &dyn Query) -> tantivy::Result<Option<usize>> {
    let is_known = query.is::<TermQuery>() || query.is::<AllQuery>();
    is_known.then(|| query.count(searcher)).transpose()
}

/// Whether each of `docs`, which ascend, matches.
pub(super) fn matched(
    searcher: &Searcher,
    docs: &[DocAddress],
    what: &Clause,
) -> Result<Vec<bool>> {
    let weight = lowered(what).weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut matched = Vec::with_capacity(docs.len());
    for same in docs.chunk_by(|one, next| one.segment_ord == next.segment_ord) {
        let mut here = weight.scorer(searcher.segment_reader(same[0].segment_ord), 1.0)?;
        matched.extend(same.iter().map(|doc| {
            if here.doc() < doc.doc_id {
                here.seek(doc.doc_id);
            }
            here.doc() == doc.doc_id
        }));
    }
    Ok(matched)
}

/// Calls `found` with each document that matches and is there, ascending.
fn for_each(
    searcher: &Searcher,
    query: &dyn Query,
    mut found: impl FnMut(DocAddress),
) -> Result<()> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    for (ord, segment) in searcher.segment_readers().iter().enumerate() {
        let alive = segment.alive_bitset();
        weight.for_each_no_score(segment, &mut |docs| {
            let there = docs.iter().filter(|doc| alive.is_none_or(|alive| alive.is_alive(**doc)));
            there.for_each(|doc| found(DocAddress::new(ord as u32, *doc)));
        })?;
    }
    Ok(())
}

/// What was found for clauses before.
struct Taken<'a> {
    searcher: &'a Searcher,
    segments: Vec<Option<BitSet>>,
}

impl<'a> Taken<'a> {
    fn none(searcher: &'a Searcher) -> Self {
        Self { searcher, segments: searcher.segment_readers().iter().map(|_| None).collect() }
    }

    fn has(&self, doc: DocAddress) -> bool {
        let segment = self.segments[doc.segment_ord as usize].as_ref();
        segment.is_some_and(|taken| taken.contains(doc.doc_id))
    }

    fn add(&mut self, doc: DocAddress) {
        let documents = self.searcher.segment_reader(doc.segment_ord).max_doc();
        let segment = &mut self.segments[doc.segment_ord as usize];
        segment.get_or_insert_with(|| BitSet::with_max_value(documents)).insert(doc.doc_id);
    }
}

/// Documents, listed as long as they are few.
struct Tally {
    most: usize,
    many: usize,
    docs: Vec<DocAddress>,
}

impl Tally {
    fn add(&mut self, doc: DocAddress) {
        self.many += 1;
        if self.many <= self.most {
            self.docs.push(doc);
        }
    }

    fn found(self) -> Found<DocAddress> {
        if self.many > self.most { Found::Many(self.many) } else { Found::All(self.docs) }
    }
}
