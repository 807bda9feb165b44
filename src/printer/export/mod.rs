//! All hits of a search in one file: tables, lists and references, written hit by hit.
//!
//! Every format writes the same row of a hit. Where hits have all that was asked for, the nearest others
//! are left out: a table has no place to say that they are only near.

mod columns;
mod csv;
mod lists;
mod rows;
mod xlsx;

use std::io::{self, Write};

use jiff::civil::Date;

pub use self::rows::{Exported, Out};

use self::csv::{Dialect, Table};
use self::lists::{Lines, References};
use self::rows::Rows;
use self::xlsx::Book;
use super::Language;
use crate::response::{Hit, SearchResponse};
use crate::wire::Citation;

/// The form of a file of hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// CSV for programs: UTF-8, lines that end with LF, machine names above, cells as they are.
    Csv,
    /// CSV for spreadsheets: a byte order mark, lines that end with CRLF, headings in the user's
    /// language, and `'` before what a spreadsheet would compute or take for a number. Levels, kinds,
    /// validity and rungs are in that language too.
    SpreadsheetCsv,
    /// A workbook of Excel: dates and numbers with their types, headings and words in the user's
    /// language.
    Xlsx,
    /// One JSON object a line, as [`hit_json`](crate::wire::hit_json) writes it.
    Jsonl,
    /// Entries of BibLaTeX.
    Bibtex,
    /// Records of RIS.
    Ris,
    /// An array of CSL-JSON.
    CslJson,
}

/// A file of hits being written.
///
/// ```
/// use policy_search::SearchResponse;
/// use policy_search::printer::{Export, Format, Language, Out};
///
/// let mut list = Vec::new();
/// let out = Out::Stream(Box::new(&mut list));
/// let exported = Export::new(Format::CslJson, Language::English, out)?.finish()?;
/// assert_eq!((exported.hits, list.as_slice()), (0, &b"[]\n"[..]));
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Export<'w> {
    rows: Box<dyn Rows + 'w>,
    /// Whether the first hit has all that was asked for.
    is_strict: Option<bool>,
    exported: Exported,
}

impl<'w> Export<'w> {
    /// Begins a file of `format`, with headings in `language` where it is for people.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn new(format: Format, language: Language, out: Out<'w>) -> io::Result<Self> {
        let rows: Box<dyn Rows + 'w> = match format {
            Format::Csv => Box::new(Table::new(Dialect::Plain, language, out.stream())?),
            Format::SpreadsheetCsv => {
                Box::new(Table::new(Dialect::Spreadsheet, language, out.stream())?)
            }
            Format::Xlsx => Box::new(Book::new(language, out)?),
            Format::Jsonl => Box::new(Lines(out.stream())),
            Format::Bibtex => Box::new(References::new(Citation::Bibtex, out.stream())),
            Format::Ris => Box::new(References::new(Citation::Ris, out.stream())),
            Format::CslJson => Box::new(References::new(Citation::CslJson, out.stream())),
        };
        Ok(Self { rows, is_strict: None, exported: Exported::default() })
    }

    /// Writes a hit whose page is cited as seen on the day `seen`, unless it is only near and others
    /// are not.
    ///
    /// # Errors
    /// When the file cannot be written to.
    pub fn hit(&mut self, hit: &Hit, seen: Date) -> io::Result<()> {
        let is_strict = *self.is_strict.get_or_insert(hit.rung.is_strict());
        if is_strict && !hit.rung.is_strict() {
            self.exported.nearest += 1;
            return Ok(());
        }
        self.exported.hits += 1;
        self.rows.hit(hit, seen, &mut self.exported)
    }

    /// Ends the file, and says what was written.
    ///
    /// # Errors
    /// When the file cannot be written to.
    pub fn finish(self) -> io::Result<Exported> {
        self.rows.finish()?;
        Ok(self.exported)
    }
}

/// Writes the hits of a response as CSV for programs: those of the strict rungs, or the nearest where
/// those are empty. The values are those that [`response_json`](crate::wire::response_json) has for
/// a hit. Issuers are parted by `; `, `validity_by` is a number, else a title between 《》, `copies` a
/// count, and what is unknown is empty.
///
/// Fails only when `out` does.
pub fn csv(response: &SearchResponse, out: &mut dyn Write) -> io::Result<()> {
    let mut export = Export::new(Format::Csv, Language::default(), Out::Stream(Box::new(out)))?;
    response.hits.iter().try_for_each(|hit| export.hit(hit, response.now))?;
    export.finish().map(drop)
}

#[cfg(test)]
mod tests;
