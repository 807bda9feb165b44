//! The forms that hits can be written in.

use std::path::{Path, PathBuf};

use clap::{Args as ClapArgs, ValueHint};
use policy_search::printer::Format;

/// Tables, lists and files have all hits unless `-n` says how many.
#[derive(ClapArgs, Debug)]
#[command(next_help_heading = "Output")]
pub(crate) struct ExportArgs {
    /// Print one JSON object with the hits of the page
    #[arg(long, group = "form")]
    pub json: bool,
    /// Write all hits as CSV; to a file with what spreadsheets need
    #[arg(long, group = "form")]
    pub csv: bool,
    /// Write all hits to an Excel workbook
    #[arg(long, group = "form", value_name = "FILE", conflicts_with = "output", value_hint = ValueHint::FilePath)]
    pub xlsx: Option<PathBuf>,
    /// Write all hits as JSON, one object per line
    #[arg(long, group = "form")]
    pub jsonl: bool,
    /// Write references to all hits for BibLaTeX
    #[arg(long, group = "form")]
    pub bibtex: bool,
    /// Write references to all hits in RIS
    #[arg(long, group = "form")]
    pub ris: bool,
    /// Write references to all hits in CSL-JSON
    #[arg(long, group = "form")]
    pub csl_json: bool,
    /// Write to this file; without a form its extension says which (.csv .xlsx .json .jsonl .bib .ris)
    #[arg(short = 'o', long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
}

/// How hits are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A page for the eye.
    Screen,
    /// A page as one object of JSON.
    Json,
    /// All hits.
    All(Format),
}

impl ExportArgs {
    /// The file to write to; standard output without one.
    pub(crate) fn file(&self) -> Option<&Path> {
        let file = self.output.as_ref().or(self.xlsx.as_ref())?;
        (file != Path::new("-")).then_some(file)
    }

    /// How hits are written; the extension of the file where that tells nothing.
    pub(crate) fn form(&self) -> Result<Form, String> {
        let asked = [
            (self.json, Form::Json),
            (self.csv, Form::All(self.csv_form())),
            (self.xlsx.is_some(), Form::All(Format::Xlsx)),
            (self.jsonl, Form::All(Format::Jsonl)),
            (self.bibtex, Form::All(Format::Bibtex)),
            (self.ris, Form::All(Format::Ris)),
            (self.csl_json, Form::All(Format::CslJson)),
        ];
        match asked.into_iter().find(|(is_asked, _)| *is_asked) {
            Some((_, form)) => Ok(form),
            None => self.file().map_or(Ok(Form::Screen), by_extension),
        }
    }

    fn csv_form(&self) -> Format {
        if self.file().is_some() { Format::SpreadsheetCsv } else { Format::Csv }
    }
}

fn by_extension(file: &Path) -> Result<Form, String> {
    let extension = file.extension().unwrap_or_default().to_ascii_lowercase();
    match extension.to_str().unwrap_or_default() {
        "csv" => Ok(Form::All(Format::SpreadsheetCsv)),
        "xlsx" => Ok(Form::All(Format::Xlsx)),
        "json" => Ok(Form::Json),
        "jsonl" | "ndjson" => Ok(Form::All(Format::Jsonl)),
        "bib" => Ok(Form::All(Format::Bibtex)),
        "ris" => Ok(Form::All(Format::Ris)),
        other => Err(other.to_string()),
    }
}
