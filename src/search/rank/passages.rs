//! What the passages of long documents say: a question is answered in a few places of a text.
//!
//! `passages` is `(p + c) / text`, where `c` is what the single characters add to the text score
//! and `p` takes the place of what the pairs add: `p = (Σ s³)^⅓` over the scores `s` of the [`BEST`]
//! best passages, each scored by BM25 as if it were a document, so that one good passage counts
//! in full and several count for somewhat more. A passage is a stretch of [`CHARACTERS`]
//! characters, told by the positions of the pairs; a short document and an article of a statute
//! are one passage each. How many passages hold a pair is estimated: the documents that hold it
//! times how often it occurs in a candidate that does. Figures: [`super`].

use super::parts::Parts;
use super::terms::{Terms, Weighed};
use crate::backend::bm25::{norm, rarity, saturated};
use crate::backend::seam::{Facts, InPassage, Passages, Snapshot};
use crate::error::Result;

/// How many characters a passage has.
const CHARACTERS: u32 = 200;

/// How many of the best passages of a document count.
const BEST: usize = 10;

/// Of how many candidates, the best without it, the passages are read (nDCG@10 of 1,187 questions
/// over whole laws, by this engine: none .566, 20 .637, 50 .646, 100 .653, 300 .659).
const READ: usize = 100;

/// A candidate whose passages are read.
#[derive(Clone, Copy)]
struct ReadCandidate<D> {
    doc: D,
    /// Its place among all candidates.
    index: usize,
    /// How many pairs and words it has.
    length: f32,
    is_article: bool,
}

impl<D> ReadCandidate<D> {
    /// Whether it is cut into several passages.
    fn is_cut(&self) -> bool {
        self.length > CHARACTERS as f32 && !self.is_article
    }

    /// How long its passages are, in pairs and words.
    fn extent(&self) -> f32 {
        if self.is_cut() { CHARACTERS as f32 } else { self.length }
    }
}

/// Sets the factor of all candidates `docs`, which ascend. Those that are not read have the lowest of
/// those that are.
pub(super) fn raise<S: Snapshot>(
    snapshot: &S,
    terms: &Terms,
    docs: &[S::Doc],
    facts: &[Facts],
    parts: &mut [Parts],
) -> Result<()> {
    let candidates = candidates(docs, facts, parts);
    if !candidates.iter().any(ReadCandidate::is_cut) {
        return Ok(());
    }
    let asked: Vec<_> = candidates
        .iter()
        .map(|one| Passages { doc: one.doc, units: one.is_cut().then_some(CHARACTERS) })
        .collect();
    let grams: Vec<_> = terms.grams.iter().map(|weighed| &weighed.term).collect();
    let found = snapshot.passages(&asked, &grams)?;
    let totals = snapshot.totals();
    let collection =
        Collection { announcements: totals.announcements as f32, average: totals.average_length() };
    let whole = collection.whole(terms, &candidates, &found);
    let best = collection.best(terms, &candidates, &found);
    let factors: Vec<f32> = candidates
        .iter()
        .zip(whole.iter().zip(best))
        .map(|(candidate, (whole, best))| 1.0 + (best - whole) / parts[candidate.index].text)
        .collect();
    let lowest = factors.iter().copied().fold(f32::INFINITY, f32::min);
    parts.iter_mut().for_each(|parts| parts.passages = lowest);
    for (candidate, factor) in candidates.iter().zip(factors) {
        parts[candidate.index].passages = factor;
    }
    Ok(())
}

/// The best candidates, in the order of `docs`.
fn candidates<D: Copy>(docs: &[D], facts: &[Facts], parts: &[Parts]) -> Vec<ReadCandidate<D>> {
    let least = least(parts);
    let is_read = |index: &usize| parts[*index].text > 0.0 && parts[*index].score() >= least;
    let candidate = |index: usize| {
        let length = facts[index].length as f32;
        let is_article = facts[index].work.is_some();
        ReadCandidate { doc: docs[index], index, length, is_article }
    };
    (0..docs.len()).filter(is_read).map(candidate).collect()
}

