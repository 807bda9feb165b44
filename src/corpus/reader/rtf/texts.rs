//! The texts of a document that are being written: the main one, notes, boxes, codes of fields.

use super::super::portions::marked;
use super::super::word::boxes::{Anchor, Boxed, Edge, Flow};
use crate::extract::PortionKind;

/// What a text belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sink {
    Main,
    Box,
    Note(PortionKind),
    FirstHeader,
    Header,
    Code,
    FormText,
    FormEntry,
    Name,
    Value,
}

/// A text that is being written.
#[derive(Debug)]
pub(super) struct Text {
    pub sink: Sink,
    /// How many groups are open inside its own.
    pub depth: usize,
    /// The lines so far.
    pub lines: String,
    /// Whether the paragraph has its number.
    pub is_labelled: bool,
    /// Boxes that hang on the paragraph, or on the row.
    pub boxes: Vec<Boxed>,
    /// Where the paragraph or the row begins.
    block: usize,
    flow: Flow,
}

impl Text {
    pub(super) fn new(sink: Sink, depth: usize) -> Self {
        Self {
            sink,
            depth,
            lines: String::new(),
            is_labelled: false,
            boxes: Vec::new(),
            block: 0,
            flow: Flow::default(),
        }
    }

    /// Ends a line, and with it a paragraph or a row unless it is one in a cell.
    pub(super) fn end_line(&mut self, is_in_cell: bool) {
        let cells = self.lines.trim_end_matches('\t').len();
        self.lines.truncate(cells);
        self.lines.push('\n');
        self.is_labelled = false;
        if !is_in_cell {
            self.end_block();
        }
    }

    /// Puts the boxes that hang on a paragraph or a row before or behind it.
    fn end_block(&mut self) {
        let words = self.lines.split_off(self.block.min(self.lines.len()));
        let boxes = std::mem::take(&mut self.boxes);
        self.lines.push_str(&self.flow.paragraph(&words, boxes));
        self.block = self.lines.len();
    }

    /// The lines, with the boxes on them.
    pub(super) fn finished(mut self) -> String {
        if !self.boxes.is_empty() && !self.lines.is_empty() && !self.lines.ends_with('\n') {
            self.lines.push('\n');
        }
        self.end_block();
        self.flow.top() + &self.lines
    }

    /// The lines, the last one with its end too.
    pub(super) fn finished_lines(self) -> String {
        let mut lines = self.finished();
        if !lines.is_empty() && !lines.ends_with('\n') {
            lines.push('\n');
        }
        lines
    }
}

/// A shape that is open, and the lines of the boxes in it.
#[derive(Debug)]
pub(super) struct Shape {
    /// How many groups are open inside its own.
    pub depth: usize,
    /// How many texts were being written when it began.
    pub texts: usize,
    pub anchor: Anchor,
    pub lines: String,
    /// The property that is being read.
    pub property: String,
}

impl Shape {
    pub(super) fn new(depth: usize, texts: usize) -> Self {
        let anchor = Anchor { from: Edge::Paragraph, offset: 0 };
        Self { depth, texts, anchor, lines: String::new(), property: String::new() }
    }

    /// Takes up a word of its description.
    pub(super) fn word(&mut self, word: &str, number: Option<i32>) {
        match word {
            "shptop" | "dpy" => self.anchor.offset = number.unwrap_or(0),
            "shpbypage" | "dobypage" => self.anchor.from = Edge::Page,
            "shpbymargin" | "dobymargin" => self.anchor.from = Edge::Margin,
            _ => {}
        }
    }

    /// Takes up the value of the property that is being read: from where the shape is placed, which
    /// goes before the words that old readers know, or the words of a shape that is drawn of them.
    pub(super) fn value(&mut self, value: &str) {
        match self.property.trim() {
            "posrelv" => {
                self.anchor.from = match value.trim() {
                    "0" => Edge::Margin,
                    "1" => Edge::Page,
                    _ => Edge::Paragraph,
                };
            }
            "gtextUNICODE" => {
                self.lines.push_str(value);
                self.lines.push('\n');
            }
            _ => {}
        }
    }

    pub(super) fn boxed(self) -> Boxed {
        Boxed { anchor: self.anchor, lines: marked(PortionKind::TextBox, &self.lines) }
    }
}
