//! Where the index is, and how it is opened.

use std::path::{Path, PathBuf};

use policy_search::{Engine, Location, OpenOptions, Result};

use crate::args::{IndexPlace, VocabularyArgs};
use crate::home;

/// What the folder of an index is called where no flag or variable names one.
const DEFAULT_INDEX: &str = "index";

/// The folder of announcements that an index is built from where nothing else is said.
const DEFAULT_CORPUS: &str = "corpus";

impl IndexPlace {
    /// The folder asked for; else `index` here where announcements are beside it; else the nearest
    /// `index`, here or above, that holds one; else the user's own, if there is one; else `index` here,
    /// where none is yet.
    pub(super) fn dir(&self) -> PathBuf {
        let beside = || Path::new(DEFAULT_CORPUS).is_dir().then(|| DEFAULT_INDEX.into());
        let users = || users().filter(|dir| is_index(dir));
        let found = || beside().or_else(nearest).or_else(users);
        self.index.clone().or_else(found).unwrap_or_else(|| DEFAULT_INDEX.into())
    }

    /// As [`dir`](Self::dir); but where no index is yet and nothing here speaks for this folder, the
    /// place of the user's own.
    pub(super) fn dir_to_build(&self, corpus: &Path) -> PathBuf {
        let dir = self.dir();
        let is_asked = self.index.is_some() || is_index(&dir) || dir.exists() || corpus.exists();
        if is_asked { dir } else { users().unwrap_or(dir) }
    }

    pub(super) fn location(&self) -> Location {
        Location::Dir(self.dir())
    }
}

/// The nearest index, by its name alone where it is in this folder.
fn nearest() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    let found = Location::nearest(&here, DEFAULT_INDEX)?.dir()?.to_path_buf();
    Some(found.strip_prefix(&here).map(Path::to_path_buf).unwrap_or(found))
}

/// Where the user's own index is, or would be.
fn users() -> Option<PathBuf> {
    Some(home::data()?.join(DEFAULT_INDEX))
}

fn is_index(dir: &Path) -> bool {
    Location::Dir(dir.to_path_buf()).holds_index()
}

/// Opens an index with a user's own files.
pub(super) fn open(location: &Location, vocabulary: &VocabularyArgs) -> Result<Engine> {
    let mut options = OpenOptions::default();
    options.synonyms.clone_from(&vocabulary.synonyms);
    options.dictionary.clone_from(&vocabulary.dictionary);
    Engine::open_with(location, &options)
}
