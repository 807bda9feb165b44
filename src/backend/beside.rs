//! The files that a user may keep beside an index.

/// The user's synonyms.
pub(crate) const SYNONYMS: &str = "synonyms.txt";

/// The user's own words.
pub(crate) const DICTIONARY: &str = "dictionary.txt";
