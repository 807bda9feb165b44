//! The flags; help, completions and the man page are made from them.

mod cite;
mod filters;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;
use jiff::civil::Date;
use policy_search::corpus::reader::worker;
use policy_search::query::SYNTAX;
use policy_search::{Column, Order};

pub(crate) use self::cite::CiteStyle;
pub(crate) use self::filters::FilterArgs;
use crate::help;

/// Full-text search for Chinese policy announcements (政策公告, 公文)
///
/// `search QUERY` searches; with no index at the default place it first builds one from ./corpus.
#[derive(Parser, Debug)]
#[command(
    name = "search",
    version,
    args_conflicts_with_subcommands = true,
    arg_required_else_help = true,
    after_long_help = SYNTAX
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub search: SearchArgs,
}

impl Args {
    /// Reads the command line; prints help or what is wrong with it and ends where that is asked.
    pub(crate) fn read() -> Self {
        Self::parse_from(std::env::args_os().map(as_query))
    }
}

/// An argument such as `-草案` leaves a word out and is no flag: flags are ASCII. The wide dash says
/// the same in a query and nothing to the parser of flags.
fn as_query(argument: OsString) -> OsString {
    let text = argument.to_str().and_then(|text| text.strip_prefix('-'));
    match text.filter(|text| text.starts_with(|c: char| !c.is_ascii() || c == '"')) {
        Some(text) => format!("－{text}").into(),
        None => argument,
    }
}

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// Build the index, or bring it up to date with its folders
    Index(IndexArgs),
    /// Show one announcement whole
    Show(ShowArgs),
    /// Open the file that an announcement was read from
    Open(OpenArgs),
    /// Show what is made of one file: format, text, metadata and where they come from
    Extract(ExtractArgs),
    /// Say what the index holds
    Stats(StatsArgs),
    /// Check that the index is intact, is as its folders are, and finds what it holds
    Check(CheckArgs),
    /// Measure the ranking by topics and judgements in TREC form, or compare two runs
    Eval(Box<EvalArgs>),
    /// Measure how fast the index answers, class of queries by class
    Bench(Box<BenchArgs>),
    /// Print the completions of a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    Man,
    /// Read files for another process of this program
    #[command(name = worker::ARGUMENT, hide = true)]
    Read,
}

/// Where the index is.
#[derive(ClapArgs, Debug)]
pub(crate) struct IndexPlace {
    /// The folder of the index; without it `index` here or in the nearest folder above, else your own
    #[arg(long = "index", value_name = "DIR", env = "SEARCH_INDEX", value_hint = ValueHint::DirPath)]
    pub index: Option<PathBuf>,
}

/// Where the announcements are.
#[derive(ClapArgs, Debug)]
pub(crate) struct CorpusPlace {
    /// The folder of announcements that a new index is built from
    #[arg(
        long,
        value_name = "DIR",
        env = "SEARCH_CORPUS",
        default_value = "corpus",
        value_hint = ValueHint::DirPath
    )]
    pub corpus: PathBuf,
}

/// The words that a user adds to those a query is read by; an index does not depend on them.
#[derive(ClapArgs, Clone, Debug)]
pub(crate) struct VocabularyArgs {
    /// A file of synonyms (`a = b`, `a => b, c`) instead of synonyms.txt beside the index
    #[arg(long, value_name = "FILE", env = "SEARCH_SYNONYMS", value_hint = ValueHint::FilePath)]
    pub synonyms: Option<PathBuf>,
    /// A file of words, one a line, instead of dictionary.txt beside the index
    #[arg(long, value_name = "FILE", env = "SEARCH_DICTIONARY", value_hint = ValueHint::FilePath)]
    pub dictionary: Option<PathBuf>,
}

