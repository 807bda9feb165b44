//! What an index holds, and whether it is what was written.

use jiff::Timestamp;

use crate::response::Facets;

/// What an index holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    /// How many announcements.
    pub announcements: u64,
    /// Bytes on disk by part, most first.
    pub bytes: Vec<(String, u64)>,
    /// Announcements by issuing body, level, year, kind and region.
    pub facets: Facets,
    /// When the first run began that brought in something which is still there.
    pub first_run: Option<Timestamp>,
    /// When the latest such run began.
    pub last_run: Option<Timestamp>,
    /// How many announcements that one brought in.
    pub by_last_run: usize,
    /// The cluster that it lies in, where it lies in one.
    pub cluster: Option<Cluster>,
}

/// Where an index lies in a cluster, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cluster {
    /// What the cluster is called.
    pub name: String,
    /// The version of OpenSearch.
    pub version: String,
    /// How many nodes hold documents.
    pub nodes: u64,
    /// The index in which the announcements are.
    pub generation: String,
    /// The number of the commit.
    pub commit: u64,
    /// Into how many shards it is split.
    pub shards: u64,
    /// How many copies of each shard there are to be besides the first.
    pub replicas: u64,
}

/// Whether what an index wrote is still what it reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Integrity {
    /// How many announcements the index counts.
    pub announcements: u64,
    /// How many of them could be read back; 0 where a file is damaged, for then none is tried.
    pub readable: u64,
    /// How many files were compared with the checksums they were written with.
    pub files: usize,
    /// What is damaged, in words that name the file.
    pub damaged: Vec<String>,
    /// The state given with the commit that was read, if it could be.
    pub state: Vec<u8>,
}

impl Integrity {
    /// Whether nothing is damaged and all announcements can be read.
    pub fn is_sound(&self) -> bool {
        self.damaged.is_empty() && self.readable == self.announcements
    }
}
