//! One run over an index: the walk, the changes, and one commit.
//!
//! After any sequence of adds, edits, renames and deletes the index holds what one built from
//! nothing would hold. All files of a run are read on all cores; nothing is seen before the
//! commit, which carries the state of the files with it.

use std::io::BufRead;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use rayon::prelude::*;

use super::choices::Choices;
use super::dating::{self, Dating};
use super::file::{Change, Outcome, compare_file, read_file};
use super::finding::{Away, Finding};
use super::gathered::Gathered;
use super::missing::{Search, Settled, settle};
use super::options::IndexOptions;
use super::plan::{Job, Plan, plan};
use super::report::{Kept, Missing, Progress, Report};
use super::roots::{self, Label};
use crate::backend::beside::RECOGNISED;
use crate::backend::{self, Accession, Location, WriteOptions};
use crate::corpus::reader::recognise::{Pages, Recognise, Recogniser};
use crate::corpus::reader::{self, ReadOptions, worker};
use crate::corpus::{FileState, State};
use crate::error::{Error, ErrorKind, Result};

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
    let pool = pool.map_err(Error::backend)?;
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
pub(super) struct Walked {
    pub(super) plan: Plan,
    roots: Vec<PathBuf>,
    /// What files are called by, root by root, and what they were called by in the run before.
    labels: Vec<Label>,
    known: Vec<Label>,
    /// Where the walks could not look.
    away: Vec<Away>,
    /// Whether no run came before, so that even an empty index is to be committed.
    first: bool,
    /// The texts that the index no longer held.
    departed: Vec<Accession>,
    began: u64,
    ignored: u64,
    excluded: u64,
}

/// What a run would find.
pub(super) struct Looked {
    pub(super) walked: Walked,
    pub(super) outcomes: Vec<Outcome>,
    pub(super) settled: Settled,
}

