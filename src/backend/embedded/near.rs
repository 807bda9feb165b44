//! Words within one sentence or paragraph: a query of its own, over positions.
//!
//! A part of the query is in a scope if it begins and ends there; an announcement matches if one
//! scope has all parts. The documents to look at are those that have all parts anywhere, so that
//! only their positions are read.

use std::collections::HashMap;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, InvertedIndexReader, Score, SegmentReader, TERMINATED, Term};

use super::boundaries::Boundaries;
use super::postings::seek;
use super::schema::{field, text_term};
use crate::analyzer::{Phrase, Reading, readings};
use crate::backend::clause;
use crate::backend::scopes::{common, whole};
use crate::document::Field;
use crate::query::Scope;

/// What is to stand in one scope, in terms.
#[derive(Clone, Debug)]
enum InTerms {
    /// Terms at distances from the first, and the distance of the last character or word.
    Phrase(Vec<(u32, Term)>, u32),
    /// A single character: every gram that begins with it.
    Character(Field, String),
    /// All of these.
    All(Vec<InTerms>),
    /// Any of these.
    Any(Vec<InTerms>),
}

impl InTerms {
    fn of(part: &clause::Part) -> Self {
        let all = |parts: &[clause::Part]| parts.iter().map(Self::of).collect();
        match part {
            clause::Part::Text(field, text) => Self::literal(text, *field),
            clause::Part::All(parts) => Self::All(all(parts)),
            clause::Part::Any(parts) => Self::Any(all(parts)),
        }
    }

    /// Folded text, literally.
    fn literal(folded: &str, field: Field) -> Self {
        let mut ways = readings(folded).into_iter().map(|way| Self::reading(way, field));
        match (ways.next(), ways.len()) {
            (Some(only), 0) => only,
            (first, _) => Self::Any(first.into_iter().chain(ways).collect()),
        }
    }

    /// One way to find a text; an empty one occurs in no scope.
    fn reading(Reading { phrase, extent }: Reading, field: Field) -> Self {
        let term = |(at, gram): (usize, String)| (at as u32, text_term(field, &gram));
        match phrase {
            Phrase::Empty => Self::Any(Vec::new()),
            Phrase::Character(character) => Self::Character(field, character),
            Phrase::Terms(terms) => Self::Phrase(terms.into_iter().map(term).collect(), extent),
        }
    }
}

/// Documents of `matched` in which one scope holds `part`.
#[derive(Debug)]
struct Near {
    matched: Box<dyn Query>,
    part: InTerms,
    scope: Scope,
}

/// Documents of `matched`, which have all that `part` asks for, that have it in one `scope`.
pub(super) fn near(matched: Box<dyn Query>, part: &clause::Part, scope: Scope) -> Box<dyn Query> {
    Box::new(Near { matched, part: InTerms::of(part), scope })
}

impl Clone for Near {
    fn clone(&self) -> Self {
        let matched = self.matched.box_clone();
        Self { matched, part: self.part.clone(), scope: self.scope }
    }
}

impl Query for Near {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let matched = self.matched.weight(scoring)?;
        Ok(Box::new(NearWeight { matched, near: self.clone() }))
    }
}

struct NearWeight {
    matched: Box<dyn Weight>,
    near: Near,
}

impl Weight for NearWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let matched = self.matched.scorer(segment, boost)?;
        let places = Places::open(&self.near.part, segment)?;
        let boundaries = Boundaries::open(segment, self.near.scope)?;
        let mut scorer = NearScorer { matched, places, boundaries };
        scorer.skip();
        Ok(Box::new(scorer))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.matched.explain(segment, doc)
    }
}

struct NearScorer {
    matched: Box<dyn Scorer>,
    places: Places,
    boundaries: Boundaries,
}

impl NearScorer {
    /// Goes on to the first document, from this one on, that has it all in one scope.
    fn skip(&mut self) -> DocId {
        let mut doc = self.matched.doc();
        while doc != TERMINATED && !self.holds(doc) {
            doc = self.matched.advance();
        }
        doc
    }

    fn holds(&mut self, doc: DocId) -> bool {
        !self.places.scopes(doc, self.boundaries.of(doc)).is_empty()
    }
}

impl DocSet for NearScorer {
    fn advance(&mut self) -> DocId {
        self.matched.advance();
        self.skip()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.matched.seek(target);
        self.skip()
    }

