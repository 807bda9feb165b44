//! What a check found, for the eye and as JSON.

use std::io::{Result, Write};

use serde::Serialize;

use super::marked::plain;
use super::page::{PLAIN, Page};
use crate::engine::Differences;
use crate::engine::check::{Asked, Check, Class, Failure, Recall, Tally};

/// How many files of one sort of difference are named.
const LISTED: usize = 10;

/// The version of the object that [`check_json`] writes.
const VERSION: u32 = 1;

/// Where the findings begin.
const INDENT: usize = 9;

/// Prints what a check found on lines of at most `width` columns, and what to do about it.
///
/// # Errors
/// When `out` cannot be written to.
pub fn check(check: &Check, width: usize, out: &mut dyn Write) -> Result<()> {
    let page = &mut Page::new(out, width, false);
    integrity(check, page)?;
    check.differences.as_ref().map_or(Ok(()), |differences| folders(differences, page))?;
    check.recall.as_ref().map_or(Ok(()), |found| recall(found, page))?;
    finding(page, "", verdict(check))
}

fn finding(page: &mut Page, head: &str, text: &str) -> Result<()> {
    let indent = if head.is_empty() { 0 } else { INDENT };
    page.paragraph((head, indent), &plain(text).as_str().into(), (PLAIN, PLAIN))
}

fn integrity(check: &Check, page: &mut Page) -> Result<()> {
    let integrity = &check.integrity;
    for damage in &integrity.damaged {
        finding(page, "damaged", damage)?;
    }
    let (files, readable, all) = (integrity.files, integrity.readable, integrity.announcements);
    let text = match integrity.is_sound() {
        true => format!("{files} files as they were written, {all} announcements readable"),
        false if readable == 0 => format!("{all} announcements, none read: files are damaged"),
        false => format!("{readable} of {all} announcements readable"),
    };
    finding(page, "index", &text)
}

fn folders(differences: &Differences, page: &mut Page) -> Result<()> {
    for (sort, paths) in sorts(differences) {
        for path in paths.iter().take(LISTED) {
            finding(page, sort, path)?;
        }
        if paths.len() > LISTED {
            finding(page, sort, &format!("and {} more", paths.len() - LISTED))?;
        }
    }
    for (path, note) in &differences.notes {
        finding(page, "note", &format!("{path}: {note}"))?;
    }
    let counts = sorts(differences).map(|(sort, paths)| format!(", {} {sort}", paths.len()));
    let unchanged = differences.unchanged;
    finding(page, "folders", &format!("{unchanged} files as they were indexed{}", counts.concat()))
}

fn sorts(differences: &Differences) -> [(&'static str, &[String]); 3] {
    let Differences { new, changed, gone, .. } = differences;
    [("new", new), ("changed", changed), ("gone", gone)]
}

fn recall(recall: &Recall, page: &mut Page) -> Result<()> {
    let Recall { strings, announcements, seconds, .. } = recall;
    let text = format!("{strings} strings in {announcements} announcements, {seconds:.1} s");
    finding(page, "recall", &text)?;
    page.blank()?;
    row(page, ["", "asked", "strings", "recall", "precision", "seconds"].map(String::from))?;
    for tally in &recall.tallies {
        row(page, cells(tally))?;
    }
    page.blank()?;
    let unasked: usize = recall.tallies.iter().map(|tally| tally.unasked).sum();
    if unasked > 0 {
        let why = "were asked in quotes only: marks in them are more than text to a query";
        finding(page, "note", &format!("{unasked} strings {why}"))?;
    }
    for tally in &recall.tallies {
        failures(tally, page)?;
    }
    Ok(())
}

fn row(
    page: &mut Page,
    [class, asked, strings, recall, precision, seconds]: [String; 6],
) -> Result<()> {
    let left = format!("{class:<33}{asked:<10}{strings:>8}");
    let line = format!("{left}{recall:>10}{precision:>11}{seconds:>8}");
    page.row("", 0, line.trim_end())
}

fn cells(tally: &Tally) -> [String; 6] {
    let asked = match tally.asked {
        Asked::Quoted => "in quotes",
        Asked::Words => "as words",
    };
    [
        words(tally.class).into(),
        asked.into(),
        tally.strings.to_string(),
        percent(tally.recall()),
        tally.precision().map_or("–".into(), percent),
        format!("{:.1}", tally.seconds),
    ]
}

fn words(class: Class) -> &'static str {
    match class {
        Class::Han => "strings of Han characters",
        Class::Letters => "strings with letters or figures",
        Class::Marks => "strings across marks",
        Class::Names => "names of bodies and divisions",
        Class::Terms => "terms of policy",
    }
}

/// A share in hundredths of a percent, rounded down: 100 % is all.
fn percent(share: f64) -> String {
    if share >= 1.0 { "100 %".into() } else { format!("{:.2} %", (share * 1e4).floor() / 1e2) }
}

fn failures(tally: &Tally, page: &mut Page) -> Result<()> {
    for failure in &tally.failures {
        finding(page, "failed", &failure_words(failure))?;
    }
    let more = tally.failed - tally.failures.len();
    if more > 0 {
        let [class, asked, ..] = cells(tally);
        finding(page, "failed", &format!("and {more} more {class}, asked {asked}"))?;
    }
    Ok(())
}

fn failure_words(failure: &Failure) -> String {
    let Failure { query, missed, wrong, place } = failure;
    let query = query.replace(['\n', '\r'], " ");
    match (missed, wrong) {
        _ if place.is_empty() => format!("{query}: refused by the parser of queries"),
        (0, wrong) => format!("{query}: finds {wrong} that do not hold it, as {place}"),
        (missed, 0) => format!("{query}: misses {missed} that hold it, as {place}"),
        (missed, wrong) => {
            format!("{query}: misses {missed} that hold it, as {place}; finds {wrong} that do not")
        }
    }
}

/// What is to be done.
fn verdict(check: &Check) -> &'static str {
    if check.is_well() {
        "all is well"
    } else if !check.integrity.is_sound() {
        "the index is damaged: run `search index --rebuild`"
    } else if check.recall.as_ref().is_some_and(|recall| !recall.is_whole()) {
        "the index does not find all it holds: run `search index --rebuild`, and report it if that \
         does not help"
    } else if check.differences.as_ref().is_some_and(|found| !found.notes.is_empty()) {
        "the index is not as its folders are: see the notes, and run `search index`"
    } else {
        "the index is not as its folders are: run `search index`"
    }
}

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
/// # Errors
/// When `out` cannot be written to.
pub fn check_json(check: &Check, out: &mut dyn Write) -> Result<()> {
    serde_json::to_writer(&mut *out, &Object::from(check))?;
    writeln!(out)
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
    note: &'a str,
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

impl<'a> From<&'a Check> for Object<'a> {
    fn from(check: &'a Check) -> Self {
        let integrity = &check.integrity;
        Self {
            version: VERSION,
            well: check.is_well(),
            integrity: Integrity {
                sound: integrity.is_sound(),
                announcements: integrity.announcements,
                readable: integrity.readable,
                files: integrity.files,
                damaged: &integrity.damaged,
            },
            differences: check.differences.as_ref().map(Changes::from),
            recall: check.recall.as_ref().map(Found::from),
        }
    }
}

impl<'a> From<&'a Differences> for Changes<'a> {
    fn from(differences: &'a Differences) -> Self {
        let Differences { new, changed, gone, notes, unchanged } = differences;
        let notes = notes.iter().map(|(path, note)| Note { path, note }).collect();
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
