//! Files of the run before that were not found: which are removed, and which are kept.
//!
//! A file is removed when it was moved, when a rule leaves it out, or when it is gone and most of its
//! folder is still there. Nothing is removed on account of an error, and nothing where so much is gone
//! at once that a folder was rather not mounted: where a root, or the target of a link, is not there;
//! where all files of a root are gone, or more than half of at least 20; where a folder of at least 20
//! files is empty, as the place of a file system is that is not mounted. What was kept as gone stays
//! until it is found again, however much else comes to its root. A person can have all of it removed,
//! but what an error hides.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::PathBuf;

use rayon::prelude::*;

use super::file::{Change, Outcome};
use super::finding::{Away, root_name};
use super::plan::{Job, Plan};
use super::report::{Kept, Missing};
use super::roots::{Label, Origins, above};
use crate::corpus::{FileState, is_absent, name};
use crate::error::{Reason, SystemFailure};

/// Of as many files less than all are too many to be gone at once.
const MANY: usize = 20;

/// How many files that are removed are named.
const VANISHED: usize = 10;

/// How many files that are gone are named.
const NAMED: usize = 3;

/// What tells where a file of the run before has gone.
pub(super) struct Search<'a> {
    /// What its files are called by.
    pub(super) labels: &'a [Label],
    /// Where this run could not look.
    pub(super) away: &'a [Away],
    /// The roots that are to be forgotten.
    pub(super) forgotten: &'a [PathBuf],
    /// Whether what is gone is removed, however much it is.
    pub(super) prune: bool,
}

/// What becomes of the files that were not found.
#[derive(Debug, Default)]
pub(super) struct Settled {
    pub(super) removed: Vec<Removed>,
    pub(super) kept: Vec<FileState>,
    /// The first of those removed that were found nowhere, by the paths they are shown with.
    pub(super) vanished: Vec<String>,
    /// Those of the kept that are gone, by the paths they are shown with.
    pub(super) gone: Vec<String>,
    /// Whether one of them was not known to be gone.
    pub(super) is_news: bool,
    /// What is kept and why, by place.
    pub(super) told: Vec<(String, Kept)>,
    /// Where this run could not look and the index knows of nothing.
    pub(super) notes: Vec<(String, Reason)>,
}

/// A file of which the announcements are removed.
#[derive(Debug, Default)]
pub(super) struct Removed {
    pub(super) file: FileState,
    /// Whether it was found under another name.
    pub(super) is_renamed: bool,
    /// The number of the root that it was forgotten with.
    pub(super) forgotten: Option<usize>,
}

impl Removed {
    /// Lets it leave with the first step, whatever is still to be read.
    fn wait_for_none(&mut self) {
        self.file.hash.clear();
    }
}

/// What is seen of a file that was not found.
enum Sight {
    /// It is there and left out by a rule.
    LeftOut,
    /// It is of the root of this number, which is forgotten.
    Forgotten(usize),
    Gone,
    /// It lies where this run could not look.
    Away(usize),
    /// It cannot be said, and why.
    Unknown(Reason),
}

/// A job of a plan by its number, and what became of it.
pub(super) type Looked = (usize, Outcome);

/// The numbers of the jobs that tell what became of the files that `plan` misses: those that may have
/// the content of one, or be one that is called otherwise now. `relabelled` says that any may.
pub(super) fn telling(plan: &Plan, relabelled: bool) -> Vec<usize> {
    if plan.missed.is_empty() && plan.misnamed.is_empty() {
        return Vec::new();
    }
    let sizes: HashSet<u64> = plan.missed.iter().map(|file| file.size).collect();
    let names: HashSet<&str> = plan.misnamed.iter().map(|file| &*file.path).collect();
    let tells = |job: &Job| {
        relabelled || sizes.contains(&job.found.size) || names.contains(&*job.found.path)
    };
    let jobs = plan.jobs.iter().enumerate().filter(|(_, job)| tells(job));
    jobs.map(|(at, _)| at).collect()
}

/// Decides on the files that `plan` misses, after all others were looked at that tell of them.
pub(super) fn settle(plan: &mut Plan, outcomes: &[Looked], search: &Search) -> Settled {
    let (misnamed, missed) = (std::mem::take(&mut plan.misnamed), std::mem::take(&mut plan.missed));
    let plan = &*plan;
    let mut settling = Settling {
        search,
        origins: Origins::of(search.labels),
        contents: Contents::of(plan, outcomes),
        unread: unread(plan, outcomes),
        settled: Settled::default(),
        away: vec![(0, 0); search.away.len()],
    };
    for file in misnamed {
        settling.settle_misnamed(file, plan, outcomes);
    }
    let gone = settling.sort(missed);
    for (at, files, total) in settling.by_root(plan, gone) {
        settling.decide(at, files, total);
    }
    settling.tell_away();
    settling.settled
}

