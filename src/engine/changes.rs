//! Which files a run has to look at: size and time first, content to be sure.

use std::path::PathBuf;
use std::sync::Arc;

use crate::corpus::{FileState, Settings, State};

/// A file changed this long before a walk, in nanoseconds, may have changed again unnoticed after
/// it: the clocks of file systems stand still for up to two seconds (FAT).
const RACY: u64 = 2_000_000_000;

/// A file that was found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// The path it is shown with.
    pub(super) path: String,
    /// Where it is.
    pub(super) file: PathBuf,
    pub(super) size: u64,
    /// Nanoseconds since 1970.
    pub(super) modified: u64,
    /// What its folders say of it.
    pub(super) settings: Option<Arc<Settings>>,
}

impl Found {
    /// What tells the settings it is to be read under from others.
    pub(super) fn settings(&self) -> u64 {
        self.settings.as_ref().map_or(0, |settings| settings.fingerprint())
    }
}

/// A file to look at, with what was known of it.
#[derive(Clone, Debug)]
pub(super) struct Job {
    pub(super) found: Found,
    pub(super) before: Option<FileState>,
}

/// What a run has to do.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Files that are new or may have changed.
    pub(super) jobs: Vec<Job>,
    /// Files that have not.
    pub(super) unchanged: Vec<FileState>,
    /// Files that are gone.
    pub(super) removed: Vec<FileState>,
}

/// Compares what was `found` with the state of the run before; what lies below one of the
/// `missing` roots is left as it is.
pub(super) fn plan(mut found: Vec<Found>, before: State, missing: &[String]) -> Plan {
    let State { files: mut unchanged, walked, .. } = before;
    let (mut jobs, mut removed) = (Vec::new(), Vec::new());
    // Both come in order, or nearly: they are told apart in one pass, and what is unchanged, as a
    // rule all, stays where it is.
    found.sort_by(|left, right| left.path.cmp(&right.path));
    let mut found = found.into_iter().peekable();
    unchanged.retain_mut(|file| {
        while let Some(found) = found.next_if(|found| found.path < file.path) {
            jobs.push(Job { found, before: None });
        }
        match found.next_if(|found| found.path == file.path) {
            Some(found) if is_same(&found, file, walked) => return true,
            Some(found) => jobs.push(Job { found, before: Some(std::mem::take(file)) }),
            None if missing.iter().any(|label| lies_below(&file.path, label)) => return true,
            None => removed.push(std::mem::take(file)),
        }
        false
    });
    jobs.extend(found.map(|found| Job { found, before: None }));
    Plan { jobs, unchanged, removed }
}

fn is_same(found: &Found, file: &FileState, walked: u64) -> bool {
    let racy = found.modified.saturating_add(RACY) >= walked;
    let is_untouched = found.size == file.size && found.modified == file.modified && !racy;
    is_untouched && found.settings() == file.settings
}

fn lies_below(path: &str, label: &str) -> bool {
    path.strip_prefix(label).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WALKED: u64 = 100 * RACY;

    fn found(path: &str, size: u64, modified: u64) -> Found {
        Found { path: path.into(), file: path.into(), size, modified, settings: None }
    }

    fn state(files: &[(&str, u64, u64)]) -> State {
        let file = |(path, size, modified): &(&str, u64, u64)| FileState {
            path: path.to_string(),
            size: *size,
            modified: *modified,
            ..FileState::default()
        };
        State { walked: WALKED, files: files.iter().map(file).collect(), ..State::default() }
    }

    fn paths(files: &[FileState]) -> Vec<&str> {
        files.iter().map(|file| file.path.as_str()).collect()
    }

    #[test]
    fn only_new_changed_and_recent_files_are_looked_at() {
        let before = state(&[("a", 1, 5), ("b", 1, 5), ("c", 1, WALKED - 1), ("d", 1, 5)]);
        let now =
            vec![found("a", 1, 5), found("b", 2, 5), found("c", 1, WALKED - 1), found("e", 1, 5)];
        let plan = plan(now, before, &[]);
        let jobs: Vec<_> = plan.jobs.iter().map(|job| job.found.path.as_str()).collect();
        assert_eq!(jobs, ["b", "c", "e"]);
        assert_eq!(paths(&plan.unchanged), ["a"]);
        assert_eq!(paths(&plan.removed), ["d"]);
    }

    #[test]
    fn nothing_is_removed_because_its_root_is_away() {
        let plan =
            plan(Vec::new(), state(&[("disk/a", 1, 5), ("disks/a", 1, 5)]), &["disk".into()]);
        assert_eq!(paths(&plan.unchanged), ["disk/a"]);
        assert_eq!(paths(&plan.removed), ["disks/a"]);
    }
}
