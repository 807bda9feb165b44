//! Spreadsheets → records, where a sheet is a dump, or else one document.

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