/// A decision that is under way.
struct Settling<'a> {
    search: &'a Search<'a>,
    origins: Origins,
    contents: Contents<'a>,
    /// New files that the system cannot read, by the keys of their real places, and why.
    unread: HashMap<String, &'a Reason>,
    settled: Settled,
    /// How many files and announcements are kept of each place where this run could not look.
    away: Vec<(u64, u64)>,
}

impl Settling<'_> {
    /// Settles all files but those that are gone, which are returned.
    fn sort(&mut self, missed: Vec<FileState>) -> Vec<FileState> {
        let places = self.away_places();
        let sight = |file: FileState| (self.sight(&file, &places), file);
        let seen: Vec<_> = missed.into_par_iter().map(sight).collect();
        // What is there all the same, left out by a rule, is the last to have been moved.
        let (left_out, others): (Vec<_>, Vec<_>) =
            seen.into_iter().partition(|(sight, _)| matches!(sight, Sight::LeftOut));
        let mut gone = Vec::new();
        for (sight, file) in others {
            match sight {
                Sight::Forgotten(root) => self.forget(file, root),
                Sight::Unknown(reason) => self.keep_unknown(file, reason),
                Sight::Away(at) if !self.search.away[at].is_absent => self.keep_away(file, at),
                _ if self.search.prune || self.contents.has(&file) => self.remove(file),
                Sight::Away(at) => self.keep_away(file, at),
                _ => gone.push(file),
            }
        }
        left_out.into_iter().for_each(|(_, file)| self.remove(file));
        gone
    }

    /// Removes a file that was known by what names are shown as, unless one of these cannot be read.
    fn settle_misnamed(&mut self, file: FileState, plan: &Plan, outcomes: &[Looked]) {
        let twins = || looked(plan, outcomes).filter(|(job, _)| job.found.path == file.path);
        let reason = twins().find_map(|(_, outcome)| reason_unread(outcome));
        match reason {
            Some(reason) if twins().all(|(job, _)| job.found.key() != file.key()) => {
                self.keep_unknown(file, reason.clone());
            }
            _ => {
                self.remove(file);
                // It waits for no other file: one of the same key may come in before.
                self.settled
                    .removed
                    .iter_mut()
                    .next_back()
                    .into_iter()
                    .for_each(Removed::wait_for_none);
            }
        }
    }

    /// The places where this run could not look, by number.
    fn away_places(&self) -> HashMap<&str, usize> {
        let places = self.search.away.iter().enumerate();
        places.map(|(at, away)| (away.place.trim_end_matches('/'), at)).collect()
    }

    fn sight(&self, file: &FileState, away: &HashMap<&str, usize>) -> Sight {
        let Some((label, place)) = self.origins.place(file.key()) else { return Sight::LeftOut };
        let root = &self.search.labels[label].1;
        if let Some(at) = self.search.forgotten.iter().position(|forgotten| forgotten == root) {
            return Sight::Forgotten(at);
        }
        let mut places = std::iter::once(&*place).chain(above(&place));
        if let Some(at) = places.find_map(|place| away.get(place)) {
            return Sight::Away(*at);
        }
        match fs::metadata(name::path_of(&place)) {
            Ok(meta) if meta.is_file() => self.sight_of_a_file(&place),
            Ok(_) => Sight::Gone,
            Err(error) if is_absent(&error) => Sight::Gone,
            Err(error) => Sight::Unknown(Reason::System(SystemFailure::from(&error))),
        }
    }

    /// What is seen of a file that is there: it may be called otherwise now and not be readable.
    fn sight_of_a_file(&self, place: &str) -> Sight {
        if self.unread.is_empty() {
            return Sight::LeftOut;
        }
        let real = fs::canonicalize(name::path_of(place));
        let reason = real.ok().and_then(|real| self.unread.get(&name::key(real.as_os_str())));
        reason.map_or(Sight::LeftOut, |reason| Sight::Unknown(Reason::clone(reason)))
    }

    fn remove(&mut self, file: FileState) {
        let is_renamed = self.contents.take(&file);
        if !is_renamed && self.settled.vanished.len() < VANISHED {
            self.settled.vanished.push(file.path.clone());
        }
        self.settled.removed.push(Removed { file, is_renamed, forgotten: None });
    }

    fn forget(&mut self, file: FileState, root: usize) {
        self.settled.removed.push(Removed { file, is_renamed: false, forgotten: Some(root) });
    }

    fn keep_unknown(&mut self, file: FileState, reason: Reason) {
        let kept = Kept { why: Missing::Unseen(reason), announcements: file.announcements };
        self.settled.told.push((file.path.clone(), kept));
        self.settled.kept.push(file);
    }

    fn keep_away(&mut self, file: FileState, at: usize) {
        self.away[at].0 += 1;
        self.away[at].1 += file.announcements;
        if self.search.away[at].is_absent {
            self.settled.gone.push(file.path.clone());
        }
        self.settled.kept.push(file);
    }

    /// The files that are gone by root, each with a label of it and the number of all its files that
    /// this run could look for.
    fn by_root(&self, plan: &Plan, gone: Vec<FileState>) -> Vec<(usize, Vec<FileState>, usize)> {
        let mut roots = Vec::<(usize, Vec<FileState>, usize)>::new();
        let root = |key: &str| self.origins.find(key).map(|(at, _)| self.origins.root(at));
        for file in gone {
            let Some((label, _)) = self.origins.find(file.key()) else { continue };
            let is_of = |at: usize| self.origins.root(at) == self.origins.root(label);
            match roots.iter_mut().find(|(at, ..)| is_of(*at)) {
                Some((_, files, _)) => files.push(file),
                None => roots.push((label, vec![file], 0)),
            }
        }
        let known = plan.jobs.iter().filter_map(|job| job.before.as_ref());
        let removed = self.settled.removed.iter().map(|removed| &removed.file);
        let seen = plan.unchanged.iter().chain(known).chain(removed);
        for (at, files, total) in &mut roots {
            let own = Some(self.origins.root(*at));
            *total = files.len() + seen.clone().filter(|file| root(file.key()) == own).count();
        }
        roots
    }

    /// Decides on the files of one root that are gone, of so many.
    fn decide(&mut self, at: usize, files: Vec<FileState>, total: usize) {
        let is_most = files.len() == total || total >= MANY && files.len() * 2 > total;
        let (folders, files) = match is_most {
            true => (Vec::new(), files),
            false => self.in_empty_folders(files),
        };
        for (folder, files) in folders {
            self.keep_gone(folder, None, files);
        }
        let (kept, others): (Vec<_>, Vec<_>) =
            files.into_iter().partition(|file| is_most || file.gone);
        others.into_iter().for_each(|file| self.remove(file));
        if !kept.is_empty() {
            let (label, root) = &self.search.labels[at];
            self.keep_gone(root_name(label, root), Some(total), kept);
        }
    }

    /// Keeps what is gone from a root that had so many files, or from a folder that is empty.
    fn keep_gone(&mut self, place: String, total: Option<usize>, files: Vec<FileState>) {
        let announcements = files.iter().map(|file| file.announcements).sum();
        let first = files.iter().take(NAMED).map(|file| file.path.clone()).collect();
        let why = match (files.len(), total) {
            (files, Some(of)) => Missing::Gone { files, of, first },
            (files, None) => Missing::Emptied { files, first },
        };
        self.settled.told.push((place, Kept { why, announcements }));
        for file in files {
            self.settled.is_news |= !file.gone;
            self.settled.gone.push(file.path.clone());
            self.settled.kept.push(FileState { gone: true, ..file });
        }
    }

    /// The files that are gone from folders that are there and empty, where those are many, by the
    /// path that the folder is shown with; and the others.
    fn in_empty_folders(
        &self,
        files: Vec<FileState>,
    ) -> (Vec<(String, Vec<FileState>)>, Vec<FileState>) {
        let mut known = HashMap::new();
        let mut folders = HashMap::<String, Vec<_>>::new();
        let mut rest = Vec::new();
        for file in files {
            match empty_folder(file.key(), &self.origins, &mut known) {
                Some(folder) => folders.entry(folder).or_default().push(file),
                None => rest.push(file),
            }
        }
        let (many, few): (Vec<_>, Vec<_>) =
            folders.into_iter().partition(|(_, files)| files.len() >= MANY);
        rest.extend(few.into_iter().flat_map(|(_, files)| files));
        rest.sort_by(|left, right| left.key().cmp(right.key()));
        let mut many: Vec<_> =
            many.into_iter().map(|(folder, files)| (name::shown_path(&folder), files)).collect();
        many.sort_by(|left, right| left.0.cmp(&right.0));
        (many, rest)
    }

    /// Says of each place where this run could not look what is kept of it.
    fn tell_away(&mut self) {
        for (away, &(files, announcements)) in self.search.away.iter().zip(&self.away) {
            let (path, reason) = (away.path.clone(), away.reason.clone());
            if files == 0 {
                self.settled.notes.push((path, reason));
                continue;
            }
            let why = match away.is_absent {
                true => Missing::Absent(reason),
                false => Missing::Unseen(reason),
            };
            self.settled.told.push((path, Kept { why, announcements }));
        }
    }
}

