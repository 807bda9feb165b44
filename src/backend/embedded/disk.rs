//! Every change to the folder of an index: files created, written, renamed and removed.
//!
//! tantivy's files, the manifest, the state and the lock all pass through a [`Disk`], so that a test
//! can stop a run at each of these calls in turn, as a kill would ([`Fuse`]).

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

#[cfg(test)]
pub(crate) use self::fuse::Fuse;

/// How the name of a file ends while its replacement is written.
pub(super) const REPLACEMENT: &str = ".new";

/// The way to change what is on disk.
#[derive(Clone, Debug, Default)]
pub(super) struct Disk {
    #[cfg(test)]
    fuse: Option<std::sync::Arc<Fuse>>,
}

impl Disk {
    /// The disk below the index in `dir`.
    #[cfg(not(test))]
    pub(super) fn of(_: &Path) -> Self {
        Self {}
    }

    #[cfg(test)]
    pub(super) fn of(dir: &Path) -> Self {
        Self { fuse: Fuse::at(dir) }
    }

    /// Counts a call, and fails where a test stops the run here.
    #[cfg_attr(not(test), allow(clippy::unused_self, clippy::unnecessary_wraps))]
    pub(super) fn step(&self) -> io::Result<()> {
        #[cfg(test)]
        if let Some(fuse) = &self.fuse {
            return fuse.step();
        }
        Ok(())
    }

    /// Creates a folder and those above it.
    pub(super) fn create_dirs(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        fs::create_dir_all(path)
    }

    /// Creates a folder that is not there yet.
    pub(super) fn create_dir(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        fs::create_dir(path)
    }

    /// Opens a file for writing that is not there yet.
    pub(super) fn create(&self, path: &Path) -> io::Result<DiskFile> {
        self.open(path, OpenOptions::new().write(true).create_new(true))
    }

    /// Opens a file without changing what it holds; creates an empty one if it is not there.
    pub(super) fn open_or_create(&self, path: &Path) -> io::Result<File> {
        Ok(self.open(path, OpenOptions::new().write(true).create(true).truncate(false))?.file)
    }

    fn open(&self, path: &Path, options: &OpenOptions) -> io::Result<DiskFile> {
        self.step()?;
        Ok(DiskFile { file: options.open(path)?, disk: self.clone() })
    }

    /// Writes a whole file and waits until the disk has it.
    pub(super) fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file =
            self.open(path, OpenOptions::new().write(true).create(true).truncate(true))?;
        file.write_all(bytes)?;
        file.sync()
    }

    /// Replaces a file in one step: a reader sees the old content or the new one.
    pub(super) fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let replacement = replacement(path);
        self.write(&replacement, bytes)?;
        self.rename(&replacement, path)
    }

    /// Gives a file or folder another name.
    pub(super) fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        fs::rename(from, to)
    }

    /// Removes a file.
    pub(super) fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        fs::remove_file(path)
    }

    /// Removes a folder that is empty.
    pub(super) fn remove_dir(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        fs::remove_dir(path)
    }

    /// Waits until the disk has the names in a folder.
    pub(super) fn sync_dir(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        // On Windows a folder cannot be opened as a file, and its names need no such call.
        if cfg!(unix) { File::open(path)?.sync_data() } else { Ok(()) }
    }
}

/// Where the replacement of a file is written.
fn replacement(path: &Path) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(REPLACEMENT);
    name.into()
}

/// A file being written.
#[derive(Debug)]
pub(super) struct DiskFile {
    file: File,
    disk: Disk,
}

impl DiskFile {
    /// Waits until the disk has the content.
    pub(super) fn sync(&mut self) -> io::Result<()> {
        self.disk.step()?;
        self.file.sync_data()
    }
}

impl Write for DiskFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Err(stopped) = self.disk.step() {
            // A process that is killed may have written a part.
            self.file.write_all(&bytes[..bytes.len() / 2])?;
            return Err(stopped);
        }
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod fuse {
    use std::collections::BTreeMap;
    use std::io;
    use std::path::{Path, PathBuf};
    use std::sync::atomic::{AtomicI64, Ordering};
    use std::sync::{Arc, Mutex};

    static FUSES: Mutex<BTreeMap<PathBuf, Arc<Fuse>>> = Mutex::new(BTreeMap::new());

    /// Lets a number of calls pass, and fails every call after them: what the process would have
    /// done after a kill does not happen.
    #[derive(Debug)]
    pub(crate) struct Fuse {
        left: AtomicI64,
    }

    impl Fuse {
        /// Stops all changes to the index in `dir` after `calls` of them, until it is removed.
        pub(crate) fn set(dir: &Path, calls: u32) -> Arc<Self> {
            let fuse = Arc::new(Self { left: AtomicI64::new(calls.into()) });
            FUSES.lock().unwrap().insert(dir.to_path_buf(), Arc::clone(&fuse));
            fuse
        }

        /// Lets changes to the index in `dir` pass again.
        pub(crate) fn remove(dir: &Path) {
            FUSES.lock().unwrap().remove(dir);
        }

        pub(super) fn at(dir: &Path) -> Option<Arc<Self>> {
            FUSES.lock().unwrap().get(dir).cloned()
        }

        /// Whether a call has failed.
        pub(crate) fn is_blown(&self) -> bool {
            self.left.load(Ordering::SeqCst) < 0
        }

        pub(super) fn step(&self) -> io::Result<()> {
            let left = self.left.fetch_sub(1, Ordering::SeqCst);
            if left > 0 { Ok(()) } else { Err(io::Error::other("stopped by a test")) }
        }
    }
}
