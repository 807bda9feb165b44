//! Sheets that are dumps: a record a row, under a header that may be two rows or be below a
//! title.

use std::collections::HashSet;

use super::super::fields::Columns;
use super::super::options::ReadOptions;
use super::super::out::Out;
use super::super::table::{self, Place, Table};
use super::grid::{Row, Sheet, Slot};
use super::shape::{self, HEAD};

/// The longest name of a group of columns, in characters.
const GROUP: usize = 30;

/// A cell that is all of its row and takes so many columns is a note and no record.
const NOTE: u32 = 3;

/// The most columns of a dump.
const COLUMNS: usize = 1_000;

/// Hands over the records of a sheet. What is left is a document: all of a sheet that is not a dump,
/// and what is below the records of one that is.
pub(super) fn read(sheet: &Sheet, options: &ReadOptions, out: &mut Out<'_>) -> Left {
    let columns = options.columns();
    if sheet.columns().len() > COLUMNS || shape::is_annex(sheet, &columns) {
        return Left::All;
    }
    let mut beside = beside(sheet);
    let mut tables = Tables::new(sheet, options);
    for row in rows(sheet, &beside) {
        tables.take(row, &columns, out);
    }
    tables.end(out);
    match tables.records {
        false => Left::All,
        true => {
            beside.extend(tables.left);
            Left::Rows(sheet.only(&beside))
        }
    }
}

/// The tables of a sheet, each from its header on.
struct Tables<'s> {
    sheet: &'s Sheet,
    options: &'s ReadOptions,
    /// The names of the columns of the open table.
    header: Option<Vec<String>>,
    open: Option<Table>,
    rows: Vec<u32>,
    /// Whether any of them has records.
    records: bool,
    /// The rows of those that have none.
    left: Vec<u32>,
}

impl<'s> Tables<'s> {
    fn new(sheet: &'s Sheet, options: &'s ReadOptions) -> Self {
        let (header, open, rows) = (None, None, Vec::new());
        Self { sheet, options, header, open, rows, records: false, left: Vec::new() }
    }

    fn take(&mut self, row: table::Row, columns: &Columns, out: &mut Out<'_>) {
        if shape::is_header(&row.cells, columns) {
            // A header that is repeated on every page is not a record.
            if self.header.as_ref() == Some(&row.cells) {
                return;
            }
            if self.header.replace(row.cells.clone()).is_some() {
                self.end(out);
            }
        }
        let name = &self.sheet.name;
        let place = if name.is_empty() { Place::Lines } else { Place::Sheet(name) };
        let open = self.open.get_or_insert_with(|| Table::new(self.options, &place));
        self.rows.push(u32::try_from(row.line - 1).unwrap_or(u32::MAX));
        // Rows of a table that is none are of no use to it.
        open.take(row, out);
    }

    /// Ends the open table.
    fn end(&mut self, out: &mut Out<'_>) {
        let Some(open) = self.open.take() else { return };
        let rows = std::mem::take(&mut self.rows);
        match open.finish(out) {
            None => self.records = true,
            Some(_) => self.left.extend(rows),
        }
    }
}

/// What of a sheet is in no record.
pub(super) enum Left {
    All,
    /// These rows of a dump, and what is in no cell.
    Rows(Sheet),
}

/// What is known of a row.
struct Line {
    number: u32,
    filled: usize,
    /// How many columns its only cell takes, if it has only one.
    alone: Option<u32>,
}

/// The rows that are not records of the table: another table further down, and notes over all its
/// columns.
fn beside(sheet: &Sheet) -> HashSet<u32> {
    let lines: Vec<Line> = sheet.rows().map(|row| line(&row)).collect();
    let Some(first) = lines.iter().take(HEAD).position(|line| line.filled > 1) else {
        return HashSet::new();
    };
    let filled = lines[first..].iter().take(2).map(|line| line.filled).max().unwrap_or_default();
    let is_note = |line: &Line| line.alone.is_some_and(|columns| columns >= NOTE);
    let blocks = lines[first..].chunk_by(|one, other| one.number + 1 == other.number);
    let mut beside = HashSet::new();
    for (at, block) in blocks.enumerate() {
        let like = block.iter().filter(|line| line.filled * 2 >= filled).count();
        let is_other = at > 0 && like * 2 < block.len();
        let left = block.iter().filter(|line| is_other || is_note(line));
        beside.extend(left.map(|line| line.number));
    }
    beside
}

fn line(row: &Row<'_>) -> Line {
    let mut own = row.own();
    let alone = match (own.next(), own.next()) {
        (Some(slot), None) if row.slots.len() == 1 => Some(slot.columns.1 - slot.columns.0 + 1),
        _ => None,
    };
    Line { number: row.number, filled: row.slots.len(), alone }
}

/// The rows of a table with a cell in every column that has text anywhere. What a merged area says
/// is said in each of its rows; of a header of two rows the second is handed over.
fn rows<'s>(sheet: &'s Sheet, beside: &HashSet<u32>) -> impl Iterator<Item = table::Row> {
    let columns = sheet.columns();
    let mut rows = sheet.rows().filter(|row| !beside.contains(&row.number)).enumerate().peekable();
    let mut groups: Option<Row<'s>> = None;
    std::iter::from_fn(move || {
        loop {
            let (at, row) = rows.next()?;
            let below = rows.peek().filter(|_| at < HEAD).map(|(_, below)| below);
            if below.is_some_and(|below| is_over(&row, below)) {
                groups = Some(row);
                continue;
            }
            let names = groups.take();
            let width = columns.partition_point(|column| *column <= row.last());
            let mut cells = vec![String::new(); width];
            for slot in &row.slots {
                let at = columns.partition_point(|column| *column < slot.columns.0);
                let text = match &names {
                    Some(groups) => named(slot, &row, groups),
                    None => slot.text.to_string(),
                };
                if let Some(cell) = cells.get_mut(at) {
                    *cell = text;
                }
            }
            return Some(table::Row { line: u64::from(row.number) + 1, cells });
        }
    })
}

/// Whether a row names groups of the columns that the row below it names.
fn is_over(row: &Row<'_>, below: &Row<'_>) -> bool {
    let is_group = |slot: Slot<'_>| {
        let named = below.own().filter(|name| is_within(name, &slot)).count();
        slot.columns.0 < slot.columns.1 && slot.text.chars().count() <= GROUP && named > 1
    };
    below.number == row.number + 1 && row.own().count() > 1 && row.own().any(is_group)
}

fn is_within(slot: &Slot<'_>, group: &Slot<'_>) -> bool {
    group.columns.0 <= slot.columns.0 && slot.columns.1 <= group.columns.1
}

/// The name of a column, after that of its group where another group has one of the same name.
fn named(slot: &Slot<'_>, row: &Row<'_>, groups: &Row<'_>) -> String {
    let is_again = row.slots.iter().filter(|other| other.text == slot.text).count() > 1;
    let group = groups.own().find(|group| is_within(slot, group) && group.columns != slot.columns);
    match group {
        Some(group) if is_again && !slot.is_from_above => format!("{}{}", group.text, slot.text),
        _ => slot.text.into(),
    }
}
