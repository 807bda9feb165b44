//! The score of a candidate: text × title × recency × authority × validity × condition.
//!
//! `text` is BM25 (Robertson and Zaragoza, 2009; k1 = 1.2, b = 0.75) over the pairs and over the
//! single characters of the query, summed 1 : 1. Pairs alone choose the candidates: adding
//! characters to the choice costs ten times the postings and gains nothing (nDCG@10 .4075 either
//! way, on 1,235 lay questions over 60,733 statute articles).
//!
//! `title` is `1 + c⁴·(½ + x)`, where `c` is the share of the query's rarity that stands in the
//! title and `x` the share of the title that stands in the query: 1 for a long question, up to 2.5
//! for the words of a title (MRR .78 → .93 on 300 short queries; as a summed field of its own the
//! title costs .05 nDCG@10 on questions).
//!
//! `recency` and `authority` are blended in by [`Blend`]: they order what is about equally
//! relevant, and cannot lift a document over a clearly more relevant one.

use tantivy::columnar::Column;
use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocId, DocSet, Searcher, SegmentReader, TERMINATED, Term};

use super::schema::Fields;
use super::statistics::Statistics;
use crate::analyzer::bigrams;
use crate::announcement::Level;
use crate::error::Result;
use crate::request::Blend;
use crate::response::Factor;
use crate::text::is_han;

const K1: f32 = 1.2;
const B: f32 = 0.75;
const DAYS_PER_YEAR: f32 = 365.25;

/// A term of the query with its weight: how rare it is, times how often it was asked.
#[derive(Clone, Debug)]
struct Weighed {
    term: Term,
    weight: f32,
}

/// The terms that score a query, in a fixed order, so that sums come out the same every time.
pub(super) struct Terms {
    grams: Vec<Weighed>,
    characters: Vec<Weighed>,
    /// The grams again, as terms of the title, each asked once.
    title: Vec<Weighed>,
}

impl Terms {
    /// The scoring terms of folded texts.
    pub(super) fn new(
        folded: &[String],
        fields: &Fields,
        statistics: &Statistics<'_>,
    ) -> Result<Self> {
        let grams: Vec<String> = folded.iter().flat_map(|text| bigrams(text)).collect();
        let characters = folded.iter().flat_map(|text| text.chars()).filter(|c| is_han(*c));
        let characters: Vec<String> = characters.map(String::from).collect();
        let mut once = grams.clone();
        once.sort_unstable();
        once.dedup();
        Ok(Self {
            grams: weigh(grams, fields.grams, statistics)?,
            characters: weigh(characters, fields.characters, statistics)?,
            title: weigh(once, fields.title, statistics)?,
        })
    }

    /// Whether nothing of the query can be scored, so that all hits have the same text score.
    pub(super) fn is_empty(&self) -> bool {
        self.grams.is_empty() && self.characters.is_empty()
    }

    /// The terms by which candidates are chosen: grams, or characters where there are none.
    pub(super) fn choosing(&self) -> impl Iterator<Item = &Term> {
        let terms = if self.grams.is_empty() { &self.characters } else { &self.grams };
        terms.iter().map(|weighed| &weighed.term)
    }
}

/// Each distinct term once, its weight multiplied by how often it stands among `terms`.
fn weigh(
    mut terms: Vec<String>,
    field: Field,
    statistics: &Statistics<'_>,
) -> Result<Vec<Weighed>> {
    terms.sort_unstable();
    let mut weighed = Vec::new();
    for same in terms.chunk_by(|left, right| left == right) {
        let term = Term::from_field_text(field, &same[0]);
        let weight = statistics.idf(&term)? * same.len() as f32;
        weighed.push(Weighed { term, weight });
    }
    Ok(weighed)
}

/// What one candidate's score is made of.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Parts {
    text: f32,
    title: f32,
    recency: f32,
    authority: f32,
    validity: f32,
    condition: f32,
}

