//! Characters at places on pages → paragraphs: for PDF and OFD, which know of nothing else.
//!
//! Characters become pieces of a line, pieces lines (a wide gap is a tab, as between cells), lines
//! paragraphs. Heads and feet that pages repeat come once, at the end, and numbers of pages go. Every
//! other character is kept, in order.
//! Distances are in the size of the type, so that points and millimetres are alike.

mod columns;
mod lines;
mod margins;
mod paragraphs;
mod pieces;

#[cfg(test)]
mod tests;

/// A character on a page; the page's origin is its top left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
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
pub(super) type Page = Vec<Glyph>;

/// In which order the pieces of a page are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// As they are drawn: programs that make PDF write as one reads.
    Drawn,
    /// Column by column, line by line: forms draw their labels first and their values later.
    Placed,
}

/// A run of characters on one line, without a wide gap.
#[derive(Clone, Debug, PartialEq)]
struct Piece {
    text: String,
    x0: f32,
    x1: f32,
    y: f32,
    size: f32,
}

/// A line of a page; a tab parts what stands far apart in it.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    text: String,
    page: usize,
    x0: f32,
    x1: f32,
    /// Where its last cell begins.
    cell: f32,
    y: f32,
    size: f32,
}

impl Line {
    /// Whether it is a row of a table or a form.
    fn is_row(&self) -> bool {
        self.text.contains('\t')
    }

    fn width(&self) -> f32 {
        self.x1 - self.x0
    }
}

/// One torn line in so many shows that all were drawn in scattered pieces.
const TORN: usize = 8;

/// The text of all pages.
pub(super) fn text(pages: &[Page], order: Order) -> String {
    let mut all = Vec::new();
    for (number, glyphs) in pages.iter().enumerate() {
        let pieces = pieces::of(glyphs);
        let pieces = match order {
            Order::Drawn => pieces,
            Order::Placed => columns::ordered(pieces),
        };
        all.extend(lines::of(pieces, number));
    }
    let (lines, said) = margins::apart_from(all, pages.len());
    let text = paragraphs::joined(&lines);
    std::iter::once(text).chain(said).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Whether lines were drawn in scattered pieces, as by programs that draw font by font: what touches
/// on a line was then not drawn one after the other.
pub(super) fn is_torn(pages: &[Page]) -> bool {
    let (mut torn, mut rows) = (0, 0);
    for glyphs in pages {
        let (page_torn, page_rows) = columns::torn(pieces::of(glyphs));
        torn += page_torn;
        rows += page_rows;
    }
    torn >= 2 && torn * TORN >= rows
}

/// The middle one of some values; zero of none.
fn median(mut values: Vec<f32>) -> f32 {
    let middle = values.len() / 2;
    if values.is_empty() {
        return 0.0;
    }
    *values.select_nth_unstable_by(middle, f32::total_cmp).1
}
