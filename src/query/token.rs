//! The pieces that a query is cut into before it is read.

use std::ops::Range;

use super::field::Field;
use super::tree::Scope;

/// One piece of a query.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Word(String),
    Phrase(String),
    Field(Field),
    /// The name before a bracket whose words are to stand near each other.
    Near(Scope),
    Minus,
    Or,
    Open,
    Close,
    /// An opening bracket inside a word whose partner stands in another word.
    TextOpen,
    /// `AND`, `NOT`, `|`, `!` and `+` of other tools.
    And,
    Not,
    Bar,
    Bang,
    Plus,
    /// A field of another tool that means nothing here, with its value.
    LeftOut,
}

/// A token and the bytes of the query it was read from.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lexeme {
    pub(super) token: Token,
    pub(super) span: Range<usize>,
}