impl Run<'_> {
    fn write(&self) -> Result<Report> {
        let last = self.last_state(State::head_from)?;
        let roots = self.roots(&last)?;
        let choices = Choices::of(self.options, &last)?;
        let now = dating::start(self.options.now.unwrap_or_else(Timestamp::now), &last);
        let indexer = backend::write(self.location, &self.write_options())?;
        let before = || State::from_bytes(&indexer.state()?);
        let mut walked = self.walk(roots, &last, before, &choices)?;
        let dating = Dating::new(indexer.as_ref(), now, self.dated(&mut walked))?;
        let recogniser = self.recogniser(&choices);
        let (outcomes, gathered) = self.read(&walked.plan.jobs, &choices, &dating, &recogniser)?;
        let settled = self.settle(&mut walked, &outcomes);
        for file in &settled.removed {
            indexer.delete(file.key())?;
        }
        let mut report = report(&walked, &outcomes, &settled);
        gathered.tell(&mut report);
        recogniser.iter().for_each(|recogniser| {
            report.recognised = recogniser.tally();
            recogniser.prune();
        });
        let is_changed = walked.first || is_changed(&outcomes, &settled) || !choices.are_of(&last);
        let mut state = state(walked, outcomes, settled, choices);
        if !is_changed && state.roots == last.roots && state.labels == roots::labels_of(&last) {
            return Ok(report);
        }
        (state.added, state.departed) = (now, dating.departed()?);
        (self.progress)(Progress::Committing);
        indexer.commit(&state.to_bytes()?, state.terms())?;
        Ok(report)
    }

    /// What is known of when the announcements of the index came in besides what it holds.
    fn dated(&self, walked: &mut Walked) -> State {
        match self.options.rebuild {
            true => self.last_state(whole).unwrap_or_default(),
            false => State { departed: std::mem::take(&mut walked.departed), ..State::default() },
        }
    }

    fn write_options(&self) -> WriteOptions {
        let IndexOptions { rebuild, threads, memory, .. } = *self.options;
        WriteOptions { rebuild, threads, memory }
    }

    /// What a run would do.
    fn rehearse(&self) -> Result<Report> {
        let Looked { walked, outcomes, settled } = self.look()?;
        Ok(report(&walked, &outcomes, &settled))
    }

    /// What a run would find, with nothing read but to compare it.
    fn look(&self) -> Result<Looked> {
        let last = self.last_state(whole)?;
        let roots = self.roots(&last)?;
        let choices = Choices::of(self.options, &last)?;
        let head = State { files: Vec::new(), ..last.clone() };
        let before = if self.options.rebuild { State::default() } else { last };
        let mut walked = self.walk(roots, &head, || Ok(before), &choices)?;
        let outcomes: Vec<_> = walked.plan.jobs.par_iter().map(compare_file).collect();
        let settled = self.settle(&mut walked, &outcomes);
        Ok(Looked { walked, outcomes, settled })
    }

    /// Decides on the files that were not found.
    fn settle(&self, walked: &mut Walked, outcomes: &[Outcome]) -> Settled {
        let Walked { plan, known, away, .. } = walked;
        settle(plan, outcomes, &Search { labels: known, away, prune: self.options.prune })
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
        let head = State::head_from(&mut line).ok()?;
        let State { roots, fields, keep_junk, convert, recognition, added, .. } = head;
        let choices = State { fields, keep_junk, convert, recognition, ..State::default() };
        Some(State { roots, added, ..choices })
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
        last: &State,
        before: impl FnOnce() -> Result<State> + Send,
        choices: &Choices,
    ) -> Result<Walked> {
        let began = nanoseconds(SystemTime::now());
        let taken = if self.options.rebuild { Vec::new() } else { roots::labels_of(last) };
        let labels = roots::labels(&roots, &roots::absent(&taken));
        let (before, found) = rayon::join(before, || Finding::of(&labels, self.location));
        let (mut before, found) = (before?, found?);
        let first = before.walked == 0;
        let known = roots::labels_of(&before);
        let outdated = choices.outdated(&before);
        forget_contents(&mut before, outdated);
        let departed = std::mem::take(&mut before.departed);
        let Finding { files, away, ignored, excluded } = found;
        let plan = plan(files, before);
        let bytes = plan.jobs.iter().map(|job| job.found.size).sum();
        (self.progress)(Progress::Walked { files: plan.jobs.len() as u64, bytes });
        Ok(Walked { plan, roots, labels, known, away, first, departed, began, ignored, excluded })
    }

    fn read(
        &self,
        jobs: &[Job],
        choices: &Choices,
        dating: &Dating,
        recogniser: &Option<Arc<Recogniser>>,
    ) -> Result<(Vec<Outcome>, Gathered)> {
        let apart = self.options.reader.as_ref().map(worker::Readers::new);
        let apart = apart.map(Arc::new);
        let (fields, convert) = (choices.fields.clone(), choices.converters.clone());
        let recognise = recogniser.clone().map(|recogniser| recogniser as Arc<dyn Recognise>);
        let options = ReadOptions { fields, settings: None, apart, convert, recognise };
        let gathered = Mutex::new(Gathered::default());
        let read = |job: &Job| {
            let mut outcome = read_file(job, &options, choices.keep_junk, dating)?;
            let news = std::mem::take(&mut outcome.news);
            gathered.lock().unwrap_or_else(PoisonError::into_inner).take(&outcome.file.path, news);
            (self.progress)(Progress::Read { bytes: job.found.size });
            Ok(outcome)
        };
        let outcomes =
            self.telling_pages(recogniser, || jobs.par_iter().map(read).collect::<Result<_>>())?;
        Ok((outcomes, gathered.into_inner().unwrap_or_else(PoisonError::into_inner)))
    }
}

impl Run<'_> {
    /// What reads pages that are images, if anything is to.
    fn recogniser(&self, choices: &Choices) -> Option<Arc<Recogniser>> {
        let Location::Dir(index) = self.location;
        let recogniser = Recogniser::new(choices.tesseract.clone()?);
        Some(Arc::new(recogniser.keeping(index.join(RECOGNISED))))
    }

    /// Does what reads files, and tells meanwhile how far the recognition of their pages is.
    fn telling_pages<T: Send>(
        &self,
        recogniser: &Option<Arc<Recogniser>>,
        read: impl FnOnce() -> T + Send,
    ) -> T {
        let Some(recogniser) = recogniser else { return read() };
        let (send, pages) = mpsc::channel();
        recogniser.tell_to(Some(send));
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for one in pages {
                    (self.progress)(match one {
                        Pages::Found(found) => Progress::Pages { found },
                        Pages::Read => Progress::Recognised,
                    });
                }
            });
            let read = read();
            recogniser.tell_to(None);
            read
        })
    }
}

/// A state with all its files.
fn whole(lines: &mut dyn BufRead) -> Result<State> {
    let mut bytes = Vec::new();
    lines.read_to_end(&mut bytes)?;
    State::from_bytes(&bytes)
}

/// Looks at the folders of the index at `location` as a run would, and indexes nothing.
pub(super) fn look(location: &Location) -> Result<Looked> {
    Run { location, options: &IndexOptions::default(), progress: &|_| () }.look()
}

