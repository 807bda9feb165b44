//! The flags of `search bench`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueHint};
use jiff::civil::Date;

use super::place::{IndexPlace, VocabularyArgs};
use super::values::{count, day};

#[derive(ClapArgs, Debug)]
#[command(after_help = BENCH_HELP)]
pub(crate) struct BenchArgs {
    /// What to ask, `class<TAB>query` a line or a query alone, instead of queries drawn from the index
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub queries: Option<PathBuf>,
    /// Which queries are drawn: the same number draws the same ones of one index (1 if not given)
    #[arg(long, value_name = "S", conflicts_with = "queries")]
    pub seed: Option<u64>,
    /// How often every query is asked; the first time is not timed
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = rounds)]
    pub rounds: usize,
    /// How many threads ask at once, of one open index (1 if not given)
    #[arg(long, value_name = "N", value_parser = threads)]
    pub threads: Option<usize>,
    /// Time a process a query, from its start to its end
    #[arg(long)]
    pub cold: bool,
    /// Compare with an earlier run (a file that --json made), or with another index, asked in turn
    #[arg(long, value_name = "FILE|DIR|URL", value_hint = ValueHint::AnyPath)]
    pub against: Option<PathBuf>,
    #[command(flatten)]
    pub vocabulary: VocabularyArgs,
    /// Print one JSON object
    #[arg(long, help_heading = "Output")]
    pub json: bool,
    /// Count ages from this day instead of today
    #[arg(long, value_name = "DATE", help_heading = "Search", value_parser = day)]
    pub now: Option<Date>,
    #[command(flatten)]
    pub place: IndexPlace,
}

/// What the figures of `search bench` are.
const BENCH_HELP: &str = "\
Times are those of whole answers, ten hits with their snippets, in milliseconds; p95 is the shortest \
measured time that 95 % of the times do not exceed (nearest rank). Compared with a file, its queries \
are asked again unless --queries or --seed say otherwise.";

/// How often a query may be asked: once is not timed.
fn rounds(text: &str) -> Result<usize, String> {
    match count(text)? {
        0 | 1 => Err("ask at least 2 times: the first time is not timed".to_string()),
        rounds => Ok(rounds),
    }
}

/// How many threads there may be.
fn threads(text: &str) -> Result<usize, String> {
    match count(text)? {
        threads @ 1..=1024 => Ok(threads),
        _ => Err("write a number from 1 to 1024".to_string()),
    }
}
