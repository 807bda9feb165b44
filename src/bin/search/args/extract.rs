//! The flags of `search extract`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueHint};
use policy_search::{Column, wire};

use super::images::ImageArgs;
use super::mapping::mapping;
use super::place::IndexPlace;
use super::screen::ScreenArgs;

#[derive(ClapArgs, Debug)]
pub(crate) struct ExtractArgs {
    /// The file: a document, a dump or an archive
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// Only the document of this name in a dump or an archive
    #[arg(long, value_name = "NAME")]
    pub part: Option<String>,
    /// How many documents of a dump or an archive to show
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10, value_parser = wire::count)]
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
    #[command(flatten)]
    pub images: ImageArgs,
    /// Print one JSON object
    #[arg(long, help_heading = "Output")]
    pub json: bool,
    #[command(flatten)]
    pub place: IndexPlace,
    #[command(flatten)]
    pub screen: ScreenArgs,
}
