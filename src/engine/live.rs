//! An index that is followed: each question is asked of its last committed state.
//!
//! A look at two small files, ten times a second at most, tells whether something was committed
//! since; an index on other machines is asked once a second at most. Then one thread opens the new
//! state and asks it once, so that its tables are read, while all others are still answered by the old
//! one. What is asked of an old state is answered to the end: its files stay readable while they are
//! open.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, TryLockError};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::vocabulary::{self, Mark};
use super::{Engine, OpenOptions, Stats};
use crate::backend::{self, Commit, Location};
use crate::error::{Error, ErrorKind, Result};
use crate::query::Query;
use crate::request::SearchRequest;

/// How long the index is not looked at again. A look costs some 30 µs.
const LOOKS_APART: Duration = Duration::from_millis(100);

/// How long an index on other machines is not looked at again, which is a request of its own.
const REMOTE_LOOKS_APART: Duration = Duration::from_secs(1);

/// An index that is followed.
pub struct Live {
    location: Location,
    options: OpenOptions,
    began: Instant,
    /// When the index was last looked at, in milliseconds after `began`; 0 before the first look.
    looked: AtomicU64,
    opened: RwLock<Option<Arc<Opened>>>,
    opening: Mutex<()>,
    failure: RwLock<Option<Arc<Error>>>,
}

/// One committed state, opened.
pub struct Opened {
    /// It.
    pub engine: Engine,
    /// What it holds, as it was read when it was opened.
    pub stats: Stats,
    /// When it was opened.
    pub at: Timestamp,
    version: Version,
    generation: String,
}

/// What an answer depends on besides the request: the committed state, and the user's own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Version {
    commit: Commit,
    words: [Option<Mark>; 2],
}

impl Opened {
    /// What tells this state, with the words it was opened with, from all others of the index: 16
    /// hexadecimal digits.
    pub fn generation(&self) -> &str {
        &self.generation
    }
}

impl Version {
    fn generation(&self) -> String {
        let Self { commit, words } = self;
        let hash = blake3::hash(format!("{commit} {words:?}").as_bytes());
        hash.to_hex()[..16].to_string()
    }
}

impl Live {
    /// Follows the index at `location`; it need not be there yet.
    pub fn new(location: Location, options: OpenOptions) -> Self {
        Self {
            location,
            options,
            began: Instant::now(),
            looked: AtomicU64::new(0),
            opened: RwLock::default(),
            opening: Mutex::default(),
            failure: RwLock::default(),
        }
    }

    /// The last committed state, or while that is being opened, or cannot be, the one before it.
    ///
    /// # Errors
    /// When no index is there, or it could not be opened yet.
    pub fn opened(&self) -> Result<Arc<Opened>, Arc<Error>> {
        self.just_opened().map_or_else(|| self.look(), Ok)
    }

    /// The state that the last look found, where that was a moment ago: no file is read for it.
    pub fn just_opened(&self) -> Option<Arc<Opened>> {
        if self.is_time_to_look() { None } else { self.known() }
    }

    /// Why the last look at the index failed; `None` where it did not.
    pub fn failure(&self) -> Option<Arc<Error>> {
        self.failure.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn known(&self) -> Option<Arc<Opened>> {
        self.opened.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn is_time_to_look(&self) -> bool {
        let now = self.began.elapsed().as_millis() as u64;
        let looked = self.looked.load(Ordering::Relaxed);
        now >= looked + self.looks_apart().as_millis() as u64
    }

    fn looks_apart(&self) -> Duration {
        match self.location.dir() {
            Some(_) => LOOKS_APART,
            None => REMOTE_LOOKS_APART,
        }
    }

    /// Opens what was committed since the last look. Where there is something to answer with
    /// meanwhile, only one thread does.
    fn look(&self) -> Result<Arc<Opened>, Arc<Error>> {
        let known = self.known();
        // Kept to the end: what a look found must not be undone by one that began before it. A look that
        // panicked has changed nothing.
        let _alone = match (&known, self.opening.try_lock()) {
            (_, Ok(alone)) => alone,
            (_, Err(TryLockError::Poisoned(alone))) => alone.into_inner(),
            (Some(known), Err(TryLockError::WouldBlock)) => return Ok(Arc::clone(known)),
            (None, Err(TryLockError::WouldBlock)) => {
                self.opening.lock().unwrap_or_else(PoisonError::into_inner)
            }
        };
        // What is committed while the state is opened is for the next look.
        let began = self.began.elapsed().as_millis() as u64;
        let found = self.newest();
        self.looked.store(began, Ordering::Relaxed);
        let failed = found.as_ref().err().cloned();
        *self.failure.write().unwrap_or_else(PoisonError::into_inner) = failed;
        match (found, known) {
            (Ok(opened), _) => Ok(opened),
            // An index that is gone answers nothing: its texts may have been taken away on purpose.
            (Err(error), _) if matches!(error.kind(), ErrorKind::NoIndex) => {
                *self.opened.write().unwrap_or_else(PoisonError::into_inner) = None;
                Err(error)
            }
            (Err(_), Some(known)) => Ok(known),
            (Err(error), None) => Err(error),
        }
    }

    /// The state that is committed now.
    fn newest(&self) -> Result<Arc<Opened>, Arc<Error>> {
        let named = [self.options.synonyms.as_deref(), self.options.dictionary.as_deref()];
        let version = Version {
            commit: backend::last_commit(&self.location)?,
            words: vocabulary::marks(&self.location, named),
        };
        if let Some(known) = self.known().filter(|known| known.version == version) {
            return Ok(known);
        }
        let opened = Arc::new(self.open(version)?);
        *self.opened.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&opened));
        Ok(opened)
    }

    /// Opens the index, and has it read what its first question would have to wait for.
    fn open(&self, version: Version) -> Result<Opened> {
        let engine = Engine::open_with(&self.location, &self.options)?;
        let stats = engine.stats()?;
        engine.origins()?;
        let now = jiff::Zoned::now().date();
        let mut newest = SearchRequest::new(Query::everything(), now).limit(1);
        newest.facets = true;
        if let Some(hit) = engine.search(&newest)?.hits.first() {
            engine.related(&hit.id)?;
        }
        let generation = version.generation();
        Ok(Opened { engine, stats, at: Timestamp::now(), version, generation })
    }
}

#[cfg(test)]
mod tests;
