//! The exact score of candidates, from what they hold of the query's terms.

use super::named::Named;
use super::parts::Parts;
use super::passages;
use super::siblings;
use super::terms::{Terms, Weighed};
use crate::backend::bm25::{norm, saturated};
use crate::backend::prior::{Grounds, Priors};
use crate::backend::seam::{Asked, Evidence, Facts, Issued, Snapshot};
use crate::error::Result;
use crate::search::relations::Relations;

/// What the score of a document is multiplied by that holds the longest sentences of the text whose
/// like is asked for: no other is then before it, of 239 cuts of laws (figures: [`crate::search::like`]).
const LITERAL: f32 = 4.0;

/// A candidate with its score.
pub(in crate::search) struct Scored {
    /// The number behind its id.
    pub(in crate::search) id: u64,
    /// When it came into the index, in milliseconds since 1970.
    pub(in crate::search) added: u64,
    pub(in crate::search) parts: Parts,
    /// What dampens counts in its text.
    norm: f32,
    /// What its prior was made from.
    pub(in crate::search) grounds: Grounds,
}

/// What counts of a candidate where the places of short words are told apart.
pub(in crate::search) struct Counted {
    /// How many texts the query has.
    texts: usize,
    /// Of each of them that is a short word: how much its places count, and how many there are.
    pub(in crate::search) places: Vec<(f32, f32)>,
    /// The share of the texts that may count in the title.
    pub(in crate::search) titled: f32,
}

impl Counted {
    /// Where all places of a query of so many texts count.
    pub(in crate::search) fn whole(texts: usize) -> Self {
        Self { texts, places: Vec::new(), titled: 1.0 }
    }
}

impl Scored {
    /// Lowers the score to what counts; what it was multiplied by, at most 1.
    pub(in crate::search) fn sink(&mut self, counted: &Counted) -> f32 {
        let share =
            |(some, all): &(f32, f32)| saturated(*some, self.norm) / saturated(*all, self.norm);
        let lowered = counted.places.iter().filter(|(some, all)| some < all);
        let lost: f32 = lowered.map(|places| 1.0 - share(places)).sum();
        let text = 1.0 - lost / counted.texts.max(1) as f32;
        let title = 1.0 + (self.parts.title - 1.0) * counted.titled.max(0.0).powi(4);
        let factor = text * title / self.parts.title;
        self.sink_by(factor);
        factor
    }

    /// Multiplies the score.
    pub(in crate::search) fn sink_by(&mut self, factor: f32) {
        self.parts.borders *= factor;
    }
}

/// Scores candidates exactly, in a fixed order of terms.
pub(in crate::search) struct Scorer<'a, S: Snapshot> {
    pub(in crate::search) snapshot: &'a S,
    pub(in crate::search) terms: &'a Terms,
    pub(in crate::search) named: &'a Named,
    pub(in crate::search) priors: Priors,
}

