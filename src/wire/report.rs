//! What an indexing run did as one JSON object.

use std::io::{Result, Write};

use serde::Serialize;

use super::examined::Told;
use super::problems::{OfFile, Said, grouped};
use super::{Wording, object, version};
use crate::engine::{ColumnMapping, Few, Forgotten, Interrupted, Kept, NamedAnnouncement, Report};
use crate::error::Reason;

/// Writes what a run did, or with `rehearsed` would do, as one JSON object on one line:
///
/// ```text
/// {version, dry_run,
///  files: {added, updated, renamed, removed, unchanged, junk, skipped, left_out_before, kept,
///          ignored, excluded},
///  announcements, bytes, seconds,
///  images: {recognised, known, failed, seconds, waiting, waiting_files},
///  new: {count, named: [{id, title, date, path, part}]}, changed: {count, named: […]},
///  gone: [path], forgotten: [{path, files, announcements}],
///  interrupted: {done, of, dropped},
///  columns: [{files, paths: [path],
///             columns: [{name, place, taken, known, records, characters, left_out, remedy}]}],
///  notes: [{reason, files, paths: [{path, count, parts: [text], reason}]}], junk: […], skipped: […],
///  kept: [{path, announcements, reason}]}
/// ```
///
/// `interrupted` is null unless the run was stopped: it knows `done` of the `of` files that it found as
/// they are now, and a rebuild that was `dropped` left the index as it was. `images` counts pages that are images: those that tesseract read in this run, those known from
/// before, those that it could not read, the seconds of all its processes, and the pages of how many
/// files wait to be read. `new` and `changed` count announcements and name them while they are ten at most; `gone` names the
/// first ten files of which the announcements were removed. A thing that is said of files stands once in
/// `notes`, `junk` and `skipped`, with an ellipsis for each number in which they differ, and then
/// every file with how often it is said of it. Sizes are in bytes, times in seconds.
///
/// Reasons are in the words of `wording`.
///
/// # Errors
/// When `out` cannot be written to.
pub fn report_json(
    report: &Report,
    rehearsed: bool,
    wording: &dyn Wording,
    out: &mut dyn Write,
) -> Result<()> {
    object::write(&Object::of(report, rehearsed, wording), out)
}

#[derive(Serialize)]
struct Object<'a> {
    version: u32,
    dry_run: bool,
    files: Files,
    announcements: u64,
    bytes: u64,
    seconds: f64,
    images: Images,
    new: Named<'a>,
    changed: Named<'a>,
    gone: &'a [String],
    forgotten: Vec<ForgottenRoot>,
    interrupted: Option<Stopped>,
    columns: Vec<Mapping<'a>>,
    notes: Vec<Problem>,
    junk: Vec<Problem>,
    skipped: Vec<Problem>,
    kept: Vec<KeptFile<'a>>,
}

#[derive(Serialize)]
struct Files {
    added: u64,
    updated: u64,
    renamed: u64,
    removed: u64,
    unchanged: u64,
    junk: usize,
    skipped: usize,
    left_out_before: u64,
    kept: u64,
    ignored: u64,
    excluded: u64,
}

#[derive(Serialize)]
struct Images {
    recognised: u64,
    known: u64,
    failed: u64,
    seconds: f64,
    waiting: u64,
    waiting_files: u64,
}

impl Images {
    fn of(report: &Report) -> Self {
        Self {
            recognised: report.recognised.read,
            known: report.recognised.known,
            failed: report.recognised.failed,
            seconds: report.recognised.took.as_secs_f64(),
            waiting: report.waiting.pages,
            waiting_files: report.waiting.files,
        }
    }
}

#[derive(Serialize)]
struct ForgottenRoot {
    path: String,
    files: u64,
    announcements: u64,
}

impl From<&Forgotten> for ForgottenRoot {
    fn from(forgotten: &Forgotten) -> Self {
        let Forgotten { root, files, announcements } = forgotten;
        Self { path: root.display().to_string(), files: *files, announcements: *announcements }
    }
}