#[derive(ClapArgs, Debug)]
pub(crate) struct SearchArgs {
    /// What to look for: words, "phrases", -exclusions, fields (see `--help`); - reads standard input
    #[arg(value_name = "QUERY", required_unless_present = "like")]
    pub query: Vec<String>,
    /// Find what is like an announcement, or the text of a file; a QUERY then only limits the hits
    #[arg(long, value_name = "ID|FILE", value_hint = ValueHint::FilePath)]
    pub like: Option<PathBuf>,
    /// The order of the hits of each rung; by relevance unless the query asks for what is new (最新)
    #[arg(long, value_enum)]
    pub sort: Option<Sort>,
    /// How many hits to show
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// How many of the first hits to leave out
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,
    /// Count all matches by issuer, level, year, kind and region
    #[arg(long)]
    pub facets: bool,
    /// Show re-posts of one text as hits of their own
    #[arg(long)]
    pub no_collapse: bool,
    /// Show the factors of each score
    #[arg(long)]
    pub explain: bool,
    /// Look for what was typed alone: for no synonyms and in no other spelling
    #[arg(long)]
    pub no_expand: bool,
    /// Read words as words: no times, statutes, articles or operators of other tools in them
    #[arg(long)]
    pub literal: bool,
    /// Leave out the nearest others, which have only some of the words
    #[arg(long)]
    pub strict: bool,
    #[command(flatten)]
    pub vocabulary: VocabularyArgs,
    /// Print one JSON object
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    /// Print CSV, one row a hit
    #[arg(long)]
    pub csv: bool,
    /// The day from which ages are counted, instead of today
    #[arg(long, value_name = "DATE")]
    pub now: Option<Date>,
    #[command(flatten)]
    pub screen: ScreenArgs,
    #[command(flatten)]
    pub place: IndexPlace,
    #[command(flatten)]
    pub corpus: CorpusPlace,
    #[command(flatten)]
    pub filters: FilterArgs,
}

#[derive(ClapArgs, Debug)]
pub(crate) struct ScreenArgs {
    /// When to use colour
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Colour::Auto)]
    pub color: Colour,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Sort {
    /// The best first
    Relevance,
    /// The latest first
    Newest,
    /// The earliest first
    Oldest,
    /// The highest issuer first
    Level,
}

impl From<Sort> for Order {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Relevance => Order::Relevance,
            Sort::Newest => Order::Newest,
            Sort::Oldest => Order::Oldest,
            Sort::Level => Order::Level,
        }
    }
}

#[derive(ClapArgs, Debug)]
#[command(after_help = help::INDEX, after_long_help = help::index_at_length())]
pub(crate) struct IndexArgs {
    /// Folders or files of announcements to add; without any, those the index has
    #[arg(value_name = "DIR", value_hint = ValueHint::AnyPath)]
    pub roots: Vec<PathBuf>,
    /// Build anew and replace the index when done; searches go on meanwhile
    #[arg(long)]
    pub rebuild: bool,
    /// Say what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Remove announcements of files that are gone, even where most of a folder is gone
    #[arg(long)]
    pub prune: bool,
    /// What a column of a dump (JSON, JSONL, CSV, a sheet) or a key of front matter holds, as NAME=FIELD
    /// (题目=title); may be repeated
    #[arg(long = "field", value_name = "NAME=FIELD", value_parser = mapping)]
    pub fields: Vec<(String, Column)>,
    /// Index what is no announcement too (error pages, lists of other pages); later runs do as well,
    /// until --keep-junk=false
    #[arg(
        long,
        value_name = "BOOL",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true"
    )]
    pub keep_junk: Option<bool>,
    /// Have LibreOffice (soffice) and pdftotext read what cannot be read otherwise (Word 95, damaged
    /// files); later runs do so too, until --convert=false
    #[arg(
        long,
        value_name = "BOOL",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true"
    )]
    pub convert: Option<bool>,
    /// Print what was done as JSON: what is new, what was taken from which columns, what was wrong
    #[arg(long)]
    pub json: bool,
    /// How many threads to use; 0 for one per core
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub threads: usize,
    /// Memory for postings, such as 800M or 4G (if not given: a quarter of what is free, 2G at most)
    #[arg(long, value_name = "SIZE", value_parser = bytes)]
    pub memory: Option<u64>,
    #[command(flatten)]
    pub place: IndexPlace,
    #[command(flatten)]
    pub corpus: CorpusPlace,
}

