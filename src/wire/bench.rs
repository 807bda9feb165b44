//! What was measured as one JSON object, written for programs and read back to be compared with.

use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::engine::bench::{Asked, Bench, Class, Comparison, Differing, Latency, Ratio};
use crate::error::{Error, ErrorKind, Result};

use super::{object, version};

/// Writes a run as one JSON object on one line; times are milliseconds, percentiles by nearest rank:
///
/// ```text
/// {version, program, mode: "warm" or "cold", index, announcements, cores, threads, rounds, seed,
///  classes: [{class, queries, hits, p50_ms, p95_ms, p99_ms, max_ms, qps,
///             asked: [{query, hits}]}],
///  against: {index, announcements, notes: [text],
///            ratios: [{class, same, p50, p95, p99, max, qps}],
///            differing: [{class, query, hits, against}],
///            classes: as above}}
/// ```
///
/// `rounds` counts the untimed first one, `queries` the queries of a class, and `hits` is what a
/// query finds in the mean. `seed` is `null` where the queries came from a file, `against` where the
/// run was compared with nothing, a ratio where the other run has 0. A ratio of times below 1 and one
/// of `qps` above 1 say that this run was faster; `same` counts the queries that both asked.
///
/// # Errors
/// When `out` cannot be written to.
pub fn bench_json(
    bench: &Bench,
    against: Option<&Comparison>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let object = Object { against: against.map(Against::from), ..Object::from(bench) };
    object::write(&object, out)
}

/// Reads the file at `path` as [`read_bench_json`] does.
///
/// # Errors
/// As there, and when the file cannot be read.
pub fn read_bench_file(path: &Path) -> Result<Bench> {
    let text = std::fs::read(path).map_err(|error| Error::at(path, error))?;
    read_bench_json(&String::from_utf8_lossy(&text)).map_err(|error| error.or_at(path))
}

/// Reads the object that [`bench_json`] wrote; what it was compared with is left out.
///
/// # Errors
/// When `text` is no such object, or one of another version.
pub fn read_bench_json(text: &str) -> Result<Bench> {
    let foreign = |error: serde_json::Error| {
        let kind = ErrorKind::NoMeasurement(error.to_string());
        Error::caused_by(error, kind)
    };
    let value: Value = serde_json::from_str(text).map_err(foreign)?;
    match value.get("version").and_then(Value::as_u64) {
        Some(found) if found != u64::from(version::BENCH) => {
            Err(ErrorKind::OtherMeasurement { found, expected: version::BENCH }.into())
        }
        _ => Ok(serde_json::from_value::<Object>(value).map_err(foreign)?.into()),
    }
}

#[derive(Serialize, Deserialize)]
struct Object {
    version: u32,
    program: String,
    mode: Mode,
    index: String,
    announcements: u64,
    cores: usize,
    threads: usize,
    rounds: usize,
    seed: Option<u64>,
    classes: Vec<Figures>,
    #[serde(skip_deserializing)]
    against: Option<Against>,
}

#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Mode {
    Warm,
    Cold,
}

#[derive(Serialize, Deserialize)]
struct Figures {
    class: String,
    queries: usize,
    hits: f64,
    p50_ms: f64,
    p95_ms: f64,
    p99_ms: f64,
    max_ms: f64,
    qps: f64,
    asked: Vec<Question>,
}

#[derive(Serialize, Deserialize)]
struct Question {
    query: String,
    hits: usize,
}

#[derive(Serialize)]
struct Against {
    index: String,
    announcements: u64,
    notes: Vec<String>,
    ratios: Vec<Ratios>,
    differing: Vec<Other>,
    classes: Vec<Figures>,
}

#[derive(Serialize)]
struct Ratios {
    class: String,
    same: usize,
    p50: Option<f64>,
    p95: Option<f64>,
    p99: Option<f64>,
    max: Option<f64>,
    qps: Option<f64>,
}

#[derive(Serialize)]
struct Other {
    class: String,
    query: String,
    hits: usize,
    against: usize,
}

