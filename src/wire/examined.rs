//! What reader and extraction made of one file, as one JSON object.

use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;

use serde::Serialize;
use serde_json::Value;

use super::{Wording, object, version};
use crate::corpus::reader::{Column, ColumnUse, Known, Problem, convert::Converter};
use crate::engine::examine::{Examined, ExaminedDocument};
use crate::extract::{Hint, HintField, HintSource, Portion, PortionKind, RawText};

/// Writes what one file came to as one JSON object on one line:
///
/// ```text
/// {version, path, format, encoding, converter, count, excluded_by,
///  columns: [{name, place, taken, known, records, characters, left_out, remedy}],
///  problems: [{line, reason}], reading_ms,
///  documents: [{part, text, hints: [{field, source, value}],
///               portions: [{source, page, confidence, from, to, text}],
///               announcement, junk, notes, extracting_ms}]}
/// ```
///
/// `portions` are those of the text that do not come from the main text of the file: their `source`
/// (`text box`, `footnote`, `form field`, `recognised text`, …), where they are in `text` in characters,
/// and the `page` they were on; `confidence`, in percent, is of recognised text only.
///
/// `columns` are those of a dump, else empty: what each was `taken` for (`title`, `body`, …; null
/// where it was not used) and how that is `known` (`user`, `name`, `part`, `shape`), how many
/// characters it holds and how many of them are text that is in no document, and the field by hand
/// that takes them (`解读=body`); `place` is the sheet or the file of an archive. `converter` is the other program that read the file, null as a rule;
/// `announcement` is null where there is none, and `junk` says why; `excluded_by` is the pattern of a
/// `corpus.toml` that leaves the file out of an index of its folder, null as a rule.
///
/// Reasons of problems are in the words of `wording`.
///
/// Fails only when `out` does.
pub fn examined_json(
    path: &Path,
    examined: &Examined,
    wording: &dyn Wording,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Examined { read, excluded, documents, reading } = examined;
    let object = Object {
        version: version::EXAMINED,
        path: path.display().to_string(),
        format: read.format.name(),
        encoding: read.encoding,
        converter: read.converter.map(Converter::name),
        count: read.documents,
        excluded_by: excluded.as_deref(),
        columns: read.columns.iter().map(Told::of).collect(),
        problems: read.problems.iter().map(|problem| Fault::of(problem, wording)).collect(),
        reading_ms: reading.as_secs_f64() * 1e3,
        documents: documents.iter().map(document).collect::<Result<_, _>>()?,
    };
    object::write(&object, out)
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
    columns: Vec<Told<'a>>,
    problems: Vec<Fault>,
    reading_ms: f64,
    documents: Vec<Value>,
}

/// What was made of a column.
#[derive(Serialize)]
pub(super) struct Told<'a> {
    name: &'a str,
    place: Option<&'a str>,
    taken: Option<String>,
    known: Option<&'static str>,
    records: u64,
    characters: u64,
    left_out: u64,
    remedy: Option<String>,
}

impl<'a> Told<'a> {
    pub(super) fn of(column: &'a ColumnUse) -> Self {
        Self {
            name: &column.name,
            place: column.place.as_deref(),
            taken: column.taken.map(|taken| taken.to_string()),
            known: column.known.map(Known::name),
            records: column.records,
            characters: column.characters,
            left_out: column.left_out,
            remedy: column.remedy(),
        }
    }
}

/// A part of the file that could not be read, or was read with doubt.
#[derive(Serialize)]
struct Fault {
    line: Option<u64>,
    reason: String,
}

impl Fault {
    fn of(problem: &Problem, wording: &dyn Wording) -> Self {
        Self { line: problem.line, reason: wording.reason(&problem.reason) }
    }
}

fn document(document: &ExaminedDocument) -> serde_json::Result<Value> {
    let hint = |hint: &Hint| {
        serde_json::json!({
            "field": field(hint.field), "source": hint_source(hint.from), "value": hint.value,
        })
    };
    let RawText { text, portions, .. } = &document.raw;
    let found = document.announcement.as_ref();
    Ok(serde_json::json!({
        "part": document.raw.part,
        "text": text,
        "hints": document.raw.hints.iter().map(hint).collect::<Vec<_>>(),
        "portions": places(portions, text),
        "announcement": found.ok().map(serde_json::to_value).transpose()?,
        "junk": found.err(),
        "notes": document.notes,
        "extracting_ms": document.extracting.as_secs_f64() * 1e3,
    }))
}

/// The portions of `text`, which are in the order of their beginnings.
fn places(portions: &[Portion], text: &str) -> Vec<Value> {
    let characters = |range: Range<usize>| text.get(range).map_or(0, |part| part.chars().count());
    let (mut bytes, mut from) = (0, 0);
    let place = |portion: &Portion| {
        from += characters(bytes..portion.bytes.start);
        bytes = portion.bytes.start;
        let confidence = match portion.kind {
            PortionKind::Recognised(confidence) => Some(confidence),
            _ => None,
        };
        serde_json::json!({
            "source": portion_source(portion.kind),
            "page": portion.page,
            "confidence": confidence,
            "from": from,
            "to": from + characters(portion.bytes.clone()),
            "text": text.get(portion.bytes.clone()),
        })
    };
    portions.iter().map(place).collect()
}

/// Where a portion of the text was.
pub(crate) fn portion_source(kind: PortionKind) -> &'static str {
    match kind {
        PortionKind::TextBox => "text box",
        PortionKind::Footnote => "footnote",
        PortionKind::Endnote => "endnote",
        PortionKind::Header => "page header",
        PortionKind::FormField => "form field",
        PortionKind::Annotation => "annotation",
        PortionKind::Embedded => "embedded document",
        PortionKind::Recognised(_) => "recognised text",
    }
}

/// The name of a field, as whoever maps a column to it writes it.
fn field(field: HintField) -> String {
    Column::Field(field).to_string()
}

/// Where a hint stood.
pub(crate) fn hint_source(from: HintSource) -> &'static str {
    match from {
        HintSource::Label => "label",
        HintSource::Meta => "meta tag",
        HintSource::Heading => "heading",
        HintSource::Record => "record",
        HintSource::FileName => "file name",
        HintSource::Folder => "folder",
    }
}
