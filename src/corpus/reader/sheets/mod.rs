//! Spreadsheets → records, where a sheet is a dump, or else one document.

mod book;
mod disguised;
mod document;
mod format;
mod grid;
mod kind;
mod ods;
mod styles;
mod xls;
mod xlsb;
mod xlsx;
mod xml2003;

use std::path::Path;

use super::options::ReadOptions;
use super::out::Out;
use crate::error::{ErrorKind, Refusal};

use grid::Sheet;

pub(super) use kind::may_be;

/// Reads the sheets of a file.
pub(super) fn read(
    path: &Path,
    bytes: &[u8],
    options: &ReadOptions,
    out: &mut Out<'_>,
) -> Result<(), ErrorKind> {
    let book = kind::open(bytes, options.encoding())?.told()?;
    for problem in book.problems {
        out.problem(None, problem);
    }
    let sheets: Vec<&Sheet> = book.sheets.iter().filter(|sheet| !sheet.is_empty()).collect();
    let mut raw = document::of(&sheets);
    if raw.text.is_empty() {
        return Err(Refusal::NoText.into());
    }
    out.unmapped(&raw.text);
    raw.hints.extend(super::file_name::hints(path));
    out.document(raw);
    Ok(())
}
