//! The text as it is put together: lines, rows of cells, and the numbers before paragraphs.

use std::ops::Range;

use super::super::numbering::Numbering;
use super::super::portions::marked;
use super::super::word::boxes::{Boxed, Flow};
use super::super::word::{field, symbol};
use super::boxes;
use super::characters::{Characters, Look};
use super::fields::{Field, Fields};
use super::fonts::Fonts;
use super::forms;
use super::head::Head;
use super::lists;
use super::paragraphs::{Paragraph, Paragraphs};
use super::pieces::{Modifier, Piece, Pieces};
use super::styles::Styles;
use crate::extract::PortionKind;

/// The character that takes the place of a symbol which a property names.
const SYMBOL: char = '(';

/// How deep fields may be in each other; what deeper ones show is taken as it is.
const DEPTH: usize = 32;

/// What all texts of a document share.
pub(super) struct Body<'a> {
    pieces: Pieces<'a>,
    paragraphs: Paragraphs<'a>,
    characters: Characters<'a>,
    fonts: Fonts,
    styles: Styles,
    numbering: Numbering,
    data: ReadData<'a>,
    /// How many characters may be read still: none has less than a byte of its own, whatever the
    /// table of pieces says.
    left: usize,
}

/// The streams that the text of a document lies in.
#[derive(Clone, Copy)]
pub(super) struct Streams<'a> {
    pub main: &'a [u8],
    pub table: &'a [u8],
}

/// Reads what the stream `Data` has from a place on.
pub(super) type ReadData<'a> = &'a mut dyn FnMut(usize) -> Vec<u8>;

impl<'a> Body<'a> {
    /// `None` for a document without a table of pieces.
    pub(super) fn of(streams: Streams<'a>, data: ReadData<'a>, head: &Head) -> Option<Self> {
        let Streams { main, table } = streams;
        Some(Self {
            pieces: Pieces::of(main, table, head)?,
            paragraphs: Paragraphs::of(main, table, head),
            characters: Characters::of(main, table, head),
            fonts: Fonts::of(table, head),
            styles: Styles::of(table, head),
            numbering: lists::numbering(table, head),
            data,
            left: main.len(),
        })
    }

    /// The lines of these characters, with the boxes that hang on some of them, in their order;
    /// `None` where the table of pieces contradicts itself.
    pub(super) fn read(
        &mut self,
        range: Range<usize>,
        boxes: Vec<(usize, Boxed)>,
    ) -> Option<String> {
        let range = range.start..range.end.min(range.start.saturating_add(self.left));
        let pieces: Option<Vec<Piece>> = self.pieces.of_range(range).collect();
        let read: usize = pieces.iter().flatten().map(|piece| piece.characters).sum();
        self.left = self.left.saturating_sub(read);
        let flow = (!boxes.is_empty()).then(Flow::default);
        let mut text = Text {
            body: self,
            lines: String::new(),
            fields: Fields::default(),
            begin: 0,
            block: 0,
            cell_ended: false,
            flow,
            boxes: boxes.into_iter().peekable(),
        };
        pieces?.iter().for_each(|piece| text.read(piece));
        Some(text.finished())
    }
}

/// A character where it is.
#[derive(Clone, Copy)]
struct At {
    /// Its number.
    number: usize,
    /// Where it lies in the main stream.
    place: usize,
    /// The place behind it.
    end: usize,
}

/// One text of a document that is being put together.
struct Text<'b, 'a> {
    body: &'b mut Body<'a>,
    /// The lines so far.
    lines: String,
    fields: Fields,
    /// Where the paragraph begins that is being read.
    begin: usize,
    /// Where the paragraph or the row begins that is being read.
    block: usize,
    cell_ended: bool,
    /// The order of boxes, in a text with boxes.
    flow: Option<Flow>,
    boxes: std::iter::Peekable<std::vec::IntoIter<(usize, Boxed)>>,
}

impl Text<'_, '_> {
    /// Adds the text of a piece.
    fn read(&mut self, piece: &Piece) {
        let (mut place, mut number) = (piece.place, piece.first);
        for c in piece.text().chars() {
            let (bytes, count) = piece.width(c);
            self.add(c, At { number, place, end: place + bytes }, &piece.modifier);
            place += bytes;
            number += count;
        }
    }

    fn add(&mut self, c: char, at: At, modifier: &Modifier) {
        let look = self.body.characters.at(at.place).then(modifier.look);
        match c {
            '\u{13}' => self.fields.begin(),
            '\u{14}' => self.fields.separate(&mut self.lines),
            '\u{15}' => self.end_field(),
            '\r' if look.is_deleted() => {}
            '\r' | '\u{7}' | '\u{C}' if self.fields.coded().is_none() => {
                let paragraph = self.paragraph(at.place, modifier);
                self.mark(c, at, paragraph);
                return;
            }
            _ if look.is_out() => {}
            c => self.character(c, look),
        }
        self.cell_ended = false;
    }

    /// Adds a character that ends nothing.
    fn character(&mut self, c: char, look: Look) {
        let c = match c {
            '\u{B}' | '\u{E}' => Some('\n'),
            '\u{1E}' => Some('-'),
            '\t' => Some('\t'),
            '\u{1}' => {
                look.data.into_iter().for_each(|place| self.picture(place));
                None
            }
            SYMBOL => look.symbol.map_or(Some(c), |(font, code)| self.symbol(font, code)),
            '\u{F020}'..='\u{F0FF}' => {
                look.font.and_then(|font| self.symbol(font, u32::from(c))).or(Some(c))
            }
            c => Some(c).filter(|c| !c.is_control()),
        };
        self.fields.sink(&mut self.lines).extend(c);
    }

