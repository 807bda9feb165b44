//! A sheet as cells that have text, whatever file it came from, and the rows they make.
//!
//! Only cells with text are held: a sheet whose last cell is at `XFD1048576` costs that cell. How
//! many there may be, and how much text they have in all, is bounded by a [`Budget`].

use std::collections::HashSet;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::super::limits::TEXT_LIMIT;
use crate::error::Refusal;

/// The most cells with text that one file may have. Each takes 24 bytes.
const CELLS: usize = 8_000_000;

/// The most elements or records of one file that are looked at, cells without text among them.
const STEPS: usize = 100_000_000;

/// The most merged areas of a sheet that are held.
const AREAS: usize = 200_000;

/// How much a file may still hold.
#[derive(Debug)]
pub(super) struct Budget {
    cells: usize,
    bytes: usize,
    steps: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { cells: CELLS, bytes: TEXT_LIMIT, steps: STEPS }
    }
}

impl Budget {
    /// Takes a cell of this text.
    fn cell(&mut self, text: &str) -> Result<(), Refusal> {
        self.cells = self.cells.checked_sub(1).ok_or(Refusal::TableTooLarge)?;
        self.text(text.len())
    }

    /// Takes so many bytes of text.
    pub(super) fn text(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.bytes = self.bytes.checked_sub(bytes).ok_or(Refusal::TableTooLarge)?;
        Ok(())
    }

    /// Takes an element that may hold nothing.
    pub(super) fn step(&mut self) -> Result<(), Refusal> {
        self.steps = self.steps.checked_sub(1).ok_or(Refusal::TableTooLarge)?;
        Ok(())
    }
}

/// Cells that are one; both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub rows: (u32, u32),
    pub columns: (u32, u32),
}

impl Area {
    /// An area, if it is more than one cell.
    pub(super) fn of(rows: (u32, u32), columns: (u32, u32)) -> Option<Self> {
        let is_area = rows.0 <= rows.1
            && columns.0 <= columns.1
            && (rows.0, columns.0) != (rows.1, columns.1);
        is_area.then_some(Self { rows, columns })
    }
}

/// A cell with text.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub row: u32,
    pub column: u32,
    pub text: Rc<str>,
}

impl Cell {
    fn place(&self) -> (u32, u32) {
        (self.row, self.column)
    }
}

/// A sheet while it is read, and then its rows.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// What its tab says; empty where it has none.
    pub name: String,
    /// Whether a person does not see it.
    pub hidden: bool,
    cells: Vec<Cell>,
    /// Merged areas by the cell they begin at.
    areas: FxHashMap<(u32, u32), Area>,
    /// What is in no cell: notes and text boxes.
    pub beside: Vec<String>,
}

impl Sheet {
    pub(super) fn new(name: impl Into<String>, hidden: bool) -> Self {
        Self { name: name.into(), hidden, ..Self::default() }
    }

    /// Adds a cell; one without text is none.
    pub(super) fn put(
        &mut self,
        (row, column): (u32, u32),
        text: impl Into<Rc<str>> + AsRef<str>,
        budget: &mut Budget,
    ) -> Result<(), Refusal> {
        if text.as_ref().trim().is_empty() {
            return Ok(());
        }
        budget.cell(text.as_ref())?;
        self.cells.push(Cell { row, column, text: text.into() });
        Ok(())
    }

    /// Adds text that is in no cell.
    pub(super) fn put_beside(&mut self, text: &str, budget: &mut Budget) -> Result<(), Refusal> {
        let text = text.trim();
        if !text.is_empty() && self.beside.len() < NOTES {
            budget.text(text.len())?;
            self.beside.push(text.into());
        }
        Ok(())
    }

    pub(super) fn merge(&mut self, area: Option<Area>) {
        if self.areas.len() < AREAS {
            self.areas.extend(area.map(|area| ((area.rows.0, area.columns.0), area)));
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.cells.is_empty() && self.beside.is_empty()
    }

    /// Puts the cells in order, each place once, and says once what a merged area says.
    pub(super) fn finish(&mut self) {
        self.cells.sort_by_key(Cell::place);
        // Of two cells at one place the later one holds.
        self.cells.dedup_by(|later, earlier| {
            let is_same = later.place() == earlier.place();
            if is_same {
                std::mem::swap(&mut earlier.text, &mut later.text);
            }
            is_same
        });
        let repeated = self.repeated();
        let mut place = 0;
        self.cells.retain(|_| {
            place += 1;
            repeated.binary_search(&(place - 1)).is_err()
        });
    }

    /// The cells that say again what their merged area says: some programs write it into each.
    fn repeated(&self) -> Vec<usize> {
        let mut left = LOOKS;
        let mut repeated = Vec::new();
        for (head, area) in &self.areas {
            let Ok(head) = self.cells.binary_search_by_key(head, Cell::place) else { continue };
            let behind = self.cells[head + 1..].iter().zip(head + 1..);
            for (cell, place) in behind.take_while(|(cell, _)| cell.row <= area.rows.1).take(left) {
                left -= 1;
                if area.columns.0 <= cell.column
                    && cell.column <= area.columns.1
                    && cell.text == self.cells[head].text
                {
                    repeated.push(place);
                }
            }
        }
        repeated.sort_unstable();
        repeated
    }

    /// The rows that have text, in order; the sheet must be finished.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let mut open: Vec<(Area, &str)> = Vec::new();
        self.cells.chunk_by(|one, other| one.row == other.row).map(move |cells| {
            let number = cells[0].row;
            open.retain(|(area, _)| area.rows.1 >= number);
            let above = open.iter().map(|(area, text)| Slot {
                columns: area.columns,
                text,
                is_from_above: true,
            });
            let own = cells.iter().map(|cell| Slot {
                columns: self
                    .areas
                    .get(&cell.place())
                    .map_or((cell.column, cell.column), |area| area.columns),
                text: &cell.text,
                is_from_above: false,
            });
            let mut slots: Vec<Slot<'_>> = own.chain(above).collect();
            slots.sort_by_key(|slot| slot.columns.0);
            slots.dedup_by_key(|slot| slot.columns.0);
            let begun =
                cells.iter().filter_map(|cell| Some((self.areas.get(&cell.place())?, &*cell.text)));
            let room = OPEN.saturating_sub(open.len());
            let begun = begun.filter(|(area, _)| area.rows.1 > number);
            open.extend(begun.map(|(area, text)| (*area, text)).take(room));
            Row { number, slots }
        })
    }