    fn doc(&self) -> DocId {
        self.matched.doc()
    }

    fn size_hint(&self) -> u32 {
        self.matched.size_hint()
    }
}

impl Scorer for NearScorer {
    fn score(&mut self) -> Score {
        self.matched.score()
    }
}

/// A part, opened in one segment.
enum Places {
    Phrase { terms: Vec<(u32, SegmentPostings)>, last: u32 },
    Character(HashMap<DocId, Vec<u32>>),
    All(Vec<Places>),
    Any(Vec<Places>),
}

impl Places {
    fn open(part: &InTerms, segment: &SegmentReader) -> tantivy::Result<Self> {
        let all = |parts: &[InTerms]| -> tantivy::Result<Vec<Places>> {
            parts.iter().map(|part| Self::open(part, segment)).collect()
        };
        Ok(match part {
            InTerms::Phrase(terms, last) => Self::phrase(terms, *last, segment)?,
            InTerms::Character(of, character) => {
                Places::Character(occurrences(character, &*segment.inverted_index(field(*of))?)?)
            }
            InTerms::All(parts) => Places::All(all(parts)?),
            InTerms::Any(parts) => Places::Any(all(parts)?),
        })
    }

    /// A phrase one of whose terms the segment lacks stands nowhere.
    fn phrase(terms: &[(u32, Term)], last: u32, segment: &SegmentReader) -> tantivy::Result<Self> {
        let mut opened = Vec::new();
        for (at, term) in terms {
            let index = segment.inverted_index(term.field())?;
            match index.read_postings(term, IndexRecordOption::WithFreqsAndPositions)? {
                Some(postings) => opened.push((*at, postings)),
                None => return Ok(Places::Any(Vec::new())),
            }
        }
        Ok(Places::Phrase { terms: opened, last })
    }

    /// The scopes of a document that hold the part, in order, counted by the `boundaries` before them.
    fn scopes(&mut self, doc: DocId, boundaries: &[u32]) -> Vec<usize> {
        match self {
            Places::Phrase { terms, last } => whole(&starts(terms, doc), *last, boundaries),
            Places::Character(places) => {
                whole(places.get(&doc).map_or(&[][..], Vec::as_slice), 0, boundaries)
            }
            Places::All(parts) => {
                let mut sets = parts.iter_mut().map(|part| part.scopes(doc, boundaries));
                let first = sets.next().unwrap_or_default();
                sets.fold(first, |held, set| common(&held, &set))
            }
            Places::Any(parts) => {
                let mut held: Vec<usize> =
                    parts.iter_mut().flat_map(|part| part.scopes(doc, boundaries)).collect();
                held.sort_unstable();
                held.dedup();
                held
            }
        }
    }
}

/// The positions at which all `terms` stand at their distances.
fn starts(terms: &mut [(u32, SegmentPostings)], doc: DocId) -> Vec<u32> {
    let mut starts: Option<Vec<u32>> = None;
    let mut read = Vec::new();
    for (at, postings) in terms {
        if !seek(postings, doc) {
            return Vec::new();
        }
        postings.positions(&mut read);
        let shifted = read.iter().filter_map(|position| position.checked_sub(*at));
        starts = Some(match starts {
            None => shifted.collect(),
            Some(starts) => common(&starts, &shifted.collect::<Vec<_>>()),
        });
    }
    starts.unwrap_or_default()
}

/// Where a character stands in each document: at every gram that begins with it.
fn occurrences(
    character: &str,
    index: &InvertedIndexReader,
) -> tantivy::Result<HashMap<DocId, Vec<u32>>> {
    let mut places: HashMap<DocId, Vec<u32>> = HashMap::new();
    let mut grams = index.terms().range().ge(character).into_stream()?;
    while grams.advance() && grams.key().starts_with(character.as_bytes()) {
        let with = IndexRecordOption::WithFreqsAndPositions;
        let mut postings = index.read_postings_from_terminfo(grams.value(), with)?;
        while postings.doc() != TERMINATED {
            let found = places.entry(postings.doc()).or_default();
            postings.append_positions_with_offset(0, found);
            postings.advance();
        }
    }
    places.values_mut().for_each(|found| found.sort_unstable());
    Ok(places)
}
