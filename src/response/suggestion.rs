//! What a search box offers while one types.

/// A text that begins with or holds what was typed so far.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Suggestion {
    /// The text, as the index shows it.
    pub text: String,
    /// What it is.
    pub sort: SuggestionSort,
}

/// What a [`Suggestion`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SuggestionSort {
    /// The title of an announcement.
    Title,
    /// The name of an issuing body.
    Issuer,
    /// A document number.
    Number,
}

impl SuggestionSort {
    /// The name in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Issuer => "issuer",
            Self::Number => "number",
        }
    }
}
