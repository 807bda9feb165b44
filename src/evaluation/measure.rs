//! The measures of a topic's answer, as `trec_eval` computes them.

use super::qrels::Judged;

/// A measure of one answer, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Discounted gain of the first ten, as part of the best there could be: the gain is the
    /// relevance itself, the discount log₂(rank + 1) (`ndcg_cut_10`).
    Ndcg10,
    /// 1 / rank of the first relevant document, if it is among the first ten, else 0 (`RR@10`).
    Mrr10,
    /// The part of the relevant documents that are among the first hundred (`recall_100`).
    Recall100,
    /// The mean, over the relevant documents, of the precision at the rank of each; 0 for those
    /// that were not found (`map`).
    Map,
    /// The part of the first ten that is relevant; a shorter answer is divided by ten too (`P_10`).
    Precision10,
}

impl Measure {
    /// All measures, in the order of tables.
    pub const ALL: [Measure; 5] =
        [Measure::Ndcg10, Measure::Mrr10, Measure::Recall100, Measure::Map, Measure::Precision10];

    /// The name in output.
    pub fn name(self) -> &'static str {
        match self {
            Measure::Ndcg10 => "nDCG@10",
            Measure::Mrr10 => "MRR@10",
            Measure::Recall100 => "R@100",
            Measure::Map => "MAP",
            Measure::Precision10 => "P@10",
        }
    }

    /// The measure of an answer with these `gains`, the best document first, where `ideal` are
    /// those of the best there could be.
    fn of(self, gains: &[i32], ideal: &[i32]) -> f64 {
        let all = ideal.len() as f64;
        let found = |depth: usize| ranks(gains).filter(|rank| *rank <= depth).count() as f64;
        match self {
            _ if ideal.is_empty() => 0.0,
            Measure::Ndcg10 => discounted(gains, 10) / discounted(ideal, 10),
            Measure::Mrr10 => {
                ranks(gains).next().filter(|rank| *rank <= 10).map_or(0.0, |rank| 1.0 / rank as f64)
            }
            Measure::Recall100 => found(100) / all,
            Measure::Map => average_precision(gains) / all,
            Measure::Precision10 => found(10) / 10.0,
        }
    }
}

/// One value a measure.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures([f64; Measure::ALL.len()]);

impl Figures {
    /// The figures of the answer `documents`, the best first, to a topic with these judgements.
    pub fn of<'a>(documents: impl IntoIterator<Item = &'a str>, judged: &Judged) -> Self {
        let gain = |document| judged.get(document).copied().unwrap_or(0);
        let gains: Vec<i32> = documents.into_iter().map(gain).collect();
        let mut ideal: Vec<i32> = judged.values().copied().filter(|gain| *gain > 0).collect();
        ideal.sort_unstable_by(|left, right| right.cmp(left));
        Self(Measure::ALL.map(|measure| measure.of(&gains, &ideal)))
    }

    /// The value of `measure`.
    pub fn get(&self, measure: Measure) -> f64 {
        self.0[measure as usize]
    }

    /// The mean of `figures`; zeros for none.
    pub fn mean<'a>(figures: impl IntoIterator<Item = &'a Figures>) -> Self {
        let mut sums = [0.0; Measure::ALL.len()];
        let mut count = 0.0_f64;
        for Figures(values) in figures {
            sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
            count += 1.0;
        }
        Self(sums.map(|sum| if count > 0.0 { sum / count } else { 0.0 }))
    }
}

/// The ranks, from 1, of the relevant documents.
fn ranks(gains: &[i32]) -> impl Iterator<Item = usize> {
    gains.iter().enumerate().filter(|(_, gain)| **gain > 0).map(|(index, _)| index + 1)
}

// A sum over nothing begins at +0 here: that of `Iterator::sum` is −0 and is printed so.
fn discounted(gains: &[i32], depth: usize) -> f64 {
    let top = &gains[..gains.len().min(depth)];
    let gain = |rank: usize| f64::from(top[rank - 1]) / (rank as f64 + 1.0).log2();
    ranks(top).map(gain).fold(0.0, |sum, gain| sum + gain)
}

fn average_precision(gains: &[i32]) -> f64 {
    let precisions = ranks(gains).zip(1_u32..).map(|(rank, found)| f64::from(found) / rank as f64);
    precisions.fold(0.0, |sum, precision| sum + precision)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(answer: &str, judged: &[(&str, i32)]) -> Figures {
        let judged = judged.iter().map(|(id, gain)| (id.to_string(), *gain)).collect();
        Figures::of(answer.split(' '), &judged)
    }

    #[test]
    fn the_best_answer_has_all_and_an_empty_one_nothing() {
        let best = figures("a b", &[("a", 2), ("b", 1), ("c", 0)]);
        assert_eq!(best, Figures([1.0, 1.0, 1.0, 1.0, 0.2]));
        assert_eq!(figures("c x", &[("a", 2), ("b", -1)]), Figures::default());
        assert_eq!(figures("c x", &[("c", 0)]), Figures::default());
    }

    #[test]
    fn grades_and_places_count() {
        let found = figures("x b a", &[("a", 3), ("b", 1), ("d", 2)]);
        let ideal = 3.0 + 2.0 / 3_f64.log2() + 0.5;
        let gain = 1.0 / 3_f64.log2() + 3.0 / 2.0;
        assert!((found.get(Measure::Ndcg10) - gain / ideal).abs() < 1e-12);
        assert_eq!(found.get(Measure::Mrr10), 0.5);
        assert!((found.get(Measure::Map) - (0.5 + 2.0 / 3.0) / 3.0).abs() < 1e-12);
    }

    #[test]
    fn what_stands_below_the_cut_does_not_count() {
        let late = figures("1 2 3 4 5 6 7 8 9 10 a", &[("a", 1)]);
        assert_eq!(late, Figures([0.0, 0.0, 1.0, 1.0 / 11.0, 0.0]));
    }
}
