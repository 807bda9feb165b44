//! What date, level, validity and condition say of a document before any query.

use tantivy::DocId;

use super::super::columns::{SegmentColumns, first};
use super::Parts;
use crate::announcement::Level;
use crate::request::Blend;

const DAYS_PER_YEAR: f32 = 365.25;

/// What date, level and validity say of a document before any query.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct PriorOf {
    /// Age in days, never negative; `None` without a date.
    age: Option<i64>,
    level: Option<Level>,
    superseded: bool,
    /// Whether the query names its year: who does asks for what was in force then.
    of_year: bool,
    damaged: bool,
}

impl PriorOf {
    /// The same, of the year that the query names or not.
    pub(super) fn asked_by_year(self, of_year: bool) -> Self {
        Self { of_year, ..self }
    }

    pub(super) fn age(&self) -> String {
        match self.age {
            Some(days) => format!("{:.1} years old", days as f32 / DAYS_PER_YEAR),
            None => "no date".to_string(),
        }
    }

    /// The rank of its level, the unknown one after all.
    pub(in super::super) fn level_rank(&self) -> u8 {
        self.level.map_or(u8::MAX, Level::rank)
    }

    pub(super) fn level_name(&self) -> &'static str {
        self.level.map_or("unknown level", Level::name)
    }

    pub(super) fn condition(&self) -> &'static str {
        if self.damaged { "mended from a damaged re-post" } else { "sound" }
    }

    /// The same, superseded also where another announcement repeals it.
    pub(super) fn or_repealed(self, repealed: bool) -> Self {
        Self { superseded: self.superseded || repealed, ..self }
    }

    pub(super) fn force(&self) -> &'static str {
        match (self.superseded, self.of_year) {
            (true, false) => "superseded",
            (true, true) => "superseded, but of the year asked for",
            _ => "not known to be superseded",
        }
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
pub(in super::super) struct Priors<'a> {
    columns: &'a SegmentColumns,
    blend: Blend,
    today: i64,
}

impl<'a> Priors<'a> {
    /// The priors of a segment as of the day `today`.
    pub(in super::super) fn of_segment(
        columns: &'a SegmentColumns,
        blend: Blend,
        today: i64,
    ) -> Self {
        Self { columns, blend, today }
    }

    /// The document's day, if it has a date.
    pub(in super::super) fn day(&self, doc: DocId) -> Option<i64> {
        first(&self.columns.day, doc)
    }

    /// The key of the document's id.
    pub(in super::super) fn id(&self, doc: DocId) -> u64 {
        first(&self.columns.id, doc).unwrap_or_default()
    }

    /// What date, level and validity say of the document.
    pub(in super::super) fn of(&self, doc: DocId) -> PriorOf {
        let rank = first(&self.columns.level, doc);
        PriorOf {
            age: self.day(doc).map(|day| (self.today - day).max(0)),
            level: rank.and_then(|rank| Level::ALL.get(rank as usize).copied()),
            superseded: first(&self.columns.superseded, doc).unwrap_or(false),
            of_year: false,
            damaged: first(&self.columns.damaged, doc).unwrap_or(false),
        }
    }

    /// The parts of a score that do not depend on the query.
    pub(in super::super) fn parts(&self, prior: &PriorOf) -> Parts {
        let blend = self.blend;
        let fresh = prior
            .age
            .map_or(0.0, |days| (-(days as f32) / (blend.half_life_years * DAYS_PER_YEAR)).exp2());
        let recency = blend.floor + (1.0 - blend.floor) * fresh;
        Parts {
            text: 1.0,
            passages: 1.0,
            title: 1.0,
            siblings: 1.0,
            named: 1.0,
            recency: blended(recency, blend.recency),
            authority: blended(authority(prior.level), blend.authority),
            validity: if prior.superseded && !prior.of_year { blend.superseded } else { 1.0 },
            condition: if prior.damaged { blend.damaged } else { 1.0 },
        }
    }

    /// What the text's score is multiplied by.
    pub(in super::super) fn factor(&self, doc: DocId) -> f32 {
        self.parts(&self.of(doc)).score()
    }
}
