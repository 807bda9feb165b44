//! The index in a folder, on tantivy; the only place that names its types.
//!
//! ```text
//! index/
//!   policy-search.json   format, analyzer, which generation is the index, and its folders and flags
//!   synonyms.txt, dictionary.txt   a user's own, if there are any
//!   lock                 locked while a process writes
//!   .policy-search-id    tells generations of this index from those of others
//!   g1/                  a generation: a tantivy index and the state committed with it
//! ```
//!
//! A search opens the generation that the marker names at its last commit, and never sees a
//! half-built one: a rebuild fills a new generation and renames the marker over the old one when
//! it is committed. Incremental runs commit inside the generation, which tantivy does at once.

mod absence;
mod begins;
mod choose;
mod collapse;
mod columns;
mod compile;
mod directory;
mod disk;
mod earlier;
mod exclude;
mod facets;
mod force;
mod generation;
mod ladder;
mod lock;
mod marker;
mod matching;
mod memory;
mod near;
mod page;
mod rank;
mod references;
mod related;
mod schema;
mod search;
mod searcher;
mod segment;
mod short;
mod size;
mod standing;
mod statistics;
mod suggest;
mod title;
mod verify;
mod vocabulary;
mod writable;
mod writer;

pub(super) use searcher::EmbeddedSearcher;
pub(super) use verify::verify;
pub(super) use vocabulary::dictionary;
pub(super) use writer::{EmbeddedIndexer, last_origin, last_state};

#[cfg(test)]
pub(crate) use disk::Fuse;

use tantivy::directory::error::OpenReadError;

use crate::error::ErrorKind;

impl From<tantivy::TantivyError> for crate::Error {
    fn from(error: tantivy::TantivyError) -> Self {
        use tantivy::TantivyError as T;
        match error {
            T::DataCorruption(what) => ErrorKind::Damaged(format!("{what:?}")).into(),
            T::OpenReadError(OpenReadError::IoError { io_error, .. }) => {
                ErrorKind::Io(std::io::Error::from(io_error.kind())).into()
            }
            T::OpenReadError(what) => ErrorKind::Damaged(what.to_string()).into(),
            T::LockFailure(..) => ErrorKind::Busy.into(),
            T::IoError(io) => ErrorKind::Backend(io.to_string()).into(),
            other => ErrorKind::Backend(other.to_string()).into(),
        }
    }
}
