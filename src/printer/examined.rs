//! What reader and extraction made of one file, for the eye.

use std::io;
use std::path::Path;

use super::marked::{Marked, plain};
use super::page::{FAINT, PLAIN, Page, STRONG, WARNING};
use super::show::{self, Showing};
use super::words::{Language, grouped};
use crate::corpus::reader::{Column, ColumnUse, Problem};
use crate::engine::examine::{Examined, ExaminedDocument};
use crate::extract::{Portion, PortionKind, RawText};
use crate::response::{Place, Related};
use crate::wire::{Wording, field, hint_source, portion_source};

/// The columns of a label and the gap after it.
const LABEL: usize = 10;

/// How many portions of a document are shown.
const PORTIONS: usize = 20;

/// How much of a portion is shown, in characters.
const EXCERPT: usize = 60;

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
    columns(page, &read.columns)?;
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

/// What was taken from which columns, and which of them have text that is in no document.
fn columns(page: &mut Page, columns: &[ColumnUse]) -> io::Result<()> {
    let places: Vec<Option<&str>> = columns.iter().map(|column| column.place.as_deref()).collect();
    let mut from = 0;
    while from < columns.len() {
        let to = (from..columns.len()).find(|at| places[*at] != places[from]);
        let table = &columns[from..to.unwrap_or(columns.len())];
        let of = places[from].map(|place| format!("{}: ", plain(place))).unwrap_or_default();
        let taken: Vec<_> = table.iter().filter_map(taken).collect();
        if !taken.is_empty() {
            let told = format!("{of}{}", taken.join(", "));
            page.paragraph(("columns", LABEL), &Marked::from(&*told), (PLAIN, PLAIN))?;
        }
        for column in table {
            let Some(remedy) = column.remedy() else { continue };
            let told = format!(
                "{of}{}, {} characters in no document: --field '{}' takes it",
                plain(&column.name),
                grouped(column.left_out),
                plain(&remedy.replace('\'', r"'\''"))
            );
            page.paragraph(("left out", LABEL), &Marked::from(&*told), (WARNING, WARNING))?;
        }
        from += table.len();
    }
    Ok(())
}

/// What a column was taken for, and how that is known.
fn taken(column: &ColumnUse) -> Option<String> {
    let (taken, known) = (column.taken?, column.known?.name());
    let name = plain(&column.name);
    let held = match taken {
        Column::Body | Column::Abstract => format!(", {} characters", grouped(column.characters)),
        _ => String::new(),
    };
    Some(format!("{taken} from {name} ({known}{held})"))
}

fn count(all: usize, shown: usize) -> String {
    if all == shown { all.to_string() } else { format!("{all}, of which {shown} are shown") }
}

fn told(problem: &Problem) -> String {
    Language::default().reason(&problem.reason.clone().at_line(problem.line))
}

/// The portions of the text that do not come from the main text, by their first characters.
fn portions(page: &mut Page, raw: &RawText) -> io::Result<()> {
    for portion in raw.portions.iter().take(PORTIONS) {
        let text = raw.text.get(portion.bytes.clone()).unwrap_or_default();
        let said = format!("{}: {}", origin(portion), beginning(text));
        page.paragraph(("read from", LABEL), &Marked::from(&*plain(&said)), (FAINT, FAINT))?;
    }
    match raw.portions.len().saturating_sub(PORTIONS) {
        0 => Ok(()),
        more => page.text(
            LABEL,
            &format!("and {} more: --json lists them", grouped(more as u64)),
            FAINT,
        ),
    }
}

/// Where a portion was: `footnote`, `recognised text at 91 %, page 3`.
fn origin(portion: &Portion) -> String {
    let at = match portion.kind {
        PortionKind::Recognised(confidence) => format!(" at {confidence} %"),
        _ => String::new(),
    };
    let page = portion.page.map(|page| format!(", page {page}")).unwrap_or_default();
    format!("{}{at}{page}", portion_source(portion.kind))
}

fn beginning(text: &str) -> String {
    let words: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(EXCERPT) {
        Some((cut, _)) => format!("{}…", &words[..cut]),
        None => words,
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
        let said =
            format!("{} ({}): {}", field(hint.field), hint_source(hint.from), plain(&hint.value));
        page.paragraph(("beside", LABEL), &Marked::from(&*said), (FAINT, FAINT))?;
    }
    portions(page, &document.raw)?;
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
