//! Every call of a backend returns: a panic below it is an error, and damage is named.
//!
//! What holds the terms takes the files that it maps for its own: on other bytes it may read past
//! an end or unwrap nothing. An index cannot be compared with its checksums before every search, for
//! that reads all of it. So it is compared once something went wrong, which then says what.
//!
//! A run that writes compares before its first change: what it merges would get a new checksum,
//! and the damage could never be told again.

use std::path::PathBuf;
use std::sync::{Mutex, OnceLock, PoisonError};

use super::holdings::Holdings;
use super::seam::{Accession, Arrival, Indexer, Seen};
use super::searcher::{Lookup, Searcher, Sink};
use crate::announcement::Id;
use crate::document::Record;
use crate::error::{Error, ErrorKind, Result, unwind};
use crate::query::Query;
use crate::request::SearchRequest;
use crate::response::{Copied, Excerpt, Related, SearchResponse, Snippet, Suggestion};

/// What is damaged in the index at a place; nothing where it is sound.
type Damage = Box<dyn Fn() -> Result<Option<String>> + Send + Sync>;

/// Runs calls of the index at a place.
pub(crate) struct Guard {
    place: PathBuf,
    damage: Damage,
}

impl Guard {
    /// A guard of the index at `place`, where `damage` says what is damaged.
    pub(super) fn new(
        place: impl Into<PathBuf>,
        damage: impl Fn() -> Result<Option<String>> + Send + Sync + 'static,
    ) -> Self {
        Self { place: place.into(), damage: Box::new(damage) }
    }

    /// What `call` returns; where it fails, the damage of the index if there is any.
    pub(crate) fn run<T>(&self, call: impl FnOnce() -> Result<T>) -> Result<T> {
        let called = unwind::catch(call);
        let called = called.unwrap_or_else(|panic| Err(ErrorKind::Bug(panic).into()));
        called.map_err(|error| if may_be_damage(&error) { self.explained(error) } else { error })
    }

    /// Fails where the index is damaged.
    fn refuse_damage(&self) -> Result<()> {
        (self.damage)()?.map_or(Ok(()), |what| Err(self.damaged(what)))
    }

    fn explained(&self, error: Error) -> Error {
        match self.known_damage() {
            Some(what) => Error::caused_by(error, ErrorKind::Damaged(what)).or_at(&self.place),
            None => error.or_at(&self.place),
        }
    }

    /// The damage of the index, where there is any and it can be looked for.
    fn known_damage(&self) -> Option<String> {
        (self.damage)().ok().flatten()
    }

    fn damaged(&self, what: String) -> Error {
        Error::at(&self.place, ErrorKind::Damaged(what))
    }
}

/// Whether a damaged index may be the cause of an error.
fn may_be_damage(error: &Error) -> bool {
    use std::io::ErrorKind as Io;
    let not_ours = [Io::PermissionDenied, Io::StorageFull, Io::BrokenPipe];
    match error.kind() {
        ErrorKind::Damaged(_) | ErrorKind::Backend(_) | ErrorKind::Bug(_) => true,
        ErrorKind::Io(io) => !not_ours.contains(&io.kind()),
        _ => false,
    }
}

/// A searcher whose calls are guarded.
pub(crate) struct GuardedSearcher {
    searcher: Box<dyn Searcher>,
    guard: Guard,
}

impl GuardedSearcher {
    /// `searcher`, each call of which `guard` runs.
    pub(crate) fn new(searcher: impl Searcher + 'static, guard: Guard) -> Self {
        Self { searcher: Box::new(searcher), guard }
    }
}

impl Searcher for GuardedSearcher {
    fn search_each(&self, request: &SearchRequest, sink: &mut Sink<'_>) -> Result<SearchResponse> {
        let response = self.guard.run(|| self.searcher.search_each(request, sink))?;
        // What fails over damage may have found nothing because of it.
        match response.unexplained.as_ref().and_then(|_| self.guard.known_damage()) {
            Some(what) => Err(self.guard.damaged(what)),
            None => Ok(response),
        }
    }

    fn get(&self, lookup: &Lookup) -> Result<Vec<Record>> {
        self.guard.run(|| self.searcher.get(lookup))
    }

    fn starts(&self, ids: &[Id]) -> Result<Vec<usize>> {
        self.guard.run(|| self.searcher.starts(ids))
    }

    fn matching(&self, request: &SearchRequest) -> Result<Vec<Id>> {
        self.guard.run(|| self.searcher.matching(request))
    }

    fn each(&self, visit: &mut dyn FnMut(Record) -> Result<()>) -> Result<()> {
        self.guard.run(|| self.searcher.each(visit))
    }

    fn related(&self, id: &Id) -> Result<Option<Related>> {
        self.guard.run(|| self.searcher.related(id))
    }

    fn copies(&self, id: &Id) -> Result<Vec<Copied>> {
        self.guard.run(|| self.searcher.copies(id))
    }

    fn passages(
        &self,
        record: &Record,
        request: &SearchRequest,
        many: usize,
    ) -> Result<Vec<Snippet>> {
        self.guard.run(|| self.searcher.passages(record, request, many))
    }

    fn suggest(&self, typed: &str, many: usize) -> Result<Vec<Suggestion>> {
        self.guard.run(|| self.searcher.suggest(typed, many))
    }

    fn excerpts(&self, record: &Record, query: &Query) -> Result<Vec<Excerpt>> {
        self.guard.run(|| self.searcher.excerpts(record, query))
    }

