//! All hits of a search in one file, sent while they are found: memory does not grow with the list, and a
//! slow reader slows the reading down.

use std::io::{self, Write};
use std::ops::ControlFlow;

use axum::http::header::CONTENT_DISPOSITION;

use super::asked::Asked;
use super::attachment::{attachment, name_part};
use super::problem::Problem;
use super::reply::{Media, Reply};
use crate::error::{Error, ErrorKind, Result};
use crate::printer::{Export, Format, Language, Out};
use crate::request::SearchRequest;
use crate::response::{Incomplete, SearchResponse};

/// How much of the query the name of a file has, in characters.
const LONGEST_NAME: usize = 20;

/// A form that lists are downloaded in.
#[derive(Clone, Copy)]
pub(super) struct Form {
    format: Format,
    extension: &'static str,
    pub(super) media: Media,
}

impl Form {
    const fn of(format: Format, extension: &'static str, media: &'static str) -> Self {
        Self { format, extension, media: Media(media) }
    }

    /// A table for spreadsheets.
    pub(super) const CSV: Self = Self::of(Format::SpreadsheetCsv, "csv", "text/csv; charset=utf-8");

    /// A workbook.
    pub(super) const XLSX: Self = Self::of(
        Format::Xlsx,
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    );

    /// One JSON object a line.
    pub(super) const JSONL: Self = Self::of(Format::Jsonl, "jsonl", "application/x-ndjson");

    /// Entries of BibLaTeX.
    pub(super) const BIBTEX: Self =
        Self::of(Format::Bibtex, "bib", "application/x-bibtex; charset=utf-8");

    /// Records of RIS.
    pub(super) const RIS: Self =
        Self::of(Format::Ris, "ris", "application/x-research-info-systems; charset=utf-8");

    /// An array of CSL-JSON.
    pub(super) const CSL_JSON: Self =
        Self::of(Format::CslJson, "json", "application/vnd.citationstyles.csl+json");
}

/// All hits of the search that is asked for.
pub(super) fn answer(asked: Asked, form: Form) -> std::result::Result<Reply, Problem> {
    let request = asked.query.request(asked.today, usize::MAX)?;
    // The paths of this machine are for those who sit at it.
    let request = request.texts(false).files(asked.site.is_local);
    if request.like.is_some() {
        // What has no such announcement is told before the list begins.
        asked.engine().search(&request.clone().limit(1)).map_err(|error| asked.failed(&error))?;
    }
    let name = file_name(&asked, &request, form.extension);
    let (format, media) = (form.format, form.media);
    let write = move |out: &mut dyn Write| write(&asked, &request, format, out);
    Ok(Reply::streamed(media, Box::new(write)).with(CONTENT_DISPOSITION, &name))
}

/// What the file is called: by its query and the day.
fn file_name(asked: &Asked, request: &SearchRequest, extension: &str) -> String {
    let query = name_part(asked.query.get("q").unwrap_or_default(), LONGEST_NAME);
    let (word, day) = (asked.language.search_button(), request.now);
    let dash = if query.is_empty() { "" } else { "-" };
    let hash = blake3::hash(asked.query.to_string().as_bytes()).to_hex();
    let plain = format!("search-{}-{day}.{extension}", &hash[..8]);
    attachment(&format!("{word}-{query}{dash}{day}.{extension}"), &plain)
}

fn write(
    asked: &Asked,
    request: &SearchRequest,
    format: Format,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut export = Export::new(format, asked.language, Out::Stream(Box::new(&mut *out)))?;
    let mut failed = None;
    let searched =
        asked.engine().search_each(request, &mut |hit| match export.hit(&hit, request.now) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        });
    match (failed, searched.and_then(whole)) {
        (Some(error), _) => Err(error),
        (None, Ok(())) => export.finish().map(drop),
        (None, Err(error)) => {
            drop(export);
            Err(break_off(format, asked.language, &error, out))
        }
    }
}

/// That no hit is missing: a list has no place for a note.
fn whole(response: SearchResponse) -> Result<()> {
    match response.incomplete {
        Some(Incomplete { failed, of, .. }) => Err(ErrorKind::Incomplete { failed, of }.into()),
        None => Ok(()),
    }
}

/// Says in the last line of a list that it is not whole; the connection is then broken off, so that no
/// program takes it for whole either.
fn break_off(format: Format, language: Language, error: &Error, out: &mut dyn Write) -> io::Error {
    let told = language.kind(error.kind());
    let line = match format {
        Format::Jsonl => serde_json::json!({ "error": told }).to_string(),
        Format::Xlsx | Format::CslJson => String::new(),
        _ => format!("# {}", language.list_incomplete(&told)),
    };
    let written = if line.is_empty() { Ok(()) } else { writeln!(out, "{line}") };
    written.and_then(|()| out.flush()).err().unwrap_or_else(|| io::Error::other(told))
}
