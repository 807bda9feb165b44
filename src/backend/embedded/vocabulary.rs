//! The user's own words and synonyms, in files of the folder of the index.

use std::borrow::Cow;
use std::path::Path;

use crate::analyzer::Dictionary;
use crate::error::{Error, Result};
use crate::thesaurus::Thesaurus;

/// The user's synonyms beside an index.
pub(super) const SYNONYMS: &str = "synonyms.txt";

/// The user's own words beside an index.
pub(super) const DICTIONARY: &str = "dictionary.txt";

/// The user's own words: of the file named, else of the one beside the index in `dir`, if it is
/// there.
pub(crate) fn dictionary(dir: &Path, named: Option<&Path>) -> Result<Dictionary> {
    let beside = dir.join(DICTIONARY);
    match named {
        Some(path) => Dictionary::read(path),
        None if beside.is_file() => Dictionary::read(&beside),
        None => Ok(Dictionary::default()),
    }
}

/// The table we carry, with the user's synonyms: of the file named, else of the one beside the
/// index, if it is there.
pub(crate) fn thesaurus(dir: &Path, named: Option<&Path>) -> Result<Cow<'static, Thesaurus>> {
    let beside = dir.join(SYNONYMS);
    let path = match named {
        Some(path) => path,
        None if beside.is_file() => &beside,
        None => return Ok(Cow::Borrowed(Thesaurus::builtin())),
    };
    let text = std::fs::read_to_string(path).map_err(|error| Error::at(path, error))?;
    Ok(Cow::Owned(Thesaurus::with_user(&text, path)?))
}
