//! The terms that score a query, and how much each weighs.

use crate::analyzer::{Phrase, bigrams, readings};
use crate::backend::bm25::rarity;
use crate::backend::clause::Clause;
use crate::backend::seam::{Snapshot, Term};
use crate::document::Field;
use crate::error::Result;
use crate::text::is_han;

/// A term of the query with its weight: how rare it is, times its boost.
#[derive(Clone, Debug)]
pub(in crate::search) struct Weighed {
    pub(in crate::search) term: Term,
    pub(in crate::search) weight: f32,
    /// How many announcements hold it.
    pub(in crate::search) holding: f32,
    /// How often it was asked, and how far it is what was asked.
    pub(super) boost: f32,
}

/// The folded texts that score a query.
#[derive(Clone, Debug, Default)]
pub(in crate::search) struct ScoredTexts {
    /// What was typed.
    pub(in crate::search) own: Vec<String>,
    /// What may stand for parts of it, each with its weight.
    pub(in crate::search) expansions: Vec<(String, f32)>,
    /// Whether it asks something, or is a sentence.
    pub(in crate::search) is_question: bool,
}

/// The terms that score a query, in a fixed order, so that sums come out the same every time.
pub(in crate::search) struct Terms {
    pub(super) grams: Vec<Weighed>,
    pub(super) characters: Vec<Weighed>,
    /// The grams again, as terms of the title, each asked once.
    pub(super) title: Vec<Weighed>,
    /// Whether it is a question, which a passage answers and no whole text.
    pub(super) is_question: bool,
    /// What holds the text that they were chosen from; nothing where they are of a query.
    pub(super) literal: Clause,
}

impl Terms {
    /// The scoring terms of folded texts.
    pub(in crate::search) fn new(scored: &ScoredTexts, snapshot: &impl Snapshot) -> Result<Self> {
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
        let asked = [
            boosted(grams, Field::Grams),
            boosted(characters.collect(), Field::Characters),
            boosted(once, Field::Title),
        ];
        let [grams, characters, title] = weighed(asked, snapshot)?;
        let (is_question, literal) = (scored.is_question, Clause::None);
        Ok(Self { grams, characters, title, is_question, literal })
    }

    /// The terms that `choose` takes from the pairs and words of a text, each with its boost; what
    /// matches `literal` has the text itself.
    pub(in crate::search) fn chosen(
        pairs: Vec<(String, f32)>,
        literal: Clause,
        snapshot: &impl Snapshot,
        choose: impl FnOnce(Vec<Weighed>) -> Vec<Weighed>,
    ) -> Result<Self> {
        let [weighed] = weighed([boosted(pairs, Field::Grams)], snapshot)?;
        let mut grams = choose(weighed);
        grams.sort_unstable_by(|left, right| left.term.cmp(&right.term));
        let (characters, title) = (Vec::new(), Vec::new());
        Ok(Self { grams, characters, title, is_question: false, literal })
    }

    /// Whether nothing of the query can be scored, so that all hits have the same text score.
    pub(in crate::search) fn is_empty(&self) -> bool {
        self.grams.is_empty() && self.characters.is_empty()
    }

    /// Whether `clause` asks for one term alone, by which candidates are chosen.
    pub(in crate::search) fn is_only(&self, clause: &Clause) -> bool {
        let asked = only_term(clause);
        let mut choosing = self.choosing().map(|(term, _)| term);
        asked.is_some() && asked.as_ref() == choosing.next() && choosing.next().is_none()
    }

    /// The pairs and words of the text with their weights, in order.
    pub(in crate::search) fn weights(&self) -> impl Iterator<Item = (&str, f32)> {
        self.grams.iter().map(|weighed| (weighed.term.text.as_str(), weighed.weight))
    }

    /// The terms of the text: grams, then characters.
    pub(super) fn text(&self) -> impl Iterator<Item = &Weighed> {
        self.grams.iter().chain(&self.characters)
    }

    /// The terms by which candidates are chosen, with their boosts: grams, or characters where
    /// there are none.
    pub(in crate::search) fn choosing(&self) -> impl Iterator<Item = (&Term, f32)> {
        let terms = if self.grams.is_empty() { &self.characters } else { &self.grams };
        terms.iter().map(|weighed| (&weighed.term, weighed.boost))
    }
}

/// The one term that `clause` asks for, if it asks for one alone.
fn only_term(clause: &Clause) -> Option<Term> {
    let Clause::Text(field, text) = clause else { return None };
    let mut ways = readings(text);
    let way = ways.pop().filter(|_| ways.is_empty())?;
    match (way.phrase, field) {
        (Phrase::Character(text), Field::Grams) => Some(Term { field: Field::Characters, text }),
        (Phrase::Terms(terms), _) if terms.len() == 1 => {
            let text = terms.into_iter().next()?.1;
            Some(Term { field: *field, text })
        }
        _ => None,
    }
}

/// Each distinct term once, in order, with the sum of its boosts.
fn boosted(mut terms: Vec<(String, f32)>, field: Field) -> Vec<(Term, f32)> {
    terms.sort_by(|left, right| left.0.cmp(&right.0));
    let same = terms.chunk_by(|left, right| left.0 == right.0);
    let one = |same: &[(String, f32)]| {
        let boost = same.iter().map(|(_, boost)| boost).sum();
        (Term { field, text: same[0].0.clone() }, boost)
    };
    same.map(one).collect()
}

/// The terms with their weights, list by list.
fn weighed<const N: usize>(
    asked: [Vec<(Term, f32)>; N],
    snapshot: &impl Snapshot,
) -> Result<[Vec<Weighed>; N]> {
    let terms: Vec<Term> = asked.iter().flatten().map(|(term, _)| term.clone()).collect();
    let mut holding = snapshot.holding(&terms)?.into_iter();
    let announcements = snapshot.totals().announcements as f32;
    Ok(asked.map(|terms| {
        let counted = terms.into_iter().zip(&mut holding);
        let weigh = |((term, boost), holding): ((Term, f32), u64)| {
            let holding = holding as f32;
            Weighed { term, weight: rarity(announcements, holding) * boost, holding, boost }
        };
        counted.map(weigh).collect()
    }))
}
