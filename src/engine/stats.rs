//! What an index holds, and what it was made from.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::backend::{Cluster, Holdings};
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
    /// When the first run began that brought in something which is still there; `None` in an empty index.
    pub first_run: Option<Timestamp>,
    /// When the latest such run began.
    pub last_run: Option<Timestamp>,
    /// How many announcements that one brought in.
    pub by_last_run: usize,
    /// The cluster that it lies in, where it lies in one.
    pub cluster: Option<Cluster>,
    /// The folders and files it was made from.
    pub(crate) state: State,
}

impl Stats {
    pub(super) fn of(holdings: Holdings, state: State) -> Self {
        let Holdings { announcements, bytes, facets, cluster, .. } = holdings;
        let Holdings { first_run, last_run, by_last_run, .. } = holdings;
        Self { announcements, bytes, facets, first_run, last_run, by_last_run, cluster, state }
    }

    /// The folders and files that it was made from, by canonical path.
    pub fn roots(&self) -> &[PathBuf] {
        &self.state.roots
    }

    /// When the last run began that changed anything; `None` before the first.
    pub fn changed(&self) -> Option<Timestamp> {
        let walked = i128::from(self.state.walked);
        let began = (walked > 0).then(|| Timestamp::from_nanosecond(walked));
        began.and_then(std::result::Result::ok)
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
