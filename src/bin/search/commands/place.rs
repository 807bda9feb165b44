//! Where the index is, and how it is opened.

use std::path::{Path, PathBuf};

use policy_search::{Engine, Location, OpenOptions, Result};

use super::access;
use crate::args::{IndexPlace, PartArgs, VocabularyArgs};
use crate::home;

/// What the folder of an index is called where no flag or variable names one.
const DEFAULT_INDEX: &str = "index";

/// The folder of announcements that an index is built from where nothing else is said.
const DEFAULT_CORPUS: &str = "corpus";

impl IndexPlace {
    /// The index asked for; else `index` here where announcements are beside it; else the nearest
    /// `index`, here or above, that holds one; else the user's own, if there is one; else `index` here,
    /// where none is yet.
    pub(super) fn location(&self) -> Result<Location> {
        located(&self.place())
    }

    /// The same; where some of its shards do not answer, the others do if that is allowed.
    pub(super) fn location_in_part(&self, part: PartArgs) -> Result<Location> {
        Ok(match self.location()? {
            Location::OpenSearch(address) => {
                let mut access = address.access().clone();
                access.allow_partial = part.allow_partial;
                Location::OpenSearch(address.with_access(access))
            }
            folder => folder,
        })
    }

    /// As [`location`](Self::location); but where no index is yet and nothing here speaks for this
    /// folder, the place of the user's own.
    pub(super) fn location_to_build(&self, corpus: &Path) -> Result<Location> {
        let place = self.place();
        let is_asked = self.index.is_some() || is_index(&place) || place.exists();
        match is_asked || corpus.exists() {
            true => located(&place),
            false => located(&users().unwrap_or(place)),
        }
    }

    /// The folder of the index; `None` where it is not in one.
    pub(super) fn folder(&self) -> Option<PathBuf> {
        let place = self.place();
        address(&place).is_none().then_some(place)
    }

    /// The folder or the address.
    pub(super) fn place(&self) -> PathBuf {
        let beside = || Path::new(DEFAULT_CORPUS).is_dir().then(|| DEFAULT_INDEX.into());
        let users = || users().filter(|dir| is_index(dir));
        let found = || beside().or_else(nearest).or_else(users);
        self.index.clone().or_else(found).unwrap_or_else(|| DEFAULT_INDEX.into())
    }
}

/// The location of a folder or an address, with the login that the environment names.
pub(super) fn located(place: &Path) -> Result<Location> {
    let Some(address) = address(place) else { return Ok(Location::Dir(place.to_path_buf())) };
    Ok(match Location::parse(address)? {
        Location::OpenSearch(address) => {
            Location::OpenSearch(address.with_access(access::of_environment()?))
        }
        folder => folder,
    })
}

/// The address that a place is, if it is one.
pub(super) fn address(place: &Path) -> Option<&str> {
    place.to_str().filter(|text| text.contains("://"))
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
