//! A page of a given width to write paragraphs on.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::link;
use super::marked::Marked;
use super::words::Language;
use super::wrap::{columns, wrap};

/// Text as it is.
pub(super) const PLAIN: Style = Style::new();
/// Titles and headings.
pub(super) const STRONG: Style = Style::new().bold();
/// Paths, rules and what explains.
pub(super) const FAINT: Style = Style::new().dimmed();
/// The query's words.
pub(super) const MATCH: Style = AnsiColor::Red.on_default().bold();
/// What a reader should beware of.
pub(super) const WARNING: Style = AnsiColor::Yellow.on_default();

/// The columns of a label of four Han characters, or of an English one, and the gap after it.
const LABEL_COLUMNS: (usize, usize) = (14, 10);

/// The narrowest page: below it nothing can be laid out.
const MIN_WIDTH: usize = 20;

/// Where to write, how wide, whether in colour, and in which language.
pub(super) struct Page<'a> {
    out: &'a mut dyn Write,
    width: usize,
    colour: bool,
    language: Language,
    /// The address that is behind what is written now.
    address: Option<String>,
}

impl<'a> Page<'a> {
    pub(super) fn new(
        out: &'a mut dyn Write,
        (width, colour, language): (usize, bool, Language),
    ) -> Self {
        Self { out, width: width.max(MIN_WIDTH), colour, language, address: None }
    }

    /// Writes `text` below `head`, which stands in its first line's indentation of `indent` columns.
    /// Unmarked text has the style `base`, marked text `mark`.
    pub(super) fn paragraph(
        &mut self,
        (head, indent): (&str, usize),
        text: &Marked,
        (base, mark): (Style, Style),
    ) -> io::Result<()> {
        let gap = usize::from(!head.is_empty() && !head.ends_with(' '));
        let indent = indent.min(self.width / 2).max(columns(head) + gap);
        for (number, line) in wrap(&text.text, self.width - indent).into_iter().enumerate() {
            let head = if number == 0 { head } else { "" };
            let space = indent.saturating_sub(columns(head));
            write!(self.out, "{head}{:space$}", "")?;
            let linked = self.address.as_deref().map(link::begin);
            write!(self.out, "{}", linked.as_deref().unwrap_or_default())?;
            for (piece, marked) in text.pieces(line) {
                self.paint(if marked { mark } else { base }, &text.text[piece])?;
            }
            write!(self.out, "{}", linked.map(|_| link::end()).unwrap_or_default())?;
            self.blank()?;
        }
        Ok(())
    }

    /// Makes what `write` writes a link to an address, where there is one and the screen is in colour.
    pub(super) fn linked(
        &mut self,
        address: Option<String>,
        write: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        self.address = address.filter(|_| self.colour);
        let written = write(self);
        self.address = None;
        written
    }

    /// Writes `text` in one style, indented.
    pub(super) fn text(&mut self, indent: usize, text: &str, style: Style) -> io::Result<()> {
        self.paragraph(("", indent), &text.into(), (style, style))
    }

    /// Writes `value` at the column `indent`, after `head`.
    pub(super) fn row(&mut self, head: &str, indent: usize, value: &str) -> io::Result<()> {
        let space = indent.saturating_sub(columns(head));
        writeln!(self.out, "{head}{:space$}{value}", "")
    }

    /// Where it is written to, for lines that are not laid out.
    pub(super) fn out(&mut self) -> &mut dyn Write {
        self.out
    }

    /// Ends a line.
    pub(super) fn blank(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    fn paint(&mut self, style: Style, text: &str) -> io::Result<()> {
        if self.colour && style != PLAIN {
            write!(self.out, "{style}{text}{style:#}")
        } else {
            self.out.write_all(text.as_bytes())
        }
    }

    /// The language that is written in.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// The columns that the labels of an announcement take.
    pub(super) fn label_columns(&self) -> usize {
        self.language.of(LABEL_COLUMNS)
    }

    /// How many columns there are.
    pub(super) fn width(&self) -> usize {
        self.width
    }
}
