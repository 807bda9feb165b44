//! Making and updating an index: the walk, the changes, and one commit.
//!
//! After any sequence of adds, edits, renames and deletes the index holds what one built from
//! nothing would hold. All files of a run are read on all cores; nothing is seen before the
//! commit, which carries the state of the files with it.

use std::collections::HashMap;
use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use rayon::prelude::*;

use super::changes::{Found, Job, Plan, plan};
use super::choices::Choices;
use super::file::{Change, Outcome, change, hash_of, read_file};
use super::report::{Progress, Report};
use super::roots;
use crate::backend::{self, Indexer, Location, WriteOptions};
use crate::corpus::reader::{self, Column, ReadOptions, worker};
use crate::corpus::{self, FileState, State};
use crate::error::{Error, ErrorKind, Result};

/// What to index, and how.
#[derive(Clone, Debug, Default)]
pub struct IndexOptions {
    /// Folders or files to add to those the index has.
    pub roots: Vec<PathBuf>,
    /// The folder for an index that has none and is given none.
    pub fallback: Option<PathBuf>,
    /// Build anew; searches go on against the old index meanwhile.
    pub rebuild: bool,
    /// Say what would change, and change nothing.
    pub dry_run: bool,
    /// The threads to use; 0 for one per core.
    pub threads: usize,
    /// The bytes that postings may take before they are written out; without it a quarter of what
    /// the machine has free, at most 2 GiB. A run takes some 200 MB besides.
    pub memory: Option<u64>,
    /// Columns of dumps and keys of front matter that no table knows, and what they hold; they go
    /// before those of a `corpus.toml`.
    pub fields: Vec<(String, Column)>,
    /// Whether to keep what is no announcement (error pages, lists of other pages) all the same;
    /// without it, as before.
    pub keep_junk: Option<bool>,
    /// The program that reads files which could break this one, in processes apart
    /// ([`worker`]): `search` itself, or another that serves them. Without it they are read here,
    /// where a hostile file may take all memory.
    pub reader: Option<PathBuf>,
    /// Whether other programs are to read what our readers refuse, where they can and are there
    /// ([`convert`](crate::corpus::reader::convert)); without a word as in the run before.
    pub convert: Option<bool>,
}

impl IndexOptions {
    /// To index the folders `roots`.
    pub fn of<P: Into<PathBuf>>(roots: impl IntoIterator<Item = P>) -> Self {
        Self { roots: roots.into_iter().map(Into::into).collect(), ..Self::default() }
    }
}

/// Makes or updates the index at `location`, and says what it did.
///
/// # Errors
/// When a folder is not there, the place holds something else, another process is writing there,
/// a `corpus.toml` cannot be used, no other program that is to read files is there, or the disk
/// refuses. A file that cannot be read is no error: the report names it.
pub fn index(
    location: &Location,
    options: &IndexOptions,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Report> {
    let started = Instant::now();
    roots::joined(&[], &options.roots)?;
    let run = Run { location, options, progress };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(options.threads).build();
    let pool = pool.map_err(|error| ErrorKind::Backend(error.to_string()))?;
    let mut report = pool.install(|| if options.dry_run { run.rehearse() } else { run.write() })?;
    report.took = started.elapsed();
    Ok(report)
}

/// One run.
struct Run<'a> {
    location: &'a Location,
    options: &'a IndexOptions,
    progress: &'a (dyn Fn(Progress) + Sync),
}

/// What a walk found.
struct Walked {
    plan: Plan,
    roots: Vec<PathBuf>,
    /// Whether no run came before, so that even an empty index is to be committed.
    first: bool,
    began: u64,
    ignored: u64,
    excluded: u64,
    notes: Vec<(String, String)>,
}

/// What a run would find.
struct Looked {
    walked: Walked,
    outcomes: Vec<Outcome>,
}

