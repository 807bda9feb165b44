//! Records of a file, one after the other → documents; what its columns hold is decided first.
//!
//! The first records are kept until that can be decided ([`meaning`]), at most 200 of them or 8 MiB;
//! the others pass. Text in a column that is met later, or that nothing was known of, is never lost:
//! it is the body of a record that has none, else the report names it ([`ColumnUse`]).

mod document;
mod look;
mod meaning;
mod names;
pub(super) mod parts;
mod record;
mod shape;
mod tally;
pub(super) mod usage;
mod values;

use rustc_hash::FxHashMap;

use super::super::column::Column;
use super::fields::Columns;
use super::limits::{KEPT_BYTES, KEPT_RECORDS};
use super::options::ReadOptions;
use super::out::Out;
use document::Found;
pub(super) use look::Look;
use meaning::{Plan, Seen};
use names::{Meaning, Named};
pub(super) use names::{is_known, tells};
pub(super) use record::{Cell, Record};
pub(super) use shape::{is_link, is_title};
use tally::Tally;
pub use usage::{ColumnUse, Known};
pub(super) use values::{date_form, han, has_sentences};

/// How many columns are told apart; objects with a key for every value have no end of them.
const MOST_COLUMNS: usize = 4_096;

/// The name of all columns beyond those told apart.
const OTHERS: &str = "(other keys)";

/// The records of a file, or of one of its tables.
pub(super) struct Records {
    names: Columns,
    place: Option<String>,
    columns: Vec<Seen>,
    index: FxHashMap<String, usize>,
    /// What names of keys say.
    keys: FxHashMap<String, Option<Named>>,
    kept: Vec<Record>,
    kept_bytes: usize,
    plan: Option<Plan>,
    tally: Tally,
}

impl Records {
    /// Those of the table called `place`, or of a file that is one table.
    pub(super) fn new(options: &ReadOptions, place: Option<&str>) -> Self {
        Self {
            names: options.columns(),
            place: place.map(str::to_string),
            columns: Vec::new(),
            index: FxHashMap::default(),
            keys: FxHashMap::default(),
            kept: Vec::new(),
            kept_bytes: 0,
            plan: None,
            tally: Tally::default(),
        }
    }

    /// The number of the column called `name`.
    pub(super) fn column(&mut self, name: &str) -> usize {
        if let Some(known) = self.index.get(name) {
            return *known;
        }
        let name = if self.columns.len() < MOST_COLUMNS { name } else { OTHERS };
        if let Some(known) = self.index.get(name) {
            return *known;
        }
        self.columns.push(Seen::new(name, &self.names));
        self.index.insert(name.into(), self.columns.len() - 1);
        self.columns.len() - 1
    }

    /// The name of a column.
    pub(super) fn name(&self, column: usize) -> &str {
        &self.columns[column].name
    }

    /// What the name of a key says, whether or not it is a column.
    fn named(&mut self, key: &str) -> Option<Named> {
        if let Some(known) = self.keys.get(key) {
            return *known;
        }
        let named = names::of(key, &self.names);
        if self.keys.len() < MOST_COLUMNS {
            self.keys.insert(key.into(), named);
        }
        named
    }

    /// Whether the name of a key is known.
    pub(super) fn is_known(&mut self, key: &str) -> bool {
        self.named(key).is_some()
    }

    /// What a key holds by its name.
    pub(super) fn holds(&mut self, key: &str) -> Option<Column> {
        match self.named(key)?.meaning {
            Meaning::Holds(column) => Some(column),
            _ => None,
        }
    }

    /// What these cells show by themselves: a document, part of one, or neither.
    pub(super) fn look(&self, cells: &[Cell]) -> Look {
        look::of(cells, &self.columns)
    }

    /// Takes the next record.
    pub(super) fn take(&mut self, record: Record, out: &mut Out<'_>) {
        if self.plan.is_some() {
            return self.hand_over(record, out);
        }
        self.kept_bytes += record.cells.iter().map(|cell| cell.value.len()).sum::<usize>();
        self.kept.push(record);
        if self.kept.len() >= KEPT_RECORDS || self.kept_bytes >= KEPT_BYTES {
            self.settle(out);
        }
    }

    /// Hands over what is left, and says what was made of the columns.
    pub(super) fn finish(mut self, out: &mut Out<'_>) {
        self.settle(out);
        let plan = self.plan.unwrap_or_default();
        out.columns(self.tally.uses(&self.columns, &plan, self.place.as_deref()));
        out.in_order();
    }

    /// Decides what the columns hold, and hands over the records that waited for that.
    fn settle(&mut self, out: &mut Out<'_>) {
        if self.plan.is_some() {
            return;
        }
        let kept = std::mem::take(&mut self.kept);
        for cell in kept.iter().flat_map(|record| &record.cells) {
            self.columns[cell.column].add(&cell.value);
        }
        let plan = meaning::plan(&self.columns);
        self.tally.find_copies(&kept, &plan);
        self.plan = Some(plan);
        kept.into_iter().for_each(|record| self.hand_over(record, out));
    }

    fn hand_over(&mut self, record: Record, out: &mut Out<'_>) {
        let Some(plan) = &mut self.plan else { return };
        while plan.taken.len() < self.columns.len() {
            // A column that the first records did not have: its name tells, or nothing does.
            let at = plan.taken.len();
            let new = &mut self.columns[at];
            record
                .cells
                .iter()
                .filter(|cell| cell.column == at)
                .for_each(|cell| new.add(&cell.value));
            plan.taken.push(meaning::later(new));
        }
        let found = document::of(&record, &self.columns, plan);
        let Record { place, line, .. } = &record;
        let told = place.as_deref().unwrap_or("the record");
        let Some(Found { mut raw, id, problem, body }) = found else {
            self.tally.count(&record, plan, None, &self.columns);
            return out.problem(*line, format!("{told} has no title and no body"));
        };
        self.tally.count(&record, plan, Some((&body, &raw.text)), &self.columns);
        raw.part = place.as_deref().map(|place| out.parts.name(id, place));
        if let Some(reason) = problem {
            let of = raw.part.as_deref().unwrap_or("the record");
            out.problem(*line, format!("the body of {of} was not read: {reason}"));
        }
        out.document(raw);
    }
}

/// What the first rows of a table, under these names, show: the columns of its texts, if its records
/// are documents at all.
///
/// They are if a column holds their texts, or their titles.
pub(super) fn texts(names: &[String], rows: &[&[String]], columns: &Columns) -> Option<Vec<usize>> {
    let mut seen: Vec<Seen> = names.iter().map(|name| Seen::new(name, columns)).collect();
    for row in rows {
        let filled = seen.iter_mut().zip(*row).filter(|(_, value)| !value.trim().is_empty());
        filled.for_each(|(seen, value)| seen.add(value));
    }
    let plan = meaning::plan(&seen);
    plan.tells_documents(&seen).then_some(plan.body)
}

#[cfg(test)]
mod tests;
