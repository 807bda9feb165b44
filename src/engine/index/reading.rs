//! The files of a run are read in rounds, on all cores; what a round read is committed before the next.
//!
//! A round ends by the clock, for time is what a kill costs: a page of an image takes a thousand times
//! as long as its bytes do as text. A run of less than ten seconds commits once. A round lasts an eighth
//! of what the run has taken so far, so that a run of an hour commits some forty times, and the cost
//! of commits (the state of all files is written with each) stays a small share of it. What the index
//! holds in the end does not depend on where rounds end.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::choices::Choices;
use super::course::Course;
use super::dating::Dating;
use super::file::{Outcome, Reading, read_file};
use super::gathered::Gathered;
use super::plan::Job;
use super::report::Progress;
use super::run::Run;
use crate::corpus::reader::recognise::{Pages, Recognise, Recogniser};
use crate::corpus::reader::{ReadOptions, worker};
use crate::error::Result;

/// How long a round lasts at least.
const ROUND: Duration = Duration::from_secs(10);

/// A round lasts this share of what the run has taken before it.
const SHARE: u32 = 8;

/// A job by its number, and what became of it if it was read.
type Read = (usize, Job, Option<Outcome>);

/// When a round ends.
struct Pace {
    /// How long a round lasts, where that is said.
    said: Option<Duration>,
    run: Instant,
    round: Instant,
    /// How many files the round has read.
    read: AtomicUsize,
}

impl Pace {
    fn begin(said: Option<Duration>) -> Self {
        let now = Instant::now();
        Self { said, run: now, round: now, read: AtomicUsize::new(0) }
    }

    fn next_round(&mut self) {
        self.round = Instant::now();
        *self.read.get_mut() = 0;
    }

    /// Whether the round ends; not before it has read a file.
    fn is_over(&self) -> bool {
        let usual = || ROUND.max((self.round - self.run) / SHARE);
        self.read.load(Ordering::Relaxed) > 0
            && self.round.elapsed() >= self.said.unwrap_or_else(usual)
    }
}

impl Run<'_> {
    /// Reads all files, and commits them in steps, until the run is to stop.
    pub(super) fn read(
        &self,
        course: &mut Course,
        choices: &Choices,
        dating: &Dating,
        recogniser: &Option<Arc<Recogniser>>,
    ) -> Result<Gathered> {
        let options = self.read_options(choices, recogniser);
        let reading = Reading { options, keep_junk: choices.keep_junk, dating, run: self.options };
        let gathered = Mutex::new(Gathered::default());
        let steps = !dating.indexer.replaces();
        let mut pace = Pace::begin(if steps { self.options.step } else { Some(Duration::MAX) });
        self.telling_pages(recogniser, || -> Result<()> {
            while !course.is_done() && !self.options.is_stopped() {
                self.read_round(course, &reading, &pace, &gathered)?;
                if !course.is_done() && !self.options.is_stopped() {
                    self.step(course, choices, dating)?;
                }
                pace.next_round();
            }
            Ok(())
        })?;
        Ok(gathered.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads files until the round ends, and those that are being read then to their ends.
    fn read_round(
        &self,
        course: &mut Course,
        reading: &Reading,
        pace: &Pace,
        gathered: &Mutex<Gathered>,
    ) -> Result<()> {
        let read = |(at, job): (usize, Job)| -> Result<Read> {
            if self.options.is_stopped() || pace.is_over() {
                return Ok((at, job, None));
            }
            let mut outcome = read_file(&job, reading)?;
            if let Some(outcome) = &mut outcome {
                let news = std::mem::take(&mut outcome.news);
                let mut gathered = gathered.lock().unwrap_or_else(PoisonError::into_inner);
                gathered.take(&outcome.file.path, news);
                pace.read.fetch_add(1, Ordering::Relaxed);
                (self.progress)(Progress::Read { bytes: job.found.size });
            }
            Ok((at, job, outcome))
        };
        let pending = std::mem::take(&mut course.pending);
        let done: Vec<Read> = pending.into_par_iter().map(read).collect::<Result<_>>()?;
        for (at, job, outcome) in done {
            match outcome {
                Some(outcome) => course.outcomes.push(outcome),
                None => course.pending.push((at, job)),
            }
        }
        Ok(())
    }

    /// Commits what is done, with the state that is true for it.
    fn step(&self, course: &mut Course, choices: &Choices, dating: &Dating) -> Result<()> {
        course.leave(|file| dating.indexer.delete(file.key()))?;
        let (state, terms) = course.state(choices, dating)?;
        dating.indexer.step(&state, terms)
    }

    fn read_options(&self, choices: &Choices, recogniser: &Option<Arc<Recogniser>>) -> ReadOptions {
        let apart = self.options.reader.as_ref().map(worker::Readers::new);
        let apart = apart.map(|apart| Arc::new(apart.stopped_by(self.options.stop.clone())));
        let (fields, convert) = (choices.fields.clone(), choices.converters.clone());
        let recognise = recogniser.clone().map(|recogniser| recogniser as Arc<dyn Recognise>);
        ReadOptions { fields, settings: None, apart, convert, recognise }
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
