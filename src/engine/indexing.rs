//! Making and updating an index: the walk, the changes, and one commit.
//!
//! After any sequence of adds, edits, renames and deletes the index holds what one built from
//! nothing would hold. All files of a run are read on all cores; nothing is seen before the
//! commit, which carries the state of the files with it.

use std::collections::HashMap;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use rayon::prelude::*;

use super::changes::{Found, Job, Plan, plan};
use super::report::{Progress, Report};
use super::roots;
use crate::announcement::Id;
use crate::backend::{self, Indexer, Location, Record, WriteOptions};
use crate::corpus::reader::{self, Column, ReadOptions};
use crate::corpus::{self, FileState, State};
use crate::error::{Error, ErrorKind, Result};
use crate::extract::{self, RawText};
use crate::response::Place;

/// How many records of a dump are extracted side by side before the next are read.
const BATCH: usize = 256;

/// How many notes of one file are kept.
const MOST_NOTES: usize = 100;

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
    /// Columns of dumps that no table knows, and what they hold.
    pub fields: Vec<(String, Column)>,
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
/// or the disk refuses. A file that cannot be read is no error: the report names it.
pub fn index(
    location: &Location,
    options: &IndexOptions,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Report> {
    let started = Instant::now();
    roots::joined(&[], &options.roots)?;
    let run = Run { location, options, progress };
    let mut report = if options.dry_run { run.rehearse()? } else { run.write()? };
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
    notes: Vec<(String, String)>,
}

/// What became of one file.
struct Outcome {
    path: String,
    file: FileState,
    change: Change,
    bytes: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    Added,
    Updated,
    Unchanged,
}

impl Run<'_> {
    fn write(&self) -> Result<Report> {
        let last = self.last_state()?;
        let options = WriteOptions { rebuild: self.options.rebuild, threads: self.options.threads };
        let roots = self.roots(&last)?;
        let indexer = backend::write(self.location, options)?;
        let before = State::from_bytes(&indexer.state()?)?;
        let fields = self.fields(&last);
        let walked = self.walk(roots, before, &fields)?;
        let outcomes = self.read(&walked.plan.jobs, &fields, indexer.as_ref())?;
        for (path, _) in &walked.plan.removed {
            indexer.delete(path)?;
        }
        let idle = !walked.first && outcomes.is_empty() && walked.plan.removed.is_empty();
        let (report, state) = summed(walked, outcomes, fields);
        if idle && state.roots == last.roots {
            return Ok(report);
        }
        (self.progress)(Progress::Committing);
        indexer.commit(&state.to_bytes()?, state.terms())?;
        Ok(report)
    }

    /// What a run would do.
    fn rehearse(&self) -> Result<Report> {
        let last = self.last_state()?;
        let roots = self.roots(&last)?;
        let fields = self.fields(&last);
        let before = if self.options.rebuild { State::default() } else { last };
        let walked = self.walk(roots, before, &fields)?;
        let look = |job: &Job| -> Option<Outcome> {
            let hash = hash_of(&job.found.file).ok()?;
            let change = change(job, &hash);
            let before = job.before.clone().unwrap_or_default();
            let file = FileState { hash, ..before };
            Some(Outcome { path: job.found.path.clone(), file, change, bytes: 0 })
        };
        let outcomes = walked.plan.jobs.par_iter().filter_map(look).collect();
        Ok(summed(walked, outcomes, fields).0)
    }

    /// The state of the index there is, whatever version wrote it.
    fn last_state(&self) -> Result<State> {
        match backend::last_state(self.location).and_then(|bytes| State::from_bytes(&bytes)) {
            Ok(state) => Ok(state),
            Err(error) if matches!(error.kind(), ErrorKind::NoIndex) => Ok(State::default()),
            Err(_) if self.options.rebuild => Ok(State::default()),
            Err(error) => Err(error),
        }
    }

    fn roots(&self, last: &State) -> Result<Vec<PathBuf>> {
        let anew = self.options.rebuild && !self.options.roots.is_empty();
        let known: &[PathBuf] = if anew { &[] } else { &last.roots };
        let mut asked = self.options.roots.clone();
        if known.is_empty() && asked.is_empty() {
            asked.extend(self.options.fallback.clone());
        }
        roots::joined(known, &asked)
    }

    /// The mapping of columns: as given now, else as given before.
    fn fields(&self, last: &State) -> Vec<(String, Column)> {
        if self.options.fields.is_empty() {
            last.fields.clone()
        } else {
            self.options.fields.clone()
        }
    }

    fn walk(
        &self,
        roots: Vec<PathBuf>,
        mut before: State,
        fields: &[(String, Column)],
    ) -> Result<Walked> {
        let began = nanoseconds(SystemTime::now());
        let first = before.walked == 0;
        if before.fields != fields {
            forget_contents(&mut before);
        }
        let Location::Dir(index) = self.location;
        let without = [index.clone()];
        let (mut found, mut missing, mut notes) = (Vec::new(), Vec::new(), Vec::new());
        let mut ignored = 0;
        for (root, label) in roots.iter().zip(roots::labels(&roots)) {
            if !root.exists() {
                let kept = "not there: its announcements are kept; `--rebuild` forgets them";
                notes.push((label.clone(), kept.to_string()));
                missing.push(label);
                continue;
            }
            let walk = corpus::walk(root, &without)?;
            ignored += walk.ignored as u64;
            notes.extend(walk.problems.iter().map(noted));
            let relative = |entry: &corpus::Entry| match root.is_file() {
                true => String::new(),
                false => entry.relative.clone(),
            };
            found.extend(walk.files.into_iter().map(|entry| Found {
                path: join(&label, &relative(&entry)),
                file: entry.path,
                size: entry.size,
                modified: entry.modified.max(0) as u64,
            }));
        }
        let plan = plan(found, before, &missing);
        let bytes = plan.jobs.iter().map(|job| job.found.size).sum();
        (self.progress)(Progress::Walked { files: plan.jobs.len() as u64, bytes });
        Ok(Walked { plan, roots, first, began, ignored, notes })
    }

    fn read(
        &self,
        jobs: &[Job],
        fields: &[(String, Column)],
        indexer: &dyn Indexer,
    ) -> Result<Vec<Outcome>> {
        let options = ReadOptions { fields: fields.to_vec() };
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.options.threads)
            .build()
            .map_err(|error| ErrorKind::Backend(error.to_string()))?;
        let read = |job: &Job| {
            let outcome = read_file(job, &options, indexer);
            (self.progress)(Progress::Read { bytes: job.found.size });
            outcome
        };
        pool.install(|| jobs.par_iter().map(read).collect())
    }
}

