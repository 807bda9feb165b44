//! A thousand to a million announcements: what the index costs, and what a query.

use std::env::current_exe;
use std::io::{Error, Result};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use policy_search::{Engine, Location, Query, SearchRequest};

use crate::plot::{Line, svg};
use crate::process::{self, Cost, milliseconds, percentile};
use crate::{plain, queries, synthetic};

const SEARCH: &str = env!("CARGO_BIN_EXE_search");
/// The median length of a body in characters.
const BODY: f64 = 200.0;
/// How often a query is asked of an open index; the first time is not counted.
const ROUNDS: usize = 6;
/// How often a process asks a query.
const PROCESSES: usize = 5;

/// What one engine took for one size.
#[derive(Clone, Copy)]
pub(crate) struct Figures {
    index: Cost,
    bytes: u64,
    /// Milliseconds of a process from its start to its end, the median over queries.
    cold: f64,
    /// The most MB of such a process.
    memory: f64,
    /// Milliseconds of an answer with snippets from an open index: median and 99th percentile over
    /// queries.
    warm: [f64; 2],
}

/// One size.
pub(crate) struct Size {
    documents: usize,
    bytes: u64,
    ours: Figures,
    plain: Figures,
}

/// Measures tenfold sizes from a thousand to `most`, one at a time.
pub(crate) fn measure(desk: &Path, most: usize) -> impl Iterator<Item = Result<Size>> {
    let sizes = (3..).map(|power| 10_usize.pow(power)).take_while(move |size| *size <= most);
    sizes.map(move |size| self::size(desk, size))
}

fn size(desk: &Path, documents: usize) -> Result<Size> {
    eprintln!("compare: {documents} announcements");
    let [corpus, ours, plain] =
        ["corpus", "ours", "plain"].map(|name| desk.join(format!("{name}-{documents}")));
    let made = synthetic::Generator::of_length(1, BODY);
    let bytes = synthetic::write_of(made, documents, synthetic::PER_FILE, &corpus)?;
    let size = Size {
        documents,
        bytes,
        ours: ours_of(&corpus, &ours)?,
        plain: plain_of(&corpus, &plain)?,
    };
    [corpus, ours, plain].iter().try_for_each(std::fs::remove_dir_all)?;
    Ok(size)
}

fn ours_of(corpus: &Path, folder: &Path) -> Result<Figures> {
    let mut make = Command::new(SEARCH);
    let index = process::run(make.arg("index").arg(corpus).arg("--index").arg(folder))?;
    let ask = |query: &str| {
        let mut command = Command::new(SEARCH);
        command.arg(query).arg("--index").arg(folder);
        command
    };
    let (cold, memory) = cold(&queries::one_of_each(), ask)?;
    let engine = Engine::open(&Location::Dir(folder.to_path_buf())).map_err(Error::other)?;
    let all: Vec<&str> = queries::all().into_iter().map(|(_, query)| query).collect();
    let warm = warm(&all, |query| asked(&engine, query))?;
    Ok(Figures { index, bytes: process::bytes(folder), cold, memory, warm })
}

fn asked(engine: &Engine, query: &str) -> Result<f64> {
    let today = jiff::civil::date(2026, 1, 20);
    let request = SearchRequest::new(Query::parse(query, today).map_err(Error::other)?, today);
    let started = Instant::now();
    std::hint::black_box(engine.search(&request).map_err(Error::other)?);
    Ok(milliseconds(started.elapsed()))
}

fn plain_of(corpus: &Path, folder: &PathBuf) -> Result<Figures> {
    let program = current_exe()?;
    let mut make = Command::new(&program);
    let index = process::run(make.arg("plain-build").arg(corpus).arg(folder))?;
    let ask = |query: &str| {
        let mut command = Command::new(&program);
        command.arg("plain-ask").arg(folder).arg(query);
        command
    };
    let strings = queries::strings();
    let (cold, memory) = cold(&strings[..strings.len().min(8)], ask)?;
    let open = plain::Plain::open(folder)?;
    let warm = warm(&strings, |query| open.ask(query))?;
    Ok(Figures { index, bytes: process::bytes(folder), cold, memory, warm })
}

