//! The characters of a text as the bytes they were read from, if they were read in some encoding.

use std::collections::HashMap;
use std::sync::LazyLock;

use encoding_rs::{BIG5, Encoding, GB18030, GBK, WINDOWS_1252};
use smallvec::SmallVec;

use super::row::{EURO, MARK, Step, WALL};
use super::surprise::surprise;

/// Characters, and the bytes each was read from.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Shown {
    /// The bytes of all characters in turn.
    pub row: Vec<u16>,
    /// For each byte that begins a character, the character and how many bytes it has.
    starts: Vec<Option<(char, u8)>>,
}

impl Shown {
    /// The bytes of `text`, if it was read in `encoding`; `None` where hardly any is not ASCII.
    pub(super) fn of(text: &str, encoding: &'static Encoding) -> Option<Self> {
        let mut shown = Self::default();
        for c in text.chars() {
            let bytes = bytes(c, encoding);
            shown.starts.push(Some((c, bytes.len() as u8)));
            shown.starts.resize(shown.starts.len() + bytes.len() - 1, None);
            shown.row.extend(bytes);
        }
        let high = shown.row.iter().filter(|byte| **byte >= 0x80 && **byte != WALL).count();
        (high >= 2).then_some(shown)
    }

    /// The characters that begin from one byte to before another; those of which only the end is there
    /// are left out.
    pub(super) fn characters(&self, from: usize, to: usize) -> String {
        self.starts[from..to].iter().flatten().map(|(c, _)| *c).collect()
    }

    /// The character that begins at this byte.
    pub(super) fn step(&self, at: usize) -> Option<Step> {
        let (c, taken) = self.starts.get(at).copied().flatten()?;
        Some(Step { taken, c, nats: surprise(c), lost: false })
    }
}

/// The bytes that are shown as this character.
fn bytes(c: char, encoding: &'static Encoding) -> SmallVec<[u16; 4]> {
    if c.is_ascii() || (encoding == WINDOWS_1252 && c < '\u{100}') {
        // Latin-1 too: it shows the bytes of which Windows-1252 makes other signs as controls.
        return SmallVec::from_slice(&[c as u16]);
    }
    if c == char::REPLACEMENT_CHARACTER {
        return row_of(MARK);
    }
    if c == '€' && encoding == GBK {
        return SmallVec::from_slice(&EURO);
    }
    if encoding == BIG5 {
        return big5(c);
    }
    let text = c.encode_utf8(&mut [0; 4]).to_string();
    let (bytes, _, lost) = encoding.encode(&text);
    match lost {
        false => row(&bytes),
        // What a reader of GB18030 shows of four bytes.
        true if encoding == GBK => row(&GB18030.encode(&text).0),
        true => row_of(WALL),
    }
}

fn row(bytes: &[u8]) -> SmallVec<[u16; 4]> {
    bytes.iter().map(|byte| u16::from(*byte)).collect()
}

fn row_of(cell: u16) -> SmallVec<[u16; 4]> {
    SmallVec::from_slice(&[cell])
}

/// The bytes that a reader of Big5 shows as this character, some of which a writer never writes; a
/// character that is shown of several pairs of bytes may be any.
fn big5(c: char) -> SmallVec<[u16; 4]> {
    match BIG5_PAIRS.get(&c) {
        Some(Some(pair)) => row(pair),
        Some(None) => row_of(MARK),
        None => row_of(WALL),
    }
}

static BIG5_PAIRS: LazyLock<HashMap<char, Option<[u8; 2]>>> = LazyLock::new(|| {
    let mut pairs = HashMap::new();
    for pair in (0x81..=0xFE).flat_map(|lead| (0x40..=0xFE).map(move |trail| [lead, trail])) {
        let text = BIG5.decode_without_bom_handling_and_without_replacement(&pair);
        let Some(text) = text else { continue };
        if let Some(c) = text.chars().next().filter(|c| text.len() == c.len_utf8()) {
            pairs.entry(c).and_modify(|known| *known = None).or_insert(Some(pair));
        }
    }
    pairs
});
