//! The manifest of an index: its format, its analyzer, and which generation is the index.

use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::disk::{Disk, REPLACEMENT};
use super::generation::ordinal;
use super::schema::FORMAT;
use crate::analyzer::FINGERPRINT;
use crate::corpus;
use crate::error::{Error, ErrorKind, Result};

/// The file of the manifest.
pub(super) const MANIFEST: &str = corpus::OF_INDEX;

/// What the manifest says of the index beside it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Manifest {
    format: u32,
    analyzer: String,
    /// The folder of the generation that is the index.
    pub(super) generation: String,
    /// The first line of the state: folders and flags, which a rebuild needs where the state is
    /// damaged. Earlier versions did not write it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    origin: Option<Value>,
}

/// Whether an index is in `dir`, whole or not.
pub(in super::super) fn is_index(dir: &Path) -> bool {
    corpus::is_index(dir)
}

impl Manifest {
    /// The manifest of an index that this program writes, with the first line of its `state`.
    pub(super) fn ours(generation: String, state: &[u8]) -> Self {
        let line = state.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let origin = serde_json::from_slice(line).ok();
        Self { format: FORMAT, analyzer: FINGERPRINT.to_string(), generation, origin }
    }

    /// Reads the manifest of the index in `dir`, whatever version wrote it.
    pub(super) fn read(dir: &Path) -> Result<Self> {
        if dir.is_file() {
            return Err(Error::at(dir, ErrorKind::NotAFolder));
        }
        let bytes = match fs::read(dir.join(MANIFEST)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(Error::caused_by(error, ErrorKind::NoIndex).or_at(dir));
            }
            Err(error) => return Err(Error::at(dir, error)),
        };
        let damaged = |what: String| ErrorKind::Damaged(format!("{MANIFEST}: {what}"));
        let manifest: Self = serde_json::from_slice(&bytes).map_err(|error| {
            let kind = damaged(error.to_string());
            Error::caused_by(error, kind).or_at(dir)
        })?;
        match ordinal(&manifest.generation) {
            Some(_) => Ok(manifest),
            None => {
                let what = format!("no generation is called {:?}", manifest.generation);
                Err(Error::at(dir, damaged(what)))
            }
        }
    }

    /// Whether this program can use the index.
    pub(super) fn check(&self, dir: &Path) -> Result<()> {
        if self.format != FORMAT {
            let kind = ErrorKind::OtherVersion { found: self.format, expected: FORMAT };
            return Err(Error::at(dir, kind));
        }
        if self.analyzer != FINGERPRINT {
            let found = self.analyzer.clone();
            let expected = FINGERPRINT.to_string();
            return Err(Error::at(dir, ErrorKind::OtherAnalyzer { found, expected }));
        }
        Ok(())
    }

    /// The first line of the state, where the manifest has it.
    pub(super) fn origin(&self) -> Option<String> {
        self.origin.as_ref().map(Value::to_string)
    }

    /// Removes the replacement of a manifest that a stopped run did not bring to its place.
    pub(super) fn remove_unfinished(dir: &Path, disk: &Disk) -> Result<()> {
        let unfinished = dir.join([MANIFEST, REPLACEMENT].concat());
        if !unfinished.is_file() {
            return Ok(());
        }
        disk.remove_file(&unfinished).map_err(|error| Error::at(unfinished, error))
    }

    /// Makes this the manifest of `dir`, in one step.
    pub(super) fn write(&self, dir: &Path, disk: &Disk) -> Result<()> {
        let text = serde_json::to_string_pretty(self).map_err(Error::backend)?;
        let replaced = disk.replace(&dir.join(MANIFEST), text.as_bytes());
        replaced.and_then(|()| disk.sync_dir(dir)).map_err(|error| Error::at(dir, error))
    }
}
