//! What is wrong with a query, and where.

use std::fmt;
use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many columns of a long query are shown before, at and after the place.
const SHOWN_COLUMNS: usize = 24;

/// A malformed query: the message, and the place it speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    message: String,
    query: String,
    span: Range<usize>,
}

impl ParseError {
    /// An error in `query` at the bytes `span`; a span that cuts a character is widened to it.
    pub fn new(message: impl Into<String>, query: impl Into<String>, span: Range<usize>) -> Self {
        let query = query.into();
        let start = query.floor_char_boundary(span.start);
        let end = query.ceil_char_boundary(span.end).max(start);
        Self { message: message.into(), query, span: start..end }
    }

    /// What is wrong and what to write instead.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The query, without glosses and letter-spacing, that [`characters`](Self::characters) counts in.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// A line with the query, and one with marks under the place, as wide as a terminal shows them.
    pub fn place(&self) -> String {
        let before = end_within(&self.query[..self.span.start]);
        let place = start_within(&self.query[self.span.clone()]);
        let after = start_within(&self.query[self.span.end..]);
        let (indent, marks) = (before.width(), place.width().max(1));
        format!("  {before}{place}{after}\n  {:indent$}{:^<marks$}", "", "")
    }

    /// Where, as a range of characters of [`query`](Self::query).
    pub fn characters(&self) -> Range<usize> {
        let before = self.query[..self.span.start].chars().count();
        before..before + self.query[self.span.clone()].chars().count()
    }
}

impl fmt::Display for ParseError {
    /// The message, then the [`place`](ParseError::place).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}", self.message, self.place())
    }
}

impl std::error::Error for ParseError {}

/// The beginning of `text` that fits the columns shown, with a mark where it was cut.
fn start_within(text: &str) -> String {
    let fitting = text.len() - fitting_bytes(text.chars().rev(), text.width());
    let cut = if fitting < text.len() { "…" } else { "" };
    format!("{}{cut}", &text[..fitting])
}

/// The end of `text` that fits the columns shown, with a mark where it was cut.
fn end_within(text: &str) -> String {
    let left_out = fitting_bytes(text.chars(), text.width());
    let cut = if left_out > 0 { "…" } else { "" };
    format!("{cut}{}", &text[left_out..])
}

/// How many bytes to leave out, taken in the order of `characters`, until `width` columns fit.
fn fitting_bytes(characters: impl Iterator<Item = char>, mut width: usize) -> usize {
    let mut left_out = 0;
    for character in characters {
        if width <= SHOWN_COLUMNS {
            break;
        }
        width = width.saturating_sub(character.width().unwrap_or(0));
        left_out += character.len_utf8();
    }
    left_out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_under_the_place_in_columns() {
        let error = ParseError::new("no date 十三", "数据 日期:十三 a", 14..20);
        assert_eq!(error.to_string(), "no date 十三\n  数据 日期:十三 a\n            ^^^^");
        assert_eq!(error.characters(), 6..8);
    }

    #[test]
    fn a_long_query_is_shown_around_the_place() {
        let query = format!("{}x{}", "数".repeat(500), "据".repeat(500));
        let shown = ParseError::new("here", &query, 1500..1501).to_string();
        assert_eq!(
            shown,
            format!("here\n  …{}x{}…\n{}^", "数".repeat(12), "据".repeat(12), " ".repeat(27))
        );
    }

    #[test]
    fn a_span_inside_a_character_or_beyond_the_end_is_widened() {
        assert_eq!(ParseError::new("", "数据", 1..2).characters(), 0..1);
        assert_eq!(ParseError::new("", "数据", 6..90).characters(), 2..2);
        assert_eq!(ParseError::new("", "数据", 90..90).characters(), 2..2);
    }
}
