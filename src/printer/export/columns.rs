//! The columns of tables of hits, and the cell of a hit in each.

use std::borrow::Cow;

use crate::wire::Row;

/// What is in a cell.
pub(super) enum Cell<'r> {
    Empty,
    Text(Cow<'r, str>),
    /// A word of a closed set, by its name for programs; people read it in their language.
    Word(&'static str),
    Number(f64),
    /// Yes or no.
    Mark(bool),
    /// A day, by ISO 8601.
    Day(&'r str),
    /// A time in UTC, by ISO 8601.
    Time(&'r str),
    /// The address of a page.
    Page(&'r str),
    /// The absolute path of a file.
    File(&'r str),
}

impl<'r> Cell<'r> {
    fn text(text: Option<&'r str>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.into()))
    }

    fn word(word: Option<&'static str>) -> Self {
        word.map_or(Self::Empty, Self::Word)
    }

    fn day(day: Option<&'r str>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }

    fn count(count: usize) -> Self {
        Self::Number(count as f64)
    }
}

/// A column.
pub(super) struct Column {
    /// Its name for programs: that of the field of JSON.
    pub(super) name: &'static str,
    /// How wide it is in a workbook, in digits.
    pub(super) width: f64,
    /// The cell of a hit in it.
    pub(super) cell: for<'r> fn(&'r Row<'_>) -> Cell<'r>,
}

macro_rules! column {
    ($name:literal, $width:literal, $cell:expr) => {
        Column { name: $name, width: $width, cell: $cell }
    };
}

/// The columns, in order. New ones come last, where programs that count columns do not see them.
pub(super) const COLUMNS: [Column; 28] = [
    column!("rank", 6.0, |row| Cell::count(row.rank)),
    column!("score", 9.0, |row| Cell::Number(row.score)),
    column!("id", 18.0, |row| Cell::text(Some(row.id))),
    column!("title", 60.0, |row| Cell::text(Some(row.title))),
    column!("issuers", 30.0, |row| issuers(row)),
    column!("level", 10.0, |row| Cell::word(row.level)),
    column!("region", 18.0, |row| Cell::text(row.region)),
    column!("number", 22.0, |row| Cell::text(row.number.as_deref())),
    column!("written", 12.0, |row| Cell::day(row.written.as_deref())),
    column!("published", 12.0, |row| Cell::day(row.published.as_deref())),
    column!("kind", 8.0, |row| Cell::word(row.kind)),
    column!("validity", 10.0, |row| Cell::word(row.validity)),
    column!("path", 40.0, |row| Cell::text(Some(row.path))),
    column!("part", 8.0, |row| Cell::text(row.part)),
    column!("url", 40.0, |row| row.url.map_or(Cell::Empty, Cell::Page)),
    column!("snippet", 60.0, |row| Cell::text(Some(row.snippet.text))),
    column!("written_inferred", 10.0, |row| row.written_inferred.map_or(Cell::Empty, Cell::Mark)),
    column!("validity_by", 22.0, |row| {
        Cell::text(row.validity_by.as_ref().map(|by| by.name.as_str()))
    }),
    column!("rung", 12.0, |row| Cell::Word(row.rung)),
    column!("added", 20.0, |row| Cell::Time(&row.added)),
    column!("recognised", 10.0, |row| {
        row.recognised.map_or(Cell::Empty, |sure| Cell::count(sure.into()))
    }),
    column!("province", 14.0, |row| Cell::text(row.province)),
    column!("city", 14.0, |row| Cell::text(row.city)),
    column!("source", 20.0, |row| Cell::text(row.source)),
    column!("copies", 7.0, |row| Cell::count(row.copies.len())),
    column!("file", 40.0, |row| row.file.as_deref().map_or(Cell::Empty, Cell::File)),
    column!("citation", 60.0, |row| Cell::text(Some(&row.citation))),
    column!("newer", 12.0, |row| {
        Cell::day(row.newer.as_ref().and_then(|newer| newer.date.as_deref()))
    }),
];

fn issuers<'r>(row: &'r Row<'_>) -> Cell<'r> {
    let names: Vec<&str> = row.issuers.iter().map(|issuer| issuer.name).collect();
    Cell::Text(names.join("; ").into())
}
