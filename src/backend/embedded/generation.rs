//! The folder of an index: its marker, its lock and its generations.

use std::borrow::Cow;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::schema::FORMAT;
use crate::analyzer::{Dictionary, FINGERPRINT};
use crate::error::{Error, ErrorKind, Result};
use crate::thesaurus::Thesaurus;

/// The user's synonyms beside an index.
const SYNONYMS: &str = "synonyms.txt";

/// The user's own words beside an index.
const DICTIONARY: &str = "dictionary.txt";

/// The file that says which generation is the index.
pub(super) const MARKER: &str = "policy-search.json";
const LOCK: &str = "lock";

/// How long a lock may be held by another before it counts as being written there.
const PATIENCE: Duration = Duration::from_millis(200);

/// What the marker says of the index beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Marker {
    format: u32,
    analyzer: String,
    /// The folder of the generation that is the index.
    pub(super) generation: String,
}

impl Marker {
    /// The marker of an index that this program writes.
    pub(super) fn ours(generation: String) -> Self {
        Self { format: FORMAT, analyzer: FINGERPRINT.to_string(), generation }
    }

    /// Reads the marker of the index in `dir`, whatever version wrote it.
    pub(super) fn read(dir: &Path) -> Result<Self> {
        if dir.is_file() {
            return Err(Error::at(dir, ErrorKind::NotAFolder));
        }
        let bytes = match fs::read(dir.join(MARKER)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(Error::at(dir, ErrorKind::NoIndex));
            }
            Err(error) => return Err(Error::at(dir, error)),
        };
        let damaged = |error: serde_json::Error| ErrorKind::Damaged(format!("{MARKER}: {error}"));
        serde_json::from_slice(&bytes).map_err(|error| Error::at(dir, damaged(error)))
    }

    /// Whether this program can use the index.
    pub(super) fn check(&self, dir: &Path) -> Result<()> {
        if self.format != FORMAT {
            let kind = ErrorKind::OtherVersion { found: self.format, expected: FORMAT };
            return Err(Error::at(dir, kind));
        }
        if self.analyzer != FINGERPRINT {
            let (found, expected) = (self.analyzer.clone(), FINGERPRINT.to_string());
            return Err(Error::at(dir, ErrorKind::OtherAnalyzer { found, expected }));
        }
        Ok(())
    }

    /// Makes this the marker of `dir`, at once.
    pub(super) fn write(&self, dir: &Path) -> Result<()> {
        let text = serde_json::to_string_pretty(self)
            .map_err(|error| ErrorKind::Backend(error.to_string()))?;
        let beside = dir.join(format!("{MARKER}.new"));
        write_synced(&beside, text.as_bytes())?;
        fs::rename(&beside, dir.join(MARKER)).map_err(|error| Error::at(dir, error))
    }
}

/// The user's own words: of the file named, else of the one beside the index in `dir`, if it is
/// there.
pub(crate) fn dictionary(dir: &Path, named: Option<&Path>) -> Result<Dictionary> {
    let beside = dir.join(DICTIONARY);
    match named {
        Some(path) => Dictionary::read(path),
        None if beside.is_file() => Dictionary::read(&beside),
        None => Ok(Dictionary::default()),
    }
}

/// The table we carry, with the user's synonyms: of the file named, else of the one beside the
/// index, if it is there.
pub(crate) fn thesaurus(dir: &Path, named: Option<&Path>) -> Result<Cow<'static, Thesaurus>> {
    let beside = dir.join(SYNONYMS);
    let path = match named {
        Some(path) => path,
        None if beside.is_file() => &beside,
        None => return Ok(Cow::Borrowed(Thesaurus::builtin())),
    };
    let text = std::fs::read_to_string(path).map_err(|error| Error::at(path, error))?;
    Ok(Cow::Owned(Thesaurus::with_user(&text, path)?))
}

