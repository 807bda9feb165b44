//! The name of an announcement in an index.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Sixteen hexadecimal digits derived from where the announcement is in the corpus.
///
/// The same file at the same place has the same id in every index of that corpus.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(String);

impl Id {
    /// The id of the document `part` of the file at `path`, which begins with the name of its corpus.
    /// Where the path is not UTF-8, it is written so that no other path is written alike
    /// ([`Place::key`](crate::response::Place::key)).
    pub fn of(path: &str, part: Option<&str>) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(path.as_bytes());
        if let Some(part) = part {
            hasher.update(b"\0").update(part.as_bytes());
        }
        Self(hasher.finalize().to_hex()[..16].to_string())
    }

    /// The sixteen digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for Id {
    fn from(digits: String) -> Self {
        Self(digits)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
