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

/// Brings the index up to date with one file. Only an index that fails is an error.
pub(super) fn read_file(
    job: &Job,
    options: &ReadOptions,
    keep_junk: bool,
    dating: &Dating,
) -> Result<Outcome> {
    match hash_of(&job.found.file) {
        Ok(hash) => read_hashed(job, hash, options, keep_junk, dating),
        Err(error) => Ok(unread(job, &error.into())),
    }
}

/// Brings the index up to date with a file whose content has this hash.
fn read_hashed(
    job: &Job,
    hash: String,
    options: &ReadOptions,
    keep_junk: bool,
    dating: &Dating,
) -> Result<Outcome> {
    let indexer = dating.indexer;
    let Found { path, raw, size, modified, changed, .. } = job.found.clone();
    let change = change(job, &hash);
    if let (Change::Unchanged, Some(before)) = (&change, &job.before) {
        let file = FileState { size, modified, changed, gone: false, ..before.clone() };
        return Ok(Outcome { file, change, bytes: size, news: News::default() });
    }
    let mut batch = Batch::new(&job.found, dating);
    batch.keep_junk = keep_junk;
    batch.known = dating.of_file(job.found.key(), &hash);
    let Taken { file, texts, mut news, failure } = put_file(&job.found, options, batch)?;
    if let Some(failure) = failure {
        indexer.withdraw(job.found.key());
        return Ok(unread(job, &failure));
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
    Ok(Outcome { file, change, bytes: size, news })
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
fn put_file(found: &Found, options: &ReadOptions, mut batch: Batch) -> Result<Taken> {
    let options = ReadOptions { settings: found.settings.clone(), ..options.clone() };
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
    if file.skipped.is_some() && file.announcements > 0 {
        // What came before the failure is kept, and the failure is a note.
        file.notes.extend(file.skipped.take());
    }
    if file.announcements == 0 && file.skipped.is_none() {
        let reason = (!file.notes.is_empty()).then(|| file.notes.remove(0));
        file.skipped = reason.or_else(|| Some("no announcement in it".into()));
    }
    file.notes = notes::gathered(std::mem::take(&mut file.notes));
    Ok(Taken { file, texts, news, failure: None })
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
    dating: &'a Dating<'a>,
    keep_junk: bool,
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
    fn new(found: &'a Found, dating: &'a Dating<'a>) -> Self {
        Self {
            found,
            dating,
            keep_junk: false,
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
        let extract =
            if self.keep_junk { extract::announcement_or_junk } else { extract::announcement };
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
        let mut dates = self.dating.dates(&arrivals.collect::<Vec<_>>(), self.known)?.into_iter();
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
        let terms = self.dating.indexer.put(&record)?;
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
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::backend::{Arrival, Indexer};
    use crate::corpus::State;

    /// An index that only notes what it is told.
    #[derive(Default)]
    struct Noted(Mutex<Vec<String>>);

    impl Noted {
        fn note(&self, what: &str, path: &str) {
            self.0.lock().unwrap().push(format!("{what} {path}"));
        }
    }

    impl Indexer for Noted {
        fn state(&self) -> Result<Vec<u8>> {
            Ok(Vec::new())
        }

        fn has_accessions(&self) -> Result<bool> {
            Ok(true)
        }

        fn seen(&self, arrivals: &[Arrival]) -> Result<Vec<Seen>> {
            Ok(vec![Seen::Never; arrivals.len()])
        }

        fn returned(&self, _: &[Accession]) -> Result<()> {
            Ok(())
        }

        fn departed(&self) -> Result<Vec<Accession>> {
            Ok(Vec::new())
        }

        fn put(&self, record: &Record) -> Result<u64> {
            self.note("put", record.place.key());
            Ok(1)
        }

        fn delete(&self, path: &str) -> Result<()> {
            self.note("delete", path);
            Ok(())
        }

        fn withdraw(&self, path: &str) {
            self.note("withdraw", path);
        }

        fn commit(self: Box<Self>, _: &[u8], _: u64) -> Result<()> {
            Ok(())
        }
    }

    /// What is done with a file that was hashed, and how its outcome is.
    fn done(file: &Path, before: Option<FileState>) -> (Vec<String>, Outcome) {
        let found = Found {
            path: "a.txt".into(),
            raw: None,
            file: file.into(),
            size: 1,
            modified: 1,
            changed: 0,
            settings: None,
        };
        let job = Job { found, before };
        let noted = Noted::default();
        let dating = Dating::new(&noted, 0, State::default());
        let options = ReadOptions::default();
        let outcome = read_hashed(&job, "new".into(), &options, false, &dating.unwrap());
        (noted.0.into_inner().unwrap(), outcome.unwrap())
    }

    fn before() -> FileState {
        FileState {
            path: "a.txt".into(),
            hash: "old".into(),
            announcements: 3,
            ..FileState::default()
        }
    }

    #[test]
    fn a_file_that_fails_while_it_is_read_keeps_what_it_had() {
        // It may be opened, and every read of its first bytes fails.
        let broken = Path::new("/proc/self/mem");
        let (noted, outcome) = done(broken, Some(before()));
        assert_eq!(noted, ["withdraw a.txt"]);
        assert_eq!(outcome.file, before());
        assert!(matches!(outcome.change, Change::Kept(_)));
        let (noted, outcome) = done(broken, None);
        assert_eq!((noted, outcome.file.hash.as_str()), (vec!["withdraw a.txt".to_string()], ""));
        assert!(outcome.file.skipped.is_some() && outcome.change == Change::Added);
    }

    #[test]
    fn what_a_file_had_is_deleted_once_it_was_read_whatever_it_holds_now() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.txt");
        for (text, puts) in [("关于植树的通知\n各镇街：\n请组织植树。\n", 1), ("", 0)]
        {
            std::fs::write(&file, text).unwrap();
            let (noted, outcome) = done(&file, Some(before()));
            assert_eq!(noted.last().unwrap(), "delete a.txt");
            assert_eq!((noted.len(), outcome.file.announcements), (puts + 1, puts as u64));
            assert!(outcome.change == Change::Updated);
        }
    }
}
