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
    /// Something else, in words.
    #[serde(untagged)]
    Words(String),
}

impl Reason {
    /// This, said of the part `name` of a file.
    #[must_use]
    pub fn of_part(self, name: &str) -> Self {
        match self {
            Self::Words(words) => Self::Words(format!("{name}: {words}")),
            reason => Self::Part { name: name.to_string(), reason: Box::new(reason) },
        }
    }

    /// This, said of a line of a file, if it concerns one.
    #[must_use]
    pub fn at_line(self, line: Option<u64>) -> Self {
        match line {
            Some(line) => self.of_part(&format!("line {line}")),
            None => self,
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
                Reason::from(Refusal::NoHeader).of_part("a.csv"),
                r#"{"part":{"name":"a.csv","reason":{"refused":"NoHeader"}}}"#,
            ),
        ] {
            assert_eq!(written(&reason), json);
            assert_eq!(serde_json::from_str::<Reason>(json).unwrap(), reason);
        }
    }

    #[test]
    fn words_of_a_part_stay_words() {
        let told = Reason::from("no title").at_line(Some(3)).of_part("a.csv");
        assert_eq!(told, Reason::from("a.csv: line 3: no title"));
        assert_eq!(Reason::from("no title").at_line(None), Reason::from("no title"));
    }
}
