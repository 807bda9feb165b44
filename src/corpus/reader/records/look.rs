//! Whether an object is a record, by itself: what its names say, else what its values look like.

use super::super::super::column::Column;
use super::meaning::Seen;
use super::names::Meaning;
use super::record::Cell;
use super::shape::{LONG, is_title};
use super::usage::Known;
use super::values;
use crate::extract::HintField;

/// What the cells of an object show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Look {
    /// Nothing of a document.
    Other,
    /// A title, or what ends as one.
    Titled,
    /// Long text.
    Text,
    /// A body by its name, with text in it.
    Body,
}

pub(super) fn of(cells: &[Cell], columns: &[Seen]) -> Look {
    cells.iter().map(|cell| of_cell(cell, &columns[cell.column])).max().unwrap_or(Look::Other)
}

fn of_cell(cell: &Cell, column: &Seen) -> Look {
    const TITLE: Column = Column::Field(HintField::Title);
    let value = cell.value.trim();
    let han = || values::han(value);
    let is_long = || han() >= LONG && values::has_sentences(value);
    match column.named.map(|named| (named.meaning, named.known)) {
        _ if value.is_empty() => Look::Other,
        // The text of a message nested in an answer (`message.text`) is short.
        Some((Meaning::Holds(Column::Body), known)) => {
            if known != Known::Part && !column.name.contains('.') || is_long() {
                Look::Body
            } else {
                Look::Other
            }
        }
        Some((Meaning::Holds(TITLE), known)) => {
            if known != Known::Part || han() > 3 {
                Look::Titled
            } else {
                Look::Other
            }
        }
        Some((Meaning::Aside | Meaning::Nothing, _)) => Look::Other,
        _ if is_long() => Look::Text,
        None if is_title(value, han()) => Look::Titled,
        _ => Look::Other,
    }
}
