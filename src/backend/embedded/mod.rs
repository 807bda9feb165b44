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
//! A search opens the generation that the manifest names at its last commit, and never sees a
//! half-built one: a rebuild fills a new generation and renames the manifest over the old one when
//! it is committed. Incremental runs commit inside the generation, which tantivy does at once, and so
//! does the first run once its first step is committed.

mod accession;
mod boundaries;
mod checksums;
mod clause;
mod columns;
mod commit;
mod deletes;
mod directory;
mod disk;
mod evidence;
mod exclude;
mod facets;
mod failure;
mod found;
mod generation;
mod lock;
mod manifest;
mod memory;
mod merges;
mod near;
mod postings;
mod schema;
mod segment;
mod size;
mod snapshot;
mod statistics;
mod store_file;
mod stored;
mod term_dictionary;
mod top;
mod verify;
mod writable;
mod writer;

pub(super) use commit::{last_origin, last_state, read_commit};
pub(super) use manifest::is_index;
pub(super) use snapshot::EmbeddedSnapshot;
pub(super) use verify::{damage, verify};
pub(super) use writer::EmbeddedIndexer;

#[cfg(test)]
pub(crate) use disk::Fuse;
