//! What is said of a file or of a part of it, as a value that an index keeps and a face words.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::kind::ErrorKind;
use super::refusal::{Conversion, Refusal};
use super::system::SystemFailure;

/// Why a file is not in the index, or what is to be doubted of it; displayed is what is wrong.
///
/// Indexes hold it: no variant is ever renamed. Words alone are a string, as earlier versions wrote
/// all reasons, with what may be done about them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// It is not read.
    Refused(Refusal),
    /// It is not read, and another program might read it or was tried.
    Convertible {
        /// Why it is not read.
        refusal: Refusal,
        /// What the other program may do about it, or how it failed.
        conversion: Conversion,
    },
    /// The operating system refused.
    System(SystemFailure),
    /// Something is said of a part of it: a file of an archive, a record, a line.
    Part {
        /// What the part is called.
        name: String,
        /// What is said of it.
        reason: Box<Reason>,
    },
    /// The same is said of several parts of it.
    Parts {
        /// How many.
        count: u64,
        /// What the first of them are called.
        first: Vec<String>,
        /// What is said of each.
        reason: Box<Reason>,
    },
    /// Something else, in words.
    #[serde(untagged)]
    Words(String),
}

impl Reason {
    /// This, said of the part `name` of a file.
    #[must_use]
    pub fn of_part(self, name: &str) -> Self {
        Self::Part { name: name.to_string(), reason: Box::new(self) }
    }

    /// This, said of a line of a file, if it concerns one.
    #[must_use]
    pub fn at_line(self, line: Option<u64>) -> Self {
        match line {
            Some(line) => self.of_part(&format!("line {line}")),
            None => self,
        }
    }

    /// What is said, whatever part it is said of.
    pub fn of_any_part(&self) -> &Self {
        match self {
            Self::Part { reason, .. } | Self::Parts { reason, .. } => reason.of_any_part(),
            reason => reason,
        }
    }

    /// How often it is said: of how many parts, or once.
    pub fn count(&self) -> u64 {
        match self {
            Self::Part { reason, .. } => reason.count(),
            Self::Parts { count, .. } => *count,
            _ => 1,
        }
    }

    /// What the parts are called that it is said of, as far as they are named.
    pub fn parts(&self) -> Vec<String> {
        match self {
            Self::Parts { first, .. } => first.clone(),
            Self::Part { name, reason } => match reason.parts() {
                inner if inner.is_empty() => vec![name.clone()],
                inner => inner.iter().map(|part| format!("{name}#{part}")).collect(),
            },
            _ => Vec::new(),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Convertible { refusal, conversion } => write!(f, "{refusal}{conversion}"),
            Self::System(failure) => failure.fmt(f),
            Self::Part { name, reason } => write!(f, "{name}: {reason}"),
            Self::Parts { count, first, reason } => {
                write!(f, "{count} parts ({}): {reason}", first.join(", "))
            }
            Self::Words(words) => f.write_str(words),
        }
    }
}

impl From<&ErrorKind> for Reason {
    fn from(kind: &ErrorKind) -> Self {
        match kind {
            ErrorKind::Refused(refusal) => Self::Refused(refusal.clone()),
            ErrorKind::Convertible { refusal, conversion } => {
                Self::Convertible { refusal: refusal.clone(), conversion: conversion.clone() }
            }
            ErrorKind::Io(error) => Self::System(error.into()),
            kind => Self::Words(kind.to_string()),
        }
    }
}

impl From<Refusal> for Reason {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<String> for Reason {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl From<&str> for Reason {
    fn from(words: &str) -> Self {
        Self::Words(words.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(reason: &Reason) -> String {
        serde_json::to_string(reason).unwrap()
    }

    #[test]
    fn what_an_index_keeps_is_read_back_by_the_names_it_has() {
        let conversion = Conversion::NotAsked { needs: "LibreOffice".into(), packed: false };
        for (reason, json) in [
            (Reason::from("line 3: no title"), r#""line 3: no title""#),
            (Refusal::NoHeader.into(), r#"{"refused":"NoHeader"}"#),
            (Refusal::damaged("no pages").into(), r#"{"refused":{"Damaged":"no pages"}}"#),
            (
                Reason::Convertible { refusal: Refusal::OldWord, conversion },
                r#"{"convertible":{"refusal":"OldWord","conversion":{"NotAsked":{"needs":"LibreOffice","packed":false}}}}"#,
            ),
            (Reason::System(SystemFailure::PermissionDenied), r#"{"system":"PermissionDenied"}"#),
            (
                Reason::Parts { count: 9, first: vec!["7".into()], reason: Box::new("x".into()) },
                r#"{"parts":{"count":9,"first":["7"],"reason":"x"}}"#,
            ),
            (
                Reason::from(Refusal::NoHeader).of_part("a.csv"),
                r#"{"part":{"name":"a.csv","reason":{"refused":"NoHeader"}}}"#,
            ),
        ] {
            assert_eq!(written(&reason), json);
            assert_eq!(serde_json::from_str::<Reason>(json).unwrap(), reason);
        }
    }

    #[test]
    fn what_is_said_is_told_apart_from_what_it_is_said_of() {
        let told = Reason::from("no title").at_line(Some(3)).of_part("a.csv");
        assert_eq!(told.to_string(), "a.csv: line 3: no title");
        assert_eq!(told.of_any_part(), &Reason::from("no title"));
        assert_eq!((told.parts(), told.count()), (vec!["a.csv#line 3".to_string()], 1));
        assert_eq!(Reason::from("no title").at_line(None), Reason::from("no title"));
    }
}
