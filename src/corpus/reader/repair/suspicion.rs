//! Which texts and pieces of texts are looked at more closely.

use super::surprise::{is_odd, table};
use super::tally::Tally;

/// How many odd characters more than others are close together in a suspect piece.
const CLOSE: i32 = 3;

/// From this length on a piece ends at the next sign that is part of no character, in bytes.
const PIECE: usize = 4096;

/// What U+FFFD becomes when its UTF-8 is read as GBK, and how many characters two of them stood for.
const GONE: &str = "锟斤拷";

/// What unused memory is read as in GBK; no word repeats a character four times.
const FILLER: [&str; 2] = ["烫烫烫烫", "屯屯屯屯"];

/// Whether odd characters are close together anywhere.
pub(super) fn is_suspect(text: &str) -> bool {
    is_closer(text, CLOSE)
}

/// Whether a piece is to be tried: in a text that is known to be damaged, each with an odd character.
pub(super) fn may_be(piece: &str, strict: bool) -> bool {
    is_closer(piece, if strict { CLOSE } else { 1 })
}

fn is_closer(text: &str, close: i32) -> bool {
    let table = table();
    let mut odd = 0;
    text.chars().any(|c| {
        if !c.is_ascii() {
            odd = if is_odd(table, c) { odd + 1 } else { (odd - 1).max(0) };
        }
        odd >= close
    })
}

/// The text in pieces: lines, and parts of very long ones.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = rest.bytes().enumerate().position(|(at, byte)| {
            // No encoding has these as a part of a character.
            byte == b'\n' || (at > PIECE && matches!(byte, b'<' | b'>' | b'"' | b',' | b' '))
        });
        let (piece, after) = rest.split_at(end.map_or(rest.len(), |at| at + 1));
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Counts what cannot be had back.
pub(super) fn count_lost(text: &str, tally: &mut Tally) {
    let count = |what: &str| memchr::memmem::find_iter(text.as_bytes(), what).count();
    match count(GONE) {
        // One alone may be a name, or a text about it.
        0..=2 => {}
        gone => tally.gone += gone,
    }
    tally.filler +=
        FILLER.iter().map(|filler| count(filler) * filler.chars().count()).sum::<usize>();
}
