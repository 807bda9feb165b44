//! What an index knows of the files it was made from, so that a run touches only what changed.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::reader::Column;
use crate::error::{ErrorKind, Result};

/// The folders and files of an index as of its last run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The folders that were indexed, by canonical path.
    pub roots: Vec<PathBuf>,
    /// The columns of dumps that were named by hand.
    pub fields: Vec<(String, Column)>,
    /// When the walk of the last run began, in nanoseconds since 1970. A file changed at about
    /// that time may have changed again unnoticed, and is compared by content.
    pub walked: u64,
    /// The files by the path they are shown with.
    pub files: BTreeMap<String, FileState>,
}

/// One file as of the run that read it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileState {
    /// Its size in bytes.
    pub size: u64,
    /// When it was last changed, in nanoseconds since 1970.
    pub modified: u64,
    /// The hash of its content.
    pub hash: String,
    /// How many announcements it gave.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub announcements: u64,
    /// How many terms these have.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub terms: u64,
    /// Why the file gave none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skipped: Option<String>,
    /// What was wrong with parts of it, or with announcements in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

fn is_zero(count: &u64) -> bool {
    *count == 0
}

#[derive(Serialize, Deserialize)]
struct Head {
    roots: Vec<PathBuf>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    fields: Vec<(String, Column)>,
    walked: u64,
}

#[derive(Serialize, Deserialize)]
struct Line<P, F> {
    path: P,
    #[serde(flatten)]
    file: F,
}

impl State {
    /// The state as lines of JSON: a head, then one line a file.
    ///
    /// # Errors
    /// When a root's path is not Unicode.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let head =
            Head { roots: self.roots.clone(), fields: self.fields.clone(), walked: self.walked };
        write_line(&mut bytes, &head)?;
        for (path, file) in &self.files {
            write_line(&mut bytes, &Line { path, file })?;
        }
        Ok(bytes)
    }

    /// Reads what [`State::to_bytes`] wrote; nothing is the state of a new index.
    ///
    /// # Errors
    /// When the lines are damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let damaged =
            |error: serde_json::Error| ErrorKind::Damaged(format!("state of the files: {error}"));
        let mut lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let Some(head) = lines.next() else { return Ok(Self::default()) };
        let head: Head = serde_json::from_slice(head).map_err(damaged)?;
        let mut files = BTreeMap::new();
        for line in lines {
            let Line { path, file } = serde_json::from_slice(line).map_err(damaged)?;
            files.insert(path, file);
        }
        Ok(Self { roots: head.roots, fields: head.fields, walked: head.walked, files })
    }

    /// How many announcements all files gave.
    pub fn announcements(&self) -> u64 {
        self.files.values().map(|file| file.announcements).sum()
    }

    /// How many terms all announcements have.
    pub fn terms(&self) -> u64 {
        self.files.values().map(|file| file.terms).sum()
    }
}

fn write_line(bytes: &mut Vec<u8>, line: &impl Serialize) -> Result<()> {
    serde_json::to_writer(&mut *bytes, line)
        .map_err(|error| ErrorKind::Backend(error.to_string()))?;
    bytes.push(b'\n');
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_read_as_it_was_written() {
        let file = FileState {
            size: 7,
            modified: 9,
            hash: "ab".into(),
            skipped: Some("empty file".into()),
            ..FileState::default()
        };
        let state = State {
            roots: vec!["/a/政策".into()],
            fields: vec![("题目".into(), Column::Body)],
            walked: 12,
            files: BTreeMap::from([("政策/通知\n.txt".to_string(), file)]),
        };
        assert_eq!(State::from_bytes(&state.to_bytes().unwrap()).unwrap(), state);
        assert_eq!(State::from_bytes(b"").unwrap(), State::default());
        assert!(State::from_bytes(b"{\"roots\"").is_err());
    }
}
