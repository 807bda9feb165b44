//! The tree that a query is read into; each backend compiles it once.

use jiff::civil::Date;

use crate::announcement::{DocNumber, Kind};

/// A query as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// The query after glosses and letter-spacing were removed, as shown to the user.
    pub text: String,
    /// What it asks.
    pub root: Node,
}

/// A part of a query.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Words without quotes, as typed between two spaces; analysis cuts them further.
    Words(String),
    /// Text in quotes: it must occur literally.
    Phrase(String),
    /// All of them. The words among the parts of the root may be relaxed by the ladder.
    And(Vec<Node>),
    /// At least one of them.
    Or(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
    /// This, within the title.
    Title(Box<Node>),
    /// A body of this name or alias issued it.
    Issuer(String),
    /// It has this number.
    Number(DocNumber),
    /// It is of this kind.
    Kind(Kind),
    /// It was written (or, where that is not known, published) in this range.
    Date(DateRange),
}

/// A range of days; both ends belong to it, an absent end is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateRange {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
}