/// Lets files be read again: what they gave depends on more than their content, by which a file that
/// was moved is still known.
fn forget_contents(state: &mut State, is_meant: impl Fn(&FileState) -> bool) {
    for file in state.files.iter_mut().filter(|file| is_meant(file)) {
        // No settings have this fingerprint, and no file this time.
        file.settings = u64::MAX;
        file.modified = u64::MAX;
    }
}

fn nanoseconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos() as u64)
}

/// Whether the index is to be changed.
fn is_changed(outcomes: &[Outcome], settled: &Settled) -> bool {
    let is_kept = |outcome: &Outcome| matches!(outcome.change, Change::Kept(_));
    settled.is_news || !settled.removed.is_empty() || !outcomes.iter().all(is_kept)
}

/// What a run did, or would do.
fn report(walked: &Walked, outcomes: &[Outcome], settled: &Settled) -> Report {
    let Walked { plan, ignored, excluded, .. } = walked;
    let ignored = *ignored;
    let excluded = *excluded;
    let notes = settled.notes.clone();
    let kept = settled.told.clone();
    let mut report = Report { ignored, excluded, notes, kept, ..Report::default() };
    report.kept_files = settled.kept.len() as u64;
    report.unchanged = plan.unchanged.len() as u64;
    report.skipped_before =
        plan.unchanged.iter().filter(|file| file.skipped.is_some()).count() as u64;
    for outcome in outcomes {
        report.bytes += outcome.bytes;
        count(outcome, &mut report);
    }
    report.renamed = settled.renamed;
    report.added -= settled.renamed;
    report.gone = settled.vanished.clone();
    report.removed = settled.removed.len() as u64 - settled.renamed;
    let files = plan.unchanged.iter().chain(outcomes.iter().map(|outcome| &outcome.file));
    for file in files.chain(&settled.kept) {
        report.announcements += file.announcements;
        report.waiting.pages += file.waiting;
        report.waiting.files += u64::from(file.waiting > 0);
    }
    report
}

/// Counts what became of a file that was found.
fn count(Outcome { file, change, .. }: &Outcome, report: &mut Report) {
    match change {
        Change::Unchanged => {
            report.unchanged += 1;
            report.skipped_before += u64::from(file.skipped.is_some());
            return;
        }
        Change::Kept(reason) => {
            let why = Missing::Unseen(reason.clone());
            let announcements = file.announcements;
            report.kept.push((file.path.clone(), Kept { why, announcements }));
            report.kept_files += 1;
            return;
        }
        Change::Updated => report.updated += 1,
        Change::Added => report.added += 1,
    }
    let left_out = if file.junk > 0 { &mut report.junk } else { &mut report.skipped };
    left_out.extend(file.skipped.iter().map(|reason| (file.path.clone(), reason.clone())));
    report.notes.extend(file.notes.iter().map(|note| (file.path.clone(), note.clone())));
}

/// The state to keep after a run.
fn state(walked: Walked, outcomes: Vec<Outcome>, settled: Settled, choices: Choices) -> State {
    let Walked { plan, roots, mut labels, known, began, .. } = walked;
    labels.extend(roots::borne_by(&settled.kept, &known, &labels));
    let mut files: Vec<FileState> = outcomes.into_iter().map(|outcome| outcome.file).collect();
    files.extend(plan.unchanged);
    files.extend(settled.kept);
    files.sort_by(|left, right| left.key().cmp(right.key()));
    let convert = choices.convert();
    let readers = reader::VERSION;
    let Choices { fields, keep_junk, recognition, .. } = choices;
    let head = State { roots, labels, fields, keep_junk, convert, recognition, ..State::default() };
    State { readers, walked: began, files, ..head }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Reason;

    #[test]
    fn only_files_that_are_meant_are_read_again() {
        let file = |path: &str, skipped: Option<&str>| FileState {
            path: path.into(),
            modified: 7,
            hash: "h".into(),
            skipped: skipped.map(Reason::from),
            ..FileState::default()
        };
        let files = vec![file("a.pdf", Some("PDF is not read yet")), file("b.txt", None)];
        let mut state = State { files, ..State::default() };
        forget_contents(&mut state, |file| file.skipped.is_some());
        let seen: Vec<_> =
            state.files.iter().map(|file| (file.hash.as_str(), file.modified)).collect();
        assert_eq!(seen, [("h", u64::MAX), ("h", 7)]);
    }
}