impl Run<'_> {
    fn write(&self) -> Result<Report> {
        let last = self.last_state(State::head_from)?;
        let roots = self.roots(&last)?;
        let choices = Choices::of(self.options, &last)?;
        let indexer = backend::write(self.location, &self.write_options())?;
        let before = || State::from_bytes(&indexer.state()?);
        let walked = self.walk(roots, before, &choices)?;
        let outcomes = self.read(&walked.plan.jobs, &choices, indexer.as_ref())?;
        for file in &walked.plan.removed {
            indexer.delete(&file.path)?;
        }
        let report = report(&walked, &outcomes);
        let idle = !walked.first && outcomes.is_empty() && walked.plan.removed.is_empty();
        if idle && walked.roots == last.roots && choices.are_of(&last) {
            return Ok(report);
        }
        (self.progress)(Progress::Committing);
        let state = state(walked, outcomes, choices);
        indexer.commit(&state.to_bytes()?, state.terms())?;
        Ok(report)
    }

    fn write_options(&self) -> WriteOptions {
        let IndexOptions { rebuild, threads, memory, .. } = *self.options;
        WriteOptions { rebuild, threads, memory }
    }

    /// What a run would do.
    fn rehearse(&self) -> Result<Report> {
        let Looked { walked, outcomes } = self.look()?;
        Ok(report(&walked, &outcomes))
    }

    /// What a run would find, with nothing read but to compare it.
    fn look(&self) -> Result<Looked> {
        let last = self.last_state(whole)?;
        let roots = self.roots(&last)?;
        let choices = Choices::of(self.options, &last)?;
        let before = if self.options.rebuild { State::default() } else { last };
        let walked = self.walk(roots, || Ok(before), &choices)?;
        let outcomes = walked.plan.jobs.par_iter().filter_map(compared).collect();
        Ok(Looked { walked, outcomes })
    }

    /// The state of the index there is as `read` reads it, whatever version wrote it.
    fn last_state(&self, read: fn(&mut dyn BufRead) -> Result<State>) -> Result<State> {
        let Location::Dir(dir) = self.location;
        match backend::last_state(self.location).and_then(|mut lines| read(&mut lines)) {
            Ok(state) => Ok(state),
            Err(error) if matches!(error.kind(), ErrorKind::NoIndex) => {
                Ok(self.origin().unwrap_or_default())
            }
            Err(_) if self.options.rebuild => match self.origin() {
                Some(origin) => Ok(origin),
                None if self.options.roots.is_empty() => {
                    Err(Error::at(dir, ErrorKind::FoldersUnknown))
                }
                None => Ok(State::default()),
            },
            Err(error) => Err(error.or_at(dir)),
        }
    }

    /// The folders and flags of an index whose state cannot be read, where they are still known.
    fn origin(&self) -> Option<State> {
        let mut line = backend::last_origin(self.location)?;
        let State { roots, fields, keep_junk, convert, .. } = State::head_from(&mut line).ok()?;
        Some(State { roots, fields, keep_junk, convert, ..State::default() })
    }

    fn roots(&self, last: &State) -> Result<Vec<PathBuf>> {
        let anew = self.options.rebuild && !self.options.roots.is_empty();
        let known: &[PathBuf] = if anew { &[] } else { &last.roots };
        let mut asked = self.options.roots.clone();
        if known.is_empty() && asked.is_empty() {
            asked.extend(self.options.fallback.clone());
        }
        let Location::Dir(index) = self.location;
        roots::outside(index, roots::joined(known, &asked)?)
    }

    /// Walks the folders, and reads the state `before` meanwhile.
    fn walk(
        &self,
        roots: Vec<PathBuf>,
        before: impl FnOnce() -> Result<State> + Send,
        choices: &Choices,
    ) -> Result<Walked> {
        let began = nanoseconds(SystemTime::now());
        let (before, found) = rayon::join(before, || Finding::of(&roots, self.location));
        let (mut before, found) = (before?, found?);
        let first = before.walked == 0;
        let outdated = choices.outdated(&before);
        forget_contents(&mut before, outdated);
        let Finding { files, missing, ignored, excluded, notes } = found;
        let plan = plan(files, before, &missing);
        let bytes = plan.jobs.iter().map(|job| job.found.size).sum();
        (self.progress)(Progress::Walked { files: plan.jobs.len() as u64, bytes });
        Ok(Walked { plan, roots, first, began, ignored, excluded, notes })
    }

    fn read(&self, jobs: &[Job], choices: &Choices, indexer: &dyn Indexer) -> Result<Vec<Outcome>> {
        let apart = self.options.reader.as_ref().map(worker::Readers::new);
        let apart = apart.map(Arc::new);
        let (fields, convert) = (choices.fields.clone(), choices.converters.clone());
        let options = ReadOptions { fields, settings: None, apart, convert };
        let read = |job: &Job| {
            let outcome = read_file(job, &options, choices.keep_junk, indexer);
            (self.progress)(Progress::Read { bytes: job.found.size });
            outcome
        };
        jobs.par_iter().map(read).collect()
    }
}

