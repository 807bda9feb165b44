//! The index in a folder, on tantivy; the only place that names its types.
//!
//! ```text
//! index/
//!   policy-search.json   format, analyzer, which generation is the index, and its folders and flags
//!   synonyms.txt, dictionary.txt   a user's own, if there are any
//!   lock                 locked while a process writes
//!   .policy-search-id    tells generations of this index from those of others
//!   g1/                  a generation: a tantivy index, the state committed with it, and what the
//!                        files of both were then (`.checksums.json`)
//! ```
//!
//! A search opens the generation that the marker names at its last commit, and never sees a
//! half-built one: a rebuild fills a new generation and renames the marker over the old one when
//! it is committed. Incremental runs commit inside the generation, which tantivy does at once.

mod absence;
mod begins;
mod checksums;
mod choose;
mod collapse;
mod columns;
mod commit;
mod compile;
mod directory;
mod disk;
mod earlier;
mod exclude;
mod facets;
mod failure;
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
mod store_file;
mod suggest;
mod title;
mod verify;
mod vocabulary;
mod writable;
mod writer;

pub(super) use commit::{last_origin, last_state};
pub(super) use searcher::EmbeddedSearcher;
pub(super) use verify::{damage, verify};
pub(super) use vocabulary::{dictionary, thesaurus};
pub(super) use writer::EmbeddedIndexer;

#[cfg(test)]
pub(crate) use disk::Fuse;
