//! A file that is written as a whole: under another name until it is complete.

use std::fs::{self, File, OpenOptions};
use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};

/// The most names that are tried for a file that is not complete.
const NAMES: u32 = 100;

/// A file being written. Where it is not [finished](Output::finish), nothing is left of it.
pub(crate) struct Output {
    /// Where it will be, after links.
    to: PathBuf,
    /// Where it is until then; nowhere else if `to` is a device or a pipe.
    incomplete: Option<PathBuf>,
}

impl Output {
    /// Begins a file that will be at `path`, in place of what is there.
    pub(crate) fn begin(path: &Path) -> Result<(Self, File)> {
        let to = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        match fs::metadata(&to) {
            Ok(there) if there.is_dir() => Err(ErrorKind::IsADirectory.into()),
            Ok(there) if !there.is_file() => {
                let file = OpenOptions::new().write(true).open(&to)?;
                Ok((Self { to, incomplete: None }, file))
            }
            _ => {
                let (incomplete, file) = beside(&to)?;
                Ok((Self { to, incomplete: Some(incomplete) }, file))
            }
        }
    }

    /// Puts the file where it is to be.
    pub(crate) fn finish(mut self) -> Result<()> {
        let Some(incomplete) = self.incomplete.take() else { return Ok(()) };
        fs::rename(&incomplete, &self.to).inspect_err(|_| _ = fs::remove_file(&incomplete))
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if let Some(incomplete) = &self.incomplete {
            // What failed before is what is told.
            _ = fs::remove_file(incomplete);
        }
    }
}

/// A new file in the folder of `path`.
fn beside(path: &Path) -> Result<(PathBuf, File)> {
    let name = path.file_name().ok_or(ErrorKind::InvalidInput)?.to_string_lossy();
    for number in 0..NAMES {
        let own = format!(".{name}.{}.{number}.incomplete", std::process::id());
        let incomplete = path.with_file_name(own);
        match OpenOptions::new().write(true).create_new(true).open(&incomplete) {
            Ok(file) => return Ok((incomplete, file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => (),
            Err(error) => return Err(error),
        }
    }
    Err(Error::from(ErrorKind::AlreadyExists))
}
