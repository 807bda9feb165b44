//! An announcement with its place in the corpus.

use crate::announcement::{Announcement, Id};
use crate::response::Place;

/// One announcement as an index holds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its id.
    pub id: Id,
    /// Where it stands in the corpus.
    pub place: Place,
    /// The announcement, whole.
    pub announcement: Announcement,
}
