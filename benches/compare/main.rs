//! What a search costs beside other ways to search the same texts, and how that grows.
//!
//! ```console
//! $ cargo bench --bench compare -- DIR [MOST]
//! ```
//!
//! writes a folder of results: `machine.md`, raw numbers as `.tsv`, `summary.md` and pictures.
//!
//! * **strings** ([`strings`]): over the laws of `POLICY_DATA`, or over ten thousand made-up
//!   announcements as files, every string of `queries.tsv` is asked of `search` (quoted, so that all
//!   are asked the same), of `rg -c`, of SQLite's FTS5 trigram tokenizer and of plain tantivy with
//!   jieba. Each is a process from its start to its end; all are asked in turn.
//! * **growth** ([`growth`]): a thousand to `MOST` (a million) made-up announcements, bodies of a
//!   median of 200 characters: time, memory and bytes of the index; queries cold and warm.
//! * **instructions** ([`instructions`]): what Valgrind counts of a search and of adding one file, on
//!   the sample corpus: the same on every run, so that a change shows on any machine.
//!
//! What is not on the machine (`rg`, `sqlite3`, `valgrind`) is left out and said so. On two idle
//! cores a million took seven minutes, a hundred thousand beside other work four.

mod growth;
mod instructions;
mod machine;
mod plain;
mod plot;
mod process;
mod queries;
mod sqlite;
mod strings;
#[path = "../synthetic/mod.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod synthetic;
mod texts;

use std::io::{Error, Result};
use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "to compare: cargo bench --bench compare -- DIR [MOST]";
const MOST: usize = 1_000_000;

fn main() -> ExitCode {
    // Cargo tells every benchmark that it is one.
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match asked(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("compare: {error}");
            ExitCode::from(2)
        }
    }
}

/// Does what the arguments ask for; `meter` and `plain-…` are processes this one starts.
fn asked(args: &[&str]) -> Result<()> {
    match args {
        ["meter", command @ ..] => process::meter(command),
        ["plain-build", corpus, index] => plain::build(corpus.as_ref(), index.as_ref()),
        ["plain-ask", index, query] => plain::Plain::open(index.as_ref())?.ask(query).map(drop),
        [out] => compare(out.as_ref(), MOST),
        [out, most] => compare(out.as_ref(), most.parse().map_err(Error::other)?),
        _ => {
            eprintln!("{USAGE}");
            Ok(())
        }
    }
}

fn compare(out: &Path, most: usize) -> Result<()> {
    std::fs::create_dir_all(out)?;
    let desk = tempfile::tempdir()?;
    let write = |name: &str, text: &str| std::fs::write(out.join(name), text);
    write("machine.md", &machine::told())?;
    let instructions = instructions::count(desk.path())?;
    write("instructions.tsv", &instructions)?;
    let strings = strings::compare(desk.path())?;
    write("strings.tsv", &strings.tsv())?;
    // What takes long is written down as far as it has come.
    let mut sizes = Vec::new();
    for size in growth::measure(desk.path(), most) {
        sizes.push(size?);
        write("growth.tsv", &growth::tsv(&sizes))?;
        for (name, picture) in growth::pictures(&sizes) {
            write(&name, &picture)?;
        }
        write("summary.md", &format!("{}\n{}", strings.summary(), growth::summary(&sizes)))?;
    }
    Ok(())
}
