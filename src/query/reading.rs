//! What parts of a query were read as, where that is not simply their text.

use super::date::DateRange;
use crate::announcement::DocNumber;

/// A part of a query that was read as something other than words to find.
///
/// An answer lists its readings, so that a user sees what was made of the query. Quotes around the
/// part, or a literal search, undo a reading.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reading {
    /// The part, as it was typed.
    pub text: String,
    /// What it was read as.
    pub meaning: Meaning,
}

/// What a part of a query was read as.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Meaning {
    /// A time: only documents of these days are wanted (近三年).
    Dates(DateRange),
    /// A wish for what is new: the latest come first (最新).
    Newest,
    /// The title of a document, in full.
    Title(String),
    /// Articles of a work: its title, and the articles as statutes write them (第三条).
    Articles {
        /// The title of the work.
        work: String,
        /// The articles, in the order typed; a range is all of its articles.
        articles: Vec<String>,
    },
    /// A document number.
    Number(DocNumber),
    /// Words about the file and not about the matter (下载, pdf): they rank, and exclude nothing.
    Optional,
    /// An operator of another tool, as this language writes it: `NOT 草案` is `-草案`.
    Operator(String),
    /// Marks that look like syntax here or elsewhere and are read as text, or passed over.
    Marks,
    /// A long text: documents like it are wanted, found by these words.
    Like(Vec<String>),
}

impl Reading {
    pub(crate) fn new(text: impl Into<String>, meaning: Meaning) -> Self {
        Self { text: text.into(), meaning }
    }
}

impl Meaning {
    /// The name in output.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Dates(_) => "dates",
            Self::Newest => "newest",
            Self::Title(_) => "title",
            Self::Articles { .. } => "articles",
            Self::Number(_) => "number",
            Self::Optional => "optional",
            Self::Operator(_) => "operator",
            Self::Marks => "marks",
            Self::Like(_) => "like",
        }
    }
}
