//! What the passages of long documents say: a question is answered in a few places of a text.
//!
//! `passages` is `(p + c) / text`, where `c` is what the single characters add to the text score
//! and `p` takes the place of what the pairs add: `p = (Σ s³)^⅓` over the scores `s` of the [`BEST`]
//! best passages, each scored by BM25 as if it were a document, so that one good passage counts
//! in full and several count for somewhat more. A passage is a stretch of [`CHARACTERS`]
//! characters, told by the positions of the pairs; a short document and an article of a statute
//! are one passage each. How many passages hold a pair is estimated: the documents that hold it
//! times how often it stands in a candidate that does. Figures: [`super`].

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId};

use super::super::statistics::rarity;
use super::Parts;
use super::scorer::{B, K1, Scorer, for_each_posting};
use super::terms::Weighed;
use crate::analyzer::HAN_EXTENT;
use crate::error::Result;

/// How many characters a passage has.
const CHARACTERS: u32 = 200;

/// How many positions a passage takes.
const EXTENT: u32 = CHARACTERS * HAN_EXTENT;

/// How many of the best passages of a document count.
const BEST: usize = 10;

/// Of how many candidates, the best without it, the passages are read (nDCG@10 of 1,187 questions
/// over whole laws, by this engine: none .566, 20 .637, 50 .646, 100 .653, 300 .659).
const READ: usize = 100;

/// How often a term stands in a passage of a candidate.
struct Found {
    candidate: usize,
    passage: usize,
    count: f32,
}

/// A candidate whose passages are read.
struct Candidate {
    address: DocAddress,
    /// Its place among all candidates.
    index: usize,
    /// How many pairs and words it has.
    length: f32,
    is_article: bool,
}

impl Candidate {
    /// Whether it is cut into several passages.
    fn is_cut(&self) -> bool {
        self.length > CHARACTERS as f32 && !self.is_article
    }

    /// How long its passages are, in pairs and words.
    fn extent(&self) -> f32 {
        if self.is_cut() { CHARACTERS as f32 } else { self.length }
    }
}

