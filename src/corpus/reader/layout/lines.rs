//! Pieces → lines: what follows on the same row is the same line, behind a tab.

use super::units::{Line, Piece, begins_latin, ends_latin};

/// How far apart base lines of one row may be, in sizes.
pub(super) const SAME_ROW: f32 = 0.45;

/// The gap up to which two pieces of a row are side by side without a tab, in sizes.
const BESIDE: f32 = 1.8;

/// How far a piece may reach back over the one before it, in sizes.
const OVERLAP: f32 = 0.6;

/// The lines of a page.
pub(super) fn of(pieces: Vec<Piece>, page: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for piece in pieces {
        match lines.last_mut().filter(|line| is_same_row(line, &piece)) {
            Some(line) => add(line, piece),
            None => {
                let Piece { text, x0, x1, y, size } = piece;
                lines.push(Line { text, page, x0, x1, cell: x0, y, size });
            }
        }
    }
    lines
}

fn is_same_row(line: &Line, piece: &Piece) -> bool {
    let size = line.size.max(piece.size);
    (line.y - piece.y).abs() < SAME_ROW * size && piece.x0 - line.x1 > -OVERLAP * size
}

fn add(line: &mut Line, piece: Piece) {
    let gap = piece.x0 - line.x1;
    let size = line.size.max(piece.size);
    let both_latin = ends_latin(&line.text) && begins_latin(&piece.text);
    if gap >= BESIDE * size {
        line.text.push('\t');
        line.cell = piece.x0;
    } else if both_latin && gap > 0.15 * size {
        line.text.push(' ');
    }
    line.text.push_str(&piece.text);
    line.x1 = line.x1.max(piece.x1);
    line.size = line.size.max(piece.size);
}