/// An error of the walk as a note: its place, and what is wrong there.
fn noted(error: &Error) -> (String, String) {
    let place = error.path().map(|path| path.display().to_string());
    (place.unwrap_or_default(), error.kind().to_string())
}

/// Lets every file be read again: what it gave depends on more than its content.
fn forget_contents(state: &mut State) {
    for file in state.files.values_mut() {
        file.hash.clear();
        file.modified = u64::MAX;
    }
}

fn join(label: &str, relative: &str) -> String {
    match (label, relative) {
        ("", relative) => relative.to_string(),
        (label, "") => label.to_string(),
        (label, relative) => format!("{label}/{relative}"),
    }
}

fn nanoseconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos() as u64)
}

fn hash_of(path: &Path) -> std::io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(path)?)?;
    Ok(hasher.finalize().to_hex()[..32].to_string())
}

fn change(job: &Job, hash: &str) -> Change {
    match &job.before {
        None => Change::Added,
        Some(before) if before.hash == hash => Change::Unchanged,
        Some(_) => Change::Updated,
    }
}

/// Brings the index up to date with one file. Only an index that fails is an error.
fn read_file(job: &Job, options: &ReadOptions, indexer: &dyn Indexer) -> Result<Outcome> {
    let Found { path, file, size, modified } = job.found.clone();
    let known = FileState { size, modified, ..FileState::default() };
    let outcome = |file, change, bytes| Outcome { path: path.clone(), file, change, bytes };
    let hash = match hash_of(&file) {
        Ok(hash) => hash,
        Err(error) => {
            indexer.delete(&path)?;
            let skipped = Some(Error::from(error).to_string());
            let change = if job.before.is_some() { Change::Updated } else { Change::Added };
            // Without a time no later run takes it for unchanged: it is tried again.
            return Ok(outcome(FileState { skipped, modified: 0, ..known }, change, 0));
        }
    };
    let change = change(job, &hash);
    if let (Change::Unchanged, Some(before)) = (change, &job.before) {
        return Ok(outcome(FileState { size, modified, ..before.clone() }, change, size));
    }
    if job.before.is_some() {
        indexer.delete(&path)?;
    }
    let mut file = put_file(&job.found, options, indexer)?;
    file.hash = hash;
    Ok(outcome(FileState { size, modified, ..file }, change, size))
}

/// Puts all announcements of a file into the index.
fn put_file(found: &Found, options: &ReadOptions, indexer: &dyn Indexer) -> Result<FileState> {
    let mut batch = Batch::new(&found.path, indexer);
    let reading = catch_unwind(AssertUnwindSafe(|| {
        let read = reader::read(&found.file, options, &mut |raw| batch.take(raw));
        batch.flush();
        read
    }));
    let Batch { failed, mut file, .. } = batch;
    if let Some(error) = failed.into_inner().unwrap_or_default() {
        return Err(error);
    }
    match reading {
        Ok(Ok(report)) => note_problems(report, &mut file),
        Ok(Err(error)) => file.skipped = Some(error.kind().to_string()),
        Err(_) => file.skipped = Some("the reader broke on this file: please report it".into()),
    }
    if file.skipped.is_some() && file.announcements > 0 {
        // What came before the failure is kept, and the failure is a note.
        file.notes.extend(file.skipped.take());
    }
    if file.announcements == 0 && file.skipped.is_none() {
        let reason = (!file.notes.is_empty()).then(|| file.notes.remove(0));
        file.skipped = reason.or_else(|| Some("no announcement in it".to_string()));
    }
    file.notes.truncate(MOST_NOTES);
    Ok(file)
}