/// Writes a file and waits until the disk has it.
pub(super) fn write_synced(path: &Path, bytes: &[u8]) -> Result<()> {
    use std::io::Write;
    let write = || -> std::io::Result<()> {
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(|error| Error::at(path, error))
}

/// A folder that this process alone may write an index to, until it is dropped.
pub(super) struct Claim {
    dir: PathBuf,
    _lock: File,
}

impl Claim {
    /// Claims `dir` for an index, and makes it where it is not there.
    ///
    /// # Errors
    /// When it is a file, holds other things than an index, or is claimed by another process.
    pub(super) fn new(dir: &Path) -> Result<Self> {
        if dir.is_file() {
            return Err(Error::at(dir, ErrorKind::NotAFolder));
        }
        fs::create_dir_all(dir).map_err(|error| Error::at(dir, error))?;
        refuse_foreign(dir)?;
        let path = dir.join(LOCK);
        let lock = File::create(&path).map_err(|error| Error::at(&path, error))?;
        match patiently(&lock) {
            Ok(()) => Ok(Self { dir: dir.to_path_buf(), _lock: lock }),
            Err(fs::TryLockError::WouldBlock) => Err(Error::at(dir, ErrorKind::Busy)),
            Err(fs::TryLockError::Error(error)) => Err(Error::at(&path, error)),
        }
    }

    /// The folder.
    pub(super) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Makes an empty generation with a name that none has.
    pub(super) fn new_generation(&self) -> Result<String> {
        let highest = self.generations()?.iter().filter_map(|name| ordinal(name)).max();
        let name = format!("g{}", highest.map_or(1, |highest| highest + 1));
        let path = self.dir.join(&name);
        fs::create_dir(&path).map_err(|error| Error::at(&path, error))?;
        Ok(name)
    }

    /// Removes all generations but `kept`; one that a search still reads goes when it lets go.
    pub(super) fn remove_others(&self, kept: &str) -> Result<()> {
        for name in self.generations()?.iter().filter(|name| *name != kept) {
            // A system that keeps open files keeps the folder: the next run removes it.
            let _ = fs::remove_dir_all(self.dir.join(name));
        }
        Ok(())
    }

    fn generations(&self) -> Result<Vec<String>> {
        let names = names(&self.dir)?;
        Ok(names.into_iter().filter(|name| ordinal(name).is_some()).collect())
    }
}

/// Locks a file. The lock of a process that has just ended may be seen for a moment longer.
fn patiently(lock: &File) -> std::result::Result<(), fs::TryLockError> {
    let began = Instant::now();
    loop {
        match lock.try_lock() {
            Err(fs::TryLockError::WouldBlock) if began.elapsed() < PATIENCE => {
                std::thread::sleep(PATIENCE / 20);
            }
            locked => return locked,
        }
    }
}

/// The number of a generation's name.
fn ordinal(name: &str) -> Option<u64> {
    name.strip_prefix('g')?.parse().ok()
}

fn names(dir: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(dir).map_err(|error| Error::at(dir, error))?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    Ok(names.collect())
}

/// Refuses a folder with files that no index has, unless an index stands among them.
fn refuse_foreign(dir: &Path) -> Result<()> {
    let names = names(dir)?;
    let foreign = |name: &String| {
        let known = name.starts_with('.') || name.starts_with(MARKER) || name == LOCK;
        !known
            && name != "README.md"
            && ![SYNONYMS, DICTIONARY].contains(&name.as_str())
            && ordinal(name).is_none()
    };
    if !names.iter().any(|name| name == MARKER) && names.iter().any(foreign) {
        return Err(Error::at(dir, ErrorKind::ForeignFolder));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_that_is_let_go_in_a_moment_is_waited_for_and_one_that_is_kept_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let claim = Claim::new(dir.path()).unwrap();
        let busy = Claim::new(dir.path()).err().unwrap();
        assert!(matches!(busy.kind(), ErrorKind::Busy));
        let letting_go = std::thread::spawn(move || {
            std::thread::sleep(PATIENCE / 4);
            drop(claim);
        });
        assert!(Claim::new(dir.path()).is_ok());
        letting_go.join().unwrap();
    }
}
