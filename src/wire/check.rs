//! What a check found as one JSON object.

use std::io::{Result, Write};

use serde::Serialize;

use super::{Wording, object, version};
use crate::engine::Differences;
use crate::engine::check::{Check, Failure, Recall, Tally};

/// Writes what a check found as one JSON object on one line; shares are 0 to 1, times in seconds,
/// and what was not asked or could not be told is `null`:
///
/// ```text
/// {version, well,
///  integrity: {sound, announcements, readable, files, damaged: [text]},
///  differences: {unchanged, new: [path], changed: [path], gone: [path], notes: [{path, note}]},
///  recall: {announcements, strings, seconds,
///           tallies: [{class, asked, strings, unasked, recall, precision, failed, seconds,
///                      failures: [{query, missed, wrong, place}]}]}}
/// ```
///
/// Notes are in the words of `wording`.
///
/// # Errors
/// When `out` cannot be written to.
pub fn check_json(check: &Check, wording: &dyn Wording, out: &mut dyn Write) -> Result<()> {
    object::write(&Object::of(check, wording), out)
}

#[derive(Serialize)]
struct Object<'a> {
    version: u32,
    well: bool,
    integrity: Integrity<'a>,
    differences: Option<Changes<'a>>,
    recall: Option<Found<'a>>,
}

#[derive(Serialize)]
struct Integrity<'a> {
    sound: bool,
    announcements: u64,
    readable: u64,
    files: usize,
    damaged: &'a [String],
}

#[derive(Serialize)]
struct Changes<'a> {
    unchanged: u64,
    new: &'a [String],
    changed: &'a [String],
    gone: &'a [String],
    notes: Vec<Note<'a>>,
}

#[derive(Serialize)]
struct Note<'a> {
    path: &'a str,
    note: String,
}

#[derive(Serialize)]
struct Found<'a> {
    announcements: usize,
    strings: usize,
    seconds: f64,
    tallies: Vec<Counts<'a>>,
}

#[derive(Serialize)]
struct Counts<'a> {
    class: &'static str,
    asked: &'static str,
    strings: usize,
    unasked: usize,
    recall: f64,
    precision: Option<f64>,
    failed: usize,
    seconds: f64,
    failures: Vec<Failed<'a>>,
}

#[derive(Serialize)]
struct Failed<'a> {
    query: &'a str,
    missed: usize,
    wrong: usize,
    place: Option<&'a str>,
}

impl<'a> Object<'a> {
    fn of(check: &'a Check, wording: &dyn Wording) -> Self {
        let integrity = &check.integrity;
        Self {
            version: version::CHECK,
            well: check.is_well(),
            integrity: Integrity {
                sound: integrity.is_sound(),
                announcements: integrity.announcements,
                readable: integrity.readable,
                files: integrity.files,
                damaged: &integrity.damaged,
            },
            differences: check.differences.as_ref().map(|found| Changes::of(found, wording)),
            recall: check.recall.as_ref().map(Found::from),
        }
    }
}

impl<'a> Changes<'a> {
    fn of(differences: &'a Differences, wording: &dyn Wording) -> Self {
        let Differences { new, changed, gone, notes, kept, unchanged } = differences;
        let notes = notes.iter().map(|(path, reason)| (path, wording.reason(reason)));
        let kept = kept.iter().map(|(path, kept)| (path, wording.kept(kept)));
        let notes = notes.chain(kept).map(|(path, note)| Note { path, note }).collect();
        Self { unchanged: *unchanged, new, changed, gone, notes }
    }
}

impl<'a> From<&'a Recall> for Found<'a> {
    fn from(recall: &'a Recall) -> Self {
        Self {
            announcements: recall.announcements,
            strings: recall.strings,
            seconds: recall.seconds,
            tallies: recall.tallies.iter().map(Counts::from).collect(),
        }
    }
}

impl<'a> From<&'a Tally> for Counts<'a> {
    fn from(tally: &'a Tally) -> Self {
        Self {
            class: tally.class.name(),
            asked: tally.asked.name(),
            strings: tally.strings,
            unasked: tally.unasked,
            recall: tally.recall(),
            precision: tally.precision(),
            failed: tally.failed,
            seconds: tally.seconds,
            failures: tally.failures.iter().map(Failed::from).collect(),
        }
    }
}

impl<'a> From<&'a Failure> for Failed<'a> {
    fn from(failure: &'a Failure) -> Self {
        let place = Some(failure.place.as_str()).filter(|place| !place.is_empty());
        Self { query: &failure.query, missed: failure.missed, wrong: failure.wrong, place }
    }
}