/// The bytes that a size such as 800M names.
fn bytes(text: &str) -> Result<u64, String> {
    let wrong = || "write a number and M or G: 800M, 4G".to_string();
    let units = [('M', 20), ('m', 20), ('G', 30), ('g', 30)];
    let found = units.into_iter().find_map(|(unit, bits)| Some((text.strip_suffix(unit)?, bits)));
    let (number, bits) = found.ok_or_else(wrong)?;
    let number: u64 = number.parse().map_err(|_| wrong())?;
    number.checked_mul(1 << bits).filter(|bytes| *bytes > 0).ok_or_else(wrong)
}

fn mapping(text: &str) -> Result<(String, Column), String> {
    let (name, field) =
        text.split_once('=').ok_or("write the column's name, =, and what it holds: 题目=title")?;
    Ok((name.to_string(), field.parse()?))
}

#[derive(ClapArgs, Debug)]
pub(crate) struct ShowArgs {
    /// Its id or the first digits of it, its document number, its file as a hit shows it, or its title
    #[arg(value_name = "NAME", required = true)]
    pub name: Vec<String>,
    /// Mark the words of this query
    #[arg(long, value_name = "QUERY")]
    pub query: Option<String>,
    /// Say behind each value where it came from: table, meta, head, signature, site …
    #[arg(long)]
    pub provenance: bool,
    /// Print one JSON object
    #[arg(long, conflicts_with = "query")]
    pub json: bool,
    /// Print a reference to it: by GB/T 7714, as legal texts cite, or for reference software
    #[arg(long, value_enum, value_name = "STYLE", conflicts_with_all = ["query", "json", "provenance"])]
    pub cite: Option<CiteStyle>,
    /// The day on which its page is cited as seen, instead of today
    #[arg(long, value_name = "DATE", requires = "cite")]
    pub now: Option<Date>,
    #[command(flatten)]
    pub screen: ScreenArgs,
    #[command(flatten)]
    pub place: IndexPlace,
}

#[derive(ClapArgs, Debug)]
pub(crate) struct OpenArgs {
    /// Its id or the first digits of it, its document number, its file as a hit shows it, or its title
    #[arg(value_name = "NAME", required = true)]
    pub name: Vec<String>,
    /// Print the path of the file instead
    #[arg(long)]
    pub print: bool,
    #[command(flatten)]
    pub place: IndexPlace,
}

#[derive(ClapArgs, Debug)]
pub(crate) struct ExtractArgs {
    /// The file: a document, a dump or an archive
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// Only the document of this name in a dump or an archive
    #[arg(long, value_name = "NAME")]
    pub part: Option<String>,
    /// How many documents of a dump or an archive to show
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// What a column of a dump (JSON, JSONL, CSV, a sheet) or a key of front matter holds, as NAME=FIELD
    /// (题目=title); may be repeated
    #[arg(long = "field", value_name = "NAME=FIELD", value_parser = mapping)]
    pub fields: Vec<(String, Column)>,
    /// Show what is no announcement as `search index --keep-junk` takes it
    #[arg(long)]
    pub keep_junk: bool,
    /// Have LibreOffice (soffice) or pdftotext read what cannot be read otherwise
    #[arg(long)]
    pub convert: bool,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub screen: ScreenArgs,
}

#[derive(ClapArgs, Debug)]
pub(crate) struct StatsArgs {
    /// Name every file that is not in the index, and why, and what was wrong with parts of others
    #[arg(long)]
    pub skipped: bool,
    #[command(flatten)]
    pub place: IndexPlace,
}

