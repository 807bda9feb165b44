//! The terms that score a query, and how much each weighs.

use tantivy::Term;
use tantivy::schema::Field;

use super::super::schema::Fields;
use super::super::statistics::Statistics;
use crate::analyzer::bigrams;
use crate::error::Result;
use crate::text::is_han;

/// A term of the query with its weight: how rare it is, times how often it was asked.
#[derive(Clone, Debug)]
pub(super) struct Weighed {
    pub(super) term: Term,
    pub(super) weight: f32,
}

/// The terms that score a query, in a fixed order, so that sums come out the same every time.
pub(in super::super) struct Terms {
    pub(super) grams: Vec<Weighed>,
    pub(super) characters: Vec<Weighed>,
    /// The grams again, as terms of the title, each asked once.
    pub(super) title: Vec<Weighed>,
}

impl Terms {
    /// The scoring terms of folded texts.
    pub(in super::super) fn new(
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
    pub(in super::super) fn is_empty(&self) -> bool {
        self.grams.is_empty() && self.characters.is_empty()
    }

    /// The terms by which candidates are chosen: grams, or characters where there are none.
    pub(in super::super) fn choosing(&self) -> impl Iterator<Item = &Term> {
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
