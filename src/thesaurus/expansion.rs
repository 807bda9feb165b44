//! What may stand for a part of a query, and where it comes from.

use std::ops::Range;

/// Where an expansion comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Origin {
    /// The user's `synonyms.txt`: the same thing.
    User,
    /// The registry: what a body is called in full.
    Alias,
    /// The short name of a statute: its title.
    ShortName,
    /// The tables we carry: what statutes and announcements say for it.
    Everyday,
}

/// What may stand for a part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expansion {
    /// The bytes of the folded text that it may stand for.
    pub at: Range<usize>,
    /// What may stand there, folded.
    pub text: String,
    /// Where it comes from.
    pub origin: Origin,
}