/// Sets the factor of all candidates `docs`, ascending and each of a work or of none. Those that
/// are not read have the lowest of those that are.
pub(super) fn raise(
    scorer: &Scorer<'_>,
    docs: &[DocAddress],
    works: &[Option<u64>],
    parts: &mut [Parts],
) -> Result<()> {
    let candidates = candidates(scorer, docs, works, parts);
    if !candidates.iter().any(Candidate::is_cut) {
        return Ok(());
    }
    let found = found(scorer, &candidates)?;
    let (whole, best) = (whole(scorer, &candidates, &found), best(scorer, &candidates, &found));
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
fn candidates(
    scorer: &Scorer<'_>,
    docs: &[DocAddress],
    works: &[Option<u64>],
    parts: &[Parts],
) -> Vec<Candidate> {
    let least = least(parts);
    let is_read = |index: &usize| parts[*index].text > 0.0 && parts[*index].score() >= least;
    let candidate = |index: usize| {
        let address = docs[index];
        let length = scorer.length(address);
        Candidate { address, index, length, is_article: works[index].is_some() }
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

/// Where the terms stand: by term, in the order of the candidates.
fn found(scorer: &Scorer<'_>, candidates: &[Candidate]) -> Result<Vec<Vec<Found>>> {
    let with = IndexRecordOption::WithFreqsAndPositions;
    let mut all: Vec<Vec<Found>> = scorer.terms.grams.iter().map(|_| Vec::new()).collect();
    let mut positions = Vec::new();
    let mut first = 0;
    let segment = |one: &Candidate| one.address.segment_ord;
    for same in candidates.chunk_by(|one, next| segment(one) == segment(next)) {
        let reader = scorer.searcher.segment_reader(segment(&same[0]));
        let docs: Vec<DocId> = same.iter().map(|one| one.address.doc_id).collect();
        for (weighed, found) in scorer.terms.grams.iter().zip(&mut all) {
            for_each_posting(reader, &weighed.term, with, &docs, |at, postings| {
                note(first + at, &same[at], postings, &mut positions, found);
            })?;
        }
        first += same.len();
    }
    Ok(all)
}

/// Notes where a term stands in the candidate that its postings are at.
fn note(
    number: usize,
    candidate: &Candidate,
    postings: &mut SegmentPostings,
    positions: &mut Vec<u32>,
    found: &mut Vec<Found>,
) {
    if !candidate.is_cut() {
        let count = postings.term_freq() as f32;
        return found.push(Found { candidate: number, passage: 0, count });
    }
    postings.positions(positions);
    let passage = |position: &u32| (position / EXTENT) as usize;
    for same in positions.chunk_by(|one, next| passage(one) == passage(next)) {
        let (passage, count) = (passage(&same[0]), same.len() as f32);
        found.push(Found { candidate: number, passage, count });
    }
}

/// What the pairs add to the text score of each candidate, as the whole is scored.
fn whole(scorer: &Scorer<'_>, candidates: &[Candidate], found: &[Vec<Found>]) -> Vec<f32> {
    let average = scorer.statistics.average_length();
    let mut scores = vec![0.0; candidates.len()];
    for (weighed, found) in scorer.terms.grams.iter().zip(found) {
        for same in found.chunk_by(|one, next| one.candidate == next.candidate) {
            let (number, count) = (same[0].candidate, same.iter().map(|one| one.count).sum());
            scores[number] +=
                weighed.weight * saturated(count, candidates[number].length / average);
        }
    }
    scores
}

/// What the best passages of each candidate make together.
fn best(scorer: &Scorer<'_>, candidates: &[Candidate], found: &[Vec<Found>]) -> Vec<f32> {
    let average = scorer.statistics.average_length();
    let shorter = average.min(CHARACTERS as f32);
    let all = scorer.statistics.announcements() * average / shorter;
    let mut scores: Vec<Vec<f32>> = vec![Vec::new(); candidates.len()];
    for (weighed, found) in scorer.terms.grams.iter().zip(found) {
        let weight = weight(weighed, found, all);
        for Found { candidate, passage, count } in found {
            let scores = &mut scores[*candidate];
            scores.resize(scores.len().max(passage + 1), 0.0);
            scores[*passage] +=
                weight * saturated(*count, candidates[*candidate].extent() / shorter);
        }
    }
    scores.iter_mut().map(|scores| together(scores)).collect()
}

/// What a term weighs among `all` passages.
fn weight(weighed: &Weighed, found: &[Found], all: f32) -> f32 {
    rarity(all, weighed.holding * times(found)) * weighed.boost
}

/// The share of its weight that a term has which stands `count` times in a text of so many average
/// `lengths`.
fn saturated(count: f32, lengths: f32) -> f32 {
    count * (K1 + 1.0) / (count + K1 * (1.0 - B + B * lengths))
}

/// How often a term stands in a candidate that has it, on average.
fn times(found: &[Found]) -> f32 {
    let occurrences: f64 = found.iter().map(|found| f64::from(found.count)).sum();
    let holding = found.chunk_by(|one, next| one.candidate == next.candidate).count();
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
        let address = DocAddress::new(0, 0);
        let of = |length, is_article| Candidate { address, index: 0, length, is_article };
        assert!(!of(200.0, false).is_cut());
        assert!(!of(900.0, true).is_cut());
        assert_eq!(of(900.0, true).extent(), 900.0);
        assert_eq!(of(900.0, false).extent(), 200.0);
    }

    #[test]
    fn a_pair_stands_as_often_as_in_those_that_have_it() {
        let found = |candidate, passage, count| Found { candidate, passage, count };
        assert_eq!(times(&[found(0, 0, 2.0), found(0, 3, 1.0), found(4, 0, 3.0)]), 3.0);
        assert_eq!(times(&[]), 0.0);
    }
}