fn looked<'a>(
    plan: &'a Plan,
    outcomes: &'a [Looked],
) -> impl Iterator<Item = (&'a Job, &'a Outcome)> {
    outcomes.iter().map(|(at, outcome)| (&plan.jobs[*at], outcome))
}

fn unread<'a>(plan: &'a Plan, outcomes: &'a [Looked]) -> HashMap<String, &'a Reason> {
    let unread = looked(plan, outcomes).filter_map(|(job, outcome)| {
        Some((name::key(job.found.file.as_os_str()), reason_unread(outcome)?))
    });
    unread.collect()
}

/// Why the system cannot read a file of which nothing is known.
fn reason_unread(outcome: &Outcome) -> Option<&Reason> {
    if outcome.file.hash.is_empty() { outcome.file.skipped.as_ref() } else { None }
}

/// The key of the innermost folder that is there of those that the file with this key lay in, if it
/// is empty; `known` are folders that were asked for.
fn empty_folder(
    key: &str,
    origins: &Origins,
    known: &mut HashMap<String, Option<bool>>,
) -> Option<String> {
    for folder in above(key) {
        let is_empty = match known.get(folder) {
            Some(known) => *known,
            None => {
                let place = origins.place(folder)?.1;
                let is_empty = is_empty(&place);
                known.insert(folder.to_string(), is_empty);
                is_empty
            }
        };
        match is_empty {
            Some(true) => return Some(folder.to_string()),
            Some(false) => return None,
            None => {}
        }
    }
    None
}

