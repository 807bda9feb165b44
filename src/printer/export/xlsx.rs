//! A workbook of Excel, by `rust_xlsxwriter`.
//!
//! `rust_xlsxwriter` 0.102 (MIT or Apache-2.0, no `unsafe`, on the `zip` that is here already) writes rows
//! to a temporary file as they come, so that memory does not grow with them; only addresses that can be
//! followed are kept, as many as a sheet may have. Compared with it: `umya-spreadsheet` 4, which
//! reads and changes workbooks and holds all cells in memory, and `calamine`, which only reads.
//! Own writing with `zip` and `quick-xml` would be the same again for escapes, types and styles.

use std::borrow::Cow;
use std::io::{self, Write};

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use rust_xlsxwriter::{Format, Url, Workbook, Worksheet, XlsxError};

use super::columns::{COLUMNS, Cell};
use super::rows::{Exported, Out, Rows};
use crate::printer::{Language, words};
use crate::response::Hit;
use crate::wire::Row;

/// The most rows of a sheet, with that of the headings.
const ROWS: u32 = 1_048_576;

/// The most characters of a cell, in units of UTF-16.
const CHARACTERS: usize = 32_767;

/// The most addresses of a sheet that can be followed.
const LINKS: usize = 65_530;

/// The most characters of one, in units of UTF-16.
const ADDRESS: usize = 2_000;

/// The first year that a workbook has days of.
const FIRST_YEAR: i16 = 1900;

/// A workbook being written.
pub(super) struct Book<'w> {
    book: Workbook,
    language: Language,
    out: Out<'w>,
    formats: Formats,
    row: u32,
    links: usize,
}

struct Formats {
    day: Format,
    time: Format,
    link: Format,
}

impl<'w> Book<'w> {
    pub(super) fn new(language: Language, out: Out<'w>) -> io::Result<Self> {
        let mut book = Workbook::new();
        begin(book.add_worksheet_with_constant_memory().map_err(failed)?, language)
            .map_err(failed)?;
        let formats = Formats {
            day: Format::new().set_num_format("yyyy-mm-dd"),
            time: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
            link: Format::new().set_hyperlink(),
        };
        Ok(Self { book, language, out, formats, row: 1, links: 0 })
    }

    fn write(&mut self, row: &Row<'_>, exported: &mut Exported) -> Result<(), XlsxError> {
        let sheet = self.book.worksheet_from_index(0)?;
        for (column, at) in COLUMNS.iter().zip(0..) {
            let mut place = Place { sheet, row: self.row, column: at, formats: &self.formats };
            match (column.cell)(row) {
                Cell::Empty => (),
                Cell::Number(number) => _ = place.sheet.write_number(self.row, at, number)?,
                Cell::Mark(is) => _ = place.sheet.write_boolean(self.row, at, is)?,
                Cell::Day(text) => place.day(text)?,
                Cell::Time(text) => place.time(text)?,
                Cell::Word(word) => {
                    _ = place.text(words::worded(self.language, column.name, word))?;
                }
                Cell::Text(text) => exported.cut += usize::from(place.text(&text)?),
                Cell::Page(text) => self.links += place.page(text, self.links, exported)?,
                Cell::File(text) => self.links += place.file(text, self.links, exported)?,
            }
        }
        Ok(())
    }
}

impl Rows for Book<'_> {
    fn hit(&mut self, hit: &Hit, seen: Date, exported: &mut Exported) -> io::Result<()> {
        if self.row == ROWS {
            exported.hits -= 1;
            exported.beyond += 1;
            return Ok(());
        }
        self.write(&Row::new(hit, seen), exported).map_err(failed)?;
        self.row += 1;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        let sheet = self.book.worksheet_from_index(0).map_err(failed)?;
        sheet.autofilter(0, 0, self.row - 1, COLUMNS.len() as u16 - 1).map_err(failed)?;
        match self.out {
            Out::File(file) => self.book.save_to_writer(file).map_err(failed),
            Out::Stream(mut stream) => {
                let whole = self.book.save_to_buffer().map_err(failed)?;
                stream.write_all(&whole)?;
                stream.flush()
            }
        }
    }
}

