//! One run over an index: the walk, the changes, and their commits.
//!
//! After any sequence of adds, edits, renames and deletes the index holds what one built from
//! nothing would hold. A long run commits what it has read in steps, and each commit carries the state
//! that is true for just that: a run that is stopped or killed loses no more than the files after its
//! last step, and the next one goes on there. A rebuild commits once, since the old index is searched
//! until the new one is whole.

use std::collections::HashMap;
use std::io::BufRead;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use rayon::prelude::*;

use super::choices::Choices;
use super::course::{Course, Walked};
use super::dating::{self, Dating};
use super::file::compare_file;
use super::finding::Finding;
use super::missing::{Looked, Search, Settled, becoming, settle, telling};
use super::options::IndexOptions;
use super::plan::plan;
use super::report::{Interrupted, Progress, Report};
use super::roots;
use crate::backend::beside::RECOGNISED;
use crate::backend::{self, Location, WriteOptions};
use crate::corpus::reader::recognise::Recogniser;
use crate::corpus::{FileState, State};
use crate::error::{Error, ErrorKind, Result};

/// Makes or updates the index at `location`, and says what it did.
///
/// # Errors
/// When a folder is not there, the place holds something else, another process is writing there,
/// a `corpus.toml` cannot be used, no other program that is to read files is there, the disk refuses,
/// or an index that is a folder is to have shards. A file that cannot be read is no error: the report
/// names it.
pub fn index(
    location: &Location,
    options: &IndexOptions,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Report> {
    let started = Instant::now();
    if options.is_of_cluster()
        && let Some(dir) = location.dir()
    {
        return Err(Error::at(dir, ErrorKind::OfCluster));
    }
    roots::joined(&[], &options.roots)?;
    let run = Run { location, options, progress };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(options.threads).build();
    let pool = pool.map_err(Error::backend)?;
    let mut report = pool.install(|| if options.dry_run { run.rehearse() } else { run.write() })?;
    report.took = started.elapsed();
    Ok(report)
}

/// One run.
pub(super) struct Run<'a> {
    location: &'a Location,
    pub(super) options: &'a IndexOptions,
    pub(super) progress: &'a (dyn Fn(Progress) + Sync),
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
        let mut course = self.begin(walked);
        let recogniser = self.recogniser(&choices);
        let gathered = self.read(&mut course, &choices, &dating, &recogniser)?;
        if !course.is_done() && indexer.replaces() {
            indexer.abandon()?;
            return Ok(self.dropped(&course));
        }
        course.leave(|file| indexer.delete(file.key()))?;
        let mut report = course.report();
        gathered.tell(&mut report);
        recogniser.iter().for_each(|recogniser| {
            report.recognised = recogniser.tally();
            recogniser.prune();
        });
        let is_to_be_kept = course.is_done() || course.has_begun();
        if !is_to_be_kept || !course.is_changed(&choices, &last) {
            return Ok(report);
        }
        (self.progress)(Progress::Committing);
        let (state, terms) = course.state(&choices, &dating)?;
        match course.is_done() {
            true => indexer.commit(&state, terms)?,
            // To merge is for the run that comes to the end.
            false => indexer.step(&state, terms)?,
        }
        Ok(report)
    }

    /// Decides what becomes of the files that were not found, before any is read: that depends on the
    /// contents of a few others only, and holds for every step.
    fn begin(&self, mut walked: Walked) -> Course {
        let telling = telling(&walked.plan, walked.known != walked.labels);
        let jobs = &walked.plan.jobs;
        let look = |at: usize| (!self.options.is_stopped()).then(|| (at, compare_file(&jobs[at])));
        let looked: Vec<Looked> = telling.into_par_iter().filter_map(look).collect();
        if self.options.is_stopped() {
            let mut kept = std::mem::take(&mut walked.plan.missed);
            kept.append(&mut walked.plan.misnamed);
            let settled = Settled { kept, ..Settled::default() };
            return Course::begin(walked, settled, HashMap::new());
        }
        let settled = self.settle(&mut walked, &looked);
        let becoming = becoming(&walked.plan, looked);
        Course::begin(walked, settled, becoming)
    }

    /// The report of a rebuild that was dropped.
    fn dropped(&self, course: &Course) -> Report {
        let stopped = course.report().interrupted.unwrap_or_default();
        let announcements = self.last_state(whole).map_or(0, |state| state.announcements());
        let interrupted = Some(Interrupted { dropped: true, ..stopped });
        Report { interrupted, announcements, ..Report::default() }
    }

    /// What is known of when the announcements of the index came in besides what it holds.
    fn dated(&self, walked: &mut Walked) -> State {
        match self.options.rebuild {
            true => self.last_state(whole).unwrap_or_default(),
            false => State { departed: std::mem::take(&mut walked.departed), ..State::default() },
        }
    }

    fn write_options(&self) -> WriteOptions {
        let IndexOptions { rebuild, threads, memory, shards, replicas, patience, .. } =
            *self.options;
        WriteOptions { rebuild, threads, memory, shards, replicas, patience }
    }

    /// What a run would do.
    fn rehearse(&self) -> Result<Report> {
        Ok(self.look()?.report())
    }

    /// What a run would find, with nothing read but to compare it.
    fn look(&self) -> Result<Course> {
        let last = self.last_state(whole)?;
        let roots = self.roots(&last)?;
        let choices = Choices::of(self.options, &last)?;
        let head = State { files: Vec::new(), ..last.clone() };
        let before = if self.options.rebuild { State::default() } else { last };
        let mut walked = self.walk(roots, &head, || Ok(before), &choices)?;
        let looked = walked.plan.jobs.par_iter().map(compare_file).enumerate();
        let looked: Vec<Looked> = looked.collect();
        let settled = self.settle(&mut walked, &looked);
        let outcomes = looked.into_iter().map(|(_, outcome)| outcome).collect();
        Ok(Course::rehearsed(walked, settled, outcomes))
    }

    /// Decides on the files that were not found.
    fn settle(&self, walked: &mut Walked, outcomes: &[Looked]) -> Settled {
        let Walked { plan, known, away, forgotten, .. } = walked;
        let prune = self.options.prune;
        settle(plan, outcomes, &Search { labels: known, away, forgotten, prune })
    }

    /// The state of the index there is as `read` reads it, whatever version wrote it.
    fn last_state(&self, read: fn(&mut dyn BufRead) -> Result<State>) -> Result<State> {
        match backend::last_state(self.location).and_then(|mut lines| read(&mut lines)) {
            Ok(state) => Ok(state),
            Err(error) if matches!(error.kind(), ErrorKind::NoIndex) => {
                Ok(self.origin().unwrap_or_default())
            }
            Err(_) if self.options.rebuild => match self.origin() {
                Some(origin) => Ok(origin),
                None if self.options.roots.is_empty() => {
                    Err(Error::at(self.location.place(), ErrorKind::FoldersUnknown))
                }
                None => Ok(State::default()),
            },
            Err(error) => Err(error.or_at(self.location.place())),
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
        let forgotten = self.forgotten(last)?;
        let mut known = if anew { Vec::new() } else { last.roots.clone() };
        known.retain(|root| !forgotten.contains(root));
        let mut asked = self.options.roots.clone();
        if known.is_empty() && asked.is_empty() && forgotten.is_empty() {
            asked.extend(self.options.fallback.clone());
        }
        roots::outside(self.location.dir(), roots::joined(&known, &asked)?)
    }

    fn forgotten(&self, last: &State) -> Result<Vec<PathBuf>> {
        roots::named(&last.roots, &self.options.forget)
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
        let forgotten = self.forgotten(last)?;
        Ok(Walked {
            plan,
            roots,
            labels,
            known,
            forgotten,
            away,
            first,
            departed,
            began,
            ignored,
            excluded,
        })
    }

    /// What reads pages that are images, if anything is to.
    fn recogniser(&self, choices: &Choices) -> Option<Arc<Recogniser>> {
        let recogniser = Recogniser::new(choices.tesseract.clone()?);
        let recogniser = match self.location.dir() {
            Some(index) => recogniser.keeping(index.join(RECOGNISED)),
            None => recogniser,
        };
        Some(Arc::new(recogniser.stopped_by(self.options.stop.clone())))
    }
}

/// A state with all its files.
fn whole(lines: &mut dyn BufRead) -> Result<State> {
    let mut bytes = Vec::new();
    lines.read_to_end(&mut bytes)?;
    State::from_bytes(&bytes)
}

/// Looks at the folders of the index at `location` as a run would, and indexes nothing.
pub(super) fn look(location: &Location) -> Result<Course> {
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
