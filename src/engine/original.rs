//! The files that announcements were read from: where they are on this machine.

use std::path::{Path, PathBuf};

use super::Engine;
use super::index::{Origins, labels_of};
use crate::corpus::{State, name};
use crate::error::Result;
use crate::response::Place;

impl Engine {
    /// The file that holds the announcement at `place`, where it was when it was indexed; `None` where
    /// the index does not know its folder. It may be gone since.
    ///
    /// # Errors
    /// When the state of the index cannot be read.
    pub fn original(&self, place: &Place) -> Result<Option<PathBuf>> {
        Ok(self.origins()?.file(place))
    }

    /// The file that holds the announcement at `place`, every link on the way to it followed, where it is
    /// there now and lies in the folder that was indexed: what a link in that folder leads out to is
    /// none of its files.
    ///
    /// # Errors
    /// When the state of the index cannot be read.
    pub fn original_inside(&self, place: &Place) -> Result<Option<PathBuf>> {
        let origins = self.origins()?;
        let found = |path: Option<PathBuf>| path.and_then(|path| path.canonicalize().ok());
        let (Some(file), Some(folder)) = (found(origins.file(place)), found(origins.folder(place)))
        else {
            return Ok(None);
        };
        Ok((file.starts_with(folder) && file.is_file()).then_some(file))
    }

    /// What `file` is called in this index, if it lies in one of its folders: the
    /// [key](Place::key) of a place, whether or not an announcement is there.
    ///
    /// # Errors
    /// When the state of the index cannot be read.
    pub fn key_of(&self, file: &Path) -> Result<Option<String>> {
        let ways = [file.canonicalize().ok(), std::path::absolute(file).ok()];
        let origins = self.origins()?;
        let called = |path: PathBuf| origins.called(&name::key(path.as_os_str()));
        Ok(ways.into_iter().flatten().find_map(called))
    }

    pub(super) fn origins(&self) -> Result<&Origins> {
        if let Some(origins) = self.origins.get() {
            return Ok(origins);
        }
        let state = State::head_from(&mut &self.searcher.state_head()?[..])?;
        Ok(self.origins.get_or_init(|| Origins::of(&labels_of(&state))))
    }
}
