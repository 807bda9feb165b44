//! The flags of where the index and its files are.

use std::path::PathBuf;

use clap::builder::{PathBufValueParser, TypedValueParser};
use clap::{Args as ClapArgs, ValueHint};

use crate::config;

/// Where the index is.
#[derive(ClapArgs, Debug)]
#[command(next_help_heading = "Place")]
pub(crate) struct IndexPlace {
    /// The folder of the index, its address in OpenSearch (https://HOST:9200/NAME), or its name in
    /// config.toml; without it `index` here or in the nearest folder above, else your own
    ///
    /// An address has one node or several, and the name of an index: https://a:9200,https://b:9200/policy.
    /// It is asked with the name and password in SEARCH_OPENSEARCH_USER and
    /// SEARCH_OPENSEARCH_PASSWORD, the key in SEARCH_OPENSEARCH_API_KEY or the token in
    /// SEARCH_OPENSEARCH_TOKEN; SEARCH_OPENSEARCH_CA is a PEM file of the authorities to trust.
    #[arg(long = "index", value_name = "DIR|URL|NAME", env = "SEARCH_INDEX", value_parser = PathBufValueParser::new().map(config::index_named), value_hint = ValueHint::DirPath)]
    pub index: Option<PathBuf>,
}

/// What answers are taken from an index in OpenSearch.
#[derive(ClapArgs, Clone, Copy, Debug)]
#[command(next_help_heading = "Place")]
pub(crate) struct PartArgs {
    /// Answer from the shards that do, where some of an index in OpenSearch do not
    #[arg(long)]
    pub allow_partial: bool,
}

/// Where the announcements are.
#[derive(ClapArgs, Debug)]
#[command(next_help_heading = "Place")]
pub(crate) struct CorpusPlace {
    /// Folder of announcements that a new index is built from
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
#[command(next_help_heading = "Place")]
pub(crate) struct VocabularyArgs {
    /// File of synonyms (`a = b`, `a => b, c`) instead of synonyms.txt in the index
    #[arg(long, value_name = "FILE", env = "SEARCH_SYNONYMS", value_hint = ValueHint::FilePath)]
    pub synonyms: Option<PathBuf>,
    /// File of words, one per line, instead of dictionary.txt in the index
    #[arg(long, value_name = "FILE", env = "SEARCH_DICTIONARY", value_hint = ValueHint::FilePath)]
    pub dictionary: Option<PathBuf>,
}
