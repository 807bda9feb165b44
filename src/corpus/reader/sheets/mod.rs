//! Spreadsheets → records, where a sheet is a dump, or else one document.
//!
//! All formats end in the same [`Sheet`]: cells with text, as they are shown, and merged areas.
//! Hidden sheets are read as well, after the others and under a line that says so. Errors
//! (`#N/A`) and formulas are no text, what a formula came to is.
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
mod grid;
mod kind;
mod numbers;
mod ods;
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

use grid::Sheet;
use kind::Opened;

pub(super) use kind::may_be;

/// Reads the sheets of a file.
pub(super) fn read(
    path: &Path,
    bytes: &[u8],
    options: &ReadOptions,
    out: &mut Out<'_>,
) -> Result<(), ErrorKind> {
    let (format, book) = match kind::open(bytes, options.encoding())? {
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
    let sheets: Vec<&Sheet> = book.sheets.iter().filter(|sheet| !sheet.is_empty()).collect();
    document(path, document::of(&sheets), out)
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
