//! One file → the announcements in it, put into the index.
//!
//! A file that breaks its reader costs only itself: its reason is kept, and what came out of it before
//! that is kept too. A file that the system cannot read now, and could when it was indexed, keeps all
//! that the index has of it, and is tried again by the next run.

use std::collections::HashMap;
use std::fs::File;
use std::path::Path;

use rayon::prelude::*;

use super::dating::{Dated, Dating, arrival};
use super::gathered::News;
use super::notes;
use super::options::IndexOptions;
use super::plan::{Found, Job};
use super::report::{Few, NamedAnnouncement};
use crate::backend::{Accession, Record, Seen};
use crate::corpus::FileState;
use crate::corpus::reader::{self, Problem, ReadOptions};
use crate::error::{Error, ErrorKind, Reason, Refusal, Result, unwind};
use crate::extract::{self, Extracted, Junk, RawText};
use crate::response::Place;

/// How many records of a dump are extracted side by side before the next are read.
const BATCH: usize = 256;

/// How files are read, and into which index.
pub(super) struct Reading<'a> {
    pub(super) options: ReadOptions,
    pub(super) keep_junk: bool,
    pub(super) dating: &'a Dating<'a>,
    /// The run, which may be asked to stop.
    pub(super) run: &'a IndexOptions,
}

/// What became of one file.
pub(super) struct Outcome {
    /// What is known of it from now on.
    pub(super) file: FileState,
    /// What the run makes of it.
    pub(super) change: Change,
    /// How many bytes were read.
    pub(super) bytes: u64,
    /// What it brought.
    pub(super) news: News,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// It is new.
    Added,
    /// Its content, or what its folders say of it, is new.
    Updated,
    /// Its content is as it was.
    Unchanged,
    /// It cannot be read now, for this reason, and what is known of it is kept.
    Kept(Reason),
}

/// The hash of a file's content.
pub(super) fn hash_of(path: &Path) -> std::io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(path)?)?;
    Ok(hasher.finalize().to_hex()[..32].to_string())
}

/// What a file with this hash is to a run.
pub(super) fn change(job: &Job, hash: &str) -> Change {
    match &job.before {
        None => Change::Added,
        Some(before) if before.hash == hash && before.settings == job.found.settings() => {
            Change::Unchanged
        }
        Some(_) => Change::Updated,
    }
}

/// Brings the index up to date with one file, unless the run is to stop before it is read whole. Only
/// an index that fails is an error.
pub(super) fn read_file(job: &Job, reading: &Reading) -> Result<Option<Outcome>> {
    match hash_of(&job.found.file) {
        Ok(hash) => read_hashed(job, hash, reading),
        Err(error) => Ok(Some(unread(job, &error.into()))),
    }
}

/// Brings the index up to date with a file whose content has this hash.
fn read_hashed(job: &Job, hash: String, reading: &Reading) -> Result<Option<Outcome>> {
    let indexer = reading.dating.indexer;
    let Found { path, raw, size, modified, changed, .. } = job.found.clone();
    let change = change(job, &hash);
    if let (Change::Unchanged, Some(before)) = (&change, &job.before) {
        let file = FileState { size, modified, changed, gone: false, ..before.clone() };
        return Ok(Some(Outcome { file, change, bytes: size, news: News::default() }));
    }
    let mut batch = Batch::new(&job.found, reading);
    batch.known = reading.dating.of_file(job.found.key(), &hash);
    let Taken { file, texts, mut news, failure } = put_file(batch)?;
    if reading.run.is_stopped() {
        // What its reader said may be no more than that it was stopped as well.
        indexer.withdraw(job.found.key());
        return Ok(None);
    }
    if let Some(failure) = failure {
        indexer.withdraw(job.found.key());
        return Ok(Some(unread(job, &failure)));
    }
    indexer.returned(&texts)?;
    // Only now: what cannot be read takes nothing away.
    if job.before.is_some() || job.found.raw.is_some() {
        // A state that an earlier version wrote since does not name all that the index has of a file
        // whose path is not UTF-8.
        indexer.delete(job.found.key())?;
    }
    if change != Change::Updated {
        // The same announcement may lie in another file.
        news.changed = Few::default();
    }
    let settings = job.found.settings();
    let file = FileState { path, raw, size, modified, changed, settings, hash, ..file };
    Ok(Some(Outcome { file, change, bytes: size, news }))
}

