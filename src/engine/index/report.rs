//! What an indexing run did, and how far it is.

use std::path::PathBuf;
use std::time::Duration;

use crate::announcement::{DocDate, Id};
use crate::corpus::reader::ColumnUse;
use crate::corpus::reader::recognise::Tally;

use crate::error::Reason;
use crate::response::Place;

/// How far a run is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress {
    /// The folders were walked: so many files, of so many bytes, are to be read.
    Walked {
        /// Files to be read.
        files: u64,
        /// Their bytes.
        bytes: u64,
    },
    /// Pages that are images were found, and are to be recognised.
    Pages {
        /// How many more.
        found: u64,
    },
    /// One of them was recognised, or cannot be.
    Recognised,
    /// A file was read.
    Read {
        /// Its bytes.
        bytes: u64,
    },
    /// All files were read; the index is being committed.
    Committing,
}

/// What a run did, or with `dry_run` would do.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Report {
    /// Files that are new.
    pub added: u64,
    /// Files whose content changed, or what a `corpus.toml` says of them.
    pub updated: u64,
    /// Files that were found under another name.
    pub renamed: u64,
    /// Files that are gone or were forgotten, and whose announcements are removed.
    pub removed: u64,
    /// Files that are as they were.
    pub unchanged: u64,
    /// Files left out by `.gitignore` and `.ignore` rules and as hidden or leftovers.
    pub ignored: u64,
    /// Files and folders left out by the patterns of a `corpus.toml`.
    pub excluded: u64,
    /// How many announcements the index holds afterwards.
    pub announcements: u64,
    /// How many bytes were read.
    pub bytes: u64,
    /// Files of this run that could not be read, and why, by path.
    pub skipped: Vec<(String, Reason)>,
    /// Files of this run that were read and hold no announcement (error pages, lists of other
    /// pages), and what they are, by path.
    pub junk: Vec<(String, Reason)>,
    /// Files not in the index that were unchanged since an earlier run named them.
    pub skipped_before: u64,
    /// How many files are in the index as they were, though they are gone or could not be looked at.
    pub kept_files: u64,
    /// What of these is kept and why, by path: files, folders, and roots.
    pub kept: Vec<(String, Kept)>,
    /// What else was wrong, by path: bad lines of a dump, folders that could not be opened.
    pub notes: Vec<(String, Reason)>,
    /// Announcements whose text the index never had.
    pub new: Few,
    /// Announcements whose text is another than it was.
    pub changed: Few,
    /// The first files of which the announcements were removed, at most ten.
    pub gone: Vec<String>,
    /// The folders and files that were forgotten.
    pub forgotten: Vec<Forgotten>,
    /// What was taken from which columns of dumps and tables.
    pub columns: Vec<ColumnMapping>,
    /// What became of the pages that are images and were read.
    pub recognised: Tally,
    /// Pages of all files that are images and were not read.
    pub waiting: Waiting,
    /// How far the run came, where it was asked to stop and did.
    pub interrupted: Option<Interrupted>,
    /// How long the run took.
    pub took: Duration,
}

/// A folder or file that an index is no longer made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Forgotten {
    /// Where it is, or was.
    pub root: PathBuf,
    /// Its files that were removed from the index.
    pub files: u64,
    /// Their announcements.
    pub announcements: u64,
}

/// How far a run came that was stopped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Interrupted {
    /// Files that the index knows as they are now.
    pub done: u64,
    /// Files that were found; 0 where the folders were not walked to the end.
    pub of: u64,
    /// Whether it was a rebuild: nothing of it is kept, and the index is as it was.
    pub dropped: bool,
}

/// Pages that wait to be recognised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Waiting {
    /// How many.
    pub pages: u64,
    /// How many files they are of.
    pub files: u64,
}

/// Announcements that are counted, and named while they are few.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Few {
    /// How many.
    pub count: u64,
    /// All of them by place, if they are ten at most; else none.
    pub named: Vec<NamedAnnouncement>,
}

/// What an announcement is called in the report of a run.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct NamedAnnouncement {
    /// Its id, by which it can be shown.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// When it was written, or else published.
    pub date: Option<DocDate>,
    /// Its file, and what it is called there.
    pub place: Place,
}

/// Files whose columns were taken for the same.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ColumnMapping {
    /// How many files.
    pub files: u64,
    /// The first of them by path, at most twenty.
    pub paths: Vec<String>,
    /// Their columns; what these hold is summed over all files.
    pub columns: Vec<ColumnUse>,
}

/// What is kept of a file or folder that was not found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Kept {
    /// What it is to this run.
    pub why: Missing,
    /// How many announcements of it are kept: as they were where it could not be looked at, until it
    /// is back where it is gone.
    pub announcements: u64,
}

/// What a file or folder that was not found is to a run.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Missing {
    /// It could not be looked at, and why.
    Unseen(Reason),
    /// Nothing is at its place, so that its files are gone.
    Absent(Reason),
    /// So many files of a folder are gone that it was rather not mounted.
    Gone {
        /// How many.
        files: usize,
        /// How many it had.
        of: usize,
        /// The first of them, by the paths they are shown with.
        first: Vec<String>,
    },
    /// A folder is empty.
    Emptied {
        /// How many files are gone from it.
        files: usize,
        /// The first of them, by the paths they are shown with.
        first: Vec<String>,
    },
}

impl Missing {
    /// What is said of its place, where that is not that files are gone from it.
    pub fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Unseen(reason) | Self::Absent(reason) => Some(reason),
            Self::Gone { .. } | Self::Emptied { .. } => None,
        }
    }
}

impl Report {
    /// Whether the run found anything to change.
    pub fn changed(&self) -> bool {
        self.added + self.updated + self.renamed + self.removed > 0
    }
}
