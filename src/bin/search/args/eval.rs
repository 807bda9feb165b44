//! The flags of `search eval`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueHint};
use jiff::civil::Date;

use super::filters::FilterArgs;
use super::place::{IndexPlace, VocabularyArgs};
use super::values::{count, day};

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
    /// Search for the words as typed: no synonyms, no other spellings
    #[arg(long)]
    pub no_expand: bool,
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
    #[command(flatten)]
    pub filters: FilterArgs,
}

/// What the flags of `search eval` do together.
const EVAL_HELP: &str = "\
The figures are those of trec_eval -c: a judged topic without an answer counts 0, equal scores are \
ordered by document id. A document is called by its record's own id, else by its path; a space in it \
is written %20. p is that of a paired randomisation test, the interval a bootstrap's.";

/// How many documents a topic may be asked for: at least one.
fn depth(text: &str) -> Result<usize, String> {
    let depth = count(text)?;
    if depth == 0 { Err("ask for at least 1 document".to_string()) } else { Ok(depth) }
}
