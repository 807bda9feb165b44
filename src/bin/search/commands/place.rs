//! Where the index is, and how it is opened.

use std::path::{Path, PathBuf};

use policy_search::Result;
use policy_search::backend::Location;
use policy_search::engine::{Engine, OpenOptions};

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
    let VocabularyArgs { synonyms, dictionary } = vocabulary.clone();
    Engine::open_with(location, &OpenOptions { synonyms, dictionary })
}
