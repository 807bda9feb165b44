//! An announcement with its place in the corpus.

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
    /// The announcement, whole.
    pub announcement: Announcement,
}

impl Record {
    /// The announcement that stands at `place`, whose id follows from it.
    pub fn of(place: Place, announcement: Announcement) -> Self {
        Self { id: place.id(), place, announcement }
    }
}
