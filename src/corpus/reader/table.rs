//! Rows of a table → records: where its header is, and whether its rows are documents at all.
//!
//! A header is the first row with names that are known; a line above it is the table's title.
//! Without known names it is the first row if that is one of names and not of values, else the
//! columns are called `column 1`, `column 2` and so on.

use std::mem;

use super::fields::Columns;
use super::json::flatten::spelled_out;
use super::limits::{KEPT_BYTES, KEPT_RECORDS};
use super::options::ReadOptions;
use super::out::Out;
use super::records::{self, Cell, Record, Records};

/// One row of a table.
pub(super) struct Row {
    /// Its number, from one.
    pub line: u64,
    pub cells: Vec<String>,
}

/// What a table is, and so how its rows are called.
pub(super) enum Place<'a> {
    /// Lines of a file: `line 7`.
    Lines,
    /// Elements of an array: `record 7`.
    Elements,
    /// Rows of a sheet: `Sheet1 row 7`.
    Sheet(&'a str),
}

impl Place<'_> {
    fn prefix(&self) -> String {
        match self {
            Self::Lines => "line ".into(),
            Self::Elements => "record ".into(),
            Self::Sheet(name) => format!("{name} row "),
        }
    }
}

/// How many rows may be above a header.
const ABOVE: usize = 5;

/// The longest name of a column, in characters.
const LONGEST_NAME: usize = 40;

/// A table whose rows come one after the other.
pub(super) struct Table {
    names: Columns,
    prefix: String,
    has_lines: bool,
    /// What is between cells that were cut too often.
    delimiter: char,
    records: Option<Records>,
    /// The rows that were taken before it was known what the table is.
    first: Vec<Row>,
    bytes: usize,
    state: State,
}

/// What is known of a table.
enum State {
    Unknown,
    /// A record a row: the numbers of its columns, and of the one of its texts.
    Dump {
        columns: Vec<usize>,
        text: Option<usize>,
    },
    Other,
}

/// Where the names of the columns are; no row where there are none.
struct Header {
    row: Option<usize>,
    names: Vec<String>,
    text: Option<usize>,
}

impl Table {
    pub(super) fn new(options: &ReadOptions, place: &Place<'_>) -> Self {
        let sheet = if let Place::Sheet(name) = place { Some(*name) } else { None };
        Self {
            names: options.columns(),
            prefix: place.prefix(),
            has_lines: matches!(place, Place::Lines),
            delimiter: '\t',
            records: Some(Records::new(options, sheet)),
            first: Vec::new(),
            bytes: 0,
            state: State::Unknown,
        }
    }

    /// This table, of a file whose values `delimiter` separates.
    pub(super) fn cut_at(self, delimiter: char) -> Self {
        Self { delimiter, ..self }
    }

    /// Takes the next row; `false` where it is known that the rows are not documents: more of them
    /// are of no use.
    pub(super) fn take(&mut self, row: Row, out: &mut Out<'_>) -> bool {
        if !self.has_lines && filled(&row.cells) == 0 {
            return !matches!(self.state, State::Other);
        }
        if self.is_dump() {
            self.record(row, out);
            return true;
        }
        self.bytes += row.cells.iter().map(String::len).sum::<usize>();
        self.first.push(row);
        let is_enough = self.first.len() > KEPT_RECORDS || self.bytes >= KEPT_BYTES;
        if is_enough && matches!(self.state, State::Unknown) {
            self.decide(out);
        }
        !matches!(self.state, State::Other)
    }

    /// Ends the table: its records are handed over. Where its rows are not documents, they are given
    /// back, as many as were taken.
    pub(super) fn finish(mut self, out: &mut Out<'_>) -> Option<Vec<Row>> {
        if matches!(self.state, State::Unknown) {
            self.decide(out);
        }
        if !self.is_dump() {
            return Some(self.first);
        }
        self.records.into_iter().for_each(|records| records.finish(out));
        None
    }

    fn is_dump(&self) -> bool {
        matches!(self.state, State::Dump { .. })
    }

    fn decide(&mut self, out: &mut Out<'_>) {
        let (Some(header), Some(records)) = (header(&self.first, &self.names), &mut self.records)
        else {
            self.state = State::Other;
            return;
        };
        let columns = header.names.iter().map(|name| records.column(name)).collect();
        self.state = State::Dump { columns, text: header.text };
        let below = header.row.map_or(0, |row| row + 1);
        for row in mem::take(&mut self.first).into_iter().skip(below) {
            self.record(row, out);
        }
    }