impl From<&Bench> for Object {
    fn from(bench: &Bench) -> Self {
        Self {
            version: version::BENCH,
            program: bench.program.clone(),
            mode: if bench.cold { Mode::Cold } else { Mode::Warm },
            index: bench.index.clone(),
            announcements: bench.announcements,
            cores: bench.cores,
            threads: bench.threads,
            rounds: bench.rounds,
            seed: bench.seed,
            classes: bench.classes.iter().map(Figures::from).collect(),
            against: None,
        }
    }
}

impl From<Object> for Bench {
    fn from(object: Object) -> Self {
        Self {
            program: object.program,
            cold: object.mode == Mode::Cold,
            index: object.index,
            announcements: object.announcements,
            cores: object.cores,
            threads: object.threads,
            rounds: object.rounds,
            seed: object.seed,
            classes: object.classes.into_iter().map(Class::from).collect(),
        }
    }
}

impl From<&Class> for Figures {
    fn from(class: &Class) -> Self {
        let Latency { p50, p95, p99, max } = class.latency;
        let asked = class.asked.iter();
        let asked = asked.map(|one| Question { query: one.query.clone(), hits: one.hits });
        Self {
            class: class.name.clone(),
            queries: class.asked.len(),
            hits: class.mean_hits(),
            p50_ms: p50,
            p95_ms: p95,
            p99_ms: p99,
            max_ms: max,
            qps: class.qps,
            asked: asked.collect(),
        }
    }
}

impl From<Figures> for Class {
    fn from(figures: Figures) -> Self {
        let asked = figures.asked.into_iter();
        Self {
            name: figures.class,
            asked: asked.map(|Question { query, hits }| Asked { query, hits }).collect(),
            latency: Latency {
                p50: figures.p50_ms,
                p95: figures.p95_ms,
                p99: figures.p99_ms,
                max: figures.max_ms,
            },
            qps: figures.qps,
        }
    }
}

impl From<&Comparison> for Against {
    fn from(comparison: &Comparison) -> Self {
        let against = &comparison.against;
        Self {
            index: against.index.clone(),
            announcements: against.announcements,
            notes: comparison.notes.clone(),
            ratios: comparison.ratios.iter().map(Ratios::from).collect(),
            differing: comparison.differing.iter().map(Other::from).collect(),
            classes: against.classes.iter().map(Figures::from).collect(),
        }
    }
}

impl From<&Ratio> for Ratios {
    fn from(ratio: &Ratio) -> Self {
        let Ratio { same, p50, p95, p99, max, qps, .. } = *ratio;
        Self { class: ratio.class.clone(), same, p50, p95, p99, max, qps }
    }
}

impl From<&Differing> for Other {
    fn from(one: &Differing) -> Self {
        let (class, query) = (one.class.clone(), one.query.clone());
        Self { class, query, hits: one.hits, against: one.against }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Remedy;

    fn bench() -> Bench {
        let latency = Latency { p50: 0.25, p95: 1.5, p99: 2.0, max: 2.0 };
        let asked = vec![Asked { query: "税 OR 费".into(), hits: 12 }];
        Bench {
            program: "0.1.0".into(),
            cold: true,
            index: "./index".into(),
            announcements: 9,
            cores: 2,
            threads: 1,
            rounds: 5,
            seed: Some(3),
            classes: vec![Class { name: "or".into(), asked, latency, qps: 800.0 }],
        }
    }

    fn written(against: Option<&Comparison>) -> String {
        let mut out = Vec::new();
        bench_json(&bench(), against, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_is_written_is_read_back() {
        assert_eq!(read_bench_json(&written(None)).unwrap(), bench());
        let comparison = Comparison::of(&bench(), bench());
        assert_eq!(read_bench_json(&written(Some(&comparison))).unwrap(), bench());
    }

    #[test]
    fn what_is_no_result_is_refused() {
        let newer = written(None).replace("\"version\":1", "\"version\":9");
        let lacking = written(None).replace("\"rounds\"", "\"turns\"");
        for text in ["", "{", "[]", "{\"version\":1}", &newer, &lacking] {
            let error = read_bench_json(text).unwrap_err();
            assert_eq!(error.kind().remedy(), Some(Remedy::Measure), "{text}: {error}");
        }
        assert!(read_bench_json(&newer).unwrap_err().to_string().contains("form 9"));
    }
}