/// The least score with which the passages are read; of equals all are, or the segments would
/// decide.
fn least(parts: &[Parts]) -> f32 {
    let mut scores: Vec<f32> = parts.iter().map(Parts::score).collect();
    scores.sort_unstable_by(|left, right| right.total_cmp(left));
    scores.get(READ - 1).copied().unwrap_or(f32::MIN)
}

/// The collection that the candidates are of.
struct Collection {
    announcements: f32,
    /// The average length of an announcement.
    average: f32,
}

impl Collection {
    /// What the pairs add to the text score of each candidate, as the whole is scored.
    fn whole<D>(
        &self,
        terms: &Terms,
        candidates: &[ReadCandidate<D>],
        found: &[Vec<InPassage>],
    ) -> Vec<f32> {
        let mut scores = vec![0.0; candidates.len()];
        for (weighed, found) in terms.grams.iter().zip(found) {
            for same in found.chunk_by(|one, next| one.doc == next.doc) {
                let number = same[0].doc;
                let count = same.iter().map(|one| one.count as f32).sum();
                let lengths = candidates[number].length / self.average;
                scores[number] += weighed.weight * saturated(count, norm(lengths, 1.0));
            }
        }
        scores
    }

    /// What the best passages of each candidate make together.
    fn best<D>(
        &self,
        terms: &Terms,
        candidates: &[ReadCandidate<D>],
        found: &[Vec<InPassage>],
    ) -> Vec<f32> {
        let shorter = self.average.min(CHARACTERS as f32);
        let all = self.announcements * self.average / shorter;
        let mut scores: Vec<Vec<f32>> = vec![Vec::new(); candidates.len()];
        for (weighed, found) in terms.grams.iter().zip(found) {
            let weight = weight(weighed, found, all);
            for InPassage { doc, passage, count } in found {
                let scores = &mut scores[*doc];
                scores.resize(scores.len().max(passage + 1), 0.0);
                let lengths = candidates[*doc].extent() / shorter;
                scores[*passage] += weight * saturated(*count as f32, norm(lengths, 1.0));
            }
        }
        scores.iter_mut().map(|scores| together(scores)).collect()
    }
}

/// What a term weighs among `all` passages.
fn weight(weighed: &Weighed, found: &[InPassage], all: f32) -> f32 {
    rarity(all, weighed.holding * times(found)) * weighed.boost
}

/// How often a term occurs in a candidate that has it, on average.
fn times(found: &[InPassage]) -> f32 {
    let occurrences: f64 = found.iter().map(|found| f64::from(found.count)).sum();
    let holding = found.chunk_by(|one, next| one.doc == next.doc).count();
    (occurrences / holding.max(1) as f64) as f32
}

/// What the best passages of a document make together.
fn together(scores: &mut [f32]) -> f32 {
    let best = scores.len().min(BEST);
    scores.sort_unstable_by(|left, right| right.total_cmp(left));
    scores[..best].iter().map(|score| score.powi(3)).sum::<f32>().cbrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_passage_counts_in_full_and_others_somewhat() {
        assert!((together(&mut [4.0]) - 4.0).abs() < 1e-5);
        assert!((together(&mut [0.0, 4.0, 2.0]) - 72_f32.cbrt()).abs() < 1e-5);
        let many = together(&mut [1.0; 50]);
        assert!((many - (BEST as f32).cbrt()).abs() < 1e-5, "{many}");
    }

    #[test]
    fn short_texts_and_articles_are_one_passage() {
        let of = |length, is_article| ReadCandidate { doc: (), index: 0, length, is_article };
        assert!(!of(200.0, false).is_cut());
        assert!(!of(900.0, true).is_cut());
        assert_eq!(of(900.0, true).extent(), 900.0);
        assert_eq!(of(900.0, false).extent(), 200.0);
    }

    #[test]
    fn a_pair_stands_as_often_as_in_those_that_have_it() {
        let found = |doc, passage, count| InPassage { doc, passage, count };
        assert_eq!(times(&[found(0, 0, 2), found(0, 3, 1), found(4, 0, 3)]), 3.0);
        assert_eq!(times(&[]), 0.0);
    }
}
