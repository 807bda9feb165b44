//! What to index, and how.

use std::path::PathBuf;

use crate::corpus::reader::Column;

/// What to index, and how.
#[derive(Clone, Debug, Default)]
pub struct IndexOptions {
    /// Folders or files to add to those the index has.
    pub roots: Vec<PathBuf>,
    /// The folder for an index that has none and is given none.
    pub fallback: Option<PathBuf>,
    /// Build anew; searches go on against the old index meanwhile.
    pub rebuild: bool,
    /// Say what would change, and change nothing.
    pub dry_run: bool,
    /// Remove the announcements of files that are gone even where most of a folder is gone, or a
    /// folder that was indexed is not there. Without it these are kept, for a file system that is not
    /// mounted looks the same.
    pub prune: bool,
    /// The threads to use; 0 for one per core.
    pub threads: usize,
    /// The bytes that postings may take before they are written out; without it a quarter of what
    /// the machine has free, at most 2 GiB. A run takes some 200 MB besides.
    pub memory: Option<u64>,
    /// Columns of dumps and keys of front matter that no table knows, and what they hold; they go
    /// before those of a `corpus.toml`.
    pub fields: Vec<(String, Column)>,
    /// Whether to keep what is no announcement (error pages, lists of other pages) all the same;
    /// without it, as before.
    pub keep_junk: Option<bool>,
    /// The program that reads files which could break this one, in processes apart
    /// ([`worker`](crate::corpus::reader::worker)): `search` itself, or another that serves them.
    /// Without it they are read here, where a hostile file may take all memory.
    pub reader: Option<PathBuf>,
    /// Whether other programs are to read what our readers refuse, where they can and are there
    /// ([`convert`](crate::corpus::reader::convert)); without a word as in the run before.
    pub convert: Option<bool>,
}

impl IndexOptions {
    /// To index the folders `roots`.
    pub fn of<P: Into<PathBuf>>(roots: impl IntoIterator<Item = P>) -> Self {
        Self { roots: roots.into_iter().map(Into::into).collect(), ..Self::default() }
    }
}
