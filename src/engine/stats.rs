//! What an index holds, and what it was made from.

use std::path::PathBuf;

use crate::backend::Holdings;
use crate::corpus::State;
use crate::response::Facets;

/// What an index holds, and what it was made from.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Stats {
    /// How many announcements it holds.
    pub announcements: u64,
    /// Its bytes on disk by part, most first.
    pub bytes: Vec<(String, u64)>,
    /// Its announcements by issuing body, level, year, kind and region.
    pub facets: Facets,
    /// The folders and files it was made from.
    pub(crate) state: State,
}

impl Stats {
    pub(super) fn of(holdings: Holdings, state: State) -> Self {
        let Holdings { announcements, bytes, facets } = holdings;
        Self { announcements, bytes, facets, state }
    }

    /// The folders and files that it was made from, by canonical path.
    pub fn roots(&self) -> &[PathBuf] {
        &self.state.roots
    }

    /// How many files it knows, those that gave no announcement among them.
    pub fn files(&self) -> usize {
        self.state.files.len()
    }

    /// The files that gave no announcement, each with its reason in words, by path.
    pub fn skipped(&self) -> impl Iterator<Item = (&str, String)> {
        let files = self.state.files.iter();
        files.filter_map(|file| Some((file.path.as_str(), file.skipped.as_ref()?.to_string())))
    }
}
