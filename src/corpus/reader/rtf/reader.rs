//! The walk over the groups of an RTF.

use super::super::portions::marked;
use super::super::word::head::issuing;
use super::destinations::{self, Destination};
use super::fields::{Field, Form};
use super::fonts::{Coding, Fonts};
use super::texts::{Shape, Sink, Text};
use super::tokens::{Token, Tokens};
use crate::error::Refusal;
use crate::extract::PortionKind;

/// How deep groups may be nested.
const DEPTH: usize = 2_000;

/// How deep fields may be in each other; what deeper ones show is taken as it is.
const FIELDS: usize = 32;

/// What holds within a group.
#[derive(Clone, Copy)]
struct Group {
    destination: Destination,
    start: Start,
    /// How many characters follow a `\u` for old readers.
    fallbacks: usize,
    font: Option<i32>,
    is_hidden: bool,
    is_deleted: bool,
    is_in_cell: bool,
}

/// How far the beginning of a group is read, which says what the group is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    /// Nothing of it.
    Open,
    /// `\*`: it is skipped if the word that it begins with is not known.
    Optional,
    Passed,
}

impl Group {
    fn is_out(self) -> bool {
        self.destination != Destination::Text || self.is_hidden || self.is_deleted
    }
}

pub(super) struct Reader<'a> {
    tokens: Tokens<'a>,
    groups: Vec<Group>,
    /// Texts that are being written, the main one first.
    texts: Vec<Text>,
    fields: Vec<Field>,
    shapes: Vec<Shape>,
    fonts: Fonts,
    /// Bytes of text that are not decoded yet, and how they are to be read.
    pending: (Coding, Vec<u8>),
    /// The first half of a character of two units.
    high: Option<u16>,
    /// Characters for old readers that are still to be passed over.
    passed: usize,
    headers: [Option<String>; 2],
    notes: [String; 2],
}

