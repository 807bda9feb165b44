//! The exact score of candidates, from the postings of the query's terms.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, DocSet, Searcher, SegmentReader, TERMINATED, Term};

use super::super::columns::{Columns, first};
use super::super::force::Acts;
use super::super::schema::Fields;
use super::super::statistics::Statistics;
use super::Parts;
use super::named::{Named, NamedIn};
use super::passages;
use super::prior::{PriorOf, Priors};
use super::siblings;
use super::terms::Terms;
use crate::error::Result;
use crate::request::Blend;

pub(super) const K1: f32 = 1.2;
pub(super) const B: f32 = 0.75;

/// Candidates as they are scored, side by side.
#[derive(Default)]
struct Scored {
    parts: Vec<Parts>,
    priors: Vec<PriorOf>,
    works: Vec<Option<u64>>,
}

/// Scores candidates exactly, in a fixed order of terms.
pub(in super::super) struct Scorer<'a> {
    pub(in super::super) searcher: &'a Searcher,
    pub(in super::super) columns: &'a Columns,
    pub(in super::super) statistics: Statistics<'a>,
    pub(in super::super) fields: &'a Fields,
    pub(in super::super) terms: &'a Terms,
    pub(in super::super) named: &'a Named,
    pub(in super::super) acts: &'a Acts,
    pub(in super::super) blend: Blend,
    pub(in super::super) today: i64,
}

impl Scorer<'_> {
    /// The parts of the score of each of `docs`, in their order.
    pub(in super::super) fn parts(&self, docs: &[DocAddress]) -> Result<Vec<(Parts, PriorOf)>> {
        let mut order: Vec<usize> = (0..docs.len()).collect();
        order.sort_unstable_by_key(|index| docs[*index]);
        let sorted: Vec<DocAddress> = order.iter().map(|index| docs[*index]).collect();
        let mut scored = Scored::default();
        for same in sorted.chunk_by(|left, right| left.segment_ord == right.segment_ord) {
            let ids: Vec<DocId> = same.iter().map(|address| address.doc_id).collect();
            self.segment(same[0].segment_ord, &ids, &mut scored)?;
        }
        siblings::raise(&mut scored.parts, &scored.works);
        if self.terms.is_question {
            passages::raise(self, &sorted, &scored.works, &mut scored.parts)?;
        }
        let parts = scored.parts.into_iter().zip(scored.priors);
        let mut parts: Vec<_> = order.into_iter().zip(parts).collect();
        parts.sort_unstable_by_key(|(index, _)| *index);
        Ok(parts.into_iter().map(|(_, parts)| parts).collect())
    }

    /// Scores ascending documents of one segment.
    fn segment(&self, ord: u32, docs: &[DocId], scored: &mut Scored) -> Result<()> {
        let (segment, columns) = (self.searcher.segment_reader(ord), self.columns.of(ord));
        let priors = Priors::of_segment(columns, self.blend, self.today);
        let named = NamedIn { named: self.named, columns };
        let lengths = docs.iter().map(|doc| first(&columns.length, *doc).unwrap_or(0));
        let texts = self.text(segment, docs, lengths)?;
        let titles = self.title(segment, docs)?;
        for (doc, (text, title)) in docs.iter().zip(texts.into_iter().zip(titles)) {
            let address = DocAddress::new(ord, *doc);
            let is_repealed =
                self.acts.is_repealed(self.searcher, self.columns, self.fields, address)?;
            let prior =
                priors.of(*doc).or_repealed(is_repealed).asked_by_year(named.is_of_year(*doc));
            let named = named.factor(*doc);
            scored.parts.push(Parts { text, title, named, ..priors.parts(&prior) });
            scored.priors.push(prior);
            scored.works.push(first(&columns.work, *doc));
        }
        Ok(())
    }

    /// How many pairs and words a document has.
    pub(super) fn length(&self, address: DocAddress) -> f32 {
        let length = first(&self.columns.of(address.segment_ord).length, address.doc_id);
        length.unwrap_or_default() as f32
    }

    fn text(
        &self,
        segment: &SegmentReader,
        docs: &[DocId],
        lengths: impl Iterator<Item = u64>,
    ) -> Result<Vec<f32>> {
        if self.terms.is_empty() {
            return Ok(vec![1.0; docs.len()]);
        }
        let average = self.statistics.average_length();
        let norms: Vec<f32> =
            lengths.map(|length| K1 * (1.0 - B + B * length as f32 / average)).collect();
        let mut scores = vec![0.0; docs.len()];
        for weighed in self.terms.grams.iter().chain(&self.terms.characters) {
            for_each_frequency(segment, &weighed.term, docs, |index, frequency| {
                let saturated = frequency * (K1 + 1.0) / (frequency + norms[index]);
                scores[index] += weighed.weight * saturated;
            })?;
        }
        Ok(scores)
    }

    fn title(&self, segment: &SegmentReader, docs: &[DocId]) -> Result<Vec<f32>> {
        let asked: f32 = self.terms.title.iter().map(|weighed| weighed.weight).sum();
        let lengths = segment.get_fieldnorms_reader(self.fields.title)?;
        let mut found = vec![(0.0, 0.0); docs.len()];
        for weighed in &self.terms.title {
            for_each_frequency(segment, &weighed.term, docs, |index, frequency| {
                found[index].0 += weighed.weight;
                found[index].1 += frequency;
            })?;
        }
        let factor = |(doc, (weight, count)): (&DocId, (f32, f32))| {
            title_factor(weight / asked.max(f32::EPSILON), count, lengths.fieldnorm(*doc))
        };
        Ok(docs.iter().zip(found).map(factor).collect())
    }
}

/// `1 + c⁴·(½ + x)` for the share `covered` of the query and `found` of a title of `length` terms,
/// two of which only mark the ends of its run.
fn title_factor(covered: f32, found: f32, length: u32) -> f32 {
    let same = (found / length.saturating_sub(2).max(1) as f32).min(1.0);
    1.0 + covered.min(1.0).powi(4) * (0.5 + same)
}

/// Calls `found` with the index and term frequency of each of the ascending `docs` that has
/// `term`.
fn for_each_frequency(
    segment: &SegmentReader,
    term: &Term,
    docs: &[DocId],
    mut found: impl FnMut(usize, f32),
) -> Result<()> {
    for_each_posting(segment, term, IndexRecordOption::WithFreqs, docs, |at, postings| {
        found(at, postings.term_freq() as f32);
    })
}

/// Calls `found` with the index of each of the ascending `docs` that has `term`, and with its
/// postings there.
pub(super) fn for_each_posting(
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