/// What a run would make of a file.
pub(super) fn compare_file(job: &Job) -> Outcome {
    let hash = match hash_of(&job.found.file) {
        Ok(hash) => hash,
        Err(error) => return unread(job, &error.into()),
    };
    let change = change(job, &hash);
    let file = FileState { hash, ..job.before.clone().unwrap_or_else(|| unknown(&job.found)) };
    Outcome { file, change, bytes: 0, news: News::default() }
}

/// A file of which nothing is known.
fn unknown(found: &Found) -> FileState {
    let (path, raw) = (found.path.clone(), found.raw.clone());
    FileState { path, raw, ..FileState::default() }
}

/// What becomes of a file that the system cannot read: what is known of it is kept.
fn unread(job: &Job, error: &Error) -> Outcome {
    let reason = Reason::from(error.kind());
    let outcome = |file, change| Outcome { file, change, bytes: 0, news: News::default() };
    match &job.before {
        Some(before) if before.announcements > 0 || !before.hash.is_empty() => {
            outcome(before.clone(), Change::Kept(reason))
        }
        before => {
            let skipped = Some(reason);
            let known = before.as_ref().is_some_and(|before| before.skipped == skipped);
            let change = match (before, known) {
                (None, _) => Change::Added,
                (_, false) => Change::Updated,
                (_, true) => Change::Unchanged,
            };
            // Without a time no later run takes it for unchanged: it is tried again.
            outcome(FileState { size: job.found.size, skipped, ..unknown(&job.found) }, change)
        }
    }
}

/// Whether the system failed, and not the file.
fn is_of_system(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Io(error) if error.raw_os_error().is_some())
}

/// What was taken from a file.
struct Taken {
    file: FileState,
    texts: Vec<Accession>,
    /// What is told of it.
    news: News,
    /// How the system failed to read it.
    failure: Option<Error>,
}

/// Puts all announcements of a file into the index.
fn put_file(mut batch: Batch) -> Result<Taken> {
    let found = batch.found;
    let options = batch.reading.options.clone();
    let options = ReadOptions { settings: found.settings.clone(), ..options };
    let reading = unwind::catch(|| {
        let read = reader::read(&found.file, &options, &mut |raw| batch.take(raw));
        batch.flush();
        read
    });
    let Batch { failed, mut file, texts, mut news, .. } = batch;
    if let Some(error) = failed {
        return Err(error);
    }
    match reading {
        Ok(Err(error)) if is_of_system(&error) => {
            return Ok(Taken { file, texts, news, failure: Some(error) });
        }
        Ok(Ok(mut report)) => {
            news.columns = std::mem::take(&mut report.columns);
            note_problems(report, &mut file);
        }
        Ok(Err(error)) => {
            let kind = error.kind();
            file.convertible =
                matches!(kind, ErrorKind::Convertible { .. }) && !kind.is_of_images();
            file.images = u64::from(kind.is_of_images());
            file.waiting = u64::from(kind.waiting());
            file.skipped = Some(error.kind().into());
        }
        Err(_) => file.skipped = Some(Refusal::ReaderPanicked.into()),
    }
    tell_apart(&mut file);
    Ok(Taken { file, texts, news, failure: None })
}

/// Tells why a file gave nothing from what else was wrong with it.
fn tell_apart(file: &mut FileState) {
    if file.skipped.is_some() && file.announcements > 0 {
        // What came before the failure is kept, and the failure is a note.
        file.notes.extend(file.skipped.take());
    }
    if file.announcements == 0 && file.skipped.is_none() {
        let reason = (!file.notes.is_empty()).then(|| file.notes.remove(0));
        file.skipped = reason.or_else(|| Some("no announcement in it".into()));
    }
    file.notes = notes::gathered(std::mem::take(&mut file.notes));
}

fn note_problems(report: reader::ReadReport, file: &mut FileState) {
    file.convertible = report.converter.is_some();
    (file.images, file.waiting) = (report.images.into(), report.waiting.into());
    for Problem { line, reason } in report.problems {
        file.notes.push(reason.at_line(line));
    }
    if report.unlisted > 0 {
        file.notes.push(format!("and {} more", report.unlisted).into());
    }
}