fn note_problems(report: reader::ReadReport, file: &mut FileState) {
    for problem in report.problems {
        file.notes.push(match problem.line {
            Some(line) => format!("line {line}: {}", problem.reason),
            None => problem.reason,
        });
    }
    if report.unlisted > 0 {
        file.notes.push(format!("and {} more", report.unlisted));
    }
}

/// Documents of one file on their way into the index.
struct Batch<'a> {
    path: &'a str,
    indexer: &'a dyn Indexer,
    waiting: Vec<RawText>,
    /// How often each part's name came so far: ids stay distinct.
    parts: HashMap<String, u32>,
    file: FileState,
    failed: Mutex<Option<Error>>,
}

/// What became of one document.
enum Put {
    Done { terms: u64, notes: Vec<String> },
    Junk(String),
}

impl<'a> Batch<'a> {
    fn new(path: &'a str, indexer: &'a dyn Indexer) -> Self {
        Self {
            path,
            indexer,
            waiting: Vec::new(),
            parts: HashMap::new(),
            file: FileState::default(),
            failed: Mutex::new(None),
        }
    }

    fn take(&mut self, mut raw: RawText) {
        raw.part = raw.part.map(|part| self.distinct(part));
        self.waiting.push(raw);
        if self.waiting.len() >= BATCH {
            self.flush();
        }
    }

    fn distinct(&mut self, part: String) -> String {
        let count = self.parts.entry(part.clone()).or_insert(0);
        *count += 1;
        if *count == 1 { part } else { format!("{part}~{count}") }
    }

    fn flush(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        let puts: Vec<_> =
            waiting.into_par_iter().map(|raw| (raw.part.clone(), self.put(&raw))).collect();
        for (part, put) in puts {
            match put {
                Ok(Put::Done { terms, notes }) => {
                    self.file.announcements += 1;
                    self.file.terms += terms;
                    self.file.notes.extend(notes.into_iter().map(|note| at_part(&part, note)));
                }
                Ok(Put::Junk(reason)) => self.file.notes.push(at_part(&part, reason)),
                Err(error) => {
                    if let Ok(mut failed) = self.failed.lock() {
                        failed.get_or_insert(error);
                    }
                }
            }
        }
    }

    fn put(&self, raw: &RawText) -> Result<Put> {
        let extracted = match extract::announcement(raw) {
            Ok(extracted) => extracted,
            Err(junk) => return Ok(Put::Junk(junk.reason)),
        };
        let place = Place { path: self.path.to_string(), part: raw.part.clone() };
        let id = Id::of(&place.path, place.part.as_deref());
        let record = Record { id, place, announcement: extracted.announcement };
        let terms = self.indexer.put(&record)?;
        Ok(Put::Done { terms, notes: extracted.notes })
    }
}

fn at_part(part: &Option<String>, note: String) -> String {
    match part {
        Some(part) => format!("{part}: {note}"),
        None => note,
    }
}

/// The report of a run, and the state to keep.
fn summed(
    walked: Walked,
    outcomes: Vec<Outcome>,
    fields: Vec<(String, Column)>,
) -> (Report, State) {
    let mut report = Report { ignored: walked.ignored, notes: walked.notes, ..Report::default() };
    let mut state = State { roots: walked.roots, walked: walked.began, fields, ..State::default() };
    let mut gone: Vec<&str> =
        walked.plan.removed.iter().map(|(_, file)| file.hash.as_str()).collect();
    report.unchanged = walked.plan.unchanged.len() as u64;
    let before = walked.plan.unchanged.iter().filter(|(_, file)| file.skipped.is_some());
    report.skipped_before = before.count() as u64;
    for outcome in outcomes {
        report.bytes += outcome.bytes;
        count(&outcome, &mut gone, &mut report);
        state.files.insert(outcome.path, outcome.file);
    }
    report.removed = gone.len() as u64;
    state.files.extend(walked.plan.unchanged);
    report.announcements = state.files.values().map(|file| file.announcements).sum();
    (report, state)
}

fn count(outcome: &Outcome, gone: &mut Vec<&str>, report: &mut Report) {
    match outcome.change {
        Change::Unchanged => {
            report.unchanged += 1;
            report.skipped_before += u64::from(outcome.file.skipped.is_some());
            return;
        }
        Change::Updated => report.updated += 1,
        Change::Added => match gone.iter().position(|hash| *hash == outcome.file.hash) {
            Some(place) => {
                gone.swap_remove(place);
                report.renamed += 1;
            }
            None => report.added += 1,
        },
    }
    let path = || outcome.path.clone();
    report.skipped.extend(outcome.file.skipped.iter().map(|reason| (path(), reason.clone())));
    report.notes.extend(outcome.file.notes.iter().map(|note| (path(), note.clone())));
}