/// Whether a folder is empty; `None` where it is not there.
fn is_empty(place: &str) -> Option<bool> {
    let mut entries = fs::read_dir(name::path_of(place)).ok()?;
    Some(entries.next().is_none())
}

/// Whether the content of a file is one that it did not have.
fn is_other(job: &Job, file: &FileState) -> bool {
    let is_other = job.before.as_ref().is_none_or(|before| before.hash != file.hash);
    is_other && !file.hash.is_empty()
}

/// The hashes of what is new in files, by the numbers of their jobs.
pub(super) fn becoming(plan: &Plan, outcomes: Vec<Looked>) -> HashMap<usize, String> {
    let new = outcomes.into_iter().filter(|(at, outcome)| is_other(&plan.jobs[*at], &outcome.file));
    new.map(|(at, outcome)| (at, outcome.file.hash)).collect()
}

/// The contents that a run found where they were not before: how many new files have each, and how
/// many files that had another.
#[derive(Default)]
struct Contents<'a>(HashMap<&'a str, [u64; 2]>);

impl<'a> Contents<'a> {
    /// Those of the files of `plan`, of which the outcomes are.
    fn of(plan: &Plan, outcomes: &'a [Looked]) -> Self {
        let mut contents = Self::default();
        for (at, Outcome { file, change, .. }) in outcomes {
            if is_other(&plan.jobs[*at], file) {
                let counts = contents.0.entry(&file.hash).or_default();
                counts[0] += u64::from(*change == Change::Added);
                counts[1] += u64::from(*change == Change::Updated);
            }
        }
        contents
    }

    /// Whether one is left of the content of `file`.
    fn has(&self, file: &FileState) -> bool {
        self.0.get(&*file.hash).is_some_and(|counts| counts.iter().sum::<u64>() > 0)
    }

    /// Takes one, if one is left; says whether it is that of a new file.
    fn take(&mut self, file: &FileState) -> bool {
        let Some(counts) = self.0.get_mut(&*file.hash) else { return false };
        let Some(at) = counts.iter().position(|count| *count > 0) else { return false };
        counts[at] -= 1;
        at == 0
    }
}
