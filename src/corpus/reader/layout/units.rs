//! What pages are made of: characters, pieces of lines, lines.

use super::super::portions;

/// A character on a page; the page's origin is its top left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in super::super) struct Glyph {
    pub c: char,
    /// Its left and right edge along the line.
    pub x0: f32,
    pub x1: f32,
    /// Its base line, growing downwards.
    pub y: f32,
    /// The size of the type.
    pub size: f32,
    /// Which run it was drawn in: no run draws a character twice.
    pub run: u32,
}

/// The characters of one page in the order in which they are drawn.
pub(in super::super) type Page = Vec<Glyph>;

/// A run of characters on one line, without a wide gap.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    pub text: String,
    pub x0: f32,
    pub x1: f32,
    pub y: f32,
    pub size: f32,
}

/// A line of a page; a tab parts what is far apart in it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub text: String,
    pub page: usize,
    pub x0: f32,
    pub x1: f32,
    /// Where its last cell begins.
    pub cell: f32,
    pub y: f32,
    pub size: f32,
}

impl Line {
    /// Whether it is a row of a table or a form.
    pub(super) fn is_row(&self) -> bool {
        self.text.contains('\t')
    }

    pub(super) fn width(&self) -> f32 {
        self.x1 - self.x0
    }
}

/// Whether a text begins with a Latin letter or a digit, whatever portion it is of.
pub(super) fn begins_latin(text: &str) -> bool {
    text.trim_start_matches(portions::is_mark).starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// Whether a text ends with a Latin letter or a digit, whatever portion it is of.
pub(super) fn ends_latin(text: &str) -> bool {
    text.trim_end_matches(portions::is_mark).ends_with(|c: char| c.is_ascii_alphanumeric())
}

/// The middle one of some values; zero of none.
pub(super) fn median(mut values: Vec<f32>) -> f32 {
    let middle = values.len() / 2;
    if values.is_empty() {
        return 0.0;
    }
    *values.select_nth_unstable_by(middle, f32::total_cmp).1
}
