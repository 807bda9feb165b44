//! What reader and extraction made of one file, for the eye and for programs.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use serde_json::Value;

use super::json::JSON_VERSION;
use super::marked::{Marked, plain};
use super::page::{FAINT, PLAIN, Page, STRONG, WARNING};
use super::show::{self, Showing};
use crate::corpus::reader::{Problem, convert::Converter};
use crate::engine::examine::{Examined, ExaminedDocument};
use crate::extract::{Field, Hint, HintSource};
use crate::response::{Place, Related};

/// The columns of a label and the gap after it.
const LABEL: usize = 10;

/// Writes what one file came to: its format, then every document with what the file said of it
/// beside its text, and the announcement that was made of both.
///
/// Fails only when `out` does.
pub(super) fn write(page: &mut Page, path: &Path, examined: &Examined) -> io::Result<()> {
    let Examined { read, documents, excluded, .. } = examined;
    let row = |page: &mut Page, label: &str, value: &str| {
        page.paragraph((label, LABEL), &Marked::from(&*plain(value)), (PLAIN, PLAIN))
    };
    row(page, "file", &path.display().to_string())?;
    let by = read.converter.map(|converter| format!(", read by {}", converter.name()));
    let by = by.unwrap_or_default();
    row(page, "format", &format!("{}, {}{by}", read.format.name(), read.encoding))?;
    row(page, "documents", &count(read.documents, documents.len()))?;
    if let Some(pattern) = excluded {
        let told = format!("an index of its folder leaves it out: {}", plain(pattern));
        page.paragraph(("note", LABEL), &Marked::from(&*told), (WARNING, WARNING))?;
    }
    for problem in &read.problems {
        page.paragraph(
            ("problem", LABEL),
            &Marked::from(&*plain(&told(problem))),
            (WARNING, WARNING),
        )?;
    }
    documents.iter().try_for_each(|document| one(page, path, document))
}

fn count(all: usize, shown: usize) -> String {
    if all == shown { all.to_string() } else { format!("{all}, of which {shown} are shown") }
}

fn told(problem: &Problem) -> String {
    match problem.line {
        Some(line) => format!("line {line}: {}", problem.reason),
        None => problem.reason.clone(),
    }
}

fn one(page: &mut Page, path: &Path, document: &ExaminedDocument) -> io::Result<()> {
    page.blank()?;
    let place = Place {
        path: path.display().to_string(),
        part: document.raw.part.clone(),
        ..Place::default()
    };
    if let Some(part) = &place.part {
        page.text(0, &format!("# {}", plain(part)), STRONG)?;
    }
    for hint in &document.raw.hints {
        let said = format!("{} ({}): {}", field(hint.field), source(hint.from), plain(&hint.value));
        page.paragraph(("beside", LABEL), &Marked::from(&*said), (FAINT, FAINT))?;
    }
    for note in &document.notes {
        page.paragraph(("note", LABEL), &Marked::from(&*plain(note)), (WARNING, WARNING))?;
    }
    match &document.announcement {
        Err(reason) => {
            page.text(0, &format!("no announcement: {reason}"), WARNING)?;
            let hint = "--keep-junk shows what would be indexed of it";
            if document.raw.text.is_empty() { Ok(()) } else { page.text(0, hint, FAINT) }
        }
        Ok(found) => {
            let showing = Showing { provenance: true, ..Showing::default() };
            show::write(page, found, &place, &Related::default(), showing)
        }
    }
}

/// The name of a field, as `--field` takes it.
fn field(field: Field) -> String {
    crate::corpus::reader::Column::Field(field).to_string()
}

/// Where a hint stood.
fn source(from: HintSource) -> &'static str {
    match from {
        HintSource::Label => "label",
        HintSource::Meta => "meta tag",
        HintSource::Heading => "heading",
        HintSource::Record => "record",
        HintSource::FileName => "file name",
        HintSource::Folder => "folder",
    }
}

/// Writes what one file came to as one JSON object on one line:
///
/// ```text
/// {version, path, format, encoding, converter, count, excluded_by, problems: [{line, reason}], reading_ms,
///  documents: [{part, text, hints: [{field, source, value}], announcement, junk, notes, extracting_ms}]}
/// ```
///
/// `converter` is the other program that read the file, null as a rule;
/// `announcement` is null where there is none, and `junk` says why; `excluded_by` is the pattern of a
/// `corpus.toml` that leaves the file out of an index of its folder, null as a rule.
///
/// Fails only when `out` does.
pub fn examined_json(path: &Path, examined: &Examined, out: &mut dyn Write) -> io::Result<()> {
    let Examined { read, excluded, documents, reading } = examined;
    let object = Object {
        version: JSON_VERSION,
        path: path.display().to_string(),
        format: read.format.name(),
        encoding: read.encoding,
        converter: read.converter.map(Converter::name),
        count: read.documents,
        excluded_by: excluded.as_deref(),
        problems: &read.problems,
        reading_ms: reading.as_secs_f64() * 1e3,
        documents: documents.iter().map(document).collect::<Result<_, _>>()?,
    };
    serde_json::to_writer(&mut *out, &object)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Object<'a> {
    version: u32,
    path: String,
    format: &'a str,
    encoding: &'a str,
    converter: Option<&'static str>,
    count: usize,
    excluded_by: Option<&'a str>,
    problems: &'a [Problem],
    reading_ms: f64,
    documents: Vec<Value>,
}

fn document(document: &ExaminedDocument) -> serde_json::Result<Value> {
    let hint = |hint: &Hint| {
        serde_json::json!({
            "field": field(hint.field), "source": source(hint.from), "value": hint.value,
        })
    };
    let found = document.announcement.as_ref();
    Ok(serde_json::json!({
        "part": document.raw.part,
        "text": document.raw.text,
        "hints": document.raw.hints.iter().map(hint).collect::<Vec<_>>(),
        "announcement": found.ok().map(serde_json::to_value).transpose()?,
        "junk": found.err(),
        "notes": document.notes,
        "extracting_ms": document.extracting.as_secs_f64() * 1e3,
    }))
}