/// Documents of one file on their way into the index.
struct Batch<'a> {
    found: &'a Found,
    reading: &'a Reading<'a>,
    /// When the file came in, where only the file is known.
    known: Option<i64>,
    waiting: Vec<RawText>,
    /// How often each part's name came so far: ids stay distinct.
    parts: HashMap<String, u32>,
    file: FileState,
    /// What tells the texts that were put, and when they came in.
    texts: Vec<Accession>,
    news: News,
    failed: Option<Error>,
}

/// A document with the name of its part: an announcement, or none but junk.
type Document<A> = (Option<String>, std::result::Result<A, Junk>);

/// An announcement that was put.
struct Put {
    seen: Seen,
    named: NamedAnnouncement,
    terms: u64,
    text: Option<Accession>,
    notes: Vec<String>,
    is_junk: bool,
}

impl<'a> Batch<'a> {
    fn new(found: &'a Found, reading: &'a Reading<'a>) -> Self {
        Self {
            found,
            reading,
            known: None,
            waiting: Vec::new(),
            parts: HashMap::new(),
            file: FileState::default(),
            texts: Vec::new(),
            news: News::default(),
            failed: None,
        }
    }

    fn take(&mut self, mut raw: RawText) {
        if self.reading.run.is_stopped() {
            return;
        }
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
        let extract = match self.reading.keep_junk {
            true => extract::announcement_or_junk,
            false => extract::announcement,
        };
        let extracted = waiting.into_par_iter().map(|raw| {
            let extracted = unwind::pass_on(|| extract(&raw));
            (raw.part, extracted)
        });
        let dated = self.dated(extracted.collect());
        let put = |(part, dated): Document<_>| {
            let put = dated.map(|dated| unwind::pass_on(|| self.put(part.clone(), dated)));
            Ok((part, put.map_or_else(|junk| Ok(Err(junk)), |put| put.map(Ok))?))
        };
        let puts = dated.and_then(|dated| dated.into_par_iter().map(put).collect());
        match puts {
            Ok(puts) => Vec::into_iter(puts).for_each(|put| self.count(put)),
            Err(error) => _ = self.failed.get_or_insert(error),
        }
    }

    /// Says of each announcement when it came in.
    fn dated(
        &self,
        documents: Vec<Document<Extracted>>,
    ) -> Result<Vec<Document<(Extracted, Dated)>>> {
        let arrivals = documents.iter().filter_map(|(part, document)| {
            let id = self.place(part.clone()).id();
            Some(arrival(&id, &document.as_ref().ok()?.announcement))
        });
        let mut dates =
            self.reading.dating.dates(&arrivals.collect::<Vec<_>>(), self.known)?.into_iter();
        let mut with_date = |extracted| Some((extracted, dates.next()?));
        let documents = documents.into_iter().filter_map(|(part, document)| {
            let document = document.map(&mut with_date).transpose()?;
            Some((part, document))
        });
        Ok(documents.collect())
    }

    fn put(&self, part: Option<String>, (extracted, dated): (Extracted, Dated)) -> Result<Put> {
        let place = self.place(part);
        let named = NamedAnnouncement::of(&place, &extracted.announcement);
        let record = Record::of(place, dated.added, extracted.announcement);
        let terms = self.reading.dating.indexer.put(&record)?;
        let (notes, is_junk) = (extracted.notes, extracted.is_junk);
        Ok(Put { seen: dated.seen, named, terms, text: dated.text, notes, is_junk })
    }

    fn place(&self, part: Option<String>) -> Place {
        Place { path: self.found.path.clone(), raw: self.found.raw.clone(), part }
    }

    fn count(&mut self, (part, put): Document<Put>) {
        match put {
            Ok(Put { seen, named, terms, text, notes, is_junk }) => {
                match seen {
                    Seen::Never => self.news.new.push(named),
                    Seen::Before(_) => self.news.changed.push(named),
                    Seen::Unchanged(_) => {}
                }
                self.file.announcements += 1;
                self.file.junk += u64::from(is_junk);
                self.file.terms += terms;
                self.file.notes.extend(notes.into_iter().map(|note| at_part(&part, note)));
                self.texts.extend(text);
            }
            Err(junk) => {
                self.file.junk += 1;
                self.file.notes.push(at_part(&part, junk.reason));
            }
        }
    }
}

fn at_part(part: &Option<String>, note: String) -> Reason {
    let note = Reason::from(note);
    part.iter().fold(note, |note, part| note.of_part(part))
}

#[cfg(all(test, target_os = "linux"))]
mod tests;
