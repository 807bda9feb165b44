//! What an error of tantivy is to a user: a damaged index, or what the operating system refused.

use std::io;
use std::path::Path;

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError, OpenWriteError};

use crate::error::{Error, ErrorKind};

impl From<TantivyError> for Error {
    fn from(error: TantivyError) -> Self {
        let (kind, path) = kind_and_path(&error);
        let path = path.map(Path::to_path_buf);
        let failed = match kind {
            // It carries its cause, which tantivy names without its code.
            ErrorKind::Io(_) => kind.into(),
            kind => Error::caused_by(error, kind),
        };
        path.into_iter().fold(failed, Error::or_at)
    }
}

fn kind_and_path(error: &TantivyError) -> (ErrorKind, Option<&Path>) {
    use TantivyError as T;
    match error {
        T::DataCorruption(what) => (damaged(without_content(&format!("{what:?}"))), None),
        T::OpenReadError(error) => of_reading(error),
        T::OpenWriteError(OpenWriteError::IoError { io_error, filepath }) => {
            (of_system(io_error), Some(filepath))
        }
        T::OpenDirectoryError(error) => of_folder(error),
        T::LockFailure(LockError::IoError(error), _) => (of_system(error), None),
        T::LockFailure(..) => (ErrorKind::Busy, None),
        T::IoError(error) => (of_system(error), None),
        T::IncompatibleIndex(what) => (damaged(&format!("{what:?}")), None),
        other => (ErrorKind::Backend(other.to_string()), None),
    }
}

fn damaged(what: &str) -> ErrorKind {
    ErrorKind::Damaged(what.to_string())
}

/// A message of tantivy's up to where it repeats the whole file.
fn without_content(message: &str) -> &str {
    message.split(". Content: ").next().unwrap_or(message)
}

fn of_reading(error: &OpenReadError) -> (ErrorKind, Option<&Path>) {
    match error {
        OpenReadError::FileDoesNotExist(path) => {
            (damaged(&format!("{} is missing", name(path))), None)
        }
        OpenReadError::IoError { io_error, filepath } => (of_system(io_error), Some(filepath)),
        OpenReadError::IncompatibleIndex(what) => (damaged(&format!("{what:?}")), None),
    }
}

fn of_folder(error: &OpenDirectoryError) -> (ErrorKind, Option<&Path>) {
    match error {
        OpenDirectoryError::IoError { io_error, directory_path } => {
            (of_system(io_error), Some(directory_path))
        }
        OpenDirectoryError::DoesNotExist(path) => {
            (damaged(&format!("{} is missing", name(path))), None)
        }
        OpenDirectoryError::NotADirectory(path) => {
            (damaged(&format!("{} is not a folder", name(path))), None)
        }
        other => (ErrorKind::Backend(other.to_string()), None),
    }
}

/// Bytes that are not what they should be are damage; the rest is the system's to explain.
fn of_system(error: &io::Error) -> ErrorKind {
    use io::ErrorKind as Io;
    match error.kind() {
        Io::InvalidData | Io::UnexpectedEof | Io::InvalidInput => damaged(&error.to_string()),
        kind => {
            let code = error.raw_os_error().map(io::Error::from_raw_os_error);
            code.unwrap_or_else(|| io::Error::new(kind, error.to_string())).into()
        }
    }
}

/// The name of a file without its folder.
pub(super) fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::sync::Arc;

    use tantivy::error::DataCorruption;

    use super::*;

    fn told(error: TantivyError) -> String {
        Error::from(error).to_string()
    }

    #[test]
    fn bytes_that_are_wrong_are_damage_and_what_the_system_refuses_is_not() {
        let system = |kind| TantivyError::IoError(Arc::new(io::Error::from(kind)));
        for kind in [io::ErrorKind::InvalidData, io::ErrorKind::UnexpectedEof] {
            assert!(told(system(kind)).contains("the index is damaged"));
        }
        assert!(told(system(io::ErrorKind::PermissionDenied)).contains("permission denied"));
        assert!(told(system(io::ErrorKind::StorageFull)).contains("the disk is full"));
        let full = OpenWriteError::wrap_io_error(
            io::ErrorKind::StorageFull.into(),
            PathBuf::from("a.idx"),
        );
        let full = told(TantivyError::OpenWriteError(full));
        assert!(full.starts_with("a.idx: the disk is full"), "{full}");
    }

    #[test]
    fn a_file_that_is_missing_is_damage_and_one_that_may_not_be_read_is_not() {
        let path = PathBuf::from("a.idx");
        let missing = OpenReadError::FileDoesNotExist(path.clone());
        let missing = told(TantivyError::OpenReadError(missing));
        assert!(missing.contains("damaged (a.idx is missing)"), "{missing}");
        let closed = OpenReadError::wrap_io_error(io::ErrorKind::PermissionDenied.into(), path);
        let closed = told(TantivyError::OpenReadError(closed));
        assert!(closed.starts_with("a.idx: permission denied"), "{closed}");
        let gone = OpenDirectoryError::DoesNotExist("x/g1".into());
        let gone = told(TantivyError::OpenDirectoryError(gone));
        assert!(gone.contains("damaged (g1 is missing)"), "{gone}");
    }

    #[test]
    fn a_lock_that_is_held_is_busy_and_one_that_cannot_be_made_is_not() {
        let held = TantivyError::LockFailure(LockError::LockBusy, None);
        assert!(told(held).contains("another process is writing"));
        let closed = LockError::wrap_io_error(io::ErrorKind::PermissionDenied.into());
        assert!(told(TantivyError::LockFailure(closed, None)).contains("permission denied"));
    }

    #[test]
    fn the_cause_is_the_error_of_tantivy_or_the_one_of_the_system() {
        use std::error::Error as _;
        let what = DataCorruption::new(PathBuf::from("meta.json"), "EOF".to_string());
        let damaged = Error::from(TantivyError::DataCorruption(what));
        assert!(damaged.source().unwrap().is::<TantivyError>());
        let refused = io::Error::from_raw_os_error(28);
        let full = Error::from(TantivyError::IoError(Arc::new(refused)));
        let refused = full.source().and_then(|source| source.downcast_ref::<io::Error>());
        assert_eq!(refused.unwrap().raw_os_error(), Some(28));
    }

    #[test]
    fn a_message_does_not_repeat_the_file() {
        let what = "cannot be deserialized. EOF. Content: \"{...\"";
        let error = DataCorruption::new(PathBuf::from("meta.json"), what.to_string());
        let told = told(TantivyError::DataCorruption(error));
        assert!(told.contains("meta.json") && !told.contains("{..."), "{told}");
    }
}
