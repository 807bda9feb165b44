//! What may be at a place of a row of bytes, read in one encoding.

use encoding_rs::{Encoding, GB18030};
use smallvec::SmallVec;

use super::row::{EURO, MARK, Step, WALL};
use super::shown::Shown;
use super::surprise::surprise;

/// The surprise of a character of which bytes are lost.
const LOST: u32 = 9;

/// The surprise of a byte that belongs to no character.
const STRAY: u32 = 11;

/// One way to read a row of bytes.
#[derive(Clone, Copy, Debug)]
pub(in super::super) enum Reading<'a> {
    /// The characters as they are shown.
    Shown(&'a Shown),
    /// UTF-8; whether a space may stand for the byte A0, which Latin-1 shows as a space.
    Utf8 { blanks: bool },
    /// An encoding of one and two bytes, or GB18030.
    Double(&'static Encoding),
}

impl Reading<'_> {
    /// How many bytes a Chinese character has.
    pub(super) fn bytes_of_a_character(self) -> u8 {
        match self {
            Self::Utf8 { .. } => 3,
            Self::Shown(_) | Self::Double(_) => 1,
        }
    }

    /// The whole character at `at`; of two, the one that another follows.
    pub(super) fn sound_step(self, row: &[u16], at: usize) -> Option<Step> {
        let is_sound = |at: usize| at == row.len() || self.steps(row, at).iter().any(|s| !s.lost);
        let mut steps = self.steps(row, at);
        steps.retain(|step| !step.lost);
        let followed = steps.iter().find(|step| is_sound(at + usize::from(step.taken)));
        followed.or(steps.first()).copied()
    }

    /// The characters that may be at `at`, which is not the end.
    pub(super) fn steps(self, row: &[u16], at: usize) -> SmallVec<[Step; 2]> {
        match self {
            Self::Shown(shown) => shown.step(at).into_iter().collect(),
            _ if row[at] == WALL => SmallVec::new(),
            _ if row[at] < 0x80 => one(1, char::from(row[at] as u8)),
            Self::Utf8 { blanks } => utf8(row, at, blanks),
            Self::Double(encoding) => double(row, at, encoding),
        }
    }
}

fn one(taken: usize, c: char) -> SmallVec<[Step; 2]> {
    SmallVec::from_slice(&[step(taken, c)])
}

fn step(taken: usize, c: char) -> Step {
    Step { taken: taken as u8, c, nats: surprise(c), lost: false }
}

fn lost(taken: usize, nats: u32) -> Step {
    Step { taken: taken as u8, c: char::REPLACEMENT_CHARACTER, nats, lost: true }
}

/// Whether a question mark or U+FFFD may be here for a byte that was lost.
fn is_mark(byte: u16) -> bool {
    byte == MARK || byte == u16::from(b'?')
}

fn utf8(row: &[u16], at: usize, blanks: bool) -> SmallVec<[Step; 2]> {
    let first = if row[at] == EURO[1] { 0xE3 } else { row[at] };
    let length = match first {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ if row[at] == EURO[0] => return SmallVec::from_slice(&[lost(1, STRAY), lost(2, STRAY)]),
        _ => return SmallVec::from_slice(&[lost(1, STRAY)]),
    };
    let mut found = SmallVec::new();
    let begun =
        Begun { bytes: SmallVec::from_slice(&[first as u8]), length, taken: 1, known: true };
    begun.finish(row, at, blanks, &mut found);
    found
}

/// A character of UTF-8 of which some bytes were read.
#[derive(Clone)]
struct Begun {
    bytes: SmallVec<[u8; 4]>,
    length: usize,
    taken: usize,
    known: bool,
}

