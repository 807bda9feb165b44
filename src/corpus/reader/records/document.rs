//! A record whose columns are known → a document: its text, and hints beside it.
//!
//! A record without a title and without a body is not a document.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use super::super::super::column::Column;
use super::super::{fields, html, labels, lines};
use super::meaning::{Plan, Seen};
use super::names::Meaning;
use super::record::{Cell, Record};
use super::shape::LONG;
use super::values;
use crate::extract::{Hint, HintField, HintSource, RawText};

/// The fewest Han characters of a sentence.
const SENTENCE: usize = 4;

/// What a record came to.
pub(super) struct Found {
    /// The text and the hints; its part is not set yet.
    pub raw: RawText,
    /// The record's own id.
    pub id: Option<String>,
    /// Why its body was not read.
    pub problem: Option<String>,
    /// The columns that its text is from.
    pub body: Vec<usize>,
}

static DIVISIONS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| fields::rows(include_str!("../data/divisions.txt")).collect());

/// The document in a record, if it is one.
pub(super) fn of(record: &Record, columns: &[Seen], plan: &Plan) -> Option<Found> {
    let mut known: Vec<(usize, Column, &Cell)> = record
        .cells
        .iter()
        .filter_map(|cell| plan.taken[cell.column].map(|taken| (taken.rank, taken.column, cell)))
        .filter(|(_, _, cell)| !cell.value.trim().is_empty())
        .collect();
    known.sort_by_key(|(rank, _, _)| *rank);
    let body = body(record, &known, columns, plan);
    let (text, problem) = text(&body);
    let mut raw = text.unwrap_or_default();
    let mut hints = hints(&known, columns);
    let has_title = hints.iter().any(|hint| hint.field == HintField::Title);
    if !has_title && raw.text.is_empty() {
        return None;
    }
    hints.append(&mut raw.hints);
    raw.hints = hints;
    let id = known.iter().find(|(_, column, _)| *column == Column::Id);
    let id = id.map(|(_, _, cell)| cell.value.trim().to_string());
    let body = body.iter().map(|cell| cell.column).collect();
    Some(Found { raw, id, problem, body })
}

/// The cells that are the body: as planned, else the longest text of unknown meaning, else an
/// abstract.
fn body<'r>(
    record: &'r Record,
    known: &[(usize, Column, &'r Cell)],
    columns: &[Seen],
    plan: &Plan,
) -> Vec<&'r Cell> {
    let of = |at: &usize| record.cells.iter().find(|cell| cell.column == *at);
    let planned = plan.body.iter().filter_map(of).filter(|cell| !cell.value.trim().is_empty());
    if plan.joins {
        let joined: Vec<_> = planned.collect();
        if !joined.is_empty() {
            return joined;
        }
    } else if let Some(longest) = planned.max_by_key(|cell| cell.value.len()) {
        return vec![longest];
    }
    let of_kind = |wanted: Column| {
        let found = known.iter().filter(move |(_, column, _)| *column == wanted);
        found.map(|(_, _, cell)| *cell).max_by_key(|cell| cell.value.len())
    };
    let other = of_kind(Column::Body).or_else(|| unknown_text(record, columns, plan));
    let summary = of_kind(Column::Abstract);
    match (other, summary) {
        (Some(other), Some(summary)) if other.value.len() < summary.value.len() => vec![summary],
        (other, summary) => other.or(summary).into_iter().collect(),
    }
}

/// The longest text in a column that nothing is known of, and that is not named as one beside.
fn unknown_text<'r>(record: &'r Record, columns: &[Seen], plan: &Plan) -> Option<&'r Cell> {
    let is_open = |cell: &&Cell| {
        let named = columns[cell.column].named.map(|named| named.meaning);
        let is_beside = matches!(named, Some(Meaning::Aside | Meaning::Nothing));
        plan.taken[cell.column].is_none() && !is_beside
    };
    let is_text = |cell: &&Cell| {
        let is_long = values::han(&cell.value) >= LONG && values::has_sentences(&cell.value);
        is_long || is_sentence(&cell.value)
    };
    record.cells.iter().filter(is_open).filter(is_text).max_by_key(|cell| cell.value.len())
}

/// Whether a value is a sentence, however short: no name, date or number ends with a full stop.
fn is_sentence(value: &str) -> bool {
    value.trim_end().ends_with(['。', '！']) && values::han(value) >= SENTENCE
}

/// The text of these cells, and why one of them was not read.
fn text(body: &[&Cell]) -> (Option<RawText>, Option<String>) {
    let mut whole: Option<RawText> = None;
    let mut problem = None;
    for cell in body {
        match read(&values::text(cell.value.trim())) {
            Ok(part) => match &mut whole {
                None => whole = Some(part),
                Some(whole) if whole.text.contains(&part.text) => {}
                Some(whole) => {
                    whole.text.push('\n');
                    whole.text.push_str(&part.text);
                    whole.hints.extend(part.hints);
                }
            },
            Err(reason) => problem = Some(reason),
        }
    }
    (whole, problem)
}

fn read(text: &str) -> Result<RawText, String> {
    if html::is_markup(text) {
        return html::read(text).map_err(|refusal| refusal.to_string());
    }
    let (text, hints) = labels::take(&lines::plain(text));
    Ok(RawText { text, hints, ..RawText::default() })
}

fn hints(known: &[(usize, Column, &Cell)], columns: &[Seen]) -> Vec<Hint> {
    let is_dated =
        known.iter().any(|(_, column, _)| *column == Column::Field(HintField::Published));
    let hints = known.iter().filter_map(|(_, column, cell)| {
        let field = match column {
            Column::Field(field) => *field,
            Column::Date if is_dated => HintField::Written,
            Column::Date => HintField::Published,
            _ => return None,
        };
        Some(hint(field, cell, &columns[cell.column]))
    });
    hints.collect()
}

/// A hint of a record; a title may carry the marks of a search, an issuer be a division.
fn hint(field: HintField, cell: &Cell, column: &Seen) -> Hint {
    let value = cell.value.trim();
    let value = match field {
        HintField::Written | HintField::Published => values::day(value, column.shape.are_serials()),
        HintField::Url => value.into(),
        _ => one_line(values::text(value), cell.is_list),
    };
    let value = html::without_tags(&value);
    let field =
        if field == HintField::Issuer && is_division(&value) { HintField::Region } else { field };
    Hint { field, value, from: HintSource::Record }
}

/// A list as the names in it.
fn one_line(value: Cow<'_, str>, is_list: bool) -> Cow<'_, str> {
    if is_list && value.contains('\n') { value.replace('\n', "、").into() } else { value }
}

fn is_division(name: &str) -> bool {
    DIVISIONS.contains(name) || name.ends_with(['省', '市', '县', '区', '州', '盟', '旗'])
}