    fn stats(&self) -> Result<Holdings> {
        self.guard.run(|| self.searcher.stats())
    }

    fn state(&self) -> Result<Vec<u8>> {
        self.guard.run(|| self.searcher.state())
    }

    fn state_head(&self) -> Result<Vec<u8>> {
        self.guard.run(|| self.searcher.state_head())
    }
}

/// An indexer whose calls are guarded, and which changes no damaged index.
pub(super) struct GuardedIndexer {
    indexer: Box<dyn Indexer>,
    guard: Guard,
    /// Set once the index was found to be sound.
    sound: OnceLock<()>,
    comparing: Mutex<()>,
}

impl GuardedIndexer {
    pub(super) fn new(indexer: impl Indexer + 'static, guard: Guard) -> Self {
        let sound = OnceLock::new();
        let comparing = Mutex::new(());
        Self { indexer: Box::new(indexer), guard, sound, comparing }
    }

    /// Fails where the index is damaged; compares it once, whichever thread comes first.
    fn refuse_damage(&self) -> Result<()> {
        if self.sound.get().is_some() {
            return Ok(());
        }
        let _comparing = self.comparing.lock().unwrap_or_else(PoisonError::into_inner);
        if self.sound.get().is_none() {
            self.guard.refuse_damage()?;
            self.sound.get_or_init(|| ());
        }
        Ok(())
    }
}

impl Indexer for GuardedIndexer {
    fn replaces(&self) -> bool {
        self.indexer.replaces()
    }

    fn state(&self) -> Result<Vec<u8>> {
        self.guard.run(|| self.indexer.state())
    }

    fn has_accessions(&self) -> Result<bool> {
        self.guard.run(|| self.indexer.has_accessions())
    }

    fn seen(&self, arrivals: &[Arrival]) -> Result<Vec<Seen>> {
        self.refuse_damage()?;
        self.guard.run(|| self.indexer.seen(arrivals))
    }

    fn returned(&self, texts: &[Accession]) -> Result<()> {
        self.refuse_damage()?;
        self.guard.run(|| self.indexer.returned(texts))
    }

    fn departed(&self) -> Result<Vec<Accession>> {
        self.refuse_damage()?;
        self.guard.run(|| self.indexer.departed())
    }

    fn put(&self, record: &Record) -> Result<u64> {
        self.refuse_damage()?;
        self.guard.run(|| self.indexer.put(record))
    }

    fn delete(&self, path: &str) -> Result<()> {
        self.refuse_damage()?;
        self.guard.run(|| self.indexer.delete(path))
    }

    fn withdraw(&self, path: &str) {
        self.indexer.withdraw(path);
    }

    fn step(&self, state: &[u8], terms: u64) -> Result<()> {
        self.refuse_damage()?;
        self.guard.run(|| self.indexer.step(state, terms))
    }

    fn commit(self: Box<Self>, state: &[u8], terms: u64) -> Result<()> {
        self.refuse_damage()?;
        let Self { indexer, guard, .. } = *self;
        guard.run(move || indexer.commit(state, terms))
    }

    fn abandon(self: Box<Self>) -> Result<()> {
        let Self { indexer, guard, .. } = *self;
        guard.run(move || indexer.abandon())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(damage: Option<&'static str>) -> Guard {
        Guard::new("index", move || Ok(damage.map(str::to_string)))
    }

    fn told(guard: &Guard, call: impl FnOnce() -> Result<()>) -> String {
        guard.run(call).unwrap_err().to_string()
    }

    #[test]
    fn a_panic_over_a_damaged_file_names_the_file() {
        let told = told(&guard(Some("a.idx is missing")), || panic!("out of bounds"));
        assert_eq!(told, "index: the index is damaged (a.idx is missing)");
    }

    #[test]
    fn the_damage_was_found_because_of_the_error_that_is_its_cause() {
        use std::error::Error as _;
        let failed = guard(Some("a.idx is missing"))
            .run(|| -> Result<()> { Err(Error::backend(std::io::Error::other("no block"))) });
        let damaged = failed.unwrap_err();
        let backend = damaged.source().unwrap();
        assert_eq!(backend.to_string(), "the index failed: no block");
        assert_eq!(backend.source().unwrap().to_string(), "no block");
    }

    #[test]
    fn a_panic_over_sound_files_is_a_bug_with_its_words() {
        let told = told(&guard(None), || panic!("out of bounds"));
        assert!(told.contains("this is a bug") && told.contains("(out of bounds)"), "{told}");
    }

    #[test]
    fn what_has_nothing_to_do_with_damage_is_told_as_it_is() {
        let guard = guard(Some("a.idx is missing"));
        for kind in [std::io::ErrorKind::PermissionDenied, std::io::ErrorKind::StorageFull] {
            let told = told(&guard, || Err(std::io::Error::from(kind).into()));
            assert!(!told.contains("damaged"), "{told}");
        }
        assert!(
            told(&guard, || Err(ErrorKind::Busy.into())).contains("another process is writing")
        );
    }

    #[test]
    fn a_damage_that_cannot_be_looked_for_leaves_the_error_as_it_is() {
        let guard = Guard::new("index", || Err(ErrorKind::NoIndex.into()));
        let told = told(&guard, || Err(ErrorKind::Backend("no".into()).into()));
        assert_eq!(told, "index: the index failed: no");
    }
}
