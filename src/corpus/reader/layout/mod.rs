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
mod units;

pub(super) use units::{Glyph, Page};

#[cfg(test)]
mod tests;

/// In which order the pieces of a page are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// As they are drawn: programs that make PDF write as one reads.
    Drawn,
    /// Column by column, line by line: forms draw their labels first and their values later.
    Placed,
}

/// One torn line in so many shows that all were drawn in scattered pieces.
const TORN: usize = 8;

/// The text of all pages.
pub(super) fn text(pages: &[Page], order: Order) -> String {
    marked_text(pages, order, &[])
}

/// The text of all pages, those [marked](portions::recognised) that were recognised, as surely as
/// `sure` says of each page.
pub(super) fn marked_text(pages: &[Page], order: Order, sure: &[Option<u8>]) -> String {
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
    let mark = |page: usize| Some((sure.get(page).copied().flatten()?, page + 1));
    let text = paragraphs::joined(&lines, mark);
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
