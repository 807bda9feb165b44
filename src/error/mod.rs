//! The errors of this library: what went wrong, where, and what caused it.
//!
//! Every message is lowercase and has no full stop. It says what is wrong; what to do about it is a
//! value ([`Remedy`]), for it differs between a command line, a page and a program.

mod kind;
mod reason;
mod refusal;
mod remedy;
mod system;
pub mod unwind;

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::Path;

use crate::query::ParseError;

pub use kind::{ErrorKind, Line};
pub use reason::Reason;
pub use refusal::{Conversion, Foreign, Refusal};
pub use remedy::Remedy;
pub use system::SystemFailure;

/// What every fallible call of this library returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What caused an error.
type Source = Box<dyn std::error::Error + Send + Sync>;

/// An error with the place it happened at and its cause, where there are any; displayed is what is
/// wrong and where.
///
/// ```
/// use std::error::Error as _;
/// use policy_search::{Error, ErrorKind, Remedy};
///
/// let error = Error::at("index", ErrorKind::NoIndex);
/// assert_eq!(error.to_string(), "index: no index here");
/// assert_eq!(error.kind().remedy(), Some(Remedy::BuildIndex));
///
/// let missing = std::io::Error::from(std::io::ErrorKind::NotFound);
/// assert!(Error::at("index", missing).source().is_some());
/// ```
#[derive(Debug)]
pub struct Error(Box<Parts>);

/// Behind a pointer, for a result is passed on more often than it fails.
#[derive(Debug)]
struct Parts {
    kind: ErrorKind,
    /// A path; the address of what lies on another machine would fit as well.
    at: Option<OsString>,
    source: Option<Source>,
}

impl Error {
    /// An error of `kind` that happened at a place, as a rule a path.
    pub fn at(place: impl AsRef<OsStr>, kind: impl Into<ErrorKind>) -> Self {
        Self::from(kind.into()).seen_at(place)
    }

    /// An error of `kind` that `source` caused.
    pub fn caused_by(source: impl Into<Source>, kind: impl Into<ErrorKind>) -> Self {
        let kind = kind.into();
        let source = Some(source.into());
        Self(Box::new(Parts { kind, at: None, source }))
    }

    /// What damages the index, by the error that tells of it.
    pub(crate) fn damaged(source: impl std::error::Error + Send + Sync + 'static) -> Self {
        let told = source.to_string();
        Self::caused_by(source, ErrorKind::Damaged(told))
    }

    /// A failure of what stands below the index.
    pub(crate) fn backend(source: impl std::error::Error + Send + Sync + 'static) -> Self {
        let told = source.to_string();
        Self::caused_by(source, ErrorKind::Backend(told))
    }

    /// This error at a place, if it has none yet.
    pub(crate) fn or_at(mut self, place: impl AsRef<OsStr>) -> Self {
        self.0.at.get_or_insert_with(|| place.as_ref().to_os_string());
        self
    }

    /// This error as of a place, whatever place it was found at.
    pub(crate) fn seen_at(mut self, place: impl AsRef<OsStr>) -> Self {
        self.0.at = Some(place.as_ref().to_os_string());
        self
    }

    /// What went wrong.
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// What a person may do about it, where that is known.
    pub fn remedy(&self) -> Option<Remedy> {
        match (self.kind(), self.place()) {
            (ErrorKind::NoIndex, Some(place)) if place.contains("://") => {
                Some(Remedy::BuildIndexAt(place))
            }
            (kind, _) => kind.remedy(),
        }
    }

    /// Where it went wrong, if that is a place.
    pub fn path(&self) -> Option<&Path> {
        self.0.at.as_deref().map(Path::new)
    }

    /// Where it went wrong, as it is shown: the path, for a user's words with the line after it.
    pub fn place(&self) -> Option<String> {
        let path = self.path()?.display();
        Some(match self.kind() {
            ErrorKind::Vocabulary(Line { line: Some(line), .. }) => format!("{path}:{line}"),
            _ => path.to_string(),
        })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place() {
            Some(place) => write!(f, "{place}: {}", self.kind()),
            None => self.kind().fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match (&self.0.source, self.kind()) {
            (Some(source), _) => Some(source.as_ref()),
            (None, ErrorKind::Io(error)) => Some(error),
            (None, ErrorKind::Query(error)) => Some(error),
            _ => None,
        }
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Self(Box::new(Parts { kind, at: None, source: None }))
    }
}

impl From<ParseError> for Error {
    fn from(error: ParseError) -> Self {
        ErrorKind::from(error).into()
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        ErrorKind::from(error).into()
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;
    use std::io;

    use super::*;

    #[test]
    fn the_cause_of_an_error_is_whole() {
        let cause = || io::Error::other(serde_json::from_str::<u8>("{").unwrap_err());
        let told = cause().to_string();
        let placed = Error::at("a.txt", cause());
        assert_eq!(placed.to_string(), format!("a.txt: {told}"));
        let io = placed.source().and_then(<dyn std::error::Error>::downcast_ref::<io::Error>);
        assert!(io.unwrap().get_ref().unwrap().is::<serde_json::Error>());

        let damaged = Error::damaged(cause()).or_at("index").or_at("elsewhere");
        assert_eq!(damaged.to_string(), format!("index: the index is damaged ({told})"));
        assert!(damaged.source().unwrap().is::<io::Error>());
        assert!(Error::backend(cause()).seen_at("index").source().unwrap().is::<io::Error>());
    }

    #[test]
    fn what_a_kind_carries_is_its_cause() {
        let query = ParseError::new("no word", "(", 0..1);
        assert!(Error::from(query).source().unwrap().is::<ParseError>());
        assert!(Error::from(ErrorKind::NoIndex).source().is_none());
    }

    #[test]
    fn a_line_of_a_users_words_stands_behind_their_path() {
        let wrong = Line::new(2, "no word");
        let words = Error::at("dictionary.txt", ErrorKind::Vocabulary(wrong.clone()));
        assert_eq!(words.to_string(), "dictionary.txt:2: no word");
        let settings = Error::at("corpus.toml", ErrorKind::Settings(wrong));
        assert_eq!(settings.to_string(), "corpus.toml: line 2: no word");
    }
}