    /// Adds the words that a picture is drawn of; in the code of a form field, it is the state of this.
    fn picture(&mut self, place: usize) {
        if let Some(field) = self.fields.coded() {
            field.data = field.data.or(Some(place));
            return;
        }
        let words = boxes::drawn((self.body.data)(place).as_slice());
        let words = words.map(|words| marked(PortionKind::TextBox, &words));
        self.lines.extend(words);
    }

    fn symbol(&self, font: usize, code: u32) -> Option<char> {
        symbol::character(self.body.fonts.name(font), code)
    }

    /// Adds what a field shows that has no result, and marks what was filled in.
    fn end_field(&mut self) {
        let Some(Field { code, result, data }) = self.fields.end() else { return };
        if self.fields.depth() > DEPTH {
            return;
        }
        let form = data.and_then(|place| forms::shown(&(self.body.data)(place)));
        let sink = self.fields.sink(&mut self.lines);
        let begin = result.unwrap_or(sink.len());
        let words = sink.get(begin..).unwrap_or_default();
        let is_blank = words.trim().is_empty();
        if let Some(form) = form.filter(|_| is_blank) {
            sink.push_str(&marked(PortionKind::FormField, &form));
        } else if data.is_some() && !words.contains('\n') {
            let words = marked(PortionKind::FormField, words);
            sink.truncate(begin);
            sink.push_str(&words);
        } else if is_blank {
            sink.extend(field::shown(&code));
        }
    }

    /// The paragraph that a mark at a place of the main stream ends.
    fn paragraph(&self, place: usize, modifier: &Modifier) -> Option<Paragraph> {
        let known = self.body.paragraphs.at(place)?;
        Some(Paragraph { properties: known.properties.then(&modifier.properties), ..known })
    }

    /// Adds the mark of a paragraph's end, or of a page's.
    fn mark(&mut self, c: char, at: At, paragraph: Option<Paragraph>) {
        let row_end = c == '\u{7}' && self.ends_row(paragraph.as_ref());
        let is_in_row = !row_end && (c == '\u{7}' || is_cell(paragraph.as_ref()));
        // What ends a page ends no paragraph unless a section ends there too.
        let is_end = c != '\u{C}' || paragraph.as_ref().is_some_and(|known| known.end == at.end);
        if is_end && !row_end {
            self.number(paragraph);
        }
        if row_end {
            self.lines.truncate(self.lines.trim_end_matches('\t').len());
        }
        self.cell_ended = c == '\u{7}' && !row_end;
        self.lines.push(if self.cell_ended { '\t' } else { '\n' });
        if is_end && !is_in_row {
            self.end_block(at.number);
        }
        if is_end {
            self.begin = self.lines.len();
        }
    }

    /// Whether the mark of a cell ends a row; two in a row do where nothing else is known.
    fn ends_row(&self, paragraph: Option<&Paragraph>) -> bool {
        let known = paragraph.map(|paragraph| &paragraph.properties);
        let is_end = known.and_then(|known| known.row_end) == Some(true);
        is_end || (self.cell_ended && !is_cell(paragraph))
    }

    /// Puts the boxes that hang on a paragraph or a row that ends with a character before or behind
    /// it.
    fn end_block(&mut self, number: usize) {
        if let Some(flow) = &mut self.flow {
            let words = self.lines.split_off(self.block.min(self.lines.len()));
            let next = || self.boxes.next_if(|(place, _)| *place <= number);
            let boxes = std::iter::from_fn(next).map(|(_, boxed)| boxed).collect();
            self.lines.push_str(&flow.paragraph(&words, boxes));
            self.block = self.lines.len();
        }
    }

    /// Lets the list of a paragraph count, and puts the number before its first word.
    fn number(&mut self, paragraph: Option<Paragraph>) {
        let Some(label) = paragraph.and_then(|paragraph| self.label(paragraph)) else { return };
        let words = self.lines[self.begin..].trim_start();
        if !words.is_empty() {
            let word = self.lines.len() - words.len();
            let blank = &self.lines[self.begin..word];
            let line = self.begin + blank.rfind('\n').map_or(0, |at| at + 1);
            self.lines.replace_range(line..word, &label);
        }
    }

    fn label(&mut self, paragraph: Paragraph) -> Option<String> {
        let own = paragraph.properties.listed;
        let style = paragraph.properties.style.unwrap_or(paragraph.style);
        let (by, of_style) = self.body.styles.listed(style);
        let by = by.filter(|_| own.list.is_none()).map(|style| style.to_string());
        self.body.numbering.next(&own.or(&of_style), by.as_deref())
    }

    fn finished(mut self) -> String {
        self.end_block(usize::MAX);
        match self.flow {
            Some(flow) => flow.top() + &self.lines,
            None => self.lines,
        }
    }
}

fn is_cell(paragraph: Option<&Paragraph>) -> bool {
    paragraph.and_then(|paragraph| paragraph.properties.in_table) == Some(true)
}