#[derive(Serialize)]
struct Stopped {
    done: u64,
    of: u64,
    dropped: bool,
}

impl From<Interrupted> for Stopped {
    fn from(Interrupted { done, of, dropped }: Interrupted) -> Self {
        Self { done, of, dropped }
    }
}

#[derive(Serialize)]
struct Named<'a> {
    count: u64,
    named: Vec<Announced<'a>>,
}

#[derive(Serialize)]
struct Announced<'a> {
    id: &'a str,
    title: &'a str,
    date: Option<String>,
    path: &'a str,
    part: Option<&'a str>,
}

#[derive(Serialize)]
struct Mapping<'a> {
    files: u64,
    paths: &'a [String],
    columns: Vec<Told<'a>>,
}

#[derive(Serialize)]
struct Problem {
    reason: String,
    files: usize,
    paths: Vec<ProblemFile>,
}

#[derive(Serialize)]
struct ProblemFile {
    path: String,
    count: u64,
    parts: Vec<String>,
    reason: String,
}

#[derive(Serialize)]
struct KeptFile<'a> {
    path: &'a str,
    announcements: u64,
    reason: String,
}

impl<'a> Object<'a> {
    fn of(report: &'a Report, rehearsed: bool, wording: &dyn Wording) -> Self {
        let said = |said: &[(String, Reason)]| {
            grouped(said, wording).into_iter().map(Problem::from).collect()
        };
        let kept = |(path, kept): &'a (String, Kept)| KeptFile {
            path,
            announcements: kept.announcements,
            reason: wording.kept(kept),
        };
        Self {
            version: version::REPORT,
            dry_run: rehearsed,
            files: Files::of(report),
            announcements: report.announcements,
            bytes: report.bytes,
            seconds: report.took.as_secs_f64(),
            images: Images::of(report),
            new: (&report.new).into(),
            changed: (&report.changed).into(),
            gone: &report.gone,
            forgotten: report.forgotten.iter().map(ForgottenRoot::from).collect(),
            interrupted: report.interrupted.map(Stopped::from),
            columns: report.columns.iter().map(Mapping::from).collect(),
            notes: said(&report.notes),
            junk: said(&report.junk),
            skipped: said(&report.skipped),
            kept: report.kept.iter().map(kept).collect(),
        }
    }
}

impl Files {
    fn of(report: &Report) -> Self {
        Self {
            added: report.added,
            updated: report.updated,
            renamed: report.renamed,
            removed: report.removed,
            unchanged: report.unchanged,
            junk: report.junk.len(),
            skipped: report.skipped.len(),
            left_out_before: report.skipped_before,
            kept: report.kept_files,
            ignored: report.ignored,
            excluded: report.excluded,
        }
    }
}

impl<'a> From<&'a Few> for Named<'a> {
    fn from(few: &'a Few) -> Self {
        Self { count: few.count, named: few.named.iter().map(Announced::from).collect() }
    }
}

impl<'a> From<&'a NamedAnnouncement> for Announced<'a> {
    fn from(named: &'a NamedAnnouncement) -> Self {
        Self {
            id: named.id.as_str(),
            title: &named.title,
            date: named.date.map(|date| date.date.to_string()),
            path: &named.place.path,
            part: named.place.part.as_deref(),
        }
    }
}

impl<'a> From<&'a ColumnMapping> for Mapping<'a> {
    fn from(mapping: &'a ColumnMapping) -> Self {
        let columns = mapping.columns.iter().map(Told::of).collect();
        Self { files: mapping.files, paths: &mapping.paths, columns }
    }
}

impl From<Said> for Problem {
    fn from(said: Said) -> Self {
        let Said { reason, files } = said;
        let file =
            |OfFile { path, count, parts, told }| ProblemFile { path, count, parts, reason: told };
        Self { reason, files: files.len(), paths: files.into_iter().map(file).collect() }
    }
}
