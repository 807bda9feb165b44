//! The tree that a query is read into; each backend compiles it once.

use super::added::Added;
use super::date::DateRange;
use super::reading::Reading;
use crate::announcement::{DocNumber, Kind, Level, Series, Validity};

/// A query as it was read: [`Query::parse`] reads this language.
///
#[doc = include_str!("syntax.md")]
///
/// `to_string()` shows the query in canonical form, which is read into the same query again.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Query {
    /// The query after glosses and letter-spacing were removed, on one line, as shown to the user.
    pub text: String,
    /// What it asks.
    pub(crate) root: Node,
    /// What parts of it were read as, in the order typed.
    pub(crate) readings: Vec<Reading>,
    /// Whether it was read as plain text, whose marks are no syntax.
    pub(super) pasted: bool,
}

/// A part of a query.
///
/// What [`Query::parse`](super::Query::parse) returns holds to this: an `And` and an `Or` have at
/// least two parts, none of its own sort; an `And` has a part that is not a `Not`; a part of an
/// `Or`, the content of a `Not` or a `Title`, and the root are never a `Not`; texts hold a letter,
/// a digit or a sign. A backend thus never meets a part that only excludes.
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
    /// This, within the title: `Words`, `Phrase`, and `And`, `Or`, `Not` of these.
    Title(Box<Node>),
    /// This, within one sentence or paragraph: `Words`, `Phrase`, and `And`, `Or` of these.
    Near(Scope, Box<Node>),
    /// A body of this name or alias issued it.
    Issuer(String),
    /// It has this number.
    Number(DocNumber),
    /// Its number is one of these.
    Series(Series),
    /// It is of this kind.
    Kind(Kind),
    /// Its highest issuer stands on this level.
    Level(Level),
    /// It was issued in this division or one within it, or concerns one.
    Region(String),
    /// A body of this division, or of one within it, issued it.
    IssuedIn(String),
    /// Its title names this division, or one within it, in what it is about.
    About(String),
    /// It is of this validity, by itself or by what others of the index do to it; in force is what is
    /// not known to be anything else.
    Validity(Validity),
    /// It was written (or, where that is not known, published) in this range.
    Date(DateRange),
    /// It came into the index then.
    Added(Added),
}

/// What holds words together that are to stand near each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// A sentence: up to 。！？ or the end of a line.
    Sentence,
    /// A paragraph: a line of the text. The title is one of its own.
    Paragraph,
}
