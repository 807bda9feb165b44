//! A generation opened for writing: tantivy's files, read through its own directory and changed
//! through [`Disk`].
//!
//! tantivy's directory replaces files by way of temporary ones with random names, which are private
//! to their user and stay behind after a kill. Here a replacement has a fixed name, and the
//! permissions that any new file gets.

use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, DirectoryLock, FileHandle, Lock, MmapDirectory, TerminatingWrite, WatchCallback,
    WatchHandle, WritePtr,
};
use tantivy::{Directory, TantivyError};

use super::disk::{Disk, DiskFile};

/// A folder of tantivy's files.
#[derive(Clone, Debug)]
pub(super) struct WritableDirectory {
    mapped: MmapDirectory,
    path: PathBuf,
    disk: Disk,
}

impl WritableDirectory {
    /// Opens the folder at `path`.
    pub(super) fn open(path: &Path, disk: &Disk) -> Result<Self, TantivyError> {
        let mapped = MmapDirectory::open(path)?;
        Ok(Self { mapped, path: path.to_path_buf(), disk: disk.clone() })
    }
}

impl TerminatingWrite for DiskFile {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        self.sync()
    }
}

impl Directory for WritableDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.mapped.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.disk.remove_file(&self.path.join(path)).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => DeleteError::FileDoesNotExist(path.to_path_buf()),
            _ => DeleteError::IoError { io_error: Arc::new(error), filepath: path.to_path_buf() },
        })
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let file = self.disk.create(&self.path.join(path)).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => OpenWriteError::FileAlreadyExists(path.to_path_buf()),
            _ => OpenWriteError::wrap_io_error(error, path.to_path_buf()),
        })?;
        Ok(BufWriter::new(Box::new(file)))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.mapped.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        self.disk.replace(&self.path.join(path), content)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.disk.sync_dir(&self.path)
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.disk.step().map_err(LockError::wrap_io_error)?;
        self.mapped.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.mapped.watch(callback)
    }
}
