//! XLS (BIFF8 and BIFF5, with the `.et` of WPS Office) → sheets, record by record.
//!
//! A workbook is one stream of records: first what all sheets share, then a run of records a sheet.
//! As \[MS-XLS\] tells them; a record that contradicts itself is left out by itself. Of the older
//! BIFF2 to BIFF4 texts and numbers are read, as numbers are and not as they are shown.

mod globals;
mod objects;
mod records;
mod rows;
mod text;

pub(super) use rows::rk;

use super::book::Book;
use super::grid::{Budget, Sheet};
use crate::error::Refusal;

use globals::Globals;
use records::{Records, kind};

/// The sheets in the stream `Workbook` of a compound file.
pub(super) fn read(stream: &[u8]) -> Result<Book, Refusal> {
    let mut budget = Budget::default();
    let globals = Globals::read(stream, &mut budget)?;
    let mut book = Book::default();
    for tab in globals.tabs.iter().filter(|tab| tab.is_sheet) {
        let sheet = Sheet::new(tab.name.as_str(), tab.hidden);
        book.sheet(sheet, &mut budget, |sheet, budget| {
            let mut records = Records::at(stream, tab.begins)
                .filter(|records| {
                    records
                        .clone()
                        .next()
                        .is_some_and(|first| kind::BEGINNINGS.contains(&first.kind))
                })
                .ok_or_else(|| Refusal::damaged("it lies outside the file"))?;
            rows::read(&mut records, &globals, sheet, budget)
        })?;
    }
    Ok(book)
}
