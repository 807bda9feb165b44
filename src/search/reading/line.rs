//! The pieces of a query as one line of text, each byte of which knows the piece it came from.
//!
//! The line keeps the marks that folding drops (《》, 、, -), for they tell where a name ends and what
//! a list is. It is in Simplified script, half width and lower case.

use std::ops::Range;

use crate::analyzer::Dictionary;
use crate::announcement::number::Folded;
use crate::document::title;
use crate::text::fold_str;

/// Of a longer query no more characters are read.
const LONGEST: usize = 200;

/// What stands between two pieces.
pub(super) const GAP: char = ' ';

/// The pieces of a query on one line.
pub(super) struct Line<'a> {
    typed: &'a [&'a str],
    text: String,
    folded: Vec<Placed>,
}

/// A piece on the line.
struct Placed {
    folded: Folded,
    /// Where it begins.
    at: usize,
    /// How much of it is on the line.
    length: usize,
}

impl<'a> Line<'a> {
    pub(super) fn new(typed: &'a [&'a str]) -> Self {
        let (mut text, mut folded) = (String::new(), Vec::new());
        let mut left = LONGEST;
        for piece in typed {
            let read = Folded::new(&piece[..end_of(piece, left)]);
            left -= left.min(piece.chars().count());
            if !text.is_empty() && !read.text().is_empty() {
                text.push(GAP);
            }
            let at = text.len();
            text.push_str(&read.text().to_ascii_lowercase());
            folded.push(Placed { at, length: text.len() - at, folded: read });
        }
        Self { typed, text, folded }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where each piece stands; an empty range where none of it was read.
    pub(super) fn pieces(&self) -> Vec<Range<usize>> {
        self.folded.iter().map(|placed| placed.at..placed.at + placed.length).collect()
    }

    /// What was typed where a range of the line is, the parts of several pieces parted by a space.
    pub(super) fn typed(&self, range: &Range<usize>) -> String {
        let parts = (0..self.typed.len()).map(|piece| {
            let source = self.source(piece, range);
            &self.typed[piece][source]
        });
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The bytes of a piece, as typed, that a range of the line stands for.
    fn source(&self, piece: usize, range: &Range<usize>) -> Range<usize> {
        let placed = &self.folded[piece];
        let start = range.start.max(placed.at);
        let end = range.end.min(placed.at + placed.length);
        if start >= end {
            return 0..0;
        }
        placed.folded.source(start - placed.at..end - placed.at)
    }

    /// What is left of a piece, folded, when of what was read only `range` is kept. What was not
    /// read of a long piece is kept.
    pub(super) fn kept(&self, piece: usize, range: &Range<usize>) -> String {
        let source = self.source(piece, range);
        let typed = self.typed[piece];
        let read = self.folded[piece].folded.source(0..self.folded[piece].length).end;
        match typed.len() > read {
            true => fold_str(&typed[source.start..]),
            false => fold_str(&typed[source]),
        }
    }

    /// The bytes of the line at which no word of `dictionary` is cut in two, in order.
    pub(super) fn borders(&self, dictionary: &Dictionary) -> Vec<usize> {
        let is_mark = |c: char| !c.is_alphanumeric();
        let spaced = self.text.chars().flat_map(|c| {
            let (shown, length) = if is_mark(c) { (' ', c.len_utf8()) } else { (c, 1) };
            std::iter::repeat_n(shown, length)
        });
        dictionary.borders(&spaced.collect::<String>())
    }

    /// The key of the title that a range of the line may be.
    pub(super) fn key(&self, range: &Range<usize>) -> String {
        title::key(&fold_str(&self.text[range.clone()]))
    }
}

/// The byte at which `most` characters of `text` end.
fn end_of(text: &str, most: usize) -> usize {
    text.char_indices().nth(most).map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_leads_back_to_what_was_typed() {
        let typed = ["《民法典》第１１６５條", "侵權"];
        let line = Line::new(&typed);
        assert_eq!(line.text(), "《民法典》第1165条 侵权");
        let article = line.text().find("第").unwrap();
        assert_eq!(line.typed(&(article..line.text().len())), "第１１６５條 侵權");
        assert_eq!(line.key(&(0..article)), "民法典");
    }

    #[test]
    fn what_is_beyond_the_longest_line_is_kept() {
        let long = "章".repeat(LONGEST + 5);
        let typed = [long.as_str(), "第一条"];
        let line = Line::new(&typed);
        assert_eq!(line.pieces()[1].len(), 0);
        assert_eq!(line.kept(0, &line.pieces()[0]), long);
        assert_eq!(line.kept(1, &line.pieces()[1]), "第一条");
    }
}
