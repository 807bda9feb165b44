//! What the operating system refused, as a value that can be kept and worded.

use std::io;

use serde::{Deserialize, Serialize};

use super::remedy::Remedy;

/// Why the operating system refused; displayed is what is wrong.
///
/// Indexes hold it: no variant is ever renamed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[non_exhaustive]
pub enum SystemFailure {
    /// This user may not do so.
    #[error("permission denied")]
    PermissionDenied,
    /// Nothing is there.
    #[error("no such file or folder")]
    NotFound,
    /// There is no room left.
    #[error("the disk is full")]
    StorageFull,
    /// Something else; the words of the system.
    #[error("{0}")]
    Other(String),
}

impl SystemFailure {
    /// What may be done about it, where that is known.
    pub fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::PermissionDenied => Some(Remedy::Permit),
            Self::StorageFull => Some(Remedy::MakeRoom),
            Self::NotFound | Self::Other(_) => None,
        }
    }
}

impl From<&io::Error> for SystemFailure {
    fn from(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::PermissionDenied => Self::PermissionDenied,
            io::ErrorKind::NotFound => Self::NotFound,
            io::ErrorKind::StorageFull => Self::StorageFull,
            _ => Self::Other(error.to_string()),
        }
    }
}
