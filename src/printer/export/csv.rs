//! Comma-separated values, for programs and for spreadsheets.
//!
//! A spreadsheet computes what begins with `=`, makes a number of `007` and a day of `1-2`, and takes
//! UTF-8 without a mark for the encoding of its country. For it there is a dialect: a byte order
//! mark, CRLF, and `'` before such texts. Programs get texts as they are.

use std::borrow::Cow;
use std::io::{self, Write};

use ::csv::{ErrorKind, Terminator, Writer, WriterBuilder};
use jiff::civil::Date;

use super::columns::{COLUMNS, Cell, Column};
use super::rows::{Exported, Rows};
use crate::printer::{Language, words};
use crate::response::Hit;
use crate::wire::Row;

/// Whom a table is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Programs.
    Plain,
    /// Spreadsheets, and people who open them.
    Spreadsheet,
}

/// What spreadsheets begin a formula with, or pass over before one; the full-width forms count for as
/// much in East Asian settings.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// How many digits of a number spreadsheets keep.
const DIGITS: usize = 15;

/// A table being written.
pub(super) struct Table<'w> {
    dialect: Dialect,
    language: Language,
    writer: Writer<Box<dyn Write + 'w>>,
}

impl<'w> Table<'w> {
    pub(super) fn new(
        dialect: Dialect,
        language: Language,
        mut out: Box<dyn Write + 'w>,
    ) -> io::Result<Self> {
        let is_plain = dialect == Dialect::Plain;
        if !is_plain {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let end = if is_plain { Terminator::Any(b'\n') } else { Terminator::CRLF };
        let mut writer = WriterBuilder::new().terminator(end).from_writer(out);
        let heading = |name| if is_plain { name } else { words::heading(language, name) };
        writer.write_record(COLUMNS.iter().map(|column| heading(column.name))).map_err(failed)?;
        Ok(Self { dialect, language, writer })
    }

    fn cell<'r>(&self, column: &Column, cell: Cell<'r>) -> Cow<'r, str> {
        match cell {
            Cell::Word(word) if self.dialect == Dialect::Spreadsheet => {
                words::worded(self.language, column.name, word).into()
            }
            Cell::Word(word) => word.into(),
            Cell::Empty => "".into(),
            Cell::Number(number) => number.to_string().into(),
            Cell::Mark(is) => is.to_string().into(),
            Cell::Day(text) | Cell::Time(text) => text.into(),
            Cell::Text(text) if self.dialect == Dialect::Spreadsheet => guarded(text),
            Cell::Page(text) | Cell::File(text) if self.dialect == Dialect::Spreadsheet => {
                guarded(text.into())
            }
            Cell::Page(text) | Cell::File(text) => text.into(),
            Cell::Text(text) => text,
        }
    }
}

impl Rows for Table<'_> {
    fn hit(&mut self, hit: &Hit, seen: Date, _: &mut Exported) -> io::Result<()> {
        let row = Row::new(hit, seen);
        for column in &COLUMNS {
            let cell = self.cell(column, (column.cell)(&row));
            self.writer.write_field(&*cell).map_err(failed)?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(failed)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.writer.flush()
    }
}

/// The error of what is written to: a closed pipe is told by its kind.
fn failed(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A text with `'` before it where a spreadsheet would not take it for the text that it is.
fn guarded(text: Cow<'_, str>) -> Cow<'_, str> {
    match text.starts_with(FORMULA) || is_taken_for_a_value(&text) {
        true => format!("'{text}").into(),
        false => text,
    }
}

/// Whether a spreadsheet would make a number, a day or a time of a text and lose how it is written.
/// It reads an integer of few digits without zeros before it as it is.
fn is_taken_for_a_value(text: &str) -> bool {
    let is_of_a_value = |c: char| c.is_ascii_digit() || " .,-/:%eE+".contains(c);
    let has_digits = text.bytes().any(|byte| byte.is_ascii_digit());
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit())
        && text.len() <= DIGITS
        && (text == "0" || !text.starts_with('0'));
    has_digits && !is_plain && text.chars().all(is_of_a_value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_change_is_guarded_and_nothing_else() {
        let changed = [
            "=1+1",
            "+86",
            "-1",
            "@x",
            "\t=1",
            "\r=1",
            "\n=1",
            "＝1",
            "－一",
            "007",
            "0.50",
            "1-2",
            "2024/5/1",
            "3:15",
            "1e10",
            "1234567890123456",
            "50%",
            "1,000",
            "1 2",
        ];
        for text in changed {
            assert_eq!(guarded(text.into()), format!("'{text}"), "{text}");
        }
        for text in
            ["", "7", "0", "123456789012345", "国发〔2025〕1号", "1号", "a-b", "'x", "e", "-"]
        {
            let expected = if text == "-" { "'-" } else { text };
            assert_eq!(guarded(text.into()), expected, "{text}");
        }
    }
}
