//! What may stand for a part of a query, and where it comes from.

use std::ops::Range;

/// Where an expansion comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Origin {
    /// The user's `synonyms.txt`: the same thing.
    User,
    /// The registry: what else a body is called.
    Alias,
    /// The registry: what a body was called before a reform, or was after it.
    Former,
    /// The same number in the other script.
    Number,
    /// The same word with another character.
    Variant,
    /// The short name of a statute: its title.
    ShortName,
    /// The tables we carry: what statutes and announcements say for it.
    Everyday,
}

impl Origin {
    /// Whether it is the same thing written otherwise, which may occur wherever the words may; other
    /// expansions stand for words of a whole piece.
    pub(crate) fn is_spelling(self) -> bool {
        matches!(self, Self::Alias | Self::Former | Self::Number | Self::Variant)
    }
}

/// What may stand for a part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expansion {
    /// The bytes of the folded text that it may stand for.
    pub at: Range<usize>,
    /// What may be there, folded.
    pub text: String,
    /// Where it comes from.
    pub origin: Origin,
}
