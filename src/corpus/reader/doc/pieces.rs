//! The pieces that the text lies in, of UTF-16 or of Western bytes.

use std::borrow::Cow;

use super::super::bytes::{span, take, u16_at, u32_at};
use super::super::numbering::Listed;
use super::head::{Head, Table};
use super::properties::Properties;

/// The bit of a place that says that characters have one byte there.
const BYTES: usize = 1 << 30;

/// A piece of the text.
pub(super) struct Piece<'a> {
    bytes: &'a [u8],
    /// Where it lies in the main stream.
    pub place: usize,
    /// Whether its characters are Western, of one byte.
    western: bool,
    /// Properties that a fast save put on all its paragraphs.
    pub properties: Properties,
}

impl Piece<'_> {
    pub(super) fn text(&self) -> Cow<'_, str> {
        let encoding = if self.western { encoding_rs::WINDOWS_1252 } else { encoding_rs::UTF_16LE };
        encoding.decode_without_bom_handling(self.bytes).0
    }

    /// How many bytes a character of the piece has in the main stream.
    pub(super) fn width(&self, c: char) -> usize {
        if self.western { 1 } else { 2 * c.len_utf16() }
    }
}

/// The pieces of the main text in their order.
pub(super) struct Pieces<'a> {
    main: &'a [u8],
    /// Places of characters, one more than pieces, then eight bytes a piece.
    table: &'a [u8],
    modifiers: Vec<Properties>,
    /// How many characters the main text has.
    characters: usize,
}

impl<'a> Pieces<'a> {
    /// `None` for a document without a table of pieces.
    pub(super) fn of(main: &'a [u8], stream: &'a [u8], head: &Head) -> Option<Self> {
        let (modifiers, table) = split(head.table(stream, Table::Pieces)?)?;
        // Of no piece there is one place of a character.
        table.len().checked_sub(4)?;
        Some(Self { main, table, modifiers, characters: head.characters })
    }

    pub(super) fn count(&self) -> usize {
        (self.table.len() - 4) / 12
    }

    /// A piece; `None` where the table contradicts itself.
    pub(super) fn piece(&self, at: usize) -> Option<Piece<'a>> {
        let first = u32_at(self.table, 4 * at)?;
        let end = u32_at(self.table, 4 * at + 4)?;
        let first = first.min(self.characters);
        let length = end.min(self.characters).checked_sub(first)?;
        let descriptor = span(self.table, 4 * (self.count() + 1) + 8 * at, 8)?;
        let (place, modifier) = (u32_at(descriptor, 2)?, u16_at(descriptor, 6)?);
        let western = place & BYTES != 0;
        let place = if western { (place & !BYTES) / 2 } else { place };
        let bytes = if western { length } else { length.checked_mul(2)? };
        let bytes = span(self.main, place, bytes)?;
        Some(Piece { bytes, place, western, properties: properties(modifier, &self.modifiers) })
    }
}

/// The runs of properties before the table of pieces, and the table.
fn split(mut rest: &[u8]) -> Option<(Vec<Properties>, &[u8])> {
    let mut modifiers = Vec::new();
    loop {
        match take(&mut rest, 1)? {
            [1] => {
                let length = take(&mut rest, 2)?;
                let run = take(&mut rest, usize::from(u16_at(length, 0)?))?;
                modifiers.push(Properties::of(run));
            }
            [2] => {
                let length = take(&mut rest, 4)?;
                return Some((modifiers, take(&mut rest, u32_at(length, 0)?)?));
            }
            _ => return None,
        }
    }
}

/// The properties that a piece's modifier (`Prm`) names: one of the runs, or a single one.
fn properties(modifier: u16, modifiers: &[Properties]) -> Properties {
    // Of the properties that have a short name only the level in a list matters here.
    const LEVEL: u16 = 0x0C;
    if modifier & 1 == 1 {
        return modifiers.get(usize::from(modifier >> 1)).cloned().unwrap_or_default();
    }
    let [name, value] = [modifier >> 1 & 0x7F, modifier >> 8];
    let level = (name == LEVEL).then_some(usize::from(value));
    Properties { listed: Listed { list: None, level }, ..Properties::default() }
}
