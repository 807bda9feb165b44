//! How an index differs from the folders it was made from.

use super::course::Course;
use super::file::{Change, Outcome};
use super::missing::Settled;
use super::report::Kept;
use super::run::look;
use crate::backend::Location;
use crate::error::{Reason, Result};

/// How an index differs from the folders it was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// Files that the index does not know, by the path they are shown with.
    pub new: Vec<String>,
    /// Files whose content is not the one that was indexed, or that can no longer be read.
    pub changed: Vec<String>,
    /// Files that are no longer there, those among them that a run would keep.
    pub gone: Vec<String>,
    /// Folders that could not be compared, and why.
    pub notes: Vec<(String, Reason)>,
    /// What a run would keep, and why.
    pub kept: Vec<(String, Kept)>,
    /// How many files are as they were indexed.
    pub unchanged: u64,
}

impl Differences {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        [&self.new, &self.changed, &self.gone].into_iter().all(Vec::is_empty)
            && self.notes.is_empty()
            && self.kept.is_empty()
    }
}

/// Compares the index at `location` with its folders, and indexes nothing.
pub(in crate::engine) fn differences(location: &Location) -> Result<Differences> {
    let Course { walked, outcomes, settled, .. } = look(location)?;
    let Settled { removed, mut gone, told: kept, notes, .. } = settled;
    gone.extend(removed.into_iter().map(|removed| removed.file.path));
    gone.sort();
    let unchanged = walked.plan.unchanged.len() as u64;
    let mut differences = Differences { gone, notes, kept, unchanged, ..Differences::default() };
    for Outcome { file, change, .. } in outcomes {
        match change {
            Change::Added => differences.new.push(file.path),
            Change::Updated | Change::Kept(_) => differences.changed.push(file.path),
            Change::Unchanged => differences.unchanged += 1,
        }
    }
    Ok(differences)
}
