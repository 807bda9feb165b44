//! The records of the stream: a head of eight bytes, then data or more records.

use std::collections::HashSet;

/// A text in UTF-16.
pub(super) const TEXT_CHARS: u16 = 0x0FA0;

/// A text in the low bytes of UTF-16.
pub(super) const TEXT_BYTES: u16 = 0x0FA8;

/// The deepest nesting.
const DEPTH: usize = 32;

/// A record.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    pub kind: u16,
    /// Which of several records of its kind it is.
    pub instance: u16,
    /// Whether it is made of records.
    is_container: bool,
    pub data: &'a [u8],
}

/// The record at a place of the stream; one that is cut ends with the stream.
pub(super) fn at(stream: &[u8], place: usize) -> Option<Record<'_>> {
    let head = stream.get(place..place.checked_add(8)?)?;
    let word = |at: usize| u16::from_le_bytes([head[at], head[at + 1]]);
    let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
    let behind = &stream[place + 8..];
    Some(Record {
        kind: word(2),
        instance: word(0) >> 4,
        is_container: word(0) & 0xF == 0xF,
        data: &behind[..length.min(behind.len())],
    })
}

/// The records in some data, in order.
pub(super) fn records(data: &[u8]) -> impl Iterator<Item = Record<'_>> {
    let mut place = 0;
    std::iter::from_fn(move || {
        let record = at(data, place)?;
        place += 8 + record.data.len();
        Some(record)
    })
}

impl<'a> Record<'a> {
    /// The records right inside.
    pub(super) fn children(self) -> impl Iterator<Item = Record<'a>> {
        records(if self.is_container { self.data } else { &[] })
    }

    /// The first record of a kind right inside.
    pub(super) fn child(self, kind: u16) -> Option<Record<'a>> {
        self.children().find(|record| record.kind == kind)
    }

    /// Shows all records inside, however deep, to `seen`, but for those in what it returns false for.
    pub(super) fn walk(self, seen: &mut dyn FnMut(Record<'a>) -> bool) {
        self.walk_to(DEPTH, seen);
    }

    fn walk_to(self, depth: usize, seen: &mut dyn FnMut(Record<'a>) -> bool) {
        for record in self.children() {
            if seen(record) && depth > 0 {
                record.walk_to(depth - 1, seen);
            }
        }
    }

    /// A number of four bytes in its data.
    pub(super) fn number(self, at: usize) -> Option<u32> {
        let bytes = self.data.get(at..at.checked_add(4)?)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    }

    /// The text it is, if it is one: paragraphs end with lines.
    pub(super) fn text(self) -> Option<String> {
        let units: Vec<u16> = match self.kind {
            TEXT_CHARS => self
                .data
                .chunks_exact(2)
                .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
                .collect(),
            TEXT_BYTES => self.data.iter().map(|byte| u16::from(*byte)).collect(),
            _ => return None,
        };
        let text = String::from_utf16_lossy(&units);
        Some(text.replace(['\r', '\u{B}'], "\n"))
    }
}

/// All texts of a stream as they follow each other, each once.
pub(super) fn all_text(stream: &[u8]) -> String {
    let (mut texts, mut known) = (String::new(), HashSet::new());
    let mut add = |record: Record| {
        if let Some(text) = record.text().filter(|text| known.insert(text.clone())) {
            texts.extend([&*text, "\n"]);
        }
        true
    };
    for record in records(stream) {
        add(record);
        record.walk(&mut add);
    }
    texts
}