/// The median time of processes that ask, and the most memory of one.
fn cold(queries: &[&str], ask: impl Fn(&str) -> Command) -> Result<(f64, f64)> {
    let costs: Vec<Cost> = queries
        .iter()
        .map(|query| process::median(PROCESSES, || ask(query)))
        .collect::<Result<_>>()?;
    let memory = costs.iter().map(|cost| cost.memory).fold(0.0, f64::max);
    Ok((percentile(costs.iter().map(|cost| cost.wall).collect(), 50), memory))
}

/// The median and the 99th percentile of the queries' median times.
fn warm(queries: &[&str], ask: impl Fn(&str) -> Result<f64>) -> Result<[f64; 2]> {
    let mut times = Vec::new();
    for query in queries {
        let rounds: Vec<f64> = (0..ROUNDS).map(|_| ask(query)).collect::<Result<_>>()?;
        times.push(percentile(rounds[1..].to_vec(), 50));
    }
    Ok([50, 99].map(|percent| percentile(times.clone(), percent)))
}

/// A line a size and engine.
pub(crate) fn tsv(sizes: &[Size]) -> String {
    let mut told = String::from(
        "documents\tMB\tengine\tindex s\tindex cpu s\tindexing MB\tindex MB\tcold ms\tcold MB\t\
         warm p50 ms\twarm p99 ms\n",
    );
    for Size { documents, bytes, ours, plain } in sizes {
        for (name, figures) in [("search", ours), ("tantivy + jieba", plain)] {
            let Figures { index, bytes: made, cold, memory, warm: [middle, slow] } = figures;
            told += &format!(
                "{documents}\t{:.1}\t{name}\t{:.2}\t{:.2}\t{:.0}\t{:.1}\t{cold:.2}\t{memory:.0}\t\
                 {middle:.3}\t{slow:.3}\n",
                *bytes as f64 / 1e6,
                index.wall / 1e3,
                index.cpu / 1e3,
                index.memory,
                *made as f64 / 1e6,
            );
        }
    }
    told
}

/// A table for people.
pub(crate) fn summary(sizes: &[Size]) -> String {
    let mut told = String::from(
        "## Growth: made-up announcements, search (tantivy + jieba)\n\n\
         | announcements | text MB | index s | index MB | memory MB | cold ms | warm p50 ms | warm p99 ms |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    for Size { documents, bytes, ours, plain } in sizes {
        let pair = |of: &dyn Fn(&Figures) -> f64, digits: usize| {
            format!("{:.digits$} ({:.digits$})", of(ours), of(plain))
        };
        told += &format!(
            "| {documents} | {:.1} | {} | {} | {} | {} | {} | {} |\n",
            *bytes as f64 / 1e6,
            pair(&|of| of.index.wall / 1e3, 1),
            pair(&|of| of.bytes as f64 / 1e6, 1),
            pair(&|of| of.index.memory, 0),
            pair(&|of| of.cold, 1),
            pair(&|of| of.warm[0], 2),
            pair(&|of| of.warm[1], 2),
        );
    }
    told
}

/// The pictures by file name.
pub(crate) fn pictures(sizes: &[Size]) -> Vec<(String, String)> {
    type Of = fn(&Figures) -> f64;
    let pictures: [(&str, &str, Of); 4] = [
        ("cold.svg", "a query as a process, ms (median)", |of| of.cold),
        ("warm.svg", "a query of an open index, ms (99th percentile)", |of| of.warm[1]),
        ("indexing.svg", "making the index, seconds", |of| of.index.wall / 1e3),
        ("bytes.svg", "the index, MB", |of| of.bytes as f64 / 1e6),
    ];
    let picture = |(file, title, of): (&str, &str, Of)| {
        let line = |name: &str, engine: fn(&Size) -> &Figures| Line {
            name: name.to_string(),
            points: sizes.iter().map(|size| (size.documents as f64, of(engine(size)))).collect(),
        };
        let lines =
            [line("search", |size| &size.ours), line("tantivy + jieba", |size| &size.plain)];
        (file.to_string(), svg(title, "announcements", &lines))
    };
    pictures.map(picture).into()
}
