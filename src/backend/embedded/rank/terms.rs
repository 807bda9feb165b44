//! The terms that score a query, and how much each weighs.

use tantivy::Term;
use tantivy::query::{Bm25StatisticsProvider, TermQuery};
use tantivy::schema::Field;

use super::super::compile::Match;
use super::super::schema::Fields;
use super::super::statistics::{Statistics, rarity};
use crate::analyzer::bigrams;
use crate::error::Result;
use crate::text::is_han;

/// A term of the query with its weight: how rare it is, times its boost.
#[derive(Clone, Debug)]
pub(super) struct Weighed {
    pub(super) term: Term,
    pub(super) weight: f32,
    /// How many announcements hold it.
    pub(super) holding: f32,
    /// How often it was asked, and how far it is what was asked.
    pub(super) boost: f32,
}

/// The folded texts that score a query.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Scored {
    /// What was typed.
    pub(in super::super) own: Vec<String>,
    /// What may stand for parts of it, each with its weight.
    pub(in super::super) expansions: Vec<(String, f32)>,
    /// Whether it asks something, or is a sentence.
    pub(in super::super) is_question: bool,
}

/// The terms that score a query, in a fixed order, so that sums come out the same every time.
pub(in super::super) struct Terms {
    pub(super) grams: Vec<Weighed>,
    pub(super) characters: Vec<Weighed>,
    /// The grams again, as terms of the title, each asked once.
    pub(super) title: Vec<Weighed>,
    /// Whether it is a question, which a passage answers and no whole text.
    pub(super) is_question: bool,
}

impl Terms {
    /// The scoring terms of folded texts.
    pub(in super::super) fn new(
        scored: &Scored,
        fields: &Fields,
        statistics: &Statistics<'_>,
    ) -> Result<Self> {
        let own = |text: &String| bigrams(text).into_iter().map(|gram| (gram, 1.0));
        let mut grams: Vec<(String, f32)> = scored.own.iter().flat_map(own).collect();
        let mut once: Vec<(String, f32)> = grams.clone();
        once.sort_unstable_by(|left, right| left.0.cmp(&right.0));
        once.dedup();
        for (text, weight) in &scored.expansions {
            grams.extend(bigrams(text).into_iter().map(|gram| (gram, *weight)));
        }
        let own = scored.own.iter().map(|text| (text, 1.0));
        let texts = own.chain(scored.expansions.iter().map(|(text, weight)| (text, *weight)));
        let characters = texts.flat_map(|(text, weight)| {
            text.chars().filter(|c| is_han(*c)).map(move |c| (c.to_string(), weight))
        });
        let characters = characters.collect();
        Ok(Self {
            grams: weigh(grams, fields.grams, statistics)?,
            characters: weigh(characters, fields.characters, statistics)?,
            title: weigh(once, fields.title, statistics)?,
            is_question: scored.is_question,
        })
    }

    /// Whether nothing of the query can be scored, so that all hits have the same text score.
    pub(in super::super) fn is_empty(&self) -> bool {
        self.grams.is_empty() && self.characters.is_empty()
    }

    /// Whether `matched` asks for one term, by which candidates are chosen.
    pub(in super::super) fn is_only(&self, matched: &Match) -> bool {
        let asked = matched.downcast_ref::<TermQuery>().map(TermQuery::term);
        let mut choosing = self.choosing().map(|(term, _)| term);
        asked.is_some() && asked == choosing.next() && choosing.next().is_none()
    }

    /// The terms by which candidates are chosen, with their boosts: grams, or characters where
    /// there are none.
    pub(in super::super) fn choosing(&self) -> impl Iterator<Item = (&Term, f32)> {
        let terms = if self.grams.is_empty() { &self.characters } else { &self.grams };
        terms.iter().map(|weighed| (&weighed.term, weighed.boost))
    }
}

/// Each distinct term once, with the sum of its boosts.
fn weigh(
    mut terms: Vec<(String, f32)>,
    field: Field,
    statistics: &Statistics<'_>,
) -> Result<Vec<Weighed>> {
    terms.sort_by(|left, right| left.0.cmp(&right.0));
    let mut weighed = Vec::new();
    for same in terms.chunk_by(|left, right| left.0 == right.0) {
        let term = Term::from_field_text(field, &same[0].0);
        let boost = same.iter().map(|(_, boost)| boost).sum();
        let holding = statistics.doc_freq(&term)? as f32;
        let weight = rarity(statistics.announcements(), holding) * boost;
        weighed.push(Weighed { term, weight, holding, boost });
    }
    Ok(weighed)
}
