//! When announcements came in: each is dated by the first run that saw its text.
//!
//! A document that the index has as it is keeps its date. Any other has the earliest of those of the
//! document of the same id, of all that have the same text, of the texts that the index once held, and of
//! the run. So no date is later than the first run that saw the text, and a rebuild changes none. An
//! index of a format without dates dates the files that it knows by the last walk of its folders.

use std::collections::HashSet;

use jiff::Timestamp;
use rustc_hash::FxHashMap;

use crate::announcement::{Announcement, Id};
use crate::backend::{Accession, Arrival, Indexer, Seen};
use crate::corpus::{FileState, State};
use crate::document::keys;
use crate::error::{Error, Result};

/// Nanoseconds in a millisecond.
const MILLISECOND: u64 = 1_000_000;

/// Dates what comes into an index.
pub(super) struct Dating<'a> {
    pub(super) indexer: &'a dyn Indexer,
    /// When the run began, in milliseconds since 1970.
    pub(super) now: i64,
    /// When the texts came in that the index no longer holds.
    departed: FxHashMap<u64, i64>,
    /// The files of an index that has no dates, and when its folders were walked.
    undated: Option<(HashSet<String>, i64)>,
}

/// When an announcement came in, and what tells its text.
pub(super) struct Dated {
    pub(super) added: Timestamp,
    pub(super) text: Option<Accession>,
    pub(super) seen: Seen,
}

/// What is looked up of an announcement.
pub(super) fn arrival(id: &Id, announcement: &Announcement) -> Arrival {
    Arrival { id: keys::of_id(id), content: keys::content(announcement) }
}

/// When a run begins that is to come after `last`.
pub(super) fn start(now: Timestamp, last: &State) -> i64 {
    now.as_millisecond().max(1).max(last_added(last) + 1)
}

/// When the last run dated what came in; in a state of a version that did not, when it walked.
fn last_added(last: &State) -> i64 {
    match last.added {
        0 => i64::try_from(last.walked / MILLISECOND).unwrap_or_default(),
        added => added,
    }
}

impl<'a> Dating<'a> {
    /// Of a run that began at `now`, in milliseconds since 1970, and brings an index with this state
    /// up to date or replaces it. The files of the state count only for an index without dates.
    pub(super) fn new(indexer: &'a dyn Indexer, now: i64, last: State) -> Result<Self> {
        let mut dating = Self { indexer, now, departed: FxHashMap::default(), undated: None };
        if !last.files.is_empty() && !indexer.has_accessions()? {
            let names = |file: &FileState| [file.key().to_string(), file.hash.clone()];
            let files = last.files.iter().filter(|file| file.announcements > 0).flat_map(names);
            dating.undated = Some((files.collect(), last_added(&last)));
        }
        last.departed.into_iter().for_each(|text| depart(&mut dating.departed, text));
        Ok(dating)
    }

    /// When the file of this key and hash came in, where the index knows no more than that it did.
    pub(super) fn of_file(&self, key: &str, hash: &str) -> Option<i64> {
        let (files, walked) = self.undated.as_ref()?;
        (files.contains(key) || files.contains(hash)).then_some(*walked)
    }

    /// When each of the announcements of a file came in, which itself was known to come in at `file`.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn dates(&self, arrivals: &[Arrival], file: Option<i64>) -> Result<Vec<Dated>> {
        let seen = self.indexer.seen(arrivals)?;
        let date = |(arrival, seen): (&Arrival, Seen)| {
            let came = self.date(*arrival, seen, file);
            let text = arrival.content.map(|content| (content, came));
            let added = Timestamp::from_millisecond(came).map_err(Error::damaged)?;
            // What the index once held, or holds without a date, is not new.
            let is_known = matches!(seen, Seen::Never) && came < self.now;
            let seen = if is_known { Seen::Before(came) } else { seen };
            Ok(Dated { added, text, seen })
        };
        arrivals.iter().zip(seen).map(date).collect()
    }

    fn date(&self, arrival: Arrival, seen: Seen, file: Option<i64>) -> i64 {
        let before = match seen {
            Seen::Unchanged(added) => return added,
            Seen::Before(added) => Some(added),
            Seen::Never => None,
        };
        let departed = arrival.content.and_then(|content| self.departed.get(&content)).copied();
        [before, departed, file].into_iter().flatten().fold(self.now, i64::min)
    }

    /// The texts that the index held and does not hold once all changes so far are made, in order.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn departed(&self) -> Result<Vec<Accession>> {
        let mut departed = self.departed.clone();
        self.indexer.departed()?.into_iter().for_each(|text| depart(&mut departed, text));
        let mut departed: Vec<Accession> = departed.into_iter().collect();
        departed.sort_unstable();
        Ok(departed)
    }
}

fn depart(departed: &mut FxHashMap<u64, i64>, (content, added): Accession) {
    let known = departed.entry(content).or_insert(added);
    *known = added.min(*known);
}