impl Parts {
    /// The score.
    pub(super) fn score(&self) -> f32 {
        self.text * self.title * self.recency * self.authority * self.validity * self.condition
    }

    /// The factors by name.
    pub(super) fn factors(&self, prior: &PriorOf) -> Vec<Factor> {
        let factor = |name, value, from: &str| Factor { name, value, from: from.to_string() };
        vec![
            factor("text", self.text, "pairs and single characters of the query, by BM25"),
            factor("title", self.title, "how far query and title are the same words"),
            factor("recency", self.recency, &prior.age()),
            factor("authority", self.authority, prior.level_name()),
            factor("validity", self.validity, prior.force()),
            factor("condition", self.condition, prior.condition()),
        ]
    }
}

/// What date, level and validity say of a document before any query.
#[derive(Clone, Copy, Debug)]
pub(super) struct PriorOf {
    /// Age in days, never negative; `None` without a date.
    age: Option<i64>,
    level: Option<Level>,
    superseded: bool,
    damaged: bool,
}

impl PriorOf {
    fn age(&self) -> String {
        match self.age {
            Some(days) => format!("{:.1} years old", days as f32 / DAYS_PER_YEAR),
            None => "no date".to_string(),
        }
    }

    /// The rank of its level, the unknown one after all.
    pub(super) fn level_rank(&self) -> u8 {
        self.level.map_or(u8::MAX, Level::rank)
    }

    fn level_name(&self) -> &'static str {
        self.level.map_or("unknown level", Level::name)
    }

    fn condition(&self) -> &'static str {
        if self.damaged { "mended from a damaged re-post" } else { "sound" }
    }

    fn force(&self) -> &'static str {
        if self.superseded { "superseded" } else { "not known to be superseded" }
    }
}

/// How much of its authority a body keeps by level (CourtListener ranks courts 1.0 to 0.2 so).
fn authority(level: Option<Level>) -> f32 {
    match level {
        Some(Level::Centre) => 1.0,
        Some(Level::Ministry) => 0.85,
        Some(Level::Province) => 0.75,
        Some(Level::ProvinceOffice) => 0.65,
        Some(Level::City) => 0.55,
        Some(Level::County) => 0.45,
        Some(Level::Local) => 0.35,
        // Nothing is known against it.
        None => 0.65,
    }
}

/// `(1 − weight) + weight·factor`.
fn blended(factor: f32, weight: f32) -> f32 {
    (1.0 - weight) + weight * factor
}

/// Reads the priors of one segment's documents.
pub(super) struct Priors {
    day: Option<Column<i64>>,
    level: Option<Column<u64>>,
    superseded: Option<Column<bool>>,
    damaged: Option<Column<bool>>,
    blend: Blend,
    today: i64,
}

impl Priors {
    /// The priors of `segment` as of the day `today`.
    pub(super) fn open(segment: &SegmentReader, blend: Blend, today: i64) -> tantivy::Result<Self> {
        let fast = segment.fast_fields();
        Ok(Self {
            day: fast.column_opt("day")?,
            level: fast.column_opt("level")?,
            superseded: fast.column_opt("superseded")?,
            damaged: fast.column_opt("damaged")?,
            blend,
            today,
        })
    }

    /// The document's day, if it has a date.
    pub(super) fn day(&self, doc: DocId) -> Option<i64> {
        self.day.as_ref()?.first(doc)
    }

    /// What date, level and validity say of the document.
    pub(super) fn of(&self, doc: DocId) -> PriorOf {
        let rank = self.level.as_ref().and_then(|column| column.first(doc));
        PriorOf {
            age: self.day(doc).map(|day| (self.today - day).max(0)),
            level: rank.and_then(|rank| Level::ALL.get(rank as usize).copied()),
            superseded: holds(&self.superseded, doc),
            damaged: holds(&self.damaged, doc),
        }
    }

