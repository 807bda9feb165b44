//! Pages of 512 bytes of the main stream, which hold properties by the places of characters.
//!
//! A page begins with places that rise, one more than it has entries, and ends with their number
//! (`PapxFkp`, `ChpxFkp`); a table in the table stream has the first place of every page (`PlcBte`).

use super::super::bytes::{span, u32_at};
use super::head::{Head, Table};

/// The size of a page of properties.
pub(super) const PAGE: usize = 512;

/// The pages of one kind of properties.
#[derive(Clone, Copy)]
pub(super) struct Pages<'a> {
    pub main: &'a [u8],
    /// Places of characters, one more than pages, then the numbers of the pages.
    pub table: &'a [u8],
}

/// An entry of a page: the properties of the characters between two places.
pub(super) struct Entry<'a> {
    pub page: &'a [u8],
    /// How many entries the page has.
    pub count: usize,
    /// Which of them it is.
    pub at: usize,
    /// The place behind the last character.
    pub end: usize,
}

impl<'a> Pages<'a> {
    pub(super) fn of(main: &'a [u8], stream: &'a [u8], head: &Head, table: Table) -> Self {
        Self { main, table: head.table(stream, table).unwrap_or_default() }
    }

    /// The entry of the character at a place of the main stream.
    pub(super) fn at(&self, place: usize) -> Option<Entry<'a>> {
        let count = self.table.len().checked_sub(4)? / 8;
        let page = slot(self.table, count, place)?;
        let page = u32_at(self.table, 4 * (count + 1) + 4 * page)? & 0x003F_FFFF;
        let page = span(self.main, page.checked_mul(PAGE)?, PAGE)?;
        let count = usize::from(*page.last()?);
        let at = slot(page, count, place)?;
        Some(Entry { page, count, at, end: u32_at(page, 4 * at + 4)? })
    }
}

/// Which of `count` stretches between rising places, one more than they are, a place lies in.
fn slot(places: &[u8], count: usize, place: usize) -> Option<usize> {
    let mut from = 0;
    let mut to = count;
    while from < to {
        let middle = usize::midpoint(from, to);
        if u32_at(places, 4 * middle + 4)? <= place {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    (from < count && u32_at(places, 4 * from)? <= place).then_some(from)
}
