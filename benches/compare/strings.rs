//! One string after another, asked of every engine in turn.

use std::env::current_exe;
use std::io::Result;
use std::path::{Path, PathBuf};
use std::process::Command;

use policy_search::{Engine, Location, Query, SearchRequest};

use crate::process::{self, Cost, percentile};
use crate::{plain, queries, sqlite, synthetic};

const SEARCH: &str = env!("CARGO_BIN_EXE_search");
const ENGINES: [&str; 4] = ["search", "rg -c", "SQLite trigram", "tantivy + jieba"];
/// How often each is asked each string; a run more before that is not counted.
const ROUNDS: usize = 11;
/// How many announcements are made up where there are no real ones.
const MADE_UP: usize = 10_000;

/// What one engine answered to one string.
#[derive(Clone, Copy)]
struct Answer {
    cost: Cost,
    hits: usize,
}

/// The answers to each string by engine; `None` from one that is not there.
pub(crate) struct Strings {
    corpus: String,
    rows: Vec<(&'static str, [Option<Answer>; 4])>,
}

/// The indexes of one corpus.
struct Engines {
    corpus: PathBuf,
    ours: PathBuf,
    plain: PathBuf,
    database: PathBuf,
    open: Engine,
    jieba: plain::Plain,
}

/// Asks all strings.
pub(crate) fn compare(desk: &Path) -> Result<Strings> {
    let corpus = corpus(desk)?;
    let told = format!("{} files, {} MB", count(&corpus), process::bytes(&corpus) / 1_000_000);
    let engines = Engines::build(corpus, desk)?;
    let mut rows = Vec::new();
    for string in queries::strings() {
        eprintln!("compare: {string}");
        rows.push((string, engines.asked(string)?));
    }
    Ok(Strings { corpus: told, rows })
}

/// The laws, or made-up announcements, a file each: `rg` counts files.
fn corpus(desk: &Path) -> Result<PathBuf> {
    if let Some(data) = std::env::var_os("POLICY_DATA") {
        return Ok(PathBuf::from(data).join("laws"));
    }
    let folder = desk.join("texts");
    std::fs::create_dir_all(&folder)?;
    for (at, made) in synthetic::Generator::new(1).take(MADE_UP).enumerate() {
        std::fs::write(
            folder.join(format!("{at:05}.md")),
            format!("# {}\n\n{}", made.title, made.body),
        )?;
    }
    Ok(folder)
}

fn count(path: &Path) -> usize {
    match std::fs::read_dir(path) {
        Ok(inside) => inside.flatten().map(|entry| count(&entry.path())).sum(),
        Err(_) => 1,
    }
}

impl Engines {
    fn build(corpus: PathBuf, desk: &Path) -> Result<Self> {
        let [ours, plain, database] = ["ours", "plain", "texts.db"].map(|name| desk.join(name));
        process::run(Command::new(SEARCH).arg("index").arg(&corpus).arg("--index").arg(&ours))?;
        plain::build(&corpus, &plain)?;
        if process::is_there("sqlite3") {
            sqlite::build(&corpus, &database)?;
        }
        let open = Engine::open(&Location::Dir(ours.clone())).map_err(std::io::Error::other)?;
        let jieba = plain::Plain::open(&plain)?;
        Ok(Self { corpus, ours, plain, database, open, jieba })
    }

    fn asked(&self, string: &str) -> Result<[Option<Answer>; 4]> {
        Ok([
            Some(self.ours(string)?),
            process::is_there("rg").then(|| self.ripgrep(string)).transpose()?,
            process::is_there("sqlite3").then(|| self.sqlite(string)).transpose()?,
            Some(self.plain(string)?),
        ])
    }

    fn ours(&self, string: &str) -> Result<Answer> {
        let quoted = format!("\"{string}\"");
        let cost = process::median(ROUNDS, || {
            let mut command = Command::new(SEARCH);
            command.arg(&quoted).arg("--index").arg(&self.ours);
            command
        })?;
        let today = jiff::civil::date(2026, 1, 20);
        let query = Query::parse(&quoted, today).map_err(std::io::Error::other)?;
        let request = SearchRequest::new(query, today);
        let answer = self.open.search(&request).map_err(std::io::Error::other)?;
        Ok(Answer { cost, hits: answer.total })
    }

    fn ripgrep(&self, string: &str) -> Result<Answer> {
        let command = || {
            let mut command = Command::new("rg");
            command.args(["-c", "-F", string]).arg(&self.corpus);
            command
        };
        let cost = process::median(ROUNDS, command)?;
        let hits = String::from_utf8_lossy(&command().output()?.stdout).lines().count();
        Ok(Answer { cost, hits })
    }

    fn sqlite(&self, string: &str) -> Result<Answer> {
        let cost = process::median(ROUNDS, || sqlite::ask(&self.database, string))?;
        Ok(Answer { cost, hits: sqlite::hits(&self.database, string)? })
    }

    fn plain(&self, string: &str) -> Result<Answer> {
        let program = current_exe()?;
        let cost = process::median(ROUNDS, || {
            let mut command = Command::new(&program);
            command.arg("plain-ask").arg(&self.plain).arg(string);
            command
        })?;
        Ok(Answer { cost, hits: self.jieba.hits(string)? })
    }
}

impl Strings {
    /// A line a string and engine.
    pub(crate) fn tsv(&self) -> String {
        let mut told = String::from("string\tengine\thits\tms\tcpu ms\tMB\n");
        for (string, answers) in &self.rows {
            for (engine, answer) in ENGINES.iter().zip(answers) {
                let Some(Answer { cost, hits }) = answer else { continue };
                let Cost { wall, cpu, memory } = cost;
                told += &format!("{string}\t{engine}\t{hits}\t{wall:.2}\t{cpu:.2}\t{memory:.1}\n");
            }
        }
        told
    }

    /// A table for people.
    pub(crate) fn summary(&self) -> String {
        let mut told = format!(
            "## {} strings, each asked of every engine as a process ({})\n\n\
             | engine | median ms | slowest ms | to search | most MB | documents found |\n\
             |---|---|---|---|---|---|\n",
            self.rows.len(),
            self.corpus
        );
        for (at, engine) in ENGINES.iter().enumerate() {
            told += &self.row(at, engine);
        }
        told
    }

    fn row(&self, at: usize, engine: &str) -> String {
        let answers = self.rows.iter().filter_map(|(_, answers)| Some((answers[0]?, answers[at]?)));
        let answers: Vec<(Answer, Answer)> = answers.collect();
        if answers.is_empty() {
            return format!("| {engine} | not there | | | | |\n");
        }
        let walls = || answers.iter().map(|(_, answer)| answer.cost.wall);
        let ratios = answers.iter().map(|(ours, answer)| answer.cost.wall / ours.cost.wall);
        let memory = answers.iter().map(|(_, answer)| answer.cost.memory).fold(0.0, f64::max);
        format!(
            "| {engine} | {:.1} | {:.1} | {:.1} × | {memory:.0} | {} |\n",
            percentile(walls().collect(), 50),
            walls().fold(0.0, f64::max),
            percentile(ratios.collect(), 50),
            answers.iter().map(|(_, answer)| answer.hits).sum::<usize>()
        )
    }
}