    /// The parts of a score that do not depend on the query.
    pub(super) fn parts(&self, prior: &PriorOf) -> Parts {
        let blend = self.blend;
        let fresh = prior
            .age
            .map_or(0.0, |days| (-(days as f32) / (blend.half_life_years * DAYS_PER_YEAR)).exp2());
        let recency = blend.floor + (1.0 - blend.floor) * fresh;
        Parts {
            text: 1.0,
            title: 1.0,
            recency: blended(recency, blend.recency),
            authority: blended(authority(prior.level), blend.authority),
            validity: if prior.superseded { blend.superseded } else { 1.0 },
            condition: if prior.damaged { blend.damaged } else { 1.0 },
        }
    }

    /// What the text's score is multiplied by.
    pub(super) fn factor(&self, doc: DocId) -> f32 {
        self.parts(&self.of(doc)).score()
    }
}

fn holds(column: &Option<Column<bool>>, doc: DocId) -> bool {
    column.as_ref().and_then(|column| column.first(doc)).unwrap_or(false)
}

/// Scores candidates exactly, in a fixed order of terms.
pub(super) struct Scorer<'a> {
    pub(super) searcher: &'a Searcher,
    pub(super) statistics: Statistics<'a>,
    pub(super) fields: &'a Fields,
    pub(super) terms: &'a Terms,
    pub(super) blend: Blend,
    pub(super) today: i64,
}

impl Scorer<'_> {
    /// The parts of the score of each of `docs`, in their order.
    pub(super) fn parts(&self, docs: &[DocAddress]) -> Result<Vec<(Parts, PriorOf)>> {
        let mut order: Vec<usize> = (0..docs.len()).collect();
        order.sort_unstable_by_key(|index| docs[*index]);
        let sorted: Vec<DocAddress> = order.iter().map(|index| docs[*index]).collect();
        let mut scored = Vec::with_capacity(docs.len());
        for same in sorted.chunk_by(|left, right| left.segment_ord == right.segment_ord) {
            let ids: Vec<DocId> = same.iter().map(|address| address.doc_id).collect();
            scored.extend(self.segment(same[0].segment_ord, &ids)?);
        }
        let mut parts: Vec<_> = order.into_iter().zip(scored).collect();
        parts.sort_unstable_by_key(|(index, _)| *index);
        Ok(parts.into_iter().map(|(_, parts)| parts).collect())
    }

    /// The parts of ascending documents of one segment.
    fn segment(&self, ord: u32, docs: &[DocId]) -> Result<Vec<(Parts, PriorOf)>> {
        let segment = self.searcher.segment_reader(ord);
        let priors = Priors::open(segment, self.blend, self.today)?;
        let text = self.text(segment, docs)?;
        let title = self.title(segment, docs)?;
        let parts = docs.iter().zip(text.into_iter().zip(title)).map(|(doc, (text, title))| {
            let prior = priors.of(*doc);
            (Parts { text, title, ..priors.parts(&prior) }, prior)
        });
        Ok(parts.collect())
    }

    fn text(&self, segment: &SegmentReader, docs: &[DocId]) -> Result<Vec<f32>> {
        if self.terms.is_empty() {
            return Ok(vec![1.0; docs.len()]);
        }
        let lengths = segment.get_fieldnorms_reader(self.fields.grams)?;
        let average = self.statistics.average_length();
        let norms: Vec<f32> = docs
            .iter()
            .map(|doc| K1 * (1.0 - B + B * lengths.fieldnorm(*doc) as f32 / average))
            .collect();
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
    let index = segment.inverted_index(term.field())?;
    let postings = index
        .read_postings(term, IndexRecordOption::WithFreqs)
        .map_err(tantivy::TantivyError::from)?;
    let Some(mut postings) = postings else { return Ok(()) };
    for (at, doc) in docs.iter().enumerate() {
        if postings.doc() < *doc {
            postings.seek(*doc);
        }
        match postings.doc() {
            TERMINATED => break,
            here if here == *doc => found(at, postings.term_freq() as f32),
            _ => {}
        }
    }
    Ok(())
}
