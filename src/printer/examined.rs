//! What reader and extraction made of one file, for the eye.

use std::io;
use std::path::Path;

use anstyle::Style;

use super::marked::{Marked, plain};
use super::page::{FAINT, PLAIN, Page, STRONG, WARNING};
use super::show::{self, Showing};
use super::words::{Label, Language, grouped};
use crate::corpus::reader::{Column, ColumnUse, Problem};
use crate::engine::examine::{Examined, ExaminedDocument};
use crate::extract::{Portion, PortionKind, RawText};
use crate::response::{Place, Related};
use crate::wire::Wording;

/// The columns of a label and the gap after it.
const LABEL: usize = 11;

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
    let say = page.language();
    row(page, Label::File, &path.display().to_string(), PLAIN)?;
    let by = read.converter.map(|converter| say.format_read_by(converter.name()));
    let (format, encoding) = (say.format(read.format), say.told(read.encoding));
    let format = [format, encoding].join(say.clause_comma()) + &by.unwrap_or_default();
    row(page, Label::Format, &format, PLAIN)?;
    row(page, Label::Documents, &count(read.documents, documents.len(), say), PLAIN)?;
    columns(page, &read.columns)?;
    if let Some(pattern) = excluded {
        row(page, Label::Note, &say.left_out_by_pattern(pattern), WARNING)?;
    }
    for problem in &read.problems {
        row(page, Label::Problem, &told(problem, say), WARNING)?;
    }
    documents.iter().try_for_each(|document| one(page, path, document))
}

/// A value behind its label.
fn row(page: &mut Page, label: Label, value: &str, style: Style) -> io::Result<()> {
    let label = page.language().label(label);
    page.paragraph((label, LABEL), &Marked::from(&*plain(value)), (style, style))
}

/// What was taken from which columns, and which of them have text that is in no document.
fn columns(page: &mut Page, columns: &[ColumnUse]) -> io::Result<()> {
    let say = page.language();
    let places: Vec<Option<&str>> = columns.iter().map(|column| column.place.as_deref()).collect();
    let mut from = 0;
    while from < columns.len() {
        let to = (from..columns.len()).find(|at| places[*at] != places[from]);
        let table = &columns[from..to.unwrap_or(columns.len())];
        let of = places[from].map(|place| say.of_file(plain(place), "")).unwrap_or_default();
        let taken: Vec<_> = table.iter().filter_map(|column| taken(column, say)).collect();
        if !taken.is_empty() {
            row(page, Label::Columns, &(of.clone() + &taken.join(say.clause_comma())), PLAIN)?;
        }
        for column in table {
            let Some(remedy) = column.remedy() else { continue };
            let remedy = remedy.replace('\'', r"'\''");
            let left = say.column_in_no_document(&column.name, grouped(column.left_out), remedy);
            row(page, Label::LeftOut, &(of.clone() + &left), WARNING)?;
        }
        from += table.len();
    }
    Ok(())
}

/// What a column was taken for, and how that is known.
fn taken(column: &ColumnUse, say: Language) -> Option<String> {
    let (taken, known) = (column.taken?, say.known(column.known?));
    let (held, name) = (say.column(taken), plain(&column.name));
    Some(match taken {
        Column::Body | Column::Abstract => {
            say.column_taken_text(held, name, known, grouped(column.characters))
        }
        _ => say.column_taken(held, name, known),
    })
}

fn count(all: usize, shown: usize, say: Language) -> String {
    if all == shown { all.to_string() } else { say.some_shown(all, shown) }
}

fn told(problem: &Problem, say: Language) -> String {
    say.reason(&problem.reason.clone().at_line(problem.line))
}

/// The portions of the text that do not come from the main text, by their first characters.
fn portions(page: &mut Page, raw: &RawText) -> io::Result<()> {
    let say = page.language();
    for portion in raw.portions.iter().take(PORTIONS) {
        let text = raw.text.get(portion.bytes.clone()).unwrap_or_default();
        let said = say.of_file(origin(portion, say), beginning(text));
        row(page, Label::ReadFrom, &said, FAINT)?;
    }
    match raw.portions.len().saturating_sub(PORTIONS) {
        0 => Ok(()),
        more => page.text(LABEL, &say.more_listed(grouped(more as u64)), FAINT),
    }
}

/// Where a portion was: `footnote`, `recognised text at 91 %, page 3`.
fn origin(portion: &Portion, say: Language) -> String {
    let kind = say.portion(portion.kind);
    let origin = match portion.kind {
        PortionKind::Recognised(confidence) => say.at_confidence(kind, confidence),
        _ => kind.to_string(),
    };
    match portion.page {
        Some(page) => say.on_page(origin, page),
        None => origin,
    }
}

fn beginning(text: &str) -> String {
    let words: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(EXCERPT) {
        Some((cut, _)) => format!("{}…", &words[..cut]),
        None => words,
    }
}

fn one(page: &mut Page, path: &Path, document: &ExaminedDocument) -> io::Result<()> {
    let say = page.language();
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
        let said = say.said_beside(say.field(hint.field), say.hint_source(hint.from), &hint.value);
        row(page, Label::Beside, &said, FAINT)?;
    }
    portions(page, &document.raw)?;
    for note in &document.notes {
        row(page, Label::Note, &say.told(note), WARNING)?;
    }
    match &document.announcement {
        Err(reason) => {
            page.text(0, &say.is_no_announcement(say.told(reason)), WARNING)?;
            let hint = say.keep_junk_shows();
            if document.raw.text.is_empty() { Ok(()) } else { page.text(0, &hint, FAINT) }
        }
        Ok(found) => {
            let showing = Showing { provenance: true, ..Showing::default() };
            show::write(page, found, &place, &Related::default(), showing)
        }
    }
}
