//! What the other articles of a law say of one: a law that the query is about has several good ones.
//!
//! `siblings` is `1 + w·m/t`, where `t` is the article's own text score and `m` the mean of the
//! [`MANY`] best text scores of other candidates of the same work, missing ones counting 0. It
//! applies only where hits are articles (`某法第三条`); whole documents have no siblings.

use std::collections::HashMap;

use super::parts::Parts;

/// How many siblings are looked at.
const MANY: usize = 5;

/// How much they count beside the article itself.
const WEIGHT: f32 = 0.3;

/// Sets the factor of all candidates, given the work each is an article of.
pub(super) fn raise(candidates: &mut [Parts], works: &[Option<u64>]) {
    let best = best_of_works(candidates, works);
    for (parts, work) in candidates.iter_mut().zip(works) {
        if let Some(best) = work.and_then(|work| best.get(&work)) {
            parts.siblings = factor(parts.text, best);
        }
    }
}

/// The best text scores of each work, one more than is looked at, highest first.
fn best_of_works(candidates: &[Parts], works: &[Option<u64>]) -> HashMap<u64, Vec<f32>> {
    let mut best: HashMap<u64, Vec<f32>> = HashMap::new();
    for (parts, work) in candidates.iter().zip(works) {
        if let Some(work) = work {
            best.entry(*work).or_default().push(parts.text);
        }
    }
    for scores in best.values_mut() {
        scores.sort_by(|left, right| right.total_cmp(left));
        scores.truncate(MANY + 1);
    }
    best
}

/// The factor of an article of score `text` among the `best` of its work, which may hold itself.
fn factor(text: f32, best: &[f32]) -> f32 {
    let own = best.iter().position(|score| *score == text);
    let others = best.iter().enumerate().filter(|(place, _)| Some(*place) != own);
    let sum: f32 = others.take(MANY).map(|(_, score)| score).sum();
    1.0 + WEIGHT * sum / MANY as f32 / text.max(f32::EPSILON)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raised(texts: &[f32], works: &[Option<u64>]) -> Vec<f32> {
        let mut parts: Vec<_> = texts
            .iter()
            .map(|text| Parts { text: *text, siblings: 1.0, ..Parts::default() })
            .collect();
        raise(&mut parts, works);
        parts.iter().map(|parts| parts.text * parts.siblings).collect()
    }

    #[test]
    fn an_article_gains_from_its_siblings_and_not_from_itself() {
        let works = [Some(1), Some(1), Some(2), None];
        let scores = raised(&[10.0, 5.0, 10.0, 10.0], &works);
        let expected = [10.0 + WEIGHT * 1.0, 5.0 + WEIGHT * 2.0, 10.0, 10.0];
        assert!(scores.iter().zip(expected).all(|(score, wanted)| (score - wanted).abs() < 1e-5));
    }

    #[test]
    fn only_the_best_five_count() {
        let scores = raised(&[4.0; 9], &[Some(7); 9]);
        assert!(scores.iter().all(|score| (score - (4.0 + WEIGHT * 4.0)).abs() < 1e-5));
    }
}
