//! What is kept with a commit: the state of the folders and files, and counts.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Cursor};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tantivy::Index;

use super::checksums::{META, sound_state};
use super::directory::ReadOnlyDirectory;
use super::disk::Disk;
use super::failure::name;
use super::generation::Generations;
use super::manifest::Manifest;
use crate::error::{Error, ErrorKind, Result};

/// What tantivy's record of a commit keeps for us.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Payload {
    /// The file of the state that belongs to the commit.
    pub(super) state: String,
    /// How many terms all announcements have together.
    pub(super) terms: u64,
}

impl Payload {
    /// The payload of the last commit of `index`.
    pub(super) fn of(index: &Index) -> Result<Self> {
        let metas = index.load_metas()?;
        let text = metas.payload.unwrap_or_else(|| "{\"state\":\"\",\"terms\":0}".to_string());
        serde_json::from_str(&text).map_err(Error::damaged)
    }
}

/// The state committed with the last commit of `index`; empty before the first.
pub(super) fn read_state(index: &Index, path: &Path) -> Result<Vec<u8>> {
    let Some(file) = state_path(index, path)? else { return Ok(Vec::new()) };
    let state = fs::read(&file).map_err(|error| unread_state(&file, error))?;
    match state.is_empty() {
        true => Err(unread_state(&file, io::ErrorKind::UnexpectedEof.into())),
        false => sound_state(path, &name(&file), state),
    }
}

/// The first line of that state, without a look at its checksum: that takes reading all of it.
pub(super) fn read_state_head(index: &Index, path: &Path) -> Result<Vec<u8>> {
    let mut head = Vec::new();
    if let Some(file) = state_path(index, path)? {
        let read = File::open(&file).map(BufReader::new);
        let read = read.and_then(|mut state| state.read_until(b'\n', &mut head));
        read.map_err(|error| unread_state(&file, error))?;
    }
    Ok(head)
}

/// The file of the state committed with the last commit of `index`; none before the first.
fn state_path(index: &Index, path: &Path) -> Result<Option<PathBuf>> {
    let name = Payload::of(index)?.state;
    Ok((!name.is_empty()).then(|| path.join(name)))
}

/// The state committed with the index in `dir`, whatever its format and analyzer.
pub(crate) fn last_state(dir: &Path) -> Result<Box<dyn BufRead>> {
    let path = dir.join(Manifest::read(dir)?.generation);
    let index = Index::open(ReadOnlyDirectory::open(&path)?)?;
    let Some(path) = state_path(&index, &path)? else { return Ok(Box::new(io::empty())) };
    let unread = |error| unread_state(&path, error);
    let mut state = BufReader::new(File::open(&path).map_err(unread)?);
    if state.fill_buf().map_err(unread)?.is_empty() {
        return Err(unread(io::ErrorKind::UnexpectedEof.into()));
    }
    Ok(Box::new(state))
}

/// What tells one commit of a generation from another.
pub(super) fn commit_of(path: &Path) -> Option<Vec<u8>> {
    fs::read(path.join(META)).ok()
}

/// The bytes that say which generation is the index in `dir`, and what its last commit is.
pub(crate) fn read_commit(dir: &Path) -> Result<Vec<u8>> {
    let manifest = Manifest::read(dir)?;
    let commit = commit_of(&dir.join(&manifest.generation)).unwrap_or_default();
    Ok([manifest.generation.as_bytes(), b"\0", &commit].concat())
}

/// A state that the last commit names and that is missing or empty is damage.
fn unread_state(path: &Path, error: io::Error) -> Error {
    let name = name(path);
    match error.kind() {
        io::ErrorKind::NotFound => {
            Error::caused_by(error, ErrorKind::Damaged(format!("{name} is missing")))
        }
        io::ErrorKind::UnexpectedEof => {
            Error::caused_by(error, ErrorKind::Damaged(format!("{name} is empty")))
        }
        _ => Error::at(path, error),
    }
}

/// The first line of the state of the index in `dir`, from wherever it can still be read.
pub(crate) fn last_origin(dir: &Path) -> Option<Box<dyn BufRead>> {
    let marked = Manifest::read(dir).ok();
    let origin = marked.and_then(|manifest| manifest.origin());
    let origin = origin.or_else(|| Generations::new(dir, &Disk::of(dir)).last_origin())?;
    Some(Box::new(Cursor::new(origin)))
}
