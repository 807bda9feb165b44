//! The errors of this library: what went wrong, where, and what to do about it.
//!
//! Every message is lowercase, has no full stop, and names its remedy where there is one.

mod refusal;
pub mod unwind;

use std::fmt;
use std::path::{Path, PathBuf};

use crate::query::ParseError;

pub use refusal::{Conversion, Refusal};

/// What every fallible call of this library returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error with the place it happened at, where there is one.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    path: Option<PathBuf>,
}

/// What went wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is no index at the place asked.
    #[error("no index here: run `search index` to build one")]
    NoIndex,
    /// The place of the index holds something else.
    #[error("this folder holds other files and no index: choose an empty or a new folder")]
    ForeignFolder,
    /// The place of the index is not a folder.
    #[error("an index is a folder, and this is a file: choose another place with --index")]
    NotAFolder,
    /// The index was written by another version of this program.
    #[error(
        "this index has format {found} and this program reads format {expected}: \
         run `search index --rebuild`"
    )]
    OtherVersion {
        /// The format number the index carries.
        found: u32,
        /// The format number this program reads.
        expected: u32,
    },
    /// The index was written with another analyzer, so that its terms are not ours.
    #[error(
        "this index was built by analyzer {found} and this program has {expected}: \
         run `search index --rebuild`"
    )]
    OtherAnalyzer {
        /// The fingerprint the index carries.
        found: String,
        /// The fingerprint of this program's analyzer.
        expected: String,
    },
    /// The index is there and cannot be read.
    #[error("the index is damaged ({0}): run `search index --rebuild`")]
    Damaged(String),
    /// The index is damaged, and so is every record of the folders it was made from.
    #[error(
        "the index is damaged, and the folders it was made from are not known: name them \
         (`search index --rebuild DIR…`), with the flags they need (--field, --keep-junk, --convert)"
    )]
    FoldersUnknown,
    /// A folder of announcements lies in the folder of the index.
    #[error("this is in the folder of the index, which holds nothing else: choose another --index")]
    InsideIndex,
    /// Another process is writing to this index.
    #[error("another `search index` is writing to this index: wait until it ends")]
    Busy,
    /// The folder of announcements is not there.
    #[error("no such folder of announcements: name one that exists, or make it first")]
    NoCorpus,
    /// A file cannot be read as the format it has.
    #[error("{}", .0.told())]
    Refused(Refusal),
    /// A file cannot be read as the format it has, and another program might read it or was tried.
    #[error("{}{conversion}", refusal.told())]
    Convertible {
        /// Why it cannot be read.
        refusal: Refusal,
        /// What the other program may do about it, or how it failed.
        conversion: Conversion,
    },
    /// A file of topics, judgements, queries or measurements is not of the form it should have.
    #[error("{0}")]
    Unreadable(String),
    /// A `corpus.toml` says what cannot be used.
    #[error("{0}")]
    Settings(String),
    /// The query is malformed.
    #[error("{0}")]
    Query(ParseError),
    /// No announcement has this id or number.
    #[error("no announcement has the id or number {0}: `search {0}` looks for it in the texts")]
    Unknown(String),
    /// An option has a value that cannot be used.
    #[error("{0}")]
    Option(String),
    /// The operating system refused.
    #[error("{}", io_words(.0))]
    Io(std::io::Error),
    /// The search library refused.
    #[error("the index failed: {0}")]
    Backend(String),
    /// The code below panicked, and no file of the index is damaged.
    #[error("this is a bug, and the index is not damaged: please report it with the command ({0})")]
    Bug(String),
}

impl Error {
    /// An error of `kind` that happened at `path`.
    pub fn at(path: impl AsRef<Path>, kind: impl Into<ErrorKind>) -> Self {
        Self { kind: kind.into(), path: Some(path.as_ref().to_path_buf()) }
    }

    /// This error at `path`, if it has no place yet.
    pub(crate) fn or_at(mut self, path: &Path) -> Self {
        self.path.get_or_insert_with(|| path.to_path_buf());
        self
    }

    /// This error as of `path`, whatever place it was found at.
    pub(crate) fn seen_at(self, path: &Path) -> Self {
        Self { path: Some(path.to_path_buf()), ..self }
    }

    /// What went wrong.
    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }

    /// Where it went wrong, if that is a place.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.path {
            Some(path) => write!(f, "{}: {}", path.display(), self.kind),
            None => self.kind.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            ErrorKind::Io(error) => Some(error),
            _ => None,
        }
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Self { kind, path: None }
    }
}

impl From<ParseError> for Error {
    fn from(error: ParseError) -> Self {
        ErrorKind::Query(error).into()
    }
}

impl From<Refusal> for ErrorKind {
    fn from(refusal: Refusal) -> Self {
        ErrorKind::Refused(refusal)
    }
}

impl From<std::io::Error> for ErrorKind {
    fn from(error: std::io::Error) -> Self {
        ErrorKind::Io(error)
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        ErrorKind::Io(error).into()
    }
}

/// The operating system's refusal in plain words, with the remedy where it is known.
fn io_words(error: &std::io::Error) -> String {
    use std::io::ErrorKind as Io;
    match error.kind() {
        Io::PermissionDenied => "permission denied: allow this user to read and write here".into(),
        Io::NotFound => "no such file or folder".into(),
        Io::StorageFull => "the disk is full: make room and run again".into(),
        _ => error.to_string(),
    }
}