impl<S: Snapshot> Scorer<'_, S> {
    /// The score of each of `docs`, in their order.
    pub(in crate::search) fn scored(&self, docs: &[S::Doc]) -> Result<Vec<Scored>> {
        let mut order: Vec<usize> = (0..docs.len()).collect();
        order.sort_unstable_by_key(|index| docs[*index]);
        let ascending: Vec<S::Doc> = order.iter().map(|index| docs[*index]).collect();
        let mut scored: Vec<_> = order.into_iter().zip(self.ascending(&ascending)?).collect();
        scored.sort_unstable_by_key(|(index, _)| *index);
        Ok(scored.into_iter().map(|(_, scored)| scored).collect())
    }

    /// The score of each of `docs`, which ascend.
    fn ascending(&self, docs: &[S::Doc]) -> Result<Vec<Scored>> {
        let facts = self.snapshot.facts(docs)?;
        let grounds = self.grounds(docs, &facts)?;
        let mut parts = self.parts(docs, &facts, &grounds)?;
        let works: Vec<Option<u64>> = facts.iter().map(|facts| facts.work).collect();
        siblings::raise(&mut parts, &works);
        if self.terms.is_question {
            passages::raise(self.snapshot, self.terms, docs, &facts, &mut parts)?;
        }
        let average = self.snapshot.totals().average_length();
        let scored = facts.into_iter().zip(parts.into_iter().zip(grounds));
        let one = |(facts, (parts, grounds)): (Facts, (Parts, Grounds))| Scored {
            id: facts.id,
            added: facts.added,
            norm: norm(facts.length as f32, average),
            parts,
            grounds,
        };
        Ok(scored.map(one).collect())
    }

    /// What the priors of `docs` are made from: superseded is also what another repeals.
    fn grounds(&self, docs: &[S::Doc], facts: &[Facts]) -> Result<Vec<Grounds>> {
        let repealed = Relations::repealed(self.snapshot, docs, facts)?;
        let grounds = |(facts, repealed): (&Facts, bool)| Grounds {
            superseded: facts.superseded || repealed,
            of_year: self.named.is_of_year(facts),
            ..facts.grounds()
        };
        Ok(facts.iter().zip(repealed).map(grounds).collect())
    }

    /// The parts of the scores of `docs`, but for what they say of one another.
    fn parts(&self, docs: &[S::Doc], facts: &[Facts], grounds: &[Grounds]) -> Result<Vec<Parts>> {
        let text: Vec<_> = self.terms.text().map(|weighed| &weighed.term).collect();
        let title: Vec<_> = self.terms.title.iter().map(|weighed| &weighed.term).collect();
        let asked = Asked { text: &text, title: &title };
        let evidence = self.snapshot.evidence(docs, &asked)?;
        let texts = self.texts(facts, &evidence);
        let literal = self.literal(docs)?;
        let titles = title_factors(&self.terms.title, &evidence);
        let issued = self.issued(docs)?;
        let parts = |at: usize| Parts {
            text: texts[at],
            literal: literal[at],
            passages: 1.0,
            title: titles[at],
            siblings: 1.0,
            named: self.named.factor(&facts[at], issued.get(at)),
            borders: 1.0,
            prior: self.priors.of(&grounds[at]),
        };
        Ok((0..docs.len()).map(parts).collect())
    }

    /// Who issued `docs`, where that counts; nothing otherwise.
    fn issued(&self, docs: &[S::Doc]) -> Result<Vec<Issued>> {
        if self.named.asks_who() { self.snapshot.issued(docs) } else { Ok(Vec::new()) }
    }

    /// What each of `docs`, which ascend, counts for holding the text that the terms were chosen from.
    fn literal(&self, docs: &[S::Doc]) -> Result<Vec<f32>> {
        let holding = self.snapshot.matched(docs, &self.terms.literal)?;
        Ok(holding.into_iter().map(|holds| if holds { LITERAL } else { 1.0 }).collect())
    }

    /// The scores of the texts.
    fn texts(&self, facts: &[Facts], evidence: &Evidence) -> Vec<f32> {
        if self.terms.is_empty() {
            return vec![1.0; facts.len()];
        }
        let average = self.snapshot.totals().average_length();
        let norms: Vec<f32> =
            facts.iter().map(|facts| norm(facts.length as f32, average)).collect();
        let mut scores = vec![0.0; facts.len()];
        for (weighed, counts) in self.terms.text().zip(&evidence.text) {
            for (at, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
                scores[at] += weighed.weight * saturated(*count as f32, norms[at]);
            }
        }
        scores
    }
}

/// How far the titles are what is asked, by the weights of the terms they have.
fn title_factors(terms: &[Weighed], evidence: &Evidence) -> Vec<f32> {
    let asked: f32 = terms.iter().map(|weighed| weighed.weight).sum();
    let mut found = vec![(0.0, 0.0); evidence.title_lengths.len()];
    for (weighed, counts) in terms.iter().zip(&evidence.title) {
        for (at, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            found[at].0 += weighed.weight;
            found[at].1 += *count as f32;
        }
    }
    let lengths = evidence.title_lengths.iter();
    let factor = |((weight, count), length): ((f32, f32), &u32)| {
        title_factor(weight / asked.max(f32::EPSILON), count, *length)
    };
    found.into_iter().zip(lengths).map(factor).collect()
}

/// `1 + c⁴·(½ + x)` for the share `covered` of the query and `found` of a title of `length` terms,
/// two of which only mark the ends of its run.
fn title_factor(covered: f32, found: f32, length: u32) -> f32 {
    let same = (found / length.saturating_sub(2).max(1) as f32).min(1.0);
    1.0 + covered.min(1.0).powi(4) * (0.5 + same)
}
