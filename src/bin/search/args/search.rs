//! The flags of a search.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueHint};
use jiff::civil::Date;
use policy_search::{Order, wire};

use super::export::ExportArgs;
use super::filters::FilterArgs;
use super::place::{CorpusPlace, IndexPlace, PartArgs, VocabularyArgs};
use super::screen::ScreenArgs;
use super::values::{Choice, day};

/// The flags that ask for something without a QUERY.
const ASKING: [&str; 12] = [
    "like", "sort", "facets", "since", "from", "to", "issuer", "level", "kind", "region",
    "validity", "number",
];

#[derive(ClapArgs, Debug)]
#[command(next_help_heading = "Search")]
pub(crate) struct SearchArgs {
    /// What to look for: words, "phrases", -exclusions, fields (see `--help`); - reads standard input
    ///
    /// A filter or an order alone lists all that it lets through, the latest first.
    #[arg(value_name = "QUERY", required_unless_present_any = ASKING)]
    pub query: Vec<String>,
    /// Find announcements like this one, or like the text of a file; a QUERY then only narrows the hits
    #[arg(long, value_name = "RANK|ID|FILE", value_hint = ValueHint::FilePath)]
    pub like: Option<PathBuf>,
    /// Order of the hits on each rung; relevance, unless the query asks for what is new (最新) or has no
    /// words
    #[arg(long, value_name = "ORDER", value_parser = Choice::<Order>::new())]
    pub sort: Option<Order>,
    /// Number of hits to show or write; if not given, ten are shown and all are written
    #[arg(short = 'n', long, value_name = "N", value_parser = wire::count)]
    pub limit: Option<usize>,
    /// Whether that many is only a default, which is for screens: exports have all hits.
    #[arg(skip)]
    pub limit_is_default: bool,
    /// Number of hits to skip
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = wire::count)]
    pub offset: usize,
    /// Count all matches by issuer, level, year, kind and region
    #[arg(long, help_heading = "Output")]
    pub facets: bool,
    /// List re-posts of one text as separate hits
    #[arg(long)]
    pub no_collapse: bool,
    /// Show the factors of each score
    #[arg(long, help_heading = "Output")]
    pub explain: bool,
    /// Search for the words as typed: no synonyms, no other spellings
    #[arg(long)]
    pub no_expand: bool,
    /// Take words literally: read no dates, statutes, articles or operators of other tools in them
    #[arg(long)]
    pub literal: bool,
    /// Write a long page to the terminal at once, not through a pager
    #[arg(long)]
    pub no_pager: bool,
    /// Leave out near matches, which contain only some of the words
    #[arg(long)]
    pub strict: bool,
    #[command(flatten)]
    pub vocabulary: VocabularyArgs,
    #[command(flatten)]
    pub export: ExportArgs,
    /// Count ages from this day instead of today
    #[arg(long, value_name = "DATE", help_heading = "Search", value_parser = day)]
    pub now: Option<Date>,
    #[command(flatten)]
    pub screen: ScreenArgs,
    #[command(flatten)]
    pub place: IndexPlace,
    #[command(flatten)]
    pub part: PartArgs,
    #[command(flatten)]
    pub corpus: CorpusPlace,
    #[command(flatten)]
    pub filters: FilterArgs,
}
