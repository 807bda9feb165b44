//! The walks of a run: the files they found, and the places they could not look into.

use std::path::Path;

use super::plan::Found;
use super::roots::{Label, join};
use crate::backend::Location;
use crate::corpus::{self, Entry, Unseen, name};
use crate::error::{Error, ErrorKind, Reason, Result};

/// A folder or file that could not be looked at: what lies there is unknown.
#[derive(Debug)]
pub(super) struct Away {
    /// The path it is shown with.
    pub(super) path: String,
    /// The key of its own place.
    pub(super) place: String,
    /// Why it could not be looked at.
    pub(super) reason: Reason,
    /// Whether there is nothing at its place, so that no error may have hidden what is there.
    pub(super) is_absent: bool,
}

/// What all walks of a run found.
#[derive(Default)]
pub(super) struct Finding {
    pub(super) files: Vec<Found>,
    pub(super) away: Vec<Away>,
    pub(super) ignored: u64,
    pub(super) excluded: u64,
}

impl Finding {
    /// Walks the roots that `labels` stand for, in which the index itself may lie.
    pub(super) fn of(labels: &[Label], index: &Location) -> Result<Self> {
        let mut found = Self::default();
        for label in labels {
            found.look(label, index)?;
        }
        Ok(found)
    }

    fn look(&mut self, label: &Label, index: &Location) -> Result<()> {
        let index = index.dir().map(Path::to_path_buf);
        let walk = match corpus::walk(&label.1, index.as_slice()) {
            Err(error) if error.path() == Some(&label.1) => {
                self.away.push(root_away(label, &error));
                return Ok(());
            }
            walk => walk?,
        };
        self.ignored += walk.ignored as u64;
        self.excluded += walk.excluded as u64;
        self.away.extend(walk.problems.iter().map(|unseen| away(label, unseen)));
        let is_file = label.1.is_file();
        self.files.extend(walk.files.into_iter().map(|entry| found(label, is_file, entry)));
        Ok(())
    }
}

fn found((label, _): &Label, is_file: bool, entry: Entry) -> Found {
    let key = if is_file { label.clone() } else { join(label, entry.key()) };
    let (path, raw) = name::shown_and_raw(key);
    let Entry { path: file, size, modified, changed, settings, .. } = entry;
    let (modified, changed) = (modified.max(0) as u64, changed.max(0) as u64);
    Found { path, raw, file, size, modified, changed, settings }
}

/// A root that could not be looked at.
fn root_away((label, root): &Label, error: &Error) -> Away {
    let (reason, is_absent) = match error.kind() {
        ErrorKind::NoCorpus => ("not there".into(), true),
        kind => (kind.into(), false),
    };
    let place = name::key(root.as_os_str());
    Away { path: root_name(label, root), place, reason, is_absent }
}

fn away((label, root): &Label, unseen: &Unseen) -> Away {
    let path = match unseen.relative.is_empty() {
        true => root_name(label, root),
        false => join(&name::shown_path(label), &unseen.relative),
    };
    let place = join(&name::key(root.as_os_str()), unseen.key());
    let reason = unseen.error.kind().into();
    let is_absent = unseen.is_absent();
    Away { path, place, reason, is_absent }
}

/// What a root is called: its label, but for the root of the file system, which has none.
pub(super) fn root_name(label: &str, root: &Path) -> String {
    if label.is_empty() { root.display().to_string() } else { name::shown_path(label) }
}
