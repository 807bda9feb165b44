//! What is wrong with a query, and where.

use std::fmt;
use std::ops::Range;

use unicode_width::UnicodeWidthStr;

/// A malformed query: the message, and the place it speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    message: String,
    query: String,
    span: Range<usize>,
}

impl ParseError {
    /// An error in `query` at the bytes `span`.
    pub fn new(message: impl Into<String>, query: impl Into<String>, span: Range<usize>) -> Self {
        Self { message: message.into(), query: query.into(), span }
    }

    /// What is wrong and what to write instead.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Where, as a range of characters of the query.
    pub fn characters(&self) -> Range<usize> {
        let before = self.query[..self.span.start].chars().count();
        before..before + self.query[self.span.clone()].chars().count()
    }
}

impl fmt::Display for ParseError {
    /// The message, the query, and marks under the place, as wide as a terminal shows them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let indent = self.query[..self.span.start].width();
        let marks = self.query[self.span.clone()].width().max(1);
        write!(f, "{}\n  {}\n  {:indent$}{:^<marks$}", self.message, self.query, "", "")
    }
}

impl std::error::Error for ParseError {}
