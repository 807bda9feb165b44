//! Styles of cells: only how their numbers are shown.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::numbers::{Format, builtin};

/// The formats of a workbook by the number of a cell's style.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// Codes of its own, by number.
    codes: FxHashMap<u32, Rc<Format>>,
    cells: Vec<Rc<Format>>,
}

impl Styles {
    /// A code that the workbook gives a number.
    pub(super) fn code(&mut self, id: u32, code: &str) {
        self.codes.insert(id, Format::of(code).into());
    }

    /// The next style of cells, which has the format of this number.
    pub(super) fn cell(&mut self, id: u32) {
        let known = self.codes.entry(id);
        let format = known.or_insert_with(|| Format::of(builtin(id).unwrap_or("General")).into());
        self.cells.push(Rc::clone(format));
    }

    /// The format of cells of a style, if the workbook knows it.
    pub(super) fn format(&self, style: usize) -> Option<&Format> {
        self.cells.get(style).map(|format| &**format)
    }
}
