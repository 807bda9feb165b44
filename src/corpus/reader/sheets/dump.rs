//! Sheets that are dumps: a record a row, under a header that may be two rows or stand below a
//! title.

use super::super::options::ReadOptions;
use super::super::out::Out;
use super::super::table::{self, Place, Table};
use super::grid::{Row, Sheet, Slot};
use crate::text::pattern::Pattern;

/// How many rows a header is looked for in.
const HEAD: usize = 12;

/// The longest name of a group of columns, in characters.
const GROUP: usize = 30;

/// The most characters of a cell that is no text of a document.
const CELL: usize = 150;

/// Lines above a table that make it an annex: what it lists are no texts of its own.
static ANNEX: Pattern = Pattern::new(r"^\s*附\s*[件表录]|废止|失效|清理|保留|修改");

/// Hands over the records of a sheet; `false` where it is no dump, and nothing was handed over.
pub(super) fn read(sheet: &Sheet, options: &ReadOptions, out: &mut Out<'_>) -> bool {
    if is_annex(sheet) {
        return false;
    }
    let place = if sheet.name.is_empty() { Place::Lines } else { Place::Sheet(&sheet.name) };
    let mut table = Table::new(options, &place);
    for row in rows(sheet) {
        if !table.take(row, out) {
            break;
        }
    }
    table.finish(out).is_none()
}

/// Whether a sheet says above its table that it is an annex, and has no text of a document in it.
fn is_annex(sheet: &Sheet) -> bool {
    let mut above = sheet.rows().take(HEAD).take_while(|row| row.own().count() == 1);
    let is_said = above.any(|row| row.own().any(|slot| ANNEX.is_match(slot.text)));
    is_said && !sheet.rows().any(|row| row.own().any(|slot| slot.text.chars().nth(CELL).is_some()))
}

/// The rows of a sheet with a cell in every column that has text anywhere. What a merged area says
/// is said in each of its rows; of a header of two rows the second is handed over.
fn rows(sheet: &Sheet) -> impl Iterator<Item = table::Row> {
    let columns = sheet.columns();
    let mut rows = sheet.rows().enumerate().peekable();
    let mut group: Option<Row<'_>> = None;
    std::iter::from_fn(move || {
        loop {
            let (at, row) = rows.next()?;
            let below = rows.peek().filter(|_| at < HEAD).map(|(_, below)| below);
            if below.is_some_and(|below| is_group(&row, below)) {
                group = Some(row);
                continue;
            }
            let mut cells =
                vec![String::new(); columns.partition_point(|column| *column <= row.last())];
            for slot in &row.slots {
                let at = columns.partition_point(|column| *column < slot.columns.0);
                cells[at] = group
                    .as_ref()
                    .map_or_else(|| slot.text.into(), |group| named(slot, &row, group));
            }
            group = None;
            return Some(table::Row { line: u64::from(row.number) + 1, cells });
        }
    })
}

/// Whether a row names groups of the columns that the row below it names.
fn is_group(row: &Row<'_>, below: &Row<'_>) -> bool {
    let is_over = |slot: Slot<'_>| {
        let named = below.own().filter(|name| is_within(name, &slot)).count();
        slot.columns.0 < slot.columns.1 && slot.text.chars().count() <= GROUP && named > 1
    };
    below.number == row.number + 1 && row.own().count() > 1 && row.own().any(is_over)
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