#[derive(ClapArgs, Debug)]
pub(crate) struct CheckArgs {
    /// Also ask for N random strings of the texts (10,000 if not given), all names of bodies and 200 terms
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "10000")]
    pub recall: Option<usize>,
    /// Ask for the terms of this file, one a line, instead of the 200
    #[arg(long, value_name = "FILE", requires = "recall", value_hint = ValueHint::FilePath)]
    pub terms: Option<PathBuf>,
    /// Which random strings: the same number asks for the same ones
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub place: IndexPlace,
}

#[derive(ClapArgs, Debug)]
#[command(after_help = EVAL_HELP)]
pub(crate) struct EvalArgs {
    /// What to ask, `id<TAB>query` a line; without it the run of --run is scored as it is
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub topics: Option<PathBuf>,
    /// Which documents answer a topic, `topic 0 docid relevance` a line
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub qrels: Option<PathBuf>,
    /// With --topics where to write the answers, without it the answers to score
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub run: Option<PathBuf>,
    /// Another run to compare with, topic by topic
    #[arg(long, value_name = "RUN", requires = "qrels", value_hint = ValueHint::FilePath)]
    pub against: Option<PathBuf>,
    /// Print the figures of each topic too
    #[arg(long)]
    pub per_topic: bool,
    /// How many documents to ask for a topic
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = depth)]
    pub depth: usize,
    /// Print the figures also apart: topics answered by documents with TITLE in id or title, and
    /// the others
    #[arg(long, value_name = "TITLE", requires = "qrels")]
    pub split: Option<String>,
    /// Count re-posts of one text as one document, the first of them
    #[arg(long)]
    pub collapse: bool,
    /// Look for what was typed alone: for no synonyms and in no other spelling
    #[arg(long)]
    pub no_expand: bool,
    #[command(flatten)]
    pub vocabulary: VocabularyArgs,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
    /// The day from which ages are counted, instead of today
    #[arg(long, value_name = "DATE")]
    pub now: Option<Date>,
    #[command(flatten)]
    pub place: IndexPlace,
    #[command(flatten)]
    pub filters: FilterArgs,
}

/// What the flags of `search eval` do together.
const EVAL_HELP: &str = "\
The figures are those of trec_eval -c: a judged topic without an answer counts
0, equal scores are ordered by document id. A document is called by its record's
own id, else by its path; a space in it is written %20. p is that of a paired
randomisation test, the interval a bootstrap's.";

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
    #[arg(long, value_name = "FILE|DIR", value_hint = ValueHint::AnyPath)]
    pub against: Option<PathBuf>,
    #[command(flatten)]
    pub vocabulary: VocabularyArgs,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
    /// The day from which ages are counted, instead of today
    #[arg(long, value_name = "DATE")]
    pub now: Option<Date>,
    #[command(flatten)]
    pub place: IndexPlace,
}

/// What the figures of `search bench` are.
const BENCH_HELP: &str = "\
Times are those of whole answers, ten hits with their snippets, in milliseconds;
p95 is the shortest measured time that 95 % of the times do not exceed (nearest
rank). Compared with a file, its queries are asked again unless --queries or
--seed say otherwise.";

/// How often a query may be asked: once is not timed.
fn rounds(text: &str) -> Result<usize, String> {
    match number_of(text)? {
        0 | 1 => Err("ask at least 2 times: the first time is not timed".to_string()),
        rounds => Ok(rounds),
    }
}

/// How many threads there may be.
fn threads(text: &str) -> Result<usize, String> {
    match number_of(text)? {
        threads @ 1..=1024 => Ok(threads),
        _ => Err("write a number from 1 to 1024".to_string()),
    }
}

fn number_of(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "write a whole number".to_string())
}

/// How many documents a topic may be asked for: at least one.
fn depth(text: &str) -> Result<usize, String> {
    let depth = number_of(text)?;
    if depth == 0 { Err("ask for at least 1 document".to_string()) } else { Ok(depth) }
}
