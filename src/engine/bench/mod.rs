//! How fast an index answers: queries of every class, their times as percentiles, two runs compared.
//!
//! Every query of every class is asked `rounds` times. The first time counts its hits and warms what
//! is warmed, and is not timed. Warm, the others are asked of one open [`Engine`](super::Engine) that
//! all threads share, from the query as it was read to the answer with its snippets. Cold, each is a
//! process of its own, timed from its start to its end; the files it reads are in the memory of the
//! machine by then. Several indexes are asked in turn, class by class and round by round, so that
//! what else the machine does strikes all of them alike.
//!
//! Percentiles are by nearest rank: p95 is the smallest measured time that at least 95 % of the
//! times do not exceed. So each figure is a time that was measured, and with fewer than a hundred
//! times p99 is the longest.
//!
//! ```
//! use policy_search::engine::bench::{BenchOptions, Queries, Subject, bench};
//! use policy_search::{Engine, IndexOptions, Location};
//!
//! let folder = tempfile::tempdir()?;
//! let index = Location::Dir(folder.path().join("index"));
//! policy_search::index(&index, &IndexOptions::of(["corpus"]), &|_| ())?;
//! let engine = Engine::open(&index)?;
//!
//! let today = jiff::civil::date(2026, 1, 20);
//! let queries = Queries::parse("one word\t安全生产\nphrase\t\"运贸产一体化\"\n", today)?;
//! let options = BenchOptions { rounds: 3, threads: 2, now: today };
//! let timed = bench(&[Subject::warm(&engine)], &queries, &options, &|_| ())?;
//! let word = &timed[0][0];
//! assert_eq!((word.name.as_str(), word.asked.len()), ("one word", 1));
//! assert!(word.latency.p50 <= word.latency.max);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod compare;
mod draw;
mod latency;
mod queries;
mod run;

pub use compare::{Comparison, Differing, Ratio};
pub use draw::{PER_CLASS, draw};
pub use latency::Latency;
pub use queries::{BenchQuery, Queries, UNNAMED};
pub use run::{Subject, bench};

use jiff::civil::Date;

/// How queries are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BenchOptions {
    /// How often every query is asked, at least 2: the first time is not timed.
    pub rounds: usize,
    /// How many threads ask at once, at least 1.
    pub threads: usize,
    /// The day from which ages are counted.
    pub now: Date,
}

/// One run over one index, with all that is needed to compare it with another.
#[derive(Clone, Debug, PartialEq)]
pub struct Bench {
    /// The version of the program that ran.
    pub program: String,
    /// Whether each query was a process of its own.
    pub cold: bool,
    /// The index, as it was named.
    pub index: String,
    /// How many announcements it holds.
    pub announcements: u64,
    /// How many processors the machine offered.
    pub cores: usize,
    /// How many threads asked at once.
    pub threads: usize,
    /// How often every query was asked, the untimed first time among them.
    pub rounds: usize,
    /// What the queries were drawn by; `None` where they came from a file.
    pub seed: Option<u64>,
    /// What was measured, class by class.
    pub classes: Vec<Class>,
}

/// The times of the queries of one class.
#[derive(Clone, Debug, PartialEq)]
pub struct Class {
    /// What sort of query it is.
    pub name: String,
    /// The queries.
    pub asked: Vec<Asked>,
    /// How long an answer took.
    pub latency: Latency,
    /// How many answers all threads together gave in a second.
    pub qps: f64,
}

/// A query and what it found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The query.
    pub query: String,
    /// How many announcements matched
    /// ([`SearchResponse::total`](crate::response::SearchResponse::total)).
    pub hits: usize,
}

impl Class {
    /// The mean number of hits of a query.
    pub fn mean_hits(&self) -> f64 {
        let hits: usize = self.asked.iter().map(|one| one.hits).sum();
        hits as f64 / self.asked.len().max(1) as f64
    }
}
