//! What may lie beside the generations of an index: files that a user keeps, and recognised pages.

/// The user's synonyms.
pub(crate) const SYNONYMS: &str = "synonyms.txt";

/// The folder of the pages that were recognised: they outlive every generation.
pub(crate) const RECOGNISED: &str = "recognised";

/// The user's own words.
pub(crate) const DICTIONARY: &str = "dictionary.txt";
