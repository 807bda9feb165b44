//! Where the index is, and how it is opened.

use std::path::{Path, PathBuf};

use policy_search::{Engine, Location, OpenOptions, Result};

use crate::args::{IndexPlace, VocabularyArgs};

/// The index where no flag or variable names one.
const DEFAULT_INDEX: &str = "index";

impl IndexPlace {
    /// The folder asked for, or the default one.
    pub(super) fn dir(&self) -> &Path {
        self.index.as_deref().unwrap_or(Path::new(DEFAULT_INDEX))
    }

    pub(super) fn location(&self) -> Location {
        Location::Dir(PathBuf::from(self.dir()))
    }
}

/// Opens an index with a user's own files.
pub(super) fn open(location: &Location, vocabulary: &VocabularyArgs) -> Result<Engine> {
    let mut options = OpenOptions::default();
    options.synonyms.clone_from(&vocabulary.synonyms);
    options.dictionary.clone_from(&vocabulary.dictionary);
    Engine::open_with(location, &options)
}
