//! The user's own words and synonyms, in files beside the index or named.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::analyzer::Dictionary;
use crate::backend::Location;
use crate::backend::beside::{DICTIONARY, SYNONYMS};
use crate::error::{Error, Result};
use crate::thesaurus::Thesaurus;

/// The user's own words: of the file `named`, else of the one beside the index at `location`, if it
/// is there.
pub(super) fn dictionary(location: &Location, named: Option<&Path>) -> Result<Dictionary> {
    match file(location, named, DICTIONARY) {
        Some(path) => Dictionary::read(&path),
        None => Ok(Dictionary::default()),
    }
}

/// The tables we carry, with the user's synonyms: of the file `named`, else of the one beside the
/// index, if it is there.
pub(super) fn thesaurus(
    location: &Location,
    named: Option<&Path>,
) -> Result<Cow<'static, Thesaurus>> {
    let Some(path) = file(location, named, SYNONYMS) else {
        return Ok(Cow::Borrowed(Thesaurus::builtin()));
    };
    let text = std::fs::read_to_string(&path).map_err(|error| Error::at(&path, error))?;
    Ok(Cow::Owned(Thesaurus::with_user(&text, &path)?))
}

/// What tells a change of either file: whether it is there, how long it is and when it was written.
pub(super) fn marks(location: &Location, named: [Option<&Path>; 2]) -> [Option<Mark>; 2] {
    let [synonyms, dictionary] = named;
    let files = [file(location, synonyms, SYNONYMS), file(location, dictionary, DICTIONARY)];
    files.map(|file| {
        let metadata = std::fs::metadata(file?).ok()?;
        Some((metadata.len(), metadata.modified().ok()?))
    })
}

/// The length of a file in bytes, and when it was written.
pub(super) type Mark = (u64, SystemTime);

/// The file `named`, else the one of this `name` beside the index, if it is there.
fn file(location: &Location, named: Option<&Path>, name: &str) -> Option<PathBuf> {
    let beside = || location.dir().map(|dir| dir.join(name)).filter(|path| path.is_file());
    named.map(Path::to_path_buf).or_else(beside)
}
