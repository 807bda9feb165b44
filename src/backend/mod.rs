//! The seam between the engine and what holds the terms: request in, ranked announcements out.
//!
//! No type of the search library behind it is public. A second backend implements [`Searcher`] and
//! [`Indexer`] over the same terms (`analyzer`) and is added to the two functions of this
//! module, which are the only factory.

mod embedded;
mod guard;

#[cfg(test)]
pub(crate) use embedded::Fuse;

use std::io::BufRead;
use std::path::{Path, PathBuf};

use self::guard::{Guard, GuardedIndexer, GuardedSearcher};
use crate::analyzer::Dictionary;
use crate::announcement::{Announcement, DocNumber, Id};
use crate::error::Result;
use crate::request::SearchRequest;
use crate::response::{Place, Related, SearchResponse};

/// Where an index is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Location {
    /// A folder of this machine.
    Dir(PathBuf),
}

/// One announcement as an index holds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its id.
    pub id: Id,
    /// Where it stands in the corpus.
    pub place: Place,
    /// The announcement, whole.
    pub announcement: Announcement,
}

/// What names announcements besides a query.
#[derive(Clone, Debug, PartialEq)]
pub enum Lookup {
    /// By id.
    Id(Id),
    /// By document number; several announcements may carry one.
    Number(DocNumber),
}

/// Answers requests from one committed state of an index.
pub trait Searcher: Send + Sync {
    /// The ranked answer; snippets and highlights are left empty, the engine makes them.
    fn search(&self, request: &SearchRequest) -> Result<SearchResponse>;

    /// The announcements named, by id order.
    fn get(&self, lookup: &Lookup) -> Result<Vec<Record>>;

    /// All announcements that a request matches, whatever its limit and order, by id order.
    fn matching(&self, request: &SearchRequest) -> Result<Vec<Id>>;

    /// Hands every announcement to `visit`, in no order that matters, until that fails.
    fn each(&self, visit: &mut dyn FnMut(Record) -> Result<()>) -> Result<()>;

    /// What the announcement of this id does to others of the index, and they to it; `None` without
    /// one.
    fn related(&self, id: &Id) -> Result<Option<Related>>;

    /// What the index holds.
    fn stats(&self) -> Result<Holdings>;

    /// The state given with the last commit.
    fn state(&self) -> Result<Vec<u8>>;
}

/// Changes an index. Nothing is seen before [`Indexer::commit`].
pub trait Indexer: Sync {
    /// The state given with the last commit; empty for a new index.
    fn state(&self) -> Result<Vec<u8>>;

    /// Adds an announcement, and returns how many terms it has.
    fn put(&self, record: &Record) -> Result<u64>;

    /// Removes all announcements that earlier commits hold of the file at `path`, whose key this is
    /// ([`Place::key`]).
    fn delete(&self, path: &str) -> Result<()>;

    /// Takes back all announcements of that file that were put since the last commit.
    fn withdraw(&self, path: &str);

    /// Makes all changes visible at once, together with `state` and the number of terms that all
    /// announcements have together. The state is opaque here, but that it is not empty, and that its
    /// first line is kept a second time for [`last_origin`].
    fn commit(self: Box<Self>, state: &[u8], terms: u64) -> Result<()>;
}

/// What an index holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    /// How many announcements.
    pub announcements: u64,
    /// Bytes on disk by part, most first.
    pub bytes: Vec<(String, u64)>,
    /// Announcements by issuing body, level, year, kind and region.
    pub facets: crate::response::Facets,
}

/// Whether what an index wrote is still what it reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Integrity {
    /// How many announcements the index counts.
    pub announcements: u64,
    /// How many of them could be read back; 0 where a file is damaged, for then none is tried.
    pub readable: u64,
    /// How many files were compared with the checksums they were written with.
    pub files: usize,
    /// What is damaged, in words that name the file.
    pub damaged: Vec<String>,
    /// The state given with the commit that was read, if it could be.
    pub state: Vec<u8>,
}

impl Integrity {
    /// Whether nothing is damaged and all announcements can be read.
    pub fn is_sound(&self) -> bool {
        self.damaged.is_empty() && self.readable == self.announcements
    }
}

/// How an index is opened for writing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WriteOptions {
    /// Build anew beside what is there and replace it at the commit.
    pub rebuild: bool,
    /// How many threads will put announcements into it side by side; 0 for one per core.
    pub threads: usize,
    /// The bytes that postings may take before they are written out; without it a quarter of what
    /// the machine has free, at most 2 GiB.
    pub memory: Option<u64>,
}

/// Opens an index for searching, with the user's `synonyms`, or those beside the index, and the
/// words of `dictionary`.
///
/// # Errors
/// When there is none, or it is of another format or analyzer, or damaged; when the synonyms
/// cannot be read.
pub fn open(
    location: &Location,
    synonyms: Option<&Path>,
    dictionary: Dictionary,
) -> Result<Box<dyn Searcher>> {
    match location {
        Location::Dir(dir) => {
            let thesaurus = embedded::thesaurus(dir, synonyms)?;
            let guard = guard(dir);
            let open = || embedded::EmbeddedSearcher::open(dir, thesaurus, dictionary);
            let searcher = Box::new(guard.run(open)?);
            Ok(Box::new(GuardedSearcher { searcher, guard }))
        }
    }
}

/// The guard of the index in a folder.
fn guard(dir: &Path) -> Guard {
    let folder = dir.to_path_buf();
    Guard::new(dir, move || embedded::damage(&folder))
}

/// The user's own words for the index at `location`: those of the file `named`, else of
/// `dictionary.txt` beside it, if it is there.
///
/// # Errors
/// When the file cannot be read or a line of it is no word.
pub fn dictionary(location: &Location, named: Option<&Path>) -> Result<Dictionary> {
    match location {
        Location::Dir(dir) => embedded::dictionary(dir, named),
    }
}

/// The state given with the last commit at `location`, to be read as far as it is needed, whatever
/// version of this program wrote it.
///
/// # Errors
/// When there is no index, or its state cannot be opened.
pub fn last_state(location: &Location) -> Result<Box<dyn BufRead>> {
    match location {
        Location::Dir(dir) => guard(dir).run(|| embedded::last_state(dir)),
    }
}

/// The first line of the state of the index at `location`, from wherever it can still be read where
/// [`last_state`] fails; `None` where it cannot.
pub fn last_origin(location: &Location) -> Option<Box<dyn BufRead>> {
    match location {
        Location::Dir(dir) => embedded::last_origin(dir),
    }
}

/// Reads all of the index at `location`: each file against its checksum, each announcement.
///
/// # Errors
/// When there is no index, or it is of another format or analyzer. That it is damaged is no error
/// but the answer.
pub fn verify(location: &Location) -> Result<Integrity> {
    match location {
        Location::Dir(dir) => embedded::verify(dir),
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
    }
}
