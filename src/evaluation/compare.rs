//! Two runs over the same topics: how they differ, and whether that is chance.

use super::measure::{Figures, Measure};
use super::resample;
use super::scores::Scores;

/// What a run gains and loses against another.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// How each measure differs, in the order of [`Measure::ALL`].
    pub differences: Vec<Difference>,
    /// The topics whose nDCG@10 differs, the most first.
    pub moved: Vec<Moved>,
}

/// How one measure differs between two runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The measure.
    pub measure: Measure,
    /// The mean of the run.
    pub mean: f64,
    /// The mean of the run it is compared with.
    pub against: f64,
    /// How probable a difference this large is by chance alone, above 0 to 1: a paired
    /// randomisation test of [`DRAWS`](super::DRAWS) drawings, two-sided.
    pub p: f64,
    /// Where the difference of the means lies in 95 of 100 collections like this one.
    pub interval: (f64, f64),
    /// How many topics are better.
    pub wins: usize,
    /// How many topics are worse.
    pub losses: usize,
    /// How many topics are the same.
    pub ties: usize,
}

/// A topic that one run answers better than the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// Its id.
    pub topic: String,
    /// The nDCG@10 of the run.
    pub value: f64,
    /// The nDCG@10 of the run it is compared with.
    pub against: f64,
}

impl Comparison {
    /// Compares `scores` with those of another run over the same judgements; topics that only one
    /// of them has are left out.
    pub fn of(scores: &Scores, against: &Scores) -> Self {
        let differences = Measure::ALL.map(|measure| Difference::of(measure, scores, against));
        Self { differences: differences.into(), moved: moved(scores, against) }
    }
}

impl Difference {
    fn of(measure: Measure, scores: &Scores, against: &Scores) -> Self {
        let pairs = pairs(measure, scores, against);
        let differences: Vec<f64> = pairs.iter().map(|(_, one, other)| one - other).collect();
        let count = |wanted: fn(&&f64) -> bool| differences.iter().filter(wanted).count();
        let mean = |sum: f64| if pairs.is_empty() { 0.0 } else { sum / pairs.len() as f64 };
        Self {
            measure,
            mean: mean(pairs.iter().map(|(_, one, _)| one).sum()),
            against: mean(pairs.iter().map(|(_, _, other)| other).sum()),
            p: resample::p_value(&differences),
            interval: resample::interval(&differences),
            wins: count(|value| **value > 0.0),
            losses: count(|value| **value < 0.0),
            ties: count(|value| **value == 0.0),
        }
    }

    /// The difference of the means.
    pub fn difference(&self) -> f64 {
        self.mean - self.against
    }
}

/// The values of both runs for each topic.
fn pairs<'a>(measure: Measure, one: &'a Scores, other: &Scores) -> Vec<(&'a str, f64, f64)> {
    let pair = |(topic, figures): (&'a String, &Figures)| {
        let against = other.topics.get(topic)?;
        Some((topic.as_str(), figures.get(measure), against.get(measure)))
    };
    one.topics.iter().filter_map(pair).collect()
}

fn moved(scores: &Scores, against: &Scores) -> Vec<Moved> {
    let pairs = pairs(Measure::Ndcg10, scores, against).into_iter();
    let mut moved: Vec<Moved> = pairs
        .filter(|(_, value, against)| value != against)
        .map(|(topic, value, against)| Moved { topic: topic.to_string(), value, against })
        .collect();
    let size = |moved: &Moved| (moved.value - moved.against).abs();
    moved.sort_by(|left, right| size(right).total_cmp(&size(left)));
    moved
}

#[cfg(test)]
mod tests {
    use super::super::{Qrels, Run};
    use super::*;

    fn scores(run: &str) -> Scores {
        let qrels = "a 0 d 1\nb 0 d 1\nc 0 d 1\n";
        Scores::of(&Run::parse(run).unwrap(), &Qrels::parse(qrels).unwrap())
    }

    #[test]
    fn gains_losses_and_the_topics_that_moved() {
        let run = scores("a Q0 d 1 9 t\nb Q0 x 1 9 t\nb Q0 d 2 8 t\n");
        let against = scores("b Q0 d 1 9 t\nc Q0 x 1 9 t\n");
        let compared = Comparison::of(&run, &against);
        let rank = &compared.differences[Measure::Mrr10 as usize];
        assert_eq!((rank.wins, rank.losses, rank.ties), (1, 1, 1));
        assert_eq!((rank.mean, rank.against), (0.5, 1.0 / 3.0));
        let moved: Vec<_> = compared.moved.iter().map(|moved| moved.topic.as_str()).collect();
        assert_eq!(moved, ["a", "b"]);
        assert_eq!((compared.moved[0].value, compared.moved[0].against), (1.0, 0.0));
    }
}