impl<'a> Reader<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Self {
        let fonts = Fonts::new();
        let group = Group {
            destination: Destination::Text,
            start: Start::Passed,
            fallbacks: 1,
            font: None,
            is_hidden: false,
            is_deleted: false,
            is_in_cell: false,
        };
        Self {
            tokens: Tokens::of(bytes),
            groups: vec![group],
            texts: vec![Text::new(Sink::Main, 0)],
            fields: Vec::new(),
            shapes: Vec::new(),
            pending: (fonts.coding(None), Vec::new()),
            fonts,
            high: None,
            passed: 0,
            headers: [None, None],
            notes: [String::new(), String::new()],
        }
    }

    /// The text of the document; an error is the reason why it cannot be read.
    pub(super) fn document(mut self) -> Result<String, Refusal> {
        let mut is_whole = false;
        while let Some(token) = self.tokens.next() {
            match token {
                Token::Open if self.groups.len() > DEPTH => return Err(Refusal::NestedTooDeep),
                Token::Open => self.open(),
                Token::Close => {
                    self.close();
                    if self.groups.len() <= 1 {
                        is_whole = true;
                        break;
                    }
                }
                Token::Word(word, number) => self.word(word, number),
                Token::Sign(sign) => self.sign(sign),
                Token::Hexadecimal(byte) | Token::Byte(byte) => self.byte(byte),
            }
        }
        while self.groups.len() > 1 {
            self.close();
        }
        self.flush();
        let text = self.whole();
        match text.trim().is_empty() && !is_whole {
            true => Err(Refusal::damaged("it ends before its text")),
            false => Ok(text),
        }
    }

    /// The main text, with a header that names the issuer before it and notes behind it.
    fn whole(self) -> String {
        let main = self.texts.into_iter().next().map(Text::finished_lines).unwrap_or_default();
        let [first, other] = self.headers.map(Option::unwrap_or_default);
        let header = if first.trim().is_empty() { other } else { first };
        let header = marked(PortionKind::Header, &issuing(&header, &main));
        header + &main + &self.notes.concat()
    }

    fn group(&mut self) -> &mut Group {
        // The first group is never closed.
        let last = self.groups.len() - 1;
        &mut self.groups[last]
    }

    fn text(&mut self) -> &mut Text {
        // Nor is the main text.
        let last = self.texts.len() - 1;
        &mut self.texts[last]
    }

    fn open(&mut self) {
        self.passed = 0;
        let mut group = *self.group();
        group.start = Start::Open;
        if group.destination == Destination::Twice {
            group.destination = Destination::Frame;
        }
        self.groups.push(group);
    }

    fn close(&mut self) {
        let depth = self.groups.len();
        self.passed = 0;
        if self.texts.len() > 1 && self.text().depth == depth {
            self.flush();
            self.texts.pop().into_iter().for_each(|text| self.deliver(text));
        }
        if self.fields.last().is_some_and(|field| field.depth == depth) {
            self.flush();
            let field = self.fields.pop();
            let field = field.filter(|_| self.fields.len() < FIELDS);
            let text = field.as_ref().and_then(|field| self.texts.get_mut(field.texts - 1));
            field.into_iter().zip(text).for_each(|(field, text)| field.close(&mut text.lines));
        }
        if self.shapes.last().is_some_and(|shape| shape.depth == depth) {
            self.shapes.pop().into_iter().for_each(|shape| self.hang(shape));
        }
        if depth > 1 {
            self.groups.pop();
        }
    }

    /// Puts a text that is whole where it belongs.
    fn deliver(&mut self, text: Text) {
        match text.sink {
            Sink::Main => {}
            Sink::Box => {
                let lines = text.finished_lines();
                match self.shapes.last_mut() {
                    Some(shape) => shape.lines.push_str(&lines),
                    None => self.text().lines.push_str(&marked(PortionKind::TextBox, &lines)),
                }
            }
            Sink::Note(kind) => {
                let lines = marked(kind, &text.finished_lines());
                self.notes[usize::from(kind == PortionKind::Endnote)].push_str(&lines);
            }
            Sink::FirstHeader => self.headers[0] = Some(text.finished_lines()),
            Sink::Header => self.headers[1] = Some(text.finished_lines()),
            Sink::Code => {
                self.fields.last_mut().into_iter().for_each(|field| field.code += &text.lines);
            }
            Sink::FormText => self.form().into_iter().for_each(|form| form.text += &text.lines),
            Sink::FormEntry => {
                self.form().into_iter().for_each(|form| form.entries.push(text.lines.clone()));
            }
            Sink::Name => {
                let shape = self.shapes.last_mut().into_iter();
                shape.for_each(|shape| shape.property.clone_from(&text.lines));
            }
            Sink::Value => {
                self.shapes.last_mut().into_iter().for_each(|shape| shape.value(&text.lines));
            }
        }
    }

    fn form(&mut self) -> Option<&mut Form> {
        self.fields.last_mut().and_then(|field| field.form.as_mut())
    }

    /// Hangs the boxes of a shape on the paragraph, or on the group of shapes that it is in.
    fn hang(&mut self, shape: Shape) {
        if shape.lines.trim().is_empty() {
            return;
        }
        match self.shapes.last_mut().filter(|outer| outer.texts == shape.texts) {
            Some(outer) => outer.lines.push_str(&shape.lines),
            None => self.text().boxes.push(shape.boxed()),
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        if self.group().destination == Destination::Skipped {
            return;
        }
        let start = std::mem::replace(&mut self.group().start, Start::Passed);
        match destinations::of(word) {
            Some(destination) => self.enter(destination),
            None if start == Start::Optional => self.group().destination = Destination::Skipped,
            None if self.group().destination == Destination::Fonts => self.fonts.word(word, number),
            None => {
                self.state(word, number);
                self.writing(word, number);
            }
        }
    }

    /// Begins what a group is for.
    fn enter(&mut self, destination: Destination) {
        let (depth, texts) = (self.groups.len(), self.texts.len());
        let becomes = match destination {
            Destination::Field => {
                self.flush();
                let begin = self.text().lines.len();
                self.fields.push(Field { depth, texts, begin, code: String::new(), form: None });
                return;
            }
            Destination::Unicode => return self.enter_unicode(),
            Destination::Label => match std::mem::replace(&mut self.text().is_labelled, true) {
                true => Destination::Skipped,
                false => return,
            },
            Destination::Shape => {
                self.shapes.push(Shape::new(depth, texts));
                Destination::Frame
            }
            Destination::Form => {
                let field = self.fields.last_mut().into_iter();
                field.for_each(|field| field.form = Some(Form::default()));
                Destination::Frame
            }
            other => match sink(other) {
                Some(sink) if self.is_wanted(sink) => {
                    self.flush();
                    self.texts.push(Text::new(sink, depth));
                    self.group().is_in_cell = false;
                    Destination::Text
                }
                Some(_) => Destination::Skipped,
                None => other,
            },
        };
        self.group().destination = becomes;
    }

    /// Begins the second of two groups that say the same.
    fn enter_unicode(&mut self) {
        let around = self.groups.iter().rev().nth(1).map(|group| group.destination);
        if around == Some(Destination::Twice) {
            self.group().destination = Destination::Text;
        }
    }

    /// Whether a text is one that is read: of headers, the first of its sort.
    fn is_wanted(&self, sink: Sink) -> bool {
        match sink {
            Sink::FirstHeader => self.headers[0].is_none(),
            Sink::Header => self.headers[1].is_none(),
            _ => true,
        }
    }

    /// Takes up a word that says how what follows is to be read.
    fn state(&mut self, word: &str, number: Option<i32>) {
        let is_on = number != Some(0);
        let group = self.group();
        match word {
            "uc" => group.fallbacks = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1),
            "f" => group.font = number,
            "v" => group.is_hidden = is_on,
            "deleted" => group.is_deleted = is_on,
            "intbl" => group.is_in_cell = true,
            "pard" => group.is_in_cell = false,
            "plain" => {
                (group.font, group.is_hidden, group.is_deleted) = (None, false, false);
            }
            "ftnalt" if self.text().sink == Sink::Note(PortionKind::Footnote) => {
                self.text().sink = Sink::Note(PortionKind::Endnote);
            }
            "deff" => self.fonts.standard = number.unwrap_or(0),
            "ansicpg" | "mac" => self.fonts.word(word, number),
            word if word.starts_with("ff") => {
                self.form().into_iter().for_each(|form| form.word(word, number));
            }
            word => {
                self.shapes.last_mut().into_iter().for_each(|shape| shape.word(word, number));
            }
        }
    }

    /// Writes what a word stands for.
    fn writing(&mut self, word: &str, number: Option<i32>) {
        match word {
            "u" => {
                self.unit(number.unwrap_or(0));
                self.passed = self.group().fallbacks;
            }
            "par" | "sect" | "page" | "column" => {
                let is_in_cell = self.group().is_in_cell;
                self.line(is_in_cell);
            }
            "line" | "nestrow" => self.line(true),
            "row" => self.line(false),
            "tab" | "cell" | "nestcell" => {
                self.passed = 0;
                self.push('\t');
            }
            word => {
                let Some(c) = character(word) else { return };
                match self.passed {
                    0 => self.push(c),
                    passed => self.passed = passed - 1,
                }
            }
        }
    }

    /// A sign behind a backslash.
    fn sign(&mut self, sign: u8) {
        match sign {
            b'*' if self.group().start == Start::Open => self.group().start = Start::Optional,
            b'\\' | b'{' | b'}' => self.byte(sign),
            b'~' => self.byte(b' '),
            b'_' => self.byte(b'-'),
            _ => {}
        }
    }

    /// A byte of text.
    fn byte(&mut self, byte: u8) {
        self.group().start = Start::Passed;
        if self.passed > 0 {
            self.passed -= 1;
            return;
        }
        let group = *self.group();
        if byte < b' ' && byte != b'\t' {
            return;
        }
        if group.destination == Destination::Fonts {
            self.fonts.described().name.push(char::from(byte));
        }
        if group.is_out() {
            return;
        }
        let coding = self.fonts.coding(group.font);
        if coding != self.pending.0 {
            self.flush();
            self.pending.0 = coding;
        }
        self.high = None;
        self.pending.1.push(byte);
    }

    fn line(&mut self, is_in_cell: bool) {
        self.passed = 0;
        let group = *self.group();
        if group.destination == Destination::Text && !group.is_deleted {
            self.flush();
            self.text().end_line(is_in_cell);
        }
    }

    fn push(&mut self, c: char) {
        if !self.group().is_out() {
            self.flush();
            self.text().lines.push(c);
        }
    }

    /// A unit of UTF-16, which old writers give as a negative number; or a whole character.
    fn unit(&mut self, number: i32) {
        if self.group().is_out() {
            return;
        }
        self.flush();
        let font = self.group().font;
        let number = if number < 0 { number & 0xFFFF } else { number } as u32;
        let high = self.high.take();
        match number {
            0xD800..0xDC00 => self.high = Some(number as u16),
            0xF020..=0xF0FF => {
                let c = self.fonts.symbol(font.unwrap_or(self.fonts.standard), number);
                self.text().lines.extend(c.or(char::from_u32(number)));
            }
            0x1_0000.. => self.text().lines.extend(char::from_u32(number)),
            unit => {
                let units = high.into_iter().chain([unit as u16]);
                let characters = char::decode_utf16(units);
                let characters = characters.map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
                self.text().lines.extend(characters.filter(|c| !c.is_control() || *c == '\t'));
            }
        }
    }

    /// Decodes the bytes that wait.
    fn flush(&mut self) {
        if !self.pending.1.is_empty() {
            let (coding, bytes) = &mut self.pending;
            let text = self.fonts.decoded(*coding, bytes).into_owned();
            bytes.clear();
            self.text().lines.push_str(&text);
        }
    }
}

/// The text that a group is written to, if it is one of its own.
fn sink(destination: Destination) -> Option<Sink> {
    Some(match destination {
        Destination::Box => Sink::Box,
        Destination::Code => Sink::Code,
        Destination::FormText => Sink::FormText,
        Destination::FormEntry => Sink::FormEntry,
        Destination::Note => Sink::Note(PortionKind::Footnote),
        Destination::FirstHeader => Sink::FirstHeader,
        Destination::Header => Sink::Header,
        Destination::Name => Sink::Name,
        Destination::Value => Sink::Value,
        _ => return None,
    })
}

/// The character that a word stands for.
fn character(word: &str) -> Option<char> {
    Some(match word {
        "emdash" => '—',
        "endash" => '–',
        "lquote" => '‘',
        "rquote" => '’',
        "ldblquote" => '“',
        "rdblquote" => '”',
        "bullet" => '•',
        "emspace" | "enspace" | "qmspace" => ' ',
        _ => return None,
    })
}