/// A state with all its files.
fn whole(lines: &mut dyn BufRead) -> Result<State> {
    let mut bytes = Vec::new();
    lines.read_to_end(&mut bytes)?;
    State::from_bytes(&bytes)
}

/// How an index differs from the folders it was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// Files that the index does not know, by the path they are shown with.
    pub new: Vec<String>,
    /// Files whose content is not the one that was indexed, or that can no longer be read.
    pub changed: Vec<String>,
    /// Files that are no longer there.
    pub gone: Vec<String>,
    /// Folders that could not be compared, and why.
    pub notes: Vec<(String, String)>,
    /// How many files are as they were indexed.
    pub unchanged: u64,
}

impl Differences {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        [&self.new, &self.changed, &self.gone].into_iter().all(Vec::is_empty)
            && self.notes.is_empty()
    }
}

/// Compares the index at `location` with its folders, and indexes nothing.
pub(super) fn differences(location: &Location) -> Result<Differences> {
    let run = Run { location, options: &IndexOptions::default(), progress: &|_| () };
    let Looked { walked, outcomes, .. } = run.look()?;
    let mut differences = Differences {
        notes: walked.notes,
        gone: walked.plan.removed.into_iter().map(|file| file.path).collect(),
        unchanged: walked.plan.unchanged.len() as u64,
        ..Differences::default()
    };
    for outcome in outcomes {
        match outcome.change {
            Change::Added => differences.new.push(outcome.file.path),
            Change::Updated => differences.changed.push(outcome.file.path),
            Change::Unchanged => differences.unchanged += 1,
        }
    }
    Ok(differences)
}

/// What a run would make of a file; `None` where it can be read now as little as before.
fn compared(job: &Job) -> Option<Outcome> {
    let unknown = || FileState { path: job.found.path.clone(), ..FileState::default() };
    let before = job.before.clone().unwrap_or_else(unknown);
    let (file, change) = match hash_of(&job.found.file) {
        Ok(hash) => {
            let change = change(job, &hash);
            (FileState { hash, ..before }, change)
        }
        Err(_) if job.before.is_some() && before.hash.is_empty() => return None,
        Err(error) => {
            let change = if job.before.is_some() { Change::Updated } else { Change::Added };
            (FileState { skipped: Some(Error::from(error).to_string()), ..before }, change)
        }
    };
    Some(Outcome { file, change, bytes: 0 })
}

/// What all walks of a run found.
#[derive(Default)]
struct Finding {
    files: Vec<Found>,
    /// The labels of the roots that are not there.
    missing: Vec<String>,
    ignored: u64,
    excluded: u64,
    notes: Vec<(String, String)>,
}

impl Finding {
    /// Walks all roots, in which the index itself may lie.
    fn of(roots: &[PathBuf], index: &Location) -> Result<Self> {
        let mut found = Self::default();
        for (root, label) in roots.iter().zip(roots::labels(roots)) {
            found.look(root, label, index)?;
        }
        Ok(found)
    }

    /// Walks one root, in which the index itself may lie.
    fn look(&mut self, root: &Path, label: String, index: &Location) -> Result<()> {
        if !root.exists() {
            let kept = "not there: its announcements are kept; `--rebuild` forgets them";
            self.notes.push((label.clone(), kept.to_string()));
            self.missing.push(label);
            return Ok(());
        }
        let Location::Dir(index) = index;
        let walk = corpus::walk(root, std::slice::from_ref(index))?;
        self.ignored += walk.ignored as u64;
        self.excluded += walk.excluded as u64;
        self.notes.extend(walk.problems.iter().map(noted));
        let is_file = root.is_file();
        self.files.extend(walk.files.into_iter().map(|entry| Found {
            path: if is_file { label.clone() } else { join(&label, &entry.relative) },
            file: entry.path,
            size: entry.size,
            modified: entry.modified.max(0) as u64,
            settings: entry.settings,
        }));
        Ok(())
    }
}

