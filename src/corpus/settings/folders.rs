//! The settings of the folders that a walk comes to.

use std::ffi::OsString;
use std::path::Path;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{Settings, said_in};
use crate::error::{Error, Result};

/// What holds in each folder of a walk. A folder where nothing is said costs one look for a file
/// that is not there.
#[derive(Debug, Default)]
pub(in super::super) struct Folders {
    /// By the folders' real places; those where nothing holds are left out.
    known: FxHashMap<OsString, Arc<Settings>>,
    failed: Option<Error>,
}

impl Folders {
    /// Those of a walk that begins at the real place `folder`.
    pub(crate) fn from(folder: &Path) -> Result<Self> {
        let mut folders = Self::default();
        if let Some(settings) = Settings::within(folder)? {
            folders.known.insert(folder.into(), settings);
        }
        Ok(folders)
    }

    /// Takes note that the walk goes into `folder`.
    pub(crate) fn enter(&mut self, folder: &Path) {
        match said_in(folder) {
            Err(error) => self.failed = self.failed.take().or(Some(error)),
            Ok(None) => {
                if let Some(settings) = self.of(folder).cloned() {
                    self.known.insert(folder.into(), settings);
                }
            }
            Ok(Some(said)) => {
                let above = self.of(folder).map(|above| above.with(said.clone(), folder));
                let own = above.unwrap_or_else(|| Settings::default().with(said, folder));
                self.known.insert(folder.into(), Arc::new(own));
            }
        }
    }

    /// What holds for a file or folder at this real place.
    pub(crate) fn of(&self, place: &Path) -> Option<&Arc<Settings>> {
        if self.known.is_empty() {
            return None;
        }
        self.known.get(place.parent()?.as_os_str())
    }

    /// Whether a pattern leaves out what lies at this real place.
    pub(crate) fn exclude(&self, place: &Path, is_folder: bool) -> bool {
        self.of(place).is_some_and(|settings| settings.excludes(place, is_folder))
    }

    /// These, unless a file could not be used.
    pub(crate) fn checked(self) -> Result<Self> {
        match self.failed {
            Some(error) => Err(error),
            None => Ok(self),
        }
    }
}
