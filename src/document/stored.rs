//! The announcement as it is shown, in JSON: what an index hands back.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::record::Record;
use crate::announcement::Announcement;
use crate::error::{Error, Result};
use crate::response::Place;
use crate::text::furniture;

/// What the store keeps of a record.
#[derive(Serialize, Deserialize)]
struct Stored<A> {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    raw: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    part: Option<String>,
    /// Milliseconds since 1970.
    added: i64,
    announcement: A,
    /// The lines of the body that are page furniture, of what has a sketch: to tell them takes
    /// patterns that a search would be a long time building.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    furniture: Option<Vec<usize>>,
}

/// A record as the store keeps it, with the lines of its body that are page furniture.
pub(super) fn written(record: &Record, furniture: Option<Vec<usize>>) -> Result<String> {
    let stored = Stored {
        path: record.place.path.clone(),
        raw: record.place.raw.clone(),
        part: record.place.part.clone(),
        added: record.added.as_millisecond(),
        announcement: &record.announcement,
        furniture,
    };
    serde_json::to_string(&stored).map_err(Error::backend)
}

/// The record that was stored as `json`.
///
/// # Errors
/// When it is not such a record: the index is damaged.
pub(crate) fn record(json: &str) -> Result<Record> {
    Ok(read(json)?.0)
}

/// The record that was stored as `json`, and the lines of its body that are page furniture.
///
/// # Errors
/// As [`record`].
pub(crate) fn compared(json: &str) -> Result<(Record, Vec<usize>)> {
    let (record, known) = read(json)?;
    let furniture = known.unwrap_or_else(|| furniture(&record.announcement.body));
    Ok((record, furniture))
}

fn read(json: &str) -> Result<(Record, Option<Vec<usize>>)> {
    let stored: Stored<Announcement> = serde_json::from_str(json).map_err(Error::damaged)?;
    let place = Place { path: stored.path, raw: stored.raw, part: stored.part };
    let added = Timestamp::from_millisecond(stored.added).map_err(Error::damaged)?;
    Ok((Record::of(place, added, stored.announcement), stored.furniture))
}
