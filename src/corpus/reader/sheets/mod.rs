//! Spreadsheets → records, where a sheet is a dump, or else one document.
//!
//! All formats end in the same [`Sheet`]: cells with text, as they are shown, and merged areas.
//! Hidden sheets are read as well, after the others and under a line that says so. Errors
//! (`#N/A`) and formulas are left out; the result of a formula is kept.
//!
//! The formats are read here, over the ZIP, XML and compound files of this room, for none of the
//! libraries gives all that a person sees. Compared on 828 real workbooks (the test files of Apache
//! POI and calamine, 1,039,687 cells) with what openpyxl, xlrd and pyxlsb read in them:
//!
//! | | cells read | right among those read | what cells show | notes, text boxes |
//! |---|---|---|---|---|
//! | this room | 99.98 % | 99.8 % | percentages, decimals, units, dates | yes |
//! | calamine 0.38 | 99.88 % | 99.6 % | dates only | no |
//!
//! Nearly all cells that count as wrong here are shown so (`1K` for 1,021) or are in sheets that the
//! others leave out. calamine knows merged areas in two of its four formats, allocates what a file
//! says it needs (a `uniqueCount` of 2⁶⁴ − 1 is a panic, a cell at `XFD1048576` an abort, a gibibyte
//! of shared strings 3.4 GB), refuses a workbook for one bad record, and unpacks by itself, past the
//! limits of [`Package`](super::package::Package). umya-spreadsheet 4 reads XLSX alone, as a tree of
//! all cells with their styles.

mod book;
mod disguised;
mod document;
mod dump;
mod grid;
mod kind;
mod numbers;
mod ods;
mod shape;
mod styles;
mod xls;
mod xlsb;
mod xlsx;
mod xml2003;

use std::path::Path;

use super::file_name;
use super::format::Format;
use super::options::ReadOptions;
use super::out::Out;
use crate::error::{ErrorKind, Refusal};
use crate::extract::RawText;

use dump::Left;
use grid::Sheet;
use kind::Opened;

pub(super) use kind::may_be;

/// So few characters beside the records of a workbook are a remark and no document.
const LITTLE: usize = 100;

/// Reads the sheets of a file.
pub(super) fn read(
    path: &Path,
    bytes: &[u8],
    options: &ReadOptions,
    out: &mut Out<'_>,
) -> Result<(), ErrorKind> {
    let (format, book) = match kind::open(bytes, options.encoding(), out)? {
        Opened::Book(book) => (out.report.format, book.told()?),
        Opened::Disguised(format, book) => (format, book.told()?),
        Opened::Page(raw) => {
            out.report.format = Format::Html;
            return document(path, raw, out);
        }
    };
    out.report.format = format;
    for problem in book.problems {
        out.problem(None, problem);
    }
    let (mut papers, mut left) = (Vec::new(), Vec::new());
    for sheet in book.sheets.iter().filter(|sheet| !sheet.is_empty()) {
        match dump::read(sheet, options, out) {
            Left::All => papers.push(sheet),
            Left::Rows(rows) => left.push(rows),
        }
    }
    if left.is_empty() {
        return document(path, document::of(&papers), out);
    }
    papers.extend(left.iter().filter(|rows| !rows.is_empty()));
    beside(path, &papers, out)
}

/// What is in a workbook beside its records: a document of its own, unless nobody sees it or it says
/// too little to be one.
fn beside(path: &Path, sheets: &[&Sheet], out: &mut Out<'_>) -> Result<(), ErrorKind> {
    let (hidden, shown): (Vec<&Sheet>, Vec<&Sheet>) = sheets.iter().partition(|sheet| sheet.hidden);
    for sheet in hidden {
        out.problem(None, format!("the hidden sheet {} has no records: left out", sheet.name));
    }
    let mut raw = document::of(&shown);
    if raw.text.chars().count() > LITTLE {
        let name = shown.first().map(|sheet| sheet.name.clone());
        raw.part = Some(out.parts.name(name.filter(|name| !name.is_empty()), "sheet"));
        return document(path, raw, out);
    }
    if !raw.text.is_empty() {
        let said = raw.text.split_whitespace().collect::<Vec<_>>().join(" ");
        out.problem(None, format!("beside the records stands only: {said}"));
    }
    match out.report.documents {
        0 if out.report.problems.is_empty() => Err(Refusal::OnlyHeader.into()),
        0 => Err(Refusal::NoFullRecord.into()),
        _ => Ok(()),
    }
}

/// Hands over a document that is a file of its own.
fn document(path: &Path, mut raw: RawText, out: &mut Out<'_>) -> Result<(), ErrorKind> {
    if raw.text.is_empty() {
        return Err(Refusal::NoText.into());
    }
    out.unmapped(&raw.text);
    raw.hints.extend(file_name::hints(path));
    out.document(raw);
    Ok(())
}