    /// A sheet of these rows alone, with what is in no cell.
    pub(super) fn only(&self, rows: &HashSet<u32>) -> Self {
        let cells = self.cells.iter().filter(|cell| rows.contains(&cell.row));
        Self {
            name: self.name.clone(),
            hidden: self.hidden,
            cells: cells.cloned().collect(),
            areas: self.areas.clone(),
            beside: self.beside.clone(),
        }
    }

    /// The columns that have text anywhere, in order.
    pub(super) fn columns(&self) -> Vec<u32> {
        let mut columns: Vec<u32> = self.cells.iter().map(|cell| cell.column).collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }
}

/// How many cells are looked at in merged areas, in all of a sheet.
const LOOKS: usize = 10_000_000;

/// How many merged areas may reach into one row from above.
const OPEN: usize = 256;

/// The most notes and text boxes of a sheet.
const NOTES: usize = 100_000;

/// A row that has text.
#[derive(Clone, Debug)]
pub(super) struct Row<'s> {
    /// Its number, from zero.
    pub number: u32,
    pub slots: Vec<Slot<'s>>,
}

/// A cell of a row as a person sees it, which may be several merged ones.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot<'s> {
    /// The first and the last column.
    pub columns: (u32, u32),
    pub text: &'s str,
    /// Whether it begins in a row above.
    pub is_from_above: bool,
}

impl<'s> Row<'s> {
    /// The first column of its last cell.
    pub(super) fn last(&self) -> u32 {
        self.slots.last().map_or(0, |slot| slot.columns.0)
    }

    /// The cells that begin in this row.
    pub(super) fn own(&self) -> impl Iterator<Item = Slot<'s>> {
        self.slots.iter().copied().filter(|slot| !slot.is_from_above)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(cells: &[(u32, u32, &str)], areas: &[[u32; 4]]) -> Sheet {
        let mut sheet = Sheet::default();
        let mut budget = Budget::default();
        for (row, column, text) in cells {
            sheet.put((*row, *column), *text, &mut budget).unwrap();
        }
        areas.iter().for_each(|[top, bottom, left, right]| {
            sheet.merge(Area::of((*top, *bottom), (*left, *right)));
        });
        sheet.finish();
        sheet
    }

    type Said<'s> = Vec<(u32, &'s str, bool)>;

    fn rows(sheet: &Sheet) -> Vec<(u32, Said<'_>)> {
        fn said<'s>(row: Row<'s>) -> (u32, Said<'s>) {
            let slots = row.slots.into_iter();
            (
                row.number,
                slots.map(|slot| (slot.columns.0, slot.text, slot.is_from_above)).collect(),
            )
        }
        sheet.rows().map(said).collect()
    }

    #[test]
    fn cells_come_in_order_and_the_later_of_two_holds() {
        let sheet =
            sheet(&[(1, 0, "乙"), (0, 1, "甲"), (0, 0, "旧"), (0, 0, "新"), (2, 0, " ")], &[]);
        assert_eq!(
            rows(&sheet),
            [(0, vec![(0, "新", false), (1, "甲", false)]), (1, vec![(0, "乙", false)])]
        );
        assert_eq!(sheet.columns(), [0, 1]);
    }

    #[test]
    fn a_merged_area_is_said_once_and_known_below() {
        let cells = [(0, 0, "县局"), (0, 1, "一"), (1, 0, "县局"), (1, 1, "二"), (2, 1, "三")];
        let sheet = sheet(&cells, &[[0, 2, 0, 0]]);
        assert_eq!(
            rows(&sheet),
            [
                (0, vec![(0, "县局", false), (1, "一", false)]),
                (1, vec![(0, "县局", true), (1, "二", false)]),
                (2, vec![(0, "县局", true), (1, "三", false)]),
            ]
        );
    }

    #[test]
    fn a_file_may_hold_so_much_and_no_more() {
        let mut budget = Budget { cells: 2, bytes: 10, steps: 1 };
        let mut sheet = Sheet::default();
        assert_eq!(sheet.put((0, 0), "12345678", &mut budget), Ok(()));
        assert_eq!(sheet.put((0, 1), "", &mut budget), Ok(()));
        assert_eq!(sheet.put((0, 1), "123", &mut budget), Err(Refusal::TableTooLarge));
        assert_eq!((budget.step(), budget.step()), (Ok(()), Err(Refusal::TableTooLarge)));
    }
}
