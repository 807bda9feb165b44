//! Which files a run has to look at: size and time first, content to be sure.

use std::collections::HashSet;
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
    /// What tells it from others that are shown alike, where its path is not UTF-8.
    pub(super) raw: Option<String>,
    /// Where it is.
    pub(super) file: PathBuf,
    pub(super) size: u64,
    /// Nanoseconds since 1970.
    pub(super) modified: u64,
    /// Nanoseconds since 1970, or zero.
    pub(super) changed: u64,
    /// What its folders say of it.
    pub(super) settings: Option<Arc<Settings>>,
}

impl Found {
    /// What tells it from all other files of the run.
    pub(super) fn key(&self) -> &str {
        self.raw.as_deref().unwrap_or(&self.path)
    }

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
    /// Files of the run before that were not found.
    pub(super) missed: Vec<FileState>,
    /// Files that were known by what their names are shown as, which tells them from no others.
    pub(super) misnamed: Vec<FileState>,
}

/// Compares what was `found` with the state of the run before.
pub(super) fn plan(mut found: Vec<Found>, mut before: State) -> Plan {
    let misnamed = misnamed(&found, &mut before);
    let State { files: mut unchanged, walked, .. } = before;
    let (mut jobs, mut missed) = (Vec::new(), Vec::new());
    // Both come in order, or nearly: they are told apart in one pass, and what is unchanged, as a
    // rule all, stays where it is.
    found.sort_by(|left, right| left.key().cmp(right.key()));
    let mut found = found.into_iter().peekable();
    unchanged.retain_mut(|file| {
        while let Some(found) = found.next_if(|found| found.key() < file.key()) {
            jobs.push(Job { found, before: None });
        }
        match found.next_if(|found| found.key() == file.key()) {
            Some(found) if is_same(&found, file, walked) => return true,
            Some(found) => jobs.push(Job { found, before: Some(to_be_seen(file)) }),
            None => missed.push(std::mem::take(file)),
        }
        false
    });
    jobs.extend(found.map(|found| Job { found, before: None }));
    Plan { jobs, unchanged, missed, misnamed }
}

/// Takes out of the state of an earlier version the files that it knew by a name which files are
/// shown with that it could not tell from each other: what the index has of one is that of all.
fn misnamed(found: &[Found], before: &mut State) -> Vec<FileState> {
    if !before.labels.is_empty() {
        return Vec::new();
    }
    let shown = found.iter().filter(|found| found.raw.is_some()).map(|found| &*found.path);
    let shown: HashSet<&str> = shown.collect();
    before.files.extract_if(.., |file| shown.contains(&*file.path)).collect()
}

/// A file that is to be looked at. A state that is kept before that says of a later time than the last
/// one that it was seen: without a time of its own no run takes it for unchanged.
fn to_be_seen(file: &mut FileState) -> FileState {
    FileState { modified: u64::MAX, ..std::mem::take(file) }
}

fn is_same(found: &Found, file: &FileState, walked: u64) -> bool {
    let racy = found.modified.saturating_add(RACY) >= walked;
    let is_moved = file.changed != 0 && found.changed != file.changed;
    let is_untouched = found.size == file.size && found.modified == file.modified;
    is_untouched && !is_moved && !racy && found.settings() == file.settings && !file.gone
}

#[cfg(test)]
mod tests {
    use super::*;

    const WALKED: u64 = 100 * RACY;

    fn found(path: &str, size: u64, modified: u64) -> Found {
        let (raw, settings) = (None, None);
        Found { path: path.into(), raw, file: path.into(), size, modified, changed: 0, settings }
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
    fn a_file_that_was_renamed_over_another_of_its_size_and_time_is_looked_at() {
        let mut before = state(&[("a", 1, 5), ("b", 1, 5), ("c", 1, 5)]);
        before.files[0].changed = 7;
        before.files[1].changed = 7;
        let renamed = |path: &str, changed| Found { changed, ..found(path, 1, 5) };
        let plan = plan(vec![renamed("a", 7), renamed("b", 8), renamed("c", 8)], before);
        assert_eq!(paths(&plan.unchanged), ["a", "c"]);
        assert_eq!(plan.jobs.len(), 1);
    }

    #[test]
    fn only_new_changed_and_recent_files_are_looked_at() {
        let before = state(&[("a", 1, 5), ("b", 1, 5), ("c", 1, WALKED - 1), ("d", 1, 5)]);
        let now =
            vec![found("a", 1, 5), found("b", 2, 5), found("c", 1, WALKED - 1), found("e", 1, 5)];
        let plan = plan(now, before);
        let jobs: Vec<_> = plan.jobs.iter().map(|job| job.found.path.as_str()).collect();
        assert_eq!(jobs, ["b", "c", "e"]);
        assert_eq!(paths(&plan.unchanged), ["a"]);
        assert_eq!(paths(&plan.missed), ["d"]);
    }

    #[test]
    fn files_that_are_shown_alike_are_told_apart() {
        let raw = |raw: &str| Found { raw: Some(raw.into()), ..found("a", 1, 5) };
        let now = || vec![raw("\0fe"), found("a", 1, 5), raw("\0ff")];
        let mut before = state(&[("a", 1, 5), ("b", 1, 5)]);
        let of_a_name = |key: &str| FileState { raw: Some(key.into()), ..before.files[0].clone() };
        let twin = of_a_name("\0ff");
        before.labels = vec![("x".into(), "/x".into())];
        before.files.insert(0, twin);
        let plan = plan(now(), before);
        let jobs: Vec<_> = plan.jobs.iter().map(|job| job.found.key()).collect();
        assert_eq!((jobs, plan.unchanged.len()), (vec!["\0fe"], 2));
        assert_eq!((paths(&plan.missed), plan.misnamed.len()), (vec!["b"], 0));
    }

    #[test]
    fn what_an_earlier_version_could_not_tell_apart_is_read_again() {
        let twin = Found { raw: Some("\0fe".into()), ..found("a", 1, 5) };
        let plan = plan(
            vec![twin, found("a", 1, 5), found("b", 1, 5)],
            state(&[("a", 1, 5), ("b", 1, 5)]),
        );
        assert_eq!((plan.jobs.len(), paths(&plan.misnamed)), (2, vec!["a"]));
        assert_eq!(paths(&plan.unchanged), ["b"]);
    }
}
