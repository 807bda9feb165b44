//! What holds the documents of an index: where it is, and the only factory.
//!
//! `searcher` is what an index is asked as a whole, `seam` what a backend implements, in calls that
//! each may be a trip over a network, `clause` what documents match in our own terms, and
//! `prior` what is known of a document before any query. `embedded` is the index in a folder, on
//! tantivy, no type of which is seen outside it. A backend implements `Snapshot` and [`Indexer`] and
//! is named by the functions of this module.

mod address;
pub(crate) mod beside;
pub(crate) mod bm25;
pub(crate) mod clause;
mod embedded;
mod guard;
mod holdings;
#[cfg(feature = "opensearch")]
pub(crate) mod opensearch;
pub(crate) mod prior;
mod scopes;
pub(crate) mod seam;
mod searcher;

pub use address::{Access, Address, Credentials};
#[cfg(test)]
pub(crate) use embedded::Fuse;
pub(crate) use guard::{Guard, GuardedSearcher};
pub use holdings::{Cluster, Holdings, Integrity};
pub(crate) use seam::Snapshot;
pub use seam::{Accession, Arrival, Indexer, Seen, WriteOptions};
pub use searcher::Lookup;
pub(crate) use searcher::{Searcher, Sink};

use std::ffi::OsString;
use std::fmt;
use std::io::BufRead;
use std::path::{Path, PathBuf};

use self::guard::GuardedIndexer;
pub use crate::document::Record;
use crate::error::Result;

/// Where an index is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Location {
    /// A folder of this machine.
    Dir(PathBuf),
    /// An index in OpenSearch.
    OpenSearch(Address),
}

impl Location {
    /// The location that a user writes so: an address where it has `://`, else a folder.
    ///
    /// ```
    /// use policy_search::Location;
    ///
    /// assert_eq!(Location::parse("policy/index")?, Location::Dir("policy/index".into()));
    /// let elsewhere = Location::parse("https://search.example:9200/policy")?;
    /// assert!(matches!(elsewhere, Location::OpenSearch(_)));
    /// assert_eq!(elsewhere.to_string(), "https://search.example:9200/policy");
    /// # Ok::<(), policy_search::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Address::parse`].
    pub fn parse(text: &str) -> Result<Self> {
        match text.contains("://") {
            true => Address::parse(text).map(Self::OpenSearch),
            false => Ok(Self::Dir(text.into())),
        }
    }

    /// Whether an index is there, whole or not. Of an address nothing is asked: it is taken to be
    /// there.
    pub fn holds_index(&self) -> bool {
        match self {
            Self::Dir(dir) => embedded::is_index(dir),
            Self::OpenSearch(_) => true,
        }
    }

    /// The index in the folder `name` inside `folder`, or inside the nearest folder above it that has
    /// one there; `None` where there is none up to the root. It need not be whole.
    ///
    /// ```
    /// use policy_search::{IndexOptions, Location, index};
    ///
    /// let home = tempfile::tempdir()?;
    /// let below = home.path().join("corpus/2025");
    /// std::fs::create_dir_all(&below)?;
    /// assert_eq!(Location::nearest(&below, "index"), None);
    ///
    /// let place = Location::Dir(home.path().join("index"));
    /// index(&place, &IndexOptions::of([&below]), &|_| ())?;
    /// assert_eq!(Location::nearest(&below, "index"), Some(place));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn nearest(folder: &Path, name: &str) -> Option<Self> {
        folder.ancestors().map(|folder| Self::Dir(folder.join(name))).find(Self::holds_index)
    }

    /// The folder that the index is, if it is one.
    pub fn dir(&self) -> Option<&Path> {
        match self {
            Self::Dir(dir) => Some(dir),
            Self::OpenSearch(_) => None,
        }
    }

    /// The place that an error here names.
    pub(crate) fn place(&self) -> OsString {
        match self {
            Self::Dir(dir) => dir.clone().into_os_string(),
            Self::OpenSearch(address) => address.to_string().into(),
        }
    }
}

/// As it is shown: an address has no secrets in it.
impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dir(dir) => dir.display().fmt(f),
            Self::OpenSearch(address) => address.fmt(f),
        }
    }
}

/// A committed state of an index, by its backend.
pub(crate) enum Opened {
    /// One in a folder.
    Embedded(Box<embedded::EmbeddedSnapshot>),
    /// One in OpenSearch.
    #[cfg(feature = "opensearch")]
    OpenSearch(Box<opensearch::OpenSearchSnapshot>),
}

/// Opens the last committed state of the index at `location`, with the guard that its calls are to be
/// run by.
///
/// # Errors
/// When there is none, or it is of another format or analyzer, or damaged.
pub(crate) fn open(location: &Location) -> Result<(Opened, Guard)> {
    match location {
        Location::Dir(dir) => {
            let guard = guard(dir);
            let snapshot = guard.run(|| embedded::EmbeddedSnapshot::open(dir))?;
            Ok((Opened::Embedded(Box::new(snapshot)), guard))
        }
        #[cfg(feature = "opensearch")]
        Location::OpenSearch(address) => {
            let guard = guard_of(address);
            let snapshot = guard.run(|| opensearch::OpenSearchSnapshot::open(address))?;
            Ok((Opened::OpenSearch(Box::new(snapshot)), guard))
        }
        #[cfg(not(feature = "opensearch"))]
        Location::OpenSearch(address) => Err(without_opensearch(address)),
    }
}

