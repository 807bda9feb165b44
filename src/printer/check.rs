//! What a check found, for the eye.

use std::io::Result;

use super::marked::plain;
use super::page::{PLAIN, Page};
use super::words::Language;
use crate::engine::Differences;
use crate::engine::check::{Asked, Check, Class, Failure, Recall, Tally};
use crate::wire::Wording;

/// How many files of one sort of difference are named.
const LISTED: usize = 10;

/// Where the findings begin.
const INDENT: usize = 9;

/// Writes what a check found, and what to do about it.
pub(super) fn write(page: &mut Page, check: &Check) -> Result<()> {
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
    let language = Language::default();
    for (path, reason) in &differences.notes {
        finding(page, "note", &format!("{path}: {}", language.reason(reason)))?;
    }
    for (path, kept) in &differences.kept {
        finding(page, "note", &format!("{path}: {}", language.kept(kept)))?;
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

fn has_notes(differences: &Differences) -> bool {
    !(differences.notes.is_empty() && differences.kept.is_empty())
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
    } else if check.differences.as_ref().is_some_and(has_notes) {
        "the index is not as its folders are: see the notes, and run `search index`"
    } else {
        "the index is not as its folders are: run `search index`"
    }
}