/// An error of the walk as a note: its place, and what is wrong there.
fn noted(error: &Error) -> (String, String) {
    let place = error.path().map(|path| path.display().to_string());
    (place.unwrap_or_default(), error.kind().to_string())
}

/// Lets files be read again: what they gave depends on more than their content.
fn forget_contents(state: &mut State, is_meant: impl Fn(&FileState) -> bool) {
    for file in state.files.iter_mut().filter(|file| is_meant(file)) {
        file.hash.clear();
        file.modified = u64::MAX;
    }
}

fn join(label: &str, relative: &str) -> String {
    match (label, relative) {
        ("", relative) => relative.to_string(),
        (label, relative) => [label, "/", relative].concat(),
    }
}

fn nanoseconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos() as u64)
}

/// What a run did, or would do.
fn report(walked: &Walked, outcomes: &[Outcome]) -> Report {
    let Walked { plan, ignored, excluded, notes, .. } = walked;
    let (ignored, excluded, notes) = (*ignored, *excluded, notes.clone());
    let mut report = Report { ignored, excluded, notes, ..Report::default() };
    let mut gone = HashMap::<&str, u64>::new();
    plan.removed.iter().for_each(|file| *gone.entry(&file.hash).or_default() += 1);
    report.unchanged = plan.unchanged.len() as u64;
    report.skipped_before =
        plan.unchanged.iter().filter(|file| file.skipped.is_some()).count() as u64;
    for outcome in outcomes {
        report.bytes += outcome.bytes;
        count(outcome, &mut gone, &mut report);
    }
    report.removed = gone.values().sum();
    let files = plan.unchanged.iter().chain(outcomes.iter().map(|outcome| &outcome.file));
    report.announcements = files.map(|file| file.announcements).sum();
    report
}

/// The state to keep after a run.
fn state(walked: Walked, outcomes: Vec<Outcome>, choices: Choices) -> State {
    let mut files: Vec<FileState> = outcomes.into_iter().map(|outcome| outcome.file).collect();
    files.extend(walked.plan.unchanged);
    files.sort_by(|left, right| left.path.cmp(&right.path));
    files.dedup_by(|later, earlier| {
        // Names that are damaged in different ways may be shown alike: the last stands for all.
        let alike = later.path == earlier.path;
        if alike {
            std::mem::swap(later, earlier);
        }
        alike
    });
    let (convert, readers) = (choices.convert(), reader::VERSION);
    let (roots, Choices { fields, keep_junk, .. }) = (walked.roots, choices);
    State { roots, fields, keep_junk, convert, readers, walked: walked.began, files }
}

/// Counts what became of a file; `gone` is how many with a hash were not found where they were.
fn count(outcome: &Outcome, gone: &mut HashMap<&str, u64>, report: &mut Report) {
    let Outcome { file, change, .. } = outcome;
    match change {
        Change::Unchanged => {
            report.unchanged += 1;
            report.skipped_before += u64::from(file.skipped.is_some());
            return;
        }
        Change::Updated => report.updated += 1,
        Change::Added => match gone.get_mut(file.hash.as_str()) {
            Some(left) if *left > 0 => {
                *left -= 1;
                report.renamed += 1;
            }
            _ => report.added += 1,
        },
    }
    let left_out = if file.junk > 0 { &mut report.junk } else { &mut report.skipped };
    left_out.extend(file.skipped.iter().map(|reason| (file.path.clone(), reason.clone())));
    report.notes.extend(file.notes.iter().map(|note| (file.path.clone(), note.clone())));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_that_are_meant_are_read_again() {
        let file = |path: &str, skipped: Option<&str>| FileState {
            path: path.into(),
            modified: 7,
            hash: "h".into(),
            skipped: skipped.map(String::from),
            ..FileState::default()
        };
        let files = vec![file("a.pdf", Some("PDF is not read yet")), file("b.txt", None)];
        let mut state = State { files, ..State::default() };
        forget_contents(&mut state, |file| file.skipped.is_some());
        let seen: Vec<_> =
            state.files.iter().map(|file| (file.hash.as_str(), file.modified)).collect();
        assert_eq!(seen, [("", u64::MAX), ("h", 7)]);
    }
}
