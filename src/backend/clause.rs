//! What documents match, in our own terms: fields of ours, folded texts, values.
//!
//! A query is compiled into a [`Clause`] once; each backend turns it into queries of its own and
//! decides how a text becomes its terms. A text matches exactly where the folded text of a document
//! holds it and no Latin or number word is cut. What is between two texts is counted in units: a
//! Han character, and a Latin or number word, are one each.

use crate::document::{Field, Value};
use crate::query::Scope;

/// What documents match.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Clause {
    /// All documents.
    All,
    /// None.
    None,
    /// Those whose field holds a folded text literally.
    Text(Field, String),
    /// Those whose field holds folded texts, each of two Han characters or more, in one run of
    /// characters, each so many units behind the beginning of the first.
    Apart(Field, Vec<(u32, String)>),
    /// Those with a value.
    Value(Field, Value),
    /// Those with any of the values.
    Values(Field, Vec<Value>),
    /// Those with a text for a value, of a field of whole values, that begins with this one.
    Begins(Field, String),
    /// Those with a number between two, both included; an absent end is open, and where both are open
    /// those without a number match as well.
    Numbers(Field, Option<u64>, Option<u64>),
    /// Those of a day between two, both included; an absent end is open.
    Days(Field, Option<i64>, Option<i64>),
    /// Those that match any.
    Any(Vec<Clause>),
    /// Those that match all.
    Every(Vec<Clause>),
    /// Those that match the first and none of the others.
    Without(Box<Clause>, Vec<Clause>),
    /// Those that match, and hold all of the part in one sentence or paragraph.
    Near(Scope, Box<Clause>, Part),
}

/// What is to stand in one sentence or paragraph.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Part {
    /// A folded text, literally, in a field; an empty one stands nowhere.
    Text(Field, String),
    /// All of these.
    All(Vec<Part>),
    /// Any of these.
    Any(Vec<Part>),
}

impl Clause {
    /// Documents with a value in a field.
    pub(crate) fn value(field: Field, value: impl Into<Value>) -> Self {
        Self::Value(field, value.into())
    }

    /// Documents that match any of `clauses`; none if there are none.
    pub(crate) fn any(mut clauses: Vec<Self>) -> Self {
        match clauses.len() {
            0 => Self::None,
            1 => clauses.remove(0),
            _ => Self::Any(clauses),
        }
    }

    /// Documents that match every one of `clauses`; none if there are none.
    pub(crate) fn every(mut clauses: Vec<Self>) -> Self {
        match clauses.len() {
            0 => Self::None,
            1 => clauses.remove(0),
            _ => Self::Every(clauses),
        }
    }

    /// Documents that match every one of `wanted` (all documents if there are none) and none of
    /// `unwanted`.
    pub(crate) fn without(wanted: Vec<Self>, unwanted: Vec<Self>) -> Self {
        let wanted = if wanted.is_empty() { Self::All } else { Self::every(wanted) };
        match unwanted.is_empty() {
            true => wanted,
            false => Self::Without(Box::new(wanted), unwanted),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_clause_stands_for_itself_and_none_for_no_document() {
        let one = || Clause::Text(Field::Grams, "安全".into());
        assert_eq!((Clause::any(vec![one()]), Clause::every(vec![one()])), (one(), one()));
        assert_eq!((Clause::any(vec![]), Clause::every(vec![])), (Clause::None, Clause::None));
        assert_eq!(Clause::without(vec![], vec![]), Clause::All);
        let without = Clause::Without(Box::new(Clause::All), vec![one()]);
        assert_eq!(Clause::without(vec![], vec![one()]), without);
    }
}
