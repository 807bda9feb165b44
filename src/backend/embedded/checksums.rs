//! What the files of a commit were when it was made, kept beside them.
//!
//! A file of a segment ends with a checksum of itself, which tells a byte that changed but not a file
//! that was put in the place of another. The two files that hold the commit together, tantivy's
//! own record and the state of the folders, have none at all. So a commit notes the end of each file
//! of its segments, and the hash of the two.
//!
//! It is read when an index is checked or written to, and to explain why it cannot be read: never by a
//! search that goes well. An index without the note, of an earlier version or of a run that was
//! killed before it wrote one, is compared as far as its own checksums go.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::disk::Disk;
use crate::error::{Error, ErrorKind, Result};

/// The file of the note.
pub(super) const CHECKSUMS: &str = ".checksums.json";

/// How many bytes at the end of a file hold its own checksum.
const END: u64 = 128;

/// tantivy's record of the last commit.
pub(super) const META: &str = "meta.json";

/// What is noted of a commit.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Checksums {
    /// The file of the state that belongs to the commit: a later commit has another.
    state: String,
    /// The hashes of the files that are read whole.
    whole: BTreeMap<String, String>,
    /// The sizes of the files of the segments, and the hashes of their ends.
    ends: BTreeMap<String, (u64, String)>,
}

impl Checksums {
    /// Notes the files of the commit in `folder` whose state is the file `state`.
    pub(super) fn note(folder: &Path, state: &str, segments: &[String], disk: &Disk) -> Result<()> {
        let whole = [META, state].into_iter().filter(|name| !name.is_empty());
        let whole = whole.map(|name| Ok((name.to_string(), hash(&folder.join(name))?)));
        let ends = segments.iter().map(|name| Ok((name.clone(), end(&folder.join(name))?)));
        let noted = Self {
            state: state.to_string(),
            whole: whole.collect::<Result<_>>()?,
            ends: ends.collect::<Result<_>>()?,
        };
        let text = serde_json::to_vec(&noted).map_err(Error::backend)?;
        let path = folder.join(CHECKSUMS);
        disk.replace(&path, &text).map_err(|error| Error::at(path, error))
    }

    /// What was noted of the commit in `folder` whose state is the file `state`; `None` where
    /// nothing was.
    pub(super) fn of(folder: &Path, state: &str) -> Result<Option<Self>> {
        let bytes = match fs::read(folder.join(CHECKSUMS)) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            bytes => bytes.map_err(|error| Error::at(folder.join(CHECKSUMS), error))?,
        };
        let noted: Self = serde_json::from_slice(&bytes).map_err(|error| {
            let told = format!("{CHECKSUMS}: {error}");
            Error::caused_by(error, ErrorKind::Damaged(told))
        })?;
        Ok((noted.state == state).then_some(noted))
    }

    /// Whether a file of `folder` is the one that was noted, or none was.
    pub(super) fn is_noted(&self, folder: &Path, name: &str) -> Result<bool> {
        let path = folder.join(name);
        if let Some(noted) = self.whole.get(name) {
            return Ok(hash(&path)? == *noted);
        }
        self.ends.get(name).map_or(Ok(true), |noted| Ok(end(&path)? == *noted))
    }
}

/// The bytes of the file `state`, if they are those that were committed.
pub(super) fn sound_state(folder: &Path, state: &str, bytes: Vec<u8>) -> Result<Vec<u8>> {
    let noted = Checksums::of(folder, state)?;
    let noted = noted.as_ref().and_then(|noted| noted.whole.get(state));
    if noted.is_some_and(|noted| *noted != digits(&bytes)) {
        return Err(ErrorKind::Damaged(format!("{state} is not as it was written")).into());
    }
    Ok(bytes)
}

fn hash(path: &Path) -> Result<String> {
    let bytes = fs::read(path).map_err(|error| Error::at(path, error))?;
    Ok(digits(&bytes))
}

/// The size of a file, and the hash of its end.
fn end(path: &Path) -> Result<(u64, String)> {
    let read = || -> std::io::Result<(u64, String)> {
        let mut file = File::open(path)?;
        let size = file.metadata()?.len();
        file.seek(SeekFrom::Start(size.saturating_sub(END)))?;
        let mut bytes = Vec::new();
        file.take(END).read_to_end(&mut bytes)?;
        Ok((size, digits(&bytes)))
    };
    read().map_err(|error| Error::at(path, error))
}

fn digits(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..32].to_string()
}
