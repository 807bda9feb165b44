//! How much text each column holds, and how much of it is in no document.

use super::super::super::column::Column;
use super::meaning::{Plan, Seen, Taken};
use super::names::Meaning;
use super::record::{Cell, Record};
use super::shape::LONG;
use super::usage::{ColumnUse, Known};
use super::values;

/// How many columns that are of no use are listed.
const LISTED: usize = 200;

/// In how many of the first records a column is compared with the body.
const COMPARED: usize = 20;

#[derive(Clone, Default)]
struct Count {
    records: u64,
    characters: u64,
    left_out: u64,
    /// It was the text of a record, though not planned as a body.
    was_body: bool,
    /// Its values repeat what is in the body.
    is_copy: bool,
}

/// The counts, by column.
#[derive(Default)]
pub(super) struct Tally {
    counts: Vec<Count>,
}

impl Tally {
    /// Marks the columns whose text the body of their records repeats, by the first `records`.
    pub(super) fn find_copies(&mut self, records: &[Record], plan: &Plan) {
        self.counts.resize_with(plan.taken.len(), Count::default);
        let mut seen = vec![(0_u32, 0_u32); plan.taken.len()];
        for record in records.iter().take(COMPARED) {
            let is_body = |cell: &&Cell| plan.body.contains(&cell.column);
            let bodies: Vec<_> =
                record.cells.iter().filter(is_body).map(|c| bare(&c.value)).collect();
            for cell in record.cells.iter().filter(|cell| values::han(&cell.value) >= LONG) {
                let text = bare(&cell.value);
                let (all, copies) = &mut seen[cell.column];
                *all += 1;
                *copies += u32::from(bodies.iter().any(|body| body.contains(&text)));
            }
        }
        for (count, (all, copies)) in self.counts.iter_mut().zip(seen) {
            count.is_copy = all > 0 && copies * 10 >= all * 8;
        }
    }

    /// Counts what a record holds; `body` are the columns its text is from.
    pub(super) fn count(
        &mut self,
        record: &Record,
        plan: &Plan,
        body: Option<(&[usize], &str)>,
        columns: &[Seen],
    ) {
        self.counts.resize_with(columns.len(), Count::default);
        let (from, text) = body.unwrap_or((&[], ""));
        let mut bare_text = None;
        for cell in record.cells.iter().filter(|cell| !cell.value.trim().is_empty()) {
            let count = &mut self.counts[cell.column];
            let characters = cell.value.chars().count() as u64;
            count.records += 1;
            count.characters += characters;
            let is_body = from.contains(&cell.column);
            count.was_body |= is_body;
            let is_of_use = is_body || count.is_copy || is_hint(plan.taken[cell.column]);
            if !is_of_use && values::han(&cell.value) >= LONG {
                let said = bare_text.get_or_insert_with(|| bare(text));
                let is_lost = !said.contains(&bare(&cell.value));
                count.left_out += if is_lost { characters } else { 0 };
            }
        }
    }

    /// What was made of the columns.
    pub(super) fn uses(
        &self,
        columns: &[Seen],
        plan: &Plan,
        place: Option<&str>,
    ) -> Vec<ColumnUse> {
        let mut idle = 0;
        let all = columns.iter().zip(&self.counts).zip(&plan.taken);
        let uses = all.filter(|((_, count), _)| count.records > 0).map(|((seen, count), taken)| {
            let taken = taken.map(|taken| (taken.column, taken.known));
            let taken = if count.was_body { Some(as_body(seen, taken)) } else { taken };
            ColumnUse {
                name: seen.name.clone(),
                place: place.map(str::to_string),
                taken: taken.map(|(column, _)| column),
                known: taken.map(|(_, known)| known),
                records: count.records,
                characters: count.characters,
                left_out: count.left_out,
            }
        });
        uses.filter(|column| {
            idle += usize::from(column.taken.is_none());
            column.taken.is_some() || column.left_out > 0 || idle <= LISTED
        })
        .collect()
    }
}

/// A column that was the text of records, as one taken for the body.
fn as_body(seen: &Seen, taken: Option<(Column, Known)>) -> (Column, Known) {
    match (taken, seen.named) {
        (Some(taken), _) => taken,
        (None, Some(named)) if named.meaning == Meaning::Holds(Column::Body) => {
            (Column::Body, named.known)
        }
        _ => (Column::Body, Known::Shape),
    }
}

/// Whether a column's values are handed on beside the text, or stand in for it.
fn is_hint(taken: Option<Taken>) -> bool {
    taken.is_some_and(|taken| taken.column != Column::Body)
}

/// The Han characters of a text outside tags, which are what two forms of it have in common.
fn bare(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        bare.extend(rest[..start].chars().filter(|c| values::is_han(*c)));
        let is_tag = rest[start + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        let end = rest[start..].find('>').filter(|_| is_tag).map_or(start, |end| start + end);
        rest = &rest[end + 1..];
    }
    bare.extend(rest.chars().filter(|c| values::is_han(*c)));
    bare
}
