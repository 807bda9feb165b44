//! What date, level, validity and condition say of a document before any query.
//!
//! A prior is bounded: it is above 0 and at most 1, so that a score which is too low without it is
//! too low with it, and a backend may pass over what scores too low.

use crate::announcement::Level;
use crate::request::Blend;

const DAYS_PER_YEAR: f32 = 365.25;

/// How much date and authority count, as of a day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Priors {
    /// The weights.
    pub(crate) blend: Blend,
    /// The day from which ages are counted, in days since 1970-01-01.
    pub(crate) today: i64,
}

/// What the prior of a document is made from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Grounds {
    /// Its day, if it has a date.
    pub(crate) day: Option<i64>,
    /// The level of its highest issuer, where that is known.
    pub(crate) level: Option<Level>,
    /// Whether it is out of force.
    pub(crate) superseded: bool,
    /// Whether the query names its year: who does asks for what was in force then.
    pub(crate) of_year: bool,
    /// Whether its text was mended.
    pub(crate) damaged: bool,
    /// Whether its text was recognised on images.
    pub(crate) recognised: bool,
}

/// The parts of a score that do not depend on the words of the query.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Prior {
    pub(crate) recency: f32,
    pub(crate) authority: f32,
    pub(crate) validity: f32,
    pub(crate) condition: f32,
}

impl Prior {
    /// What the score of the text is multiplied by.
    pub(crate) fn factor(&self) -> f32 {
        self.recency * self.authority * self.validity * self.condition
    }
}

impl Priors {
    /// The prior that follows from `grounds`.
    pub(crate) fn of(&self, grounds: &Grounds) -> Prior {
        let blend = self.blend;
        let fresh = self
            .age(grounds)
            .map_or(0.0, |days| (-(days as f32) / (blend.half_life_years * DAYS_PER_YEAR)).exp2());
        let recency = blend.floor + (1.0 - blend.floor) * fresh;
        let superseded = grounds.superseded && !grounds.of_year;
        Prior {
            recency: blended(recency, blend.recency),
            authority: blended(authority(grounds.level), blend.authority),
            validity: if superseded { blend.superseded } else { 1.0 },
            condition: grounds.condition(&blend),
        }
    }

    /// Age in days, never negative; `None` without a date.
    fn age(&self, grounds: &Grounds) -> Option<i64> {
        grounds.day.map(|day| (self.today - day).max(0))
    }

    /// The age in words.
    pub(crate) fn age_in_words(&self, grounds: &Grounds) -> String {
        match self.age(grounds) {
            Some(days) => format!("{:.1} years old", days as f32 / DAYS_PER_YEAR),
            None => "no date".to_string(),
        }
    }
}

impl Grounds {
    /// The rank of its level, the unknown one after all.
    pub(crate) fn level_rank(&self) -> u8 {
        self.level.map_or(u8::MAX, Level::rank)
    }

    /// The level in words.
    pub(crate) fn level_in_words(&self) -> &'static str {
        self.level.map_or("unknown level", Level::name)
    }

    /// The condition of its text in words.
    pub(crate) fn condition_in_words(&self) -> &'static str {
        match (self.damaged, self.recognised) {
            (false, false) => "sound",
            (true, false) => "mended from a damaged re-post",
            (false, true) => "recognised on images",
            (true, true) => "recognised on images, and mended",
        }
    }

    /// The part of the condition of its text.
    fn condition(&self, blend: &Blend) -> f32 {
        let mended = if self.damaged { blend.damaged } else { 1.0 };
        let recognised = if self.recognised { blend.recognised } else { 1.0 };
        mended * recognised
    }

    /// Its force in words.
    pub(crate) fn force_in_words(&self) -> &'static str {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prior_is_at_most_one_and_falls_with_age() {
        let priors = Priors { blend: Blend::default(), today: 20_000 };
        let factor = |day| {
            priors.of(&Grounds { day, level: Some(Level::Centre), ..Grounds::default() }).factor()
        };
        assert_eq!(factor(Some(20_000)), 1.0);
        assert_eq!(factor(Some(20_001)), 1.0);
        assert!(factor(Some(20_000)) > factor(Some(10_000)));
        assert!(factor(Some(10_000)) > factor(None));
    }

    #[test]
    fn what_was_recognised_comes_after_what_was_written() {
        let priors = Priors { blend: Blend::default(), today: 20_000 };
        let condition = |damaged, recognised| {
            let grounds = Grounds { damaged, recognised, ..Grounds::default() };
            (priors.of(&grounds).condition, grounds.condition_in_words())
        };
        assert_eq!(condition(false, false), (1.0, "sound"));
        assert_eq!(condition(false, true), (0.95, "recognised on images"));
        assert_eq!(condition(true, true).1, "recognised on images, and mended");
        assert!(condition(true, true).0 < condition(true, false).0);
    }
}
