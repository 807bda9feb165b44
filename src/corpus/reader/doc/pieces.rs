//! The pieces that the text lies in, of UTF-16 or of Western bytes.

use std::borrow::Cow;
use std::ops::Range;

use super::super::bytes::{span, take, u16_at, u32_at};
use super::super::numbering::Listed;
use super::characters::Look;
use super::head::{Head, Table};
use super::properties::Properties;

/// The bit of a place that says that characters have one byte there.
const BYTES: usize = 1 << 30;

/// A piece of the text, or a part of one.
pub(super) struct Piece<'a> {
    bytes: &'a [u8],
    /// Where it lies in the main stream.
    pub place: usize,
    /// The number of its first character, and how many it has.
    pub first: usize,
    pub characters: usize,
    /// Whether its characters are Western, of one byte.
    western: bool,
    /// Properties that a fast save put on all its paragraphs and characters.
    pub modifier: Modifier,
}

/// What a fast save put on a piece.
#[derive(Clone, Debug, Default)]
pub(super) struct Modifier {
    pub properties: Properties,
    pub look: Look,
}

impl Piece<'_> {
    pub(super) fn text(&self) -> Cow<'_, str> {
        let encoding = if self.western { encoding_rs::WINDOWS_1252 } else { encoding_rs::UTF_16LE };
        encoding.decode_without_bom_handling(self.bytes).0
    }

    /// How many bytes a character of the piece has in the main stream, and as how many characters
    /// Word counts it.
    pub(super) fn width(&self, c: char) -> (usize, usize) {
        if self.western { (1, 1) } else { (2 * c.len_utf16(), c.len_utf16()) }
    }
}

/// The pieces of the text in their order.
pub(super) struct Pieces<'a> {
    main: &'a [u8],
    /// Places of characters, one more than pieces, then eight bytes a piece.
    table: &'a [u8],
    modifiers: Vec<Modifier>,
}

impl<'a> Pieces<'a> {
    /// `None` for a document without a table of pieces.
    pub(super) fn of(main: &'a [u8], stream: &'a [u8], head: &Head) -> Option<Self> {
        let (modifiers, table) = split(head.table(stream, Table::Pieces)?)?;
        // Of no piece there is one place of a character.
        table.len().checked_sub(4)?;
        Some(Self { main, table, modifiers })
    }

    fn count(&self) -> usize {
        (self.table.len() - 4) / 12
    }

    /// The pieces, or parts of them, that hold these characters; `None` for one where the table
    /// contradicts itself.
    pub(super) fn of_range(&self, range: Range<usize>) -> impl Iterator<Item = Option<Piece<'a>>> {
        let begin = |at: usize| u32_at(self.table, 4 * at);
        let first = partition_point(self.count(), |at| {
            begin(at + 1).is_some_and(|behind| behind <= range.start)
        });
        let pieces = (first..self.count()).take_while(move |at| begin(*at) < Some(range.end));
        pieces.map(move |at| self.piece(at, range.clone()))
    }

    /// What a piece has of some characters.
    fn piece(&self, at: usize, range: Range<usize>) -> Option<Piece<'a>> {
        let begin = u32_at(self.table, 4 * at)?;
        let end = u32_at(self.table, 4 * at + 4)?;
        let first = begin.max(range.start);
        let length = end.min(range.end).checked_sub(first)?;
        let descriptor = span(self.table, 4 * (self.count() + 1) + 8 * at, 8)?;
        let (place, modifier) = (u32_at(descriptor, 2)?, u16_at(descriptor, 6)?);
        let western = place & BYTES != 0;
        let place = if western { (place & !BYTES) / 2 } else { place };
        let width = if western { 1 } else { 2 };
        let place = place.checked_add(width * (first - begin))?;
        let bytes = span(self.main, place, length.checked_mul(width)?)?;
        let modifier = named(modifier, &self.modifiers);
        Some(Piece { bytes, place, first, characters: length, western, modifier })
    }
}

/// The first of so many numbers for which something does not hold, where it holds for all before.
fn partition_point(count: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut from, mut to) = (0, count);
    while from < to {
        let middle = usize::midpoint(from, to);
        if holds(middle) { from = middle + 1 } else { to = middle }
    }
    from
}

/// The runs of properties before the table of pieces, and the table.
fn split(mut rest: &[u8]) -> Option<(Vec<Modifier>, &[u8])> {
    let mut modifiers = Vec::new();
    loop {
        match take(&mut rest, 1)? {
            [1] => {
                let length = take(&mut rest, 2)?;
                let run = take(&mut rest, usize::from(u16_at(length, 0)?))?;
                let (properties, look) = (Properties::of(run), Look::of(run));
                modifiers.push(Modifier { properties, look });
            }
            [2] => {
                let length = take(&mut rest, 4)?;
                return Some((modifiers, take(&mut rest, u32_at(length, 0)?)?));
            }
            _ => return None,
        }
    }
}

/// What a piece's modifier (`Prm`) names: one of the runs, or a single property.
fn named(modifier: u16, modifiers: &[Modifier]) -> Modifier {
    // Of the properties of paragraphs that have a short name only the level in a list matters.
    const LEVEL: u16 = 0x0C;
    if modifier & 1 == 1 {
        return modifiers.get(usize::from(modifier >> 1)).cloned().unwrap_or_default();
    }
    let [name, value] = [modifier >> 1 & 0x7F, modifier >> 8];
    let level = (name == LEVEL).then_some(usize::from(value));
    let properties = Properties { listed: Listed { list: None, level }, ..Properties::default() };
    Modifier { properties, look: Look::of_short(name, value) }
}