    fn record(&mut self, row: Row, out: &mut Out<'_>) {
        let (State::Dump { columns, text }, Some(records)) = (&self.state, &mut self.records)
        else {
            return;
        };
        let values = rejoined(row.cells, columns.len(), *text, self.delimiter);
        let mut cells = Vec::with_capacity(values.len());
        for (at, value) in values.into_iter().enumerate() {
            let known = columns.get(at).copied();
            let column = known.unwrap_or_else(|| records.column(&number_name(at)));
            let inner = spelled_out(column, &value, records);
            match inner {
                Some(inner) => cells.extend(inner),
                None => cells.push(Cell { column, value, is_list: false }),
            }
        }
        let place = Some(format!("{}{}", self.prefix, row.line));
        let line = self.has_lines.then_some(row.line);
        records.take(Record { cells, place, line }, out);
    }
}

/// The values of a row: where there are more than columns, its text was cut at marks inside it.
fn rejoined(
    mut cells: Vec<String>,
    columns: usize,
    text: Option<usize>,
    delimiter: char,
) -> Vec<String> {
    while cells.len() > columns && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    let surplus = cells.len().saturating_sub(columns);
    if let Some(at) = text.filter(|_| surplus > 0) {
        let pieces: Vec<String> = cells.drain(at..=at + surplus).collect();
        cells.insert(at, pieces.join(&delimiter.to_string()));
    }
    cells
}

/// The header of a table that begins with `rows`; `None` where its rows are not documents.
fn header(rows: &[Row], columns: &Columns) -> Option<Header> {
    let by_name = rows.iter().take(ABOVE + 1).position(|row| is_header(&row.cells, columns));
    if let Some(at) = by_name {
        return named(rows, at, columns);
    }
    let title = rows.first().filter(|row| filled(&row.cells) == 1 && rows.len() > 2);
    let first = usize::from(title.is_some());
    let looks_named = rows.get(first).is_some_and(|row| row.cells.iter().all(|cell| is_name(cell)));
    let header = if looks_named { named(rows, first, columns) } else { None };
    header.or_else(|| {
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        let names: Vec<_> = (0..width).map(number_name).collect();
        let text = text_of(&names, rows, columns)?;
        Some(Header { row: None, names, text })
    })
}

/// The header that the row `at` is.
fn named(rows: &[Row], at: usize, columns: &Columns) -> Option<Header> {
    let names = distinct(&rows[at].cells);
    let text = text_of(&names, &rows[at + 1..], columns)?;
    Some(Header { row: Some(at), names, text })
}

/// The column of the texts, if there is one alone; `None` where the rows are not documents.
fn text_of(names: &[String], rows: &[Row], columns: &Columns) -> Option<Option<usize>> {
    let rows: Vec<&[String]> = rows.iter().map(|row| &row.cells[..]).collect();
    let texts = records::texts(names, &rows, columns)?;
    Some(if let [one] = texts[..] { Some(one) } else { None })
}

/// Whether a row is one of names: two that are known, or one that tells what the table is.
fn is_header(cells: &[String], columns: &Columns) -> bool {
    let names = || cells.iter().filter(|cell| is_name(cell));
    let known = names().filter(|name| records::is_known(name, columns)).count();
    known >= 2 || names().any(|name| records::tells(name, columns))
}

/// Whether a value could be the name of a column.
pub(super) fn is_name(value: &str) -> bool {
    let value = value.trim();
    let characters = value.chars().count();
    let is_value = records::has_sentences(value)
        || value.contains(['，', '：', '"', '\n'])
        || records::is_link(value)
        || records::date_form(value).is_some()
        || value.parse::<f64>().is_ok()
        || records::is_title(value, records::han(value)) && characters > 8;
    characters <= LONGEST_NAME && !is_value
}

fn filled(cells: &[String]) -> usize {
    cells.iter().filter(|cell| !cell.trim().is_empty()).count()
}

/// The names of columns, each another one.
fn distinct(cells: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(cells.len());
    for (at, cell) in cells.iter().enumerate() {
        let name = cell.trim().trim_start_matches('\u{FEFF}');
        let name = if name.is_empty() { number_name(at) } else { name.to_string() };
        let again = names.iter().filter(|other| **other == name).count();
        let mut told = if again == 0 { name.clone() } else { format!("{name} {}", again + 1) };
        while names.contains(&told) {
            told.push('\'');
        }
        names.push(told);
    }
    names
}

/// What the column `at`, counted from nought, is called where it has no name.
fn number_name(at: usize) -> String {
    format!("column {}", at + 1)
}
