//! The flags of `search index`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueHint};
use policy_search::{Column, wire};

use super::cluster::ClusterArgs;
use super::images::ImageArgs;
use super::mapping::mapping;
use super::place::{CorpusPlace, IndexPlace};
use crate::help;

#[derive(ClapArgs, Debug)]
#[command(next_help_heading = "Run", after_help = help::INDEX, after_long_help = help::INDEX_AT_LENGTH)]
pub(crate) struct IndexArgs {
    /// Folders or files of announcements to add; without any, those the index has
    #[arg(value_name = "DIR", value_hint = ValueHint::AnyPath)]
    pub roots: Vec<PathBuf>,
    /// Build from scratch and replace the index when done; searches keep working meanwhile
    #[arg(long)]
    pub rebuild: bool,
    /// Show what would change without changing anything
    #[arg(long)]
    pub dry_run: bool,
    /// Remove announcements of files that are gone, even where most of a folder is gone
    #[arg(long)]
    pub prune: bool,
    /// Take a folder or file out of the index, with its announcements, whether or not it is still there;
    /// may be repeated
    #[arg(long, value_name = "DIR", value_hint = ValueHint::AnyPath)]
    pub forget: Vec<PathBuf>,
    /// What a column of a dump (JSON, JSONL, CSV, a sheet) or a key of front matter holds, as NAME=FIELD
    /// (题目=title); may be repeated
    #[arg(long = "field", value_name = "NAME=FIELD", value_parser = mapping, help_heading = "Reading")]
    pub fields: Vec<(String, Column)>,
    /// Index what is no announcement too (error pages, lists of other pages); later runs do as well,
    /// until --keep-junk=false
    #[arg(
        long,
        help_heading = "Reading",
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
        help_heading = "Reading",
        value_name = "BOOL",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true"
    )]
    pub convert: Option<bool>,
    #[command(flatten)]
    pub images: ImageArgs,
    /// Print what was done as JSON: what is new, what was taken from which columns, what was wrong
    #[arg(long, help_heading = "Output")]
    pub json: bool,
    /// Number of threads; 0 for one per core
    #[arg(long, value_name = "N", help_heading = "Run", default_value_t = 0, value_parser = wire::count)]
    pub threads: usize,
    /// Memory for postings, such as 800M or 4G (if not given: a quarter of what is free, 2G at most)
    #[arg(long, value_name = "SIZE", help_heading = "Run", value_parser = bytes)]
    pub memory: Option<u64>,
    #[command(flatten)]
    pub cluster: ClusterArgs,
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