/// Writes the headings, which stay where they are when the rows are scrolled.
fn begin(sheet: &mut Worksheet, language: Language) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    sheet.set_freeze_panes(1, 0)?;
    for (column, at) in COLUMNS.iter().zip(0..) {
        sheet.set_column_width(at, column.width)?;
        sheet.write_string_with_format(0, at, words::heading(language, column.name), &bold)?;
    }
    Ok(())
}

/// A place in the sheet.
struct Place<'s> {
    sheet: &'s mut Worksheet,
    row: u32,
    column: u16,
    formats: &'s Formats,
}

impl Place<'_> {
    /// Writes a text, and says whether it was cut.
    fn text(&mut self, text: &str) -> Result<bool, XlsxError> {
        let fitting = fitting(text);
        self.sheet.write_string(self.row, self.column, &*fitting)?;
        Ok(fitting.len() < text.len())
    }

    fn day(&mut self, text: &str) -> Result<(), XlsxError> {
        let day = text.parse::<Date>().ok().filter(|day| day.year() >= FIRST_YEAR);
        match day {
            Some(day) => {
                let format = &self.formats.day;
                self.sheet.write_datetime_with_format(self.row, self.column, day, format)?;
            }
            None => _ = self.text(text)?,
        }
        Ok(())
    }

    fn time(&mut self, text: &str) -> Result<(), XlsxError> {
        let utc = |time: Timestamp| time.to_zoned(TimeZone::UTC).datetime();
        let time: Option<DateTime> = text.parse().ok().map(utc);
        match time {
            Some(time) => {
                let format = &self.formats.time;
                self.sheet.write_datetime_with_format(self.row, self.column, time, format)?;
            }
            None => _ = self.text(text)?,
        }
        Ok(())
    }

    /// Writes the address of a page; says how many of `links` there are more.
    fn page(
        &mut self,
        text: &str,
        links: usize,
        exported: &mut Exported,
    ) -> Result<usize, XlsxError> {
        let is_page = text.starts_with("http://") || text.starts_with("https://");
        let address = is_page.then(|| text.to_string());
        self.link(text, address, links, exported)
    }

    /// Writes the path of a file; says how many of `links` there are more.
    fn file(
        &mut self,
        text: &str,
        links: usize,
        exported: &mut Exported,
    ) -> Result<usize, XlsxError> {
        // These two mean something else in an address, and are not encoded by the library.
        let address = (!text.contains(['#', '%'])).then(|| format!("file:///{text}"));
        self.link(text, address, links, exported)
    }

    fn link(
        &mut self,
        text: &str,
        address: Option<String>,
        links: usize,
        exported: &mut Exported,
    ) -> Result<usize, XlsxError> {
        let address = address.filter(|to| links < LINKS && to.encode_utf16().count() <= ADDRESS);
        let Some(address) = address else {
            exported.cut += usize::from(self.text(text)?);
            return Ok(0);
        };
        let address = Url::new(address).set_text(text);
        self.sheet.write_url_with_format(self.row, self.column, address, &self.formats.link)?;
        Ok(1)
    }
}

/// As much of a text as a cell can have, with `…` where it is cut.
fn fitting(text: &str) -> Cow<'_, str> {
    // No character has more units of UTF-16 than bytes.
    if text.len() <= CHARACTERS || text.encode_utf16().count() <= CHARACTERS {
        return text.into();
    }
    let mut units = 0;
    let mut fits = |c: &char| {
        units += c.len_utf16();
        units < CHARACTERS
    };
    let kept: String = text.chars().take_while(|c| fits(c)).collect();
    format!("{kept}…").into()
}

fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}
