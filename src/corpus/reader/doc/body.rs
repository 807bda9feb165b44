//! The text as it is put together: lines, rows of cells, and the numbers before paragraphs.

use super::super::numbering::Numbering;
use super::head::Head;
use super::lists;
use super::paragraphs::{Paragraph, Paragraphs};
use super::pieces::Piece;
use super::styles::Styles;

/// Text that is being put together, without field codes.
pub(super) struct Body<'a> {
    paragraphs: Paragraphs<'a>,
    styles: Styles,
    numbering: Numbering,
    /// The lines so far.
    pub text: String,
    fields: Fields,
    /// Where the paragraph begins that is being read.
    begin: usize,
    cell_ended: bool,
}

impl<'a> Body<'a> {
    pub(super) fn of(main: &'a [u8], table: &'a [u8], head: &Head) -> Self {
        Self {
            paragraphs: Paragraphs::of(main, table, head),
            styles: Styles::of(table, head),
            numbering: lists::numbering(table, head),
            text: String::new(),
            fields: Fields::default(),
            begin: 0,
            cell_ended: false,
        }
    }

    /// Adds the text of a piece.
    pub(super) fn read(&mut self, piece: &Piece) {
        let mut place = piece.place;
        for c in piece.text().chars() {
            let end = place + piece.width(c);
            self.add(c, place, end, piece);
            place = end;
        }
    }

    /// Adds a character, which lies between two places of the main stream.
    fn add(&mut self, c: char, place: usize, end: usize, piece: &Piece) {
        match c {
            '\u{13}'..='\u{15}' => self.fields.mark(c),
            _ if self.fields.in_code() => {}
            '\r' | '\u{7}' | '\u{C}' => {
                let paragraph = self.paragraph(place, piece);
                self.mark(c, end, paragraph);
                return;
            }
            '\u{B}' | '\u{E}' => self.text.push('\n'),
            '\u{1E}' => self.text.push('-'),
            '\t' => self.text.push('\t'),
            c if c.is_control() => {}
            c => self.text.push(c),
        }
        self.cell_ended = false;
    }

    /// The paragraph that a mark at a place of the main stream ends.
    fn paragraph(&self, place: usize, piece: &Piece) -> Option<Paragraph> {
        let known = self.paragraphs.at(place)?;
        Some(Paragraph { properties: known.properties.then(&piece.properties), ..known })
    }

    /// Adds the mark of a paragraph's end, or of a page's.
    fn mark(&mut self, c: char, end: usize, paragraph: Option<Paragraph>) {
        let row_end = c == '\u{7}' && self.ends_row(paragraph.as_ref());
        // What ends a page ends no paragraph unless a section ends there too.
        let is_end = c != '\u{C}' || paragraph.as_ref().is_some_and(|known| known.end == end);
        if is_end && !row_end {
            self.number(paragraph);
        }
        if row_end {
            self.text.truncate(self.text.trim_end_matches('\t').len());
        }
        self.cell_ended = c == '\u{7}' && !row_end;
        self.text.push(if self.cell_ended { '\t' } else { '\n' });
        if is_end {
            self.begin = self.text.len();
        }
    }

    /// Whether the mark of a cell ends a row; two in a row do where nothing else is known.
    fn ends_row(&self, paragraph: Option<&Paragraph>) -> bool {
        let known = paragraph.map(|paragraph| &paragraph.properties);
        let is_cell = known.and_then(|known| known.in_table) == Some(true);
        let is_end = known.and_then(|known| known.row_end) == Some(true);
        is_end || (self.cell_ended && !is_cell)
    }

    /// Lets the list of a paragraph count, and puts the number before its first word.
    fn number(&mut self, paragraph: Option<Paragraph>) {
        let Some(label) = paragraph.and_then(|paragraph| self.label(paragraph)) else { return };
        let words = self.text[self.begin..].trim_start();
        if !words.is_empty() {
            let word = self.text.len() - words.len();
            let blank = &self.text[self.begin..word];
            let line = self.begin + blank.rfind('\n').map_or(0, |at| at + 1);
            self.text.replace_range(line..word, &label);
        }
    }

    fn label(&mut self, paragraph: Paragraph) -> Option<String> {
        let own = paragraph.properties.listed;
        let style = paragraph.properties.style.unwrap_or(paragraph.style);
        let (by, of_style) = self.styles.listed(style);
        let by = by.filter(|_| own.list.is_none()).map(|style| style.to_string());
        self.numbering.next(&own.or(&of_style), by.as_deref())
    }
}

/// The fields that are open: in each a code, then perhaps what it made.
#[derive(Debug, Default)]
struct Fields {
    /// For every open field, whether its code goes on.
    open: Vec<bool>,
    /// In how many of them it does.
    codes: usize,
}

impl Fields {
    /// Takes up the mark of a field's begin (0x13), of its code's end (0x14) or of its end.
    fn mark(&mut self, mark: char) {
        if mark == '\u{13}' {
            self.open.push(true);
            self.codes += 1;
            return;
        }
        let Some(code) = self.open.pop() else { return };
        self.codes -= usize::from(code);
        if mark == '\u{14}' {
            self.open.push(false);
        }
    }

    fn in_code(&self) -> bool {
        self.codes > 0
    }
}
