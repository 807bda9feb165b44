//! Favour for documents of the division, body or year that a query names.
//!
//! `named` is `1 + .25 d + .25 b + .15 y`, each of `d`, `b`, `y` being 1 where the document is of
//! that division, body or year. Whoever types 青白江 or 发改委 beside a subject means theirs; the
//! words are looked for as well, so that the factor only orders what holds them.

use crate::announcement::Issuer;
use crate::backend::seam::{Facts, Issued};
use crate::issuer::{Context, IssuerFilter, registry};
use crate::text::pattern::Pattern;

const DIVISION: f32 = 0.25;
const BODY: f32 = 0.25;
const YEAR: f32 = 0.15;

/// What a query names.
#[derive(Default)]
pub(in crate::search) struct Named {
    division: Option<String>,
    bodies: Vec<IssuerFilter<'static>>,
    years: Vec<u64>,
}

impl Named {
    /// What the folded pieces of a query name.
    pub(in crate::search) fn new(pieces: &[String]) -> Self {
        Self {
            division: registry().region_in(&pieces.join(" ")),
            bodies: pieces.iter().filter_map(|piece| registry().body_named(piece)).collect(),
            years: pieces.iter().flat_map(|piece| years(piece)).collect(),
        }
    }

    /// Whether who issued a document counts.
    pub(super) fn asks_who(&self) -> bool {
        self.division.is_some() || !self.bodies.is_empty()
    }

    /// The factor of a document, at least 1. Who issued it need not be known unless that counts.
    pub(super) fn factor(&self, facts: &Facts, issued: Option<&Issued>) -> f32 {
        let share = |holds: bool, weight: f32| if holds { weight } else { 0.0 };
        1.0 + share(issued.is_some_and(|issued| self.is_of_division(issued)), DIVISION)
            + share(issued.is_some_and(|issued| self.is_of_body(issued)), BODY)
            + share(self.is_of_year(facts), YEAR)
    }

    fn is_of_division(&self, issued: &Issued) -> bool {
        match (&self.division, &issued.region) {
            (Some(division), Some(region)) => registry().region_matches(division, region),
            _ => false,
        }
    }

    fn is_of_body(&self, issued: &Issued) -> bool {
        if self.bodies.is_empty() {
            return false;
        }
        let is_meant = |name: &String| {
            let known = registry().resolve(name, &Context::default());
            let unknown = || Issuer { name: name.clone(), level: None, region: None };
            let issuer = known.unwrap_or_else(unknown);
            self.bodies.iter().any(|body| body.matches(&issuer))
        };
        issued.issuers.iter().any(is_meant)
    }

    /// Whether a document is of a year that the query names.
    pub(super) fn is_of_year(&self, facts: &Facts) -> bool {
        facts.year.is_some_and(|year| self.years.contains(&year))
    }
}

/// The years that stand in folded text as words of their own.
fn years(folded: &str) -> impl Iterator<Item = u64> + '_ {
    static YEARS: Pattern = Pattern::new(r"\b(?:19|20)[0-9]{2}(?:年|\b)");
    // Most queries hold no digit, and need no pattern built to know that.
    let may_hold = folded.contains(|c: char| c.is_ascii_digit());
    let years = may_hold.then(|| YEARS.find_iter(folded)).into_iter().flatten();
    years.filter_map(|year| year.as_str()[..4].parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_stand_alone_or_before_their_unit() {
        let found = |text: &str| years(text).collect::<Vec<_>>();
        assert_eq!(found("2025年 低保标准"), [2025]);
        assert_eq!(found("预算 2024"), [2024]);
        assert_eq!(found("120251 20256"), [0; 0]);
    }

    #[test]
    fn divisions_and_bodies_are_read_from_pieces() {
        let named = Named::new(&["青白江".to_string(), "运贸产一体化".to_string()]);
        assert_eq!(named.division.as_deref(), Some("成都市青白江区"));
        assert!(named.bodies.is_empty());
        let named = Named::new(&["发改委".to_string(), "电价".to_string()]);
        assert_eq!((named.division, named.bodies.len()), (None, 1));
    }
}
