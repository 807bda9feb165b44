//! Characters → pieces: what is side by side on one line.

use std::collections::HashMap;

use super::super::portions;
use super::units::{Glyph, Piece};
use crate::text;

/// How far a character may be above or below the one before it, in sizes.
const RISE: f32 = 0.4;

/// The gap beyond which two characters are of two cells, in sizes.
const CELL_GAP: f32 = 1.8;

/// The gap between two Latin characters that is a space, in sizes.
const SPACE: f32 = 0.15;

/// How far a character may reach back over the one before it, in sizes.
const OVERLAP: f32 = 0.6;

/// How near a character drawn twice is to its first, in sizes.
const TWICE: f32 = 0.12;

/// The pieces of a page in the order of their first characters.
pub(super) fn of(glyphs: &[Glyph]) -> Vec<Piece> {
    let mut drawn = Drawn::default();
    let mut pieces: Vec<Piece> = Vec::new();
    for glyph in glyphs.iter().filter(|glyph| is_placed(glyph)) {
        if glyph.c.is_whitespace() || is_mark(glyph.c) || drawn.before(glyph) {
            continue;
        }
        let glyph = &Glyph { c: text::mend_radical(glyph.c), ..*glyph };
        match pieces.last_mut().filter(|piece| continues(piece, glyph)) {
            Some(piece) => add(piece, glyph),
            None => pieces.push(Piece {
                text: glyph.c.to_string(),
                x0: glyph.x0,
                x1: glyph.x1,
                y: glyph.y,
                size: glyph.size,
            }),
        }
    }
    pieces
}

fn is_placed(glyph: &Glyph) -> bool {
    [glyph.x0, glyph.x1, glyph.y, glyph.size].iter().all(|value| value.is_finite())
        && glyph.size > 0.0
}

/// Characters that nothing is drawn for.
fn is_mark(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{AD}' | '\u{2060}')
}

fn continues(piece: &Piece, glyph: &Glyph) -> bool {
    let size = piece.size.max(glyph.size);
    let gap = glyph.x0 - piece.x1;
    (glyph.y - piece.y).abs() < RISE * size && gap < CELL_GAP * size && gap > -OVERLAP * size
}

fn add(piece: &mut Piece, glyph: &Glyph) {
    if portions::is_mark(glyph.c) {
        // It is nowhere: what stands apart does so with a mark between.
        piece.text.push(glyph.c);
        return;
    }
    let apart = glyph.x0 - piece.x1 > SPACE * piece.size.min(glyph.size);
    let before = piece.text.trim_end_matches(portions::is_mark);
    if apart && glyph.c.is_ascii() && before.ends_with(|c: char| c.is_ascii()) {
        piece.text.push(' ');
    }
    piece.text.push(glyph.c);
    piece.x1 = piece.x1.max(glyph.x1);
    piece.size = piece.size.max(glyph.size);
}

/// Characters that were drawn already: bold type is often made by drawing it twice.
#[derive(Default)]
struct Drawn(HashMap<(char, i32), Vec<Spot>>);

/// Where a character begins, and the run it was drawn in.
type Spot = (f32, f32, u32);

impl Drawn {
    fn before(&mut self, glyph: &Glyph) -> bool {
        let near = (TWICE * glyph.size).max(f32::EPSILON);
        let row = (glyph.y / glyph.size) as i32;
        let is_same = |(x, y, run): &Spot| {
            *run != glyph.run && (glyph.x0 - x).abs() < near && (glyph.y - y).abs() < near
        };
        let twice = (row - 1..=row + 1)
            .any(|row| self.0.get(&(glyph.c, row)).is_some_and(|drawn| drawn.iter().any(is_same)));
        if !twice {
            self.0.entry((glyph.c, row)).or_default().push((glyph.x0, glyph.y, glyph.run));
        }
        twice
    }
}
