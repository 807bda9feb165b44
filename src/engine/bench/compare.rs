//! Two runs side by side: how their times relate, and where their hits differ.

use std::collections::HashMap;

use super::{Bench, Class, Latency};

/// A run beside another.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The other run.
    pub against: Bench,
    /// The classes that both have, in the order of this run.
    pub ratios: Vec<Ratio>,
    /// The queries that both asked and that found another number of announcements.
    pub differing: Vec<Differing>,
    /// What else differs between the runs, so that their times tell less, in words.
    pub notes: Vec<String>,
}

/// The times of a class as parts of those of the other run: below 1, this run was faster. `None`
/// where the other run has 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Ratio {
    /// The class.
    pub class: String,
    /// How many of this run's queries the other asked too.
    pub same: usize,
    /// p50 to p50.
    pub p50: Option<f64>,
    /// p95 to p95.
    pub p95: Option<f64>,
    /// p99 to p99.
    pub p99: Option<f64>,
    /// The longest to the longest.
    pub max: Option<f64>,
    /// Answers in a second to answers in a second: above 1, this run was faster.
    pub qps: Option<f64>,
}

/// A query that found another number of announcements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing {
    /// Its class.
    pub class: String,
    /// The query.
    pub query: String,
    /// How many announcements it found in this run.
    pub hits: usize,
    /// How many in the other.
    pub against: usize,
}

impl Comparison {
    /// What `this` run is to the one it is compared with.
    pub fn of(this: &Bench, against: Bench) -> Self {
        let mut comparison = Self {
            ratios: Vec::new(),
            differing: Vec::new(),
            notes: notes(this, &against),
            against,
        };
        for class in &this.classes {
            let other = comparison.against.classes.iter().find(|other| other.name == class.name);
            let Some(other) = other else {
                comparison.notes.push(format!("only this run has the class {}", class.name));
                continue;
            };
            let (same, differing) = shared(class, other);
            let ratio = ratio(class, other, same);
            comparison.ratios.push(ratio);
            comparison.differing.extend(differing);
        }
        for other in &comparison.against.classes {
            if this.classes.iter().all(|class| class.name != other.name) {
                comparison.notes.push(format!("only the other run has the class {}", other.name));
            }
        }
        comparison
    }
}

fn ratio(this: &Class, other: &Class, same: usize) -> Ratio {
    let part = |figure: fn(&Latency) -> f64| parts(figure(&this.latency), figure(&other.latency));
    Ratio {
        class: this.name.clone(),
        same,
        p50: part(|latency| latency.p50),
        p95: part(|latency| latency.p95),
        p99: part(|latency| latency.p99),
        max: part(|latency| latency.max),
        qps: parts(this.qps, other.qps),
    }
}

fn parts(this: f64, other: f64) -> Option<f64> {
    (other > 0.0).then(|| this / other)
}

/// How many queries both asked, and those of them whose hits differ.
fn shared(this: &Class, other: &Class) -> (usize, Vec<Differing>) {
    let hits: HashMap<&str, usize> =
        other.asked.iter().map(|one| (one.query.as_str(), one.hits)).collect();
    let mut same = 0;
    let mut differing = Vec::new();
    for one in &this.asked {
        let Some(&against) = hits.get(one.query.as_str()) else { continue };
        same += 1;
        if against != one.hits {
            let (class, query) = (this.name.clone(), one.query.clone());
            differing.push(Differing { class, query, hits: one.hits, against });
        }
    }
    (same, differing)
}

/// What makes the times of two runs tell less of each other.
fn notes(this: &Bench, other: &Bench) -> Vec<String> {
    let pairs = facts(this).into_iter().zip(facts(other));
    let differ = pairs.filter(|(here, there)| here != there);
    differ.map(|((name, here), (_, there))| format!("{name} {here}, there {there}")).collect()
}

/// What two runs must have in common for their times to tell most.
fn facts(run: &Bench) -> [(&'static str, String); 5] {
    [
        ("program", run.program.clone()),
        ("asked", if run.cold { "cold" } else { "warm" }.to_string()),
        ("announcements", run.announcements.to_string()),
        ("cores", run.cores.to_string()),
        ("threads", run.threads.to_string()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::bench::Asked;

    fn class(name: &str, asked: &[(&str, usize)], milliseconds: f64) -> Class {
        let asked = asked.iter().map(|&(query, hits)| Asked { query: query.into(), hits });
        let [p50, p95, p99, max] = [1.0, 2.0, 3.0, 4.0].map(|times| times * milliseconds);
        let asked = asked.collect();
        let qps = 1000.0 / milliseconds;
        Class { name: name.into(), asked, latency: Latency { p50, p95, p99, max }, qps }
    }

    fn run(threads: usize, classes: Vec<Class>) -> Bench {
        Bench {
            program: "0.1.0".into(),
            cold: false,
            index: "index".into(),
            announcements: 9,
            cores: 2,
            threads,
            rounds: 5,
            seed: None,
            classes,
        }
    }

    #[test]
    fn a_run_half_as_long_is_half() {
        let this = run(1, vec![class("word", &[("税", 3), ("法", 4)], 1.0)]);
        let other = run(1, vec![class("word", &[("税", 5), ("林", 1)], 2.0)]);
        let comparison = Comparison::of(&this, other);
        let ratio = &comparison.ratios[0];
        assert_eq!((ratio.p50, ratio.max, ratio.qps), (Some(0.5), Some(0.5), Some(2.0)));
        assert_eq!((ratio.same, comparison.notes.len()), (1, 0));
        let differing = &comparison.differing;
        assert_eq!(differing.len(), 1);
        assert_eq!((differing[0].hits, differing[0].against), (3, 5));
    }

    #[test]
    fn what_cannot_be_compared_is_said() {
        let this = run(2, vec![class("word", &[("税", 3)], 1.0), class("rare", &[], 1.0)]);
        let mut other = run(1, vec![class("word", &[("税", 3)], 0.0), class("phrase", &[], 1.0)]);
        other.classes[0].qps = 0.0;
        let comparison = Comparison::of(&this, other);
        assert_eq!((comparison.ratios[0].p50, comparison.ratios[0].qps), (None, None));
        let notes = comparison.notes.join("; ");
        for word in ["threads 2, there 1", "only this run has the class rare", "class phrase"] {
            assert!(notes.contains(word), "{notes}");
        }
        assert!(comparison.differing.is_empty());
    }
}
