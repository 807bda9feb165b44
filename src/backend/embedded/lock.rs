//! The lock on the folder of an index: one process writes at a time.
//!
//! The file stays behind, the lock does not: whether it is held is asked of the system.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::disk::{Disk, REPLACEMENT};
use super::generation::Generations;
use super::manifest::MANIFEST;
use crate::backend::beside::{CONFIG, DICTIONARY, RECOGNISED, SYNONYMS};
use crate::error::{Error, ErrorKind, Result};

/// The file that is locked. It holds nothing.
const LOCK: &str = "lock";

/// How long a lock may be held by another before it counts as being written there.
const PATIENCE: Duration = Duration::from_millis(200);

/// A folder that this process alone may write an index to, until this is dropped.
pub(super) struct IndexLock {
    dir: PathBuf,
    disk: Disk,
    _file: File,
}

impl IndexLock {
    /// Locks `dir` for an index, and creates it where it is not there.
    ///
    /// # Errors
    /// When it is a file, holds other things than an index, or is locked by another process.
    pub(super) fn take(dir: &Path) -> Result<Self> {
        if dir.is_file() {
            return Err(Error::at(dir, ErrorKind::NotAFolder));
        }
        let disk = Disk::of(dir);
        disk.create_dirs(dir).map_err(|error| Error::at(dir, error))?;
        refuse_foreign(dir, &disk)?;
        let path = dir.join(LOCK);
        let file = disk.open_or_create(&path).map_err(|error| Error::at(&path, error))?;
        patiently(&file).map_err(|error| match error {
            fs::TryLockError::WouldBlock => Error::at(dir, ErrorKind::Busy),
            fs::TryLockError::Error(error) => Error::at(&path, error),
        })?;
        Generations::identify(dir, &disk)?;
        Ok(Self { dir: dir.to_path_buf(), disk, _file: file })
    }

    /// The folder.
    pub(super) fn dir(&self) -> &Path {
        &self.dir
    }

    /// The way to change what is in it.
    pub(super) fn disk(&self) -> &Disk {
        &self.disk
    }

    /// The generations in it.
    pub(super) fn generations(&self) -> Generations<'_> {
        Generations::new(&self.dir, &self.disk)
    }
}

/// Locks a file. The lock of a process that has just ended may be seen for a moment longer.
fn patiently(file: &File) -> std::result::Result<(), fs::TryLockError> {
    let began = Instant::now();
    loop {
        match file.try_lock() {
            Err(fs::TryLockError::WouldBlock) if began.elapsed() < PATIENCE => {
                std::thread::sleep(PATIENCE / 20);
            }
            locked => return locked,
        }
    }
}

/// Refuses a folder with files that are not of an index, unless there is an index among them.
fn refuse_foreign(dir: &Path, disk: &Disk) -> Result<()> {
    let entries = fs::read_dir(dir).map_err(|error| Error::at(dir, error))?;
    let names = entries.map(|entry| entry.map(|entry| entry.file_name()));
    let names = names.collect::<Result<Vec<_>, _>>().map_err(|error| Error::at(dir, error))?;
    let generations = Generations::new(dir, disk);
    let is_known = |name: &str| match name {
        LOCK => fs::metadata(dir.join(LOCK)).is_ok_and(|lock| lock.is_file() && lock.len() == 0),
        "README.md" | SYNONYMS | DICTIONARY | RECOGNISED | CONFIG => true,
        _ if name.starts_with('.') => true,
        _ => name == [MANIFEST, REPLACEMENT].concat() || generations.is_ours(name),
    };
    let is_index = names.iter().any(|name| name == MANIFEST);
    if is_index || names.iter().all(|name| name.to_str().is_some_and(is_known)) {
        return Ok(());
    }
    Err(Error::at(dir, ErrorKind::ForeignFolder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_released_in_a_moment_is_waited_for_and_one_that_is_kept_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let lock = IndexLock::take(dir.path()).unwrap();
        let busy = IndexLock::take(dir.path()).err().unwrap();
        assert!(matches!(busy.kind(), ErrorKind::Busy));
        let releasing = std::thread::spawn(move || {
            std::thread::sleep(PATIENCE / 4);
            drop(lock);
        });
        assert!(IndexLock::take(dir.path()).is_ok());
        releasing.join().unwrap();
    }

    #[test]
    fn a_file_called_lock_keeps_its_content() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(LOCK), "of the user").unwrap();
        let foreign = IndexLock::take(dir.path()).err().unwrap();
        assert!(matches!(foreign.kind(), ErrorKind::ForeignFolder));
        fs::write(dir.path().join(MANIFEST), "{}").unwrap();
        IndexLock::take(dir.path()).unwrap();
        assert_eq!(fs::read(dir.path().join(LOCK)).unwrap(), b"of the user");
    }
}
