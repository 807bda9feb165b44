//! What may lie beside the generations of an index: files that a user keeps, and recognised pages.

/// The user's synonyms.
pub(crate) const SYNONYMS: &str = "synonyms.txt";

/// The user's default flags for the index.
pub(crate) const CONFIG: &str = "config.toml";

/// The folder of the pages that were recognised: they outlive every generation.
pub(crate) const RECOGNISED: &str = "recognised";

/// The user's own words.
pub(crate) const DICTIONARY: &str = "dictionary.txt";