impl Begun {
    /// Reads the rest of its bytes, in each way there is.
    fn finish(mut self, row: &[u16], at: usize, blanks: bool, found: &mut SmallVec<[Step; 2]>) {
        while self.bytes.len() < self.length {
            match row.get(at + self.taken) {
                Some(byte @ 0x80..=0xBF) => self.take(*byte as u8, 1),
                Some(0x20) if blanks => self.take(0xA0, 1),
                Some(byte) if is_mark(*byte) => {
                    self.known = false;
                    self.take(0x80, 1);
                }
                Some(byte) if *byte == EURO[0] => {
                    let mut alone = self.clone();
                    alone.take(0x80, 2);
                    alone.finish(row, at, blanks, found);
                    self.take(0xA2, 1);
                }
                _ => return found.push(lost(self.taken, LOST)),
            }
        }
        let whole = self.known.then(|| std::str::from_utf8(&self.bytes).ok()?.chars().next());
        match whole.flatten() {
            Some(c) => found.push(step(self.taken, c)),
            None if self.known => found.push(lost(1, STRAY)),
            None => found.extend([lost(self.taken, LOST), lost(1, LOST)]),
        }
    }

    fn take(&mut self, byte: u8, taken: usize) {
        self.bytes.push(byte);
        self.taken += taken;
    }
}

fn double(row: &[u16], at: usize, encoding: &'static Encoding) -> SmallVec<[Step; 2]> {
    let known = |length: usize| -> Option<SmallVec<[u8; 4]>> {
        row.get(at..at + length)?.iter().map(|byte| byte_of(*byte)).collect()
    };
    if row[at] == MARK {
        return SmallVec::from_slice(&[lost(1, LOST)]);
    }
    let lengths = if encoding == GB18030 { [1, 2, 4].as_slice() } else { &[1, 2] };
    for length in lengths {
        if let Some(c) = known(*length).and_then(|bytes| decoded(&bytes, encoding)) {
            return one(*length, c);
        }
    }
    let pair = row.get(at + 1).is_some_and(|next| *next == MARK);
    SmallVec::from_slice(&[lost(if pair { 2 } else { 1 }, if pair { LOST } else { STRAY })])
}

fn byte_of(cell: u16) -> Option<u8> {
    u8::try_from(if EURO.contains(&cell) { cell & 0xFF } else { cell }).ok()
}

/// The one character that these bytes are.
fn decoded(bytes: &[u8], encoding: &'static Encoding) -> Option<char> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(bytes: &[u8]) -> Vec<u16> {
        bytes.iter().map(|byte| u16::from(*byte)).collect()
    }

    fn characters(reading: Reading<'_>, row: &[u16]) -> Vec<(char, u8)> {
        reading.steps(row, 0).iter().map(|step| (step.c, step.taken)).collect()
    }

    #[test]
    fn whole_and_cut_characters_of_utf8() {
        let utf8 = Reading::Utf8 { blanks: false };
        let mut bytes = row("国".as_bytes());
        assert_eq!(characters(utf8, &bytes), [('国', 3)]);
        assert_eq!(characters(utf8, &bytes[..2]), [('\u{FFFD}', 2)]);
        assert_eq!(characters(utf8, &bytes[1..]), [('\u{FFFD}', 1)]);
        bytes[2] = MARK;
        assert_eq!(characters(utf8, &bytes), [('\u{FFFD}', 3), ('\u{FFFD}', 1)]);
        let blank = row(b"\xE5\x8A ");
        assert_eq!(characters(Reading::Utf8 { blanks: true }, &blank), [('加', 3)]);
        assert_eq!(characters(utf8, &blank), [('\u{FFFD}', 2)]);
    }

    #[test]
    fn one_two_and_four_bytes() {
        let gb18030 = Reading::Double(GB18030);
        assert_eq!(characters(gb18030, &row(b"\xB9\xFA")), [('国', 2)]);
        assert_eq!(characters(gb18030, &row(b"\x81\x39\xEE\x39")), [('㐀', 4)]);
        assert_eq!(characters(gb18030, &row(b"\xB9\x20")), [('\u{FFFD}', 1)]);
        assert_eq!(characters(gb18030, &[0xB9, MARK]), [('\u{FFFD}', 2)]);
        assert_eq!(characters(Reading::Double(encoding_rs::BIG5), &row(b"\xB0\xEA")), [('國', 2)]);
    }
}
