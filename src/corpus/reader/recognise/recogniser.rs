//! Reading pictures: from the store, or by as many processes as there are threads.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::Recognise;
use super::page::Recognised;
use super::picture::Picture;
use super::store::Store;
use super::tesseract::Tesseract;

/// Reads pictures by tesseract, and keeps what was read.
#[derive(Debug)]
pub struct Recogniser {
    tesseract: Tesseract,
    store: Option<Store>,
    told: Mutex<Option<Sender<Pages>>>,
    /// Set when no more is to be read.
    stop: Option<Arc<AtomicBool>>,
    counts: Counts,
}

/// What is told of pages while they are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pages {
    /// So many more were found.
    Found(u64),
    /// One was read, or cannot be.
    Read,
}

/// What became of all pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many were read.
    pub read: u64,
    /// How many were known from before.
    pub known: u64,
    /// How many could not be read.
    pub failed: u64,
    /// How long all processes took together.
    pub took: Duration,
}

#[derive(Debug, Default)]
struct Counts {
    read: AtomicU64,
    known: AtomicU64,
    failed: AtomicU64,
    took: Mutex<Duration>,
}

impl Recogniser {
    /// One that reads by this program and keeps nothing.
    pub fn new(tesseract: Tesseract) -> Self {
        let (store, stop) = (None, None);
        Self { tesseract, store, told: Mutex::default(), stop, counts: Counts::default() }
    }

    /// This, which keeps what it reads in a folder.
    #[must_use]
    pub fn keeping(self, folder: impl Into<PathBuf>) -> Self {
        Self { store: Some(Store::new(folder.into())), ..self }
    }

    /// This, which reads no page once the flag is set.
    #[must_use]
    pub fn stopped_by(self, stop: Option<Arc<AtomicBool>>) -> Self {
        Self { stop, ..self }
    }

    /// Tells from now on how far it is, or no more.
    pub fn tell_to(&self, listener: Option<Sender<Pages>>) {
        *self.told.lock().unwrap_or_else(PoisonError::into_inner) = listener;
    }

    /// What became of all pages so far.
    pub fn tally(&self) -> Tally {
        let count = |of: &AtomicU64| of.load(Ordering::Relaxed);
        let Counts { read, known, failed, took } = &self.counts;
        let took = took.lock().map_or_else(|held| *held.into_inner(), |held| *held);
        Tally { read: count(read), known: count(known), failed: count(failed), took }
    }

    /// Lets pages go that were not asked for in a long time, if too many are kept.
    pub fn prune(&self) {
        if let Some(store) = self.store.as_ref().filter(|_| self.tally().read > 0) {
            store.prune();
        }
    }

    fn tell(&self, pages: Pages) {
        if let Some(told) = &*self.told.lock().unwrap_or_else(PoisonError::into_inner) {
            // Nobody may listen any more.
            let _ = told.send(pages);
        }
    }

    fn one(&self, picture: &Picture) -> Result<Recognised, String> {
        if self.stop.as_ref().is_some_and(|stop| stop.load(Ordering::Relaxed)) {
            // For nobody: its file is not done.
            return Err(String::new());
        }
        let reader = self.tesseract.tells();
        let known = self.store.as_ref().and_then(|store| store.get(picture, &reader));
        let page = match known {
            Some(known) => {
                self.counts.known.fetch_add(1, Ordering::Relaxed);
                Ok(known)
            }
            None => self.recognised(picture, &reader),
        };
        self.tell(Pages::Read);
        page
    }

    fn recognised(&self, picture: &Picture, reader: &str) -> Result<Recognised, String> {
        let started = Instant::now();
        let page = self.tesseract.read(picture);
        if let Ok(mut took) = self.counts.took.lock() {
            *took += started.elapsed();
        }
        let counted = if page.is_ok() { &self.counts.read } else { &self.counts.failed };
        counted.fetch_add(1, Ordering::Relaxed);
        if let (Some(store), Ok(page)) = (&self.store, &page) {
            // What cannot be kept is read again by the next run.
            let _ = store.put(picture, reader, page);
        }
        page
    }
}

impl Recognise for Recogniser {
    fn read(
        &self,
        pages: usize,
        pictures: &mut dyn Iterator<Item = Picture>,
    ) -> Vec<Result<Recognised, String>> {
        self.tell(Pages::Found(pages as u64));
        let mut read = Vec::new();
        loop {
            // No more of them are held than are read at once.
            let batch: Vec<Picture> = pictures.take(rayon::current_num_threads()).collect();
            if batch.is_empty() {
                return read;
            }
            read.par_extend(batch.par_iter().map(|picture| self.one(picture)));
        }
    }
}
