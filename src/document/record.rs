//! An announcement with its place in the corpus.

use jiff::Timestamp;

use crate::announcement::{Announcement, Id};
use crate::response::Place;

/// One announcement as an index holds it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Record {
    /// Its id.
    pub id: Id,
    /// Where it is in the corpus.
    pub place: Place,
    /// When it came into the index: the start of the run that first saw its text, or an earlier text
    /// of the same id. It stays as it is through moves, deletes and rebuilds.
    pub added: Timestamp,
    /// The announcement, whole.
    pub announcement: Announcement,
}

impl Record {
    /// The announcement that is at `place`, from which its id follows, and came in when `added`.
    pub fn of(place: Place, added: Timestamp, announcement: Announcement) -> Self {
        Self { id: place.id(), place, added, announcement }
    }
}
