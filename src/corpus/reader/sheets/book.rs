//! What a spreadsheet file holds, whatever format it is in.

use super::grid::{Budget, Sheet};
use crate::error::Refusal;

/// The most sheets of a file.
pub(super) const SHEETS: usize = 10_000;

/// The sheets of a file, finished, in the order of their tabs.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub sheets: Vec<Sheet>,
    /// What was not read, or is to be doubted.
    pub problems: Vec<String>,
}

impl Book {
    /// Reads one sheet; damage costs what follows it, a limit costs the file.
    pub(super) fn sheet(
        &mut self,
        mut sheet: Sheet,
        budget: &mut Budget,
        read: impl FnOnce(&mut Sheet, &mut Budget) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        match read(&mut sheet, budget) {
            Ok(()) => {}
            Err(Refusal::Damaged(cause)) => {
                let name = &sheet.name;
                self.problems
                    .push(format!("sheet {name} is damaged ({cause}): what follows is left out"));
            }
            Err(limit) => return Err(limit),
        }
        sheet.finish();
        self.sheets.push(sheet);
        Ok(())
    }

    /// The book if it has any text, or else why it has none.
    pub(super) fn told(self) -> Result<Self, Refusal> {
        if self.sheets.iter().any(|sheet| !sheet.is_empty()) {
            return Ok(self);
        }
        match self.problems.into_iter().next() {
            Some(problem) => Err(Refusal::damaged(problem)),
            None => Err(Refusal::NoText),
        }
    }
}