/// The guard of an index in OpenSearch, which looks after its own files.
#[cfg(feature = "opensearch")]
fn guard_of(address: &Address) -> Guard {
    Guard::new(address.to_string(), || Ok(None))
}

/// The guard of one that is to be changed: what is lost of it is told before.
#[cfg(feature = "opensearch")]
fn damage_guard(address: &Address) -> Guard {
    let own = address.clone();
    Guard::new(address.to_string(), move || opensearch::damage(&own))
}

/// The last committed state of an index in a folder, of which tests know that it is one.
#[cfg(test)]
pub(crate) fn snapshot(location: &Location) -> Result<(impl Snapshot + use<>, Guard)> {
    match open(location)? {
        (Opened::Embedded(snapshot), guard) => Ok((*snapshot, guard)),
        #[cfg(feature = "opensearch")]
        (Opened::OpenSearch(_), _) => panic!("{location} is no folder"),
    }
}

/// That nothing can be asked of OpenSearch.
#[cfg(not(feature = "opensearch"))]
fn without_opensearch(address: &Address) -> crate::error::Error {
    crate::error::Error::at(address.to_string(), crate::error::ErrorKind::WithoutOpenSearch)
}

/// The guard of the index in a folder.
fn guard(dir: &Path) -> Guard {
    let folder = dir.to_path_buf();
    Guard::new(dir, move || embedded::damage(&folder))
}

/// The state given with the last commit at `location`, to be read as far as it is needed, whatever
/// version of this program wrote it.
///
/// # Errors
/// When there is no index, or its state cannot be opened.
pub(crate) fn last_state(location: &Location) -> Result<Box<dyn BufRead>> {
    match location {
        Location::Dir(dir) => guard(dir).run(|| embedded::last_state(dir)),
        #[cfg(feature = "opensearch")]
        Location::OpenSearch(address) => guard_of(address).run(|| opensearch::last_state(address)),
        #[cfg(not(feature = "opensearch"))]
        Location::OpenSearch(address) => Err(without_opensearch(address)),
    }
}

/// The first line of the state of the index at `location`, from wherever it can still be read where
/// [`last_state`] fails; `None` where it cannot.
pub(crate) fn last_origin(location: &Location) -> Option<Box<dyn BufRead>> {
    match location {
        Location::Dir(dir) => embedded::last_origin(dir),
        #[cfg(feature = "opensearch")]
        Location::OpenSearch(address) => opensearch::last_origin(address),
        #[cfg(not(feature = "opensearch"))]
        Location::OpenSearch(_) => None,
    }
}

/// What tells one committed state of an index from all others of it. It is shown as 16 hexadecimal
/// digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Commit(u64);

impl fmt::Display for Commit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// Which committed state the index at `location` has now: two small files are read for it, or one
/// document.
///
/// # Errors
/// When there is no index.
pub(crate) fn last_commit(location: &Location) -> Result<Commit> {
    let bytes = match location {
        Location::Dir(dir) => embedded::read_commit(dir)?,
        #[cfg(feature = "opensearch")]
        Location::OpenSearch(address) => opensearch::read_commit(address)?,
        #[cfg(not(feature = "opensearch"))]
        Location::OpenSearch(address) => return Err(without_opensearch(address)),
    };
    let hash = blake3::hash(&bytes);
    let first = hash.as_bytes().first_chunk().copied().unwrap_or_default();
    Ok(Commit(u64::from_be_bytes(first)))
}

/// Reads all of the index at `location`: each file against its checksum, each announcement.
///
/// # Errors
/// When there is no index, or it is of another format or analyzer. That it is damaged is no error
/// but the answer.
pub(crate) fn verify(location: &Location) -> Result<Integrity> {
    match location {
        Location::Dir(dir) => embedded::verify(dir),
        #[cfg(feature = "opensearch")]
        Location::OpenSearch(address) => opensearch::verify(address),
        #[cfg(not(feature = "opensearch"))]
        Location::OpenSearch(address) => Err(without_opensearch(address)),
    }
}

/// Opens an index for writing, or begins a new one.
///
/// # Errors
/// When the place holds something else, another process is writing there, or the index is of
/// another format or analyzer, or damaged, and is not to be rebuilt. Damage is told at the first
/// change at the latest, before anything is written.
pub fn write(location: &Location, options: &WriteOptions) -> Result<Box<dyn Indexer>> {
    match location {
        Location::Dir(dir) => {
            // What is there is not read to build anew beside it.
            let guard = if options.rebuild { Guard::new(dir, || Ok(None)) } else { guard(dir) };
            let indexer = guard.run(|| embedded::EmbeddedIndexer::open(dir, options))?;
            Ok(Box::new(GuardedIndexer::new(indexer, guard)))
        }
        #[cfg(feature = "opensearch")]
        Location::OpenSearch(address) => {
            let guard = if options.rebuild { guard_of(address) } else { damage_guard(address) };
            let indexer = guard.run(|| opensearch::OpenSearchIndexer::open(address, options))?;
            Ok(Box::new(GuardedIndexer::new(indexer, guard)))
        }
        #[cfg(not(feature = "opensearch"))]
        Location::OpenSearch(address) => Err(without_opensearch(address)),
    }
}
