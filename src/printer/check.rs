//! What a check found, for the eye.

use std::io::Result;

use super::marked::plain;
use super::page::{PLAIN, Page};
use super::words::{Label, Language};
use super::wrap::{at_right, fitted};
use crate::engine::Differences;
use crate::engine::check::{Asked, Check, Class, Failure, Recall, Tally};
use crate::wire::Wording;

/// How many files of one sort of difference are named.
const LISTED: usize = 10;

/// Where the findings begin.
const INDENT: usize = 9;

/// The heads of the table of recall.
const HEADS: ([&str; 6], [&str; 6]) = (
    ["", "asked", "strings", "recall", "precision", "seconds"],
    ["", "方式", "字串", "查全率", "查准率", "秒"],
);

/// Writes what a check found, and what to do about it.
pub(super) fn write(page: &mut Page, check: &Check) -> Result<()> {
    integrity(check, page)?;
    check.differences.as_ref().map_or(Ok(()), |differences| folders(differences, page))?;
    check.recall.as_ref().map_or(Ok(()), |found| recall(found, page))?;
    finding(page, None, &verdict(check, page.language()))
}

fn finding(page: &mut Page, head: Option<Label>, text: &str) -> Result<()> {
    let indent = if head.is_none() { 0 } else { INDENT };
    let head = head.map_or("", |label| page.language().label(label));
    page.paragraph((head, indent), &plain(text).as_str().into(), (PLAIN, PLAIN))
}

fn integrity(check: &Check, page: &mut Page) -> Result<()> {
    let (integrity, say) = (&check.integrity, page.language());
    for damage in &integrity.damaged {
        finding(page, Some(Label::Damaged), &say.told(damage))?;
    }
    let (files, readable, all) = (integrity.files, integrity.readable, integrity.announcements);
    let text = match integrity.is_sound() {
        true => say.all_readable(files, all),
        false if readable == 0 => say.none_read(all),
        false => say.some_readable(readable, all),
    };
    finding(page, Some(Label::Index), &text)
}

fn folders(differences: &Differences, page: &mut Page) -> Result<()> {
    let say = page.language();
    for (sort, paths) in sorts(differences) {
        for path in paths.iter().take(LISTED) {
            finding(page, Some(sort), path)?;
        }
        if paths.len() > LISTED {
            finding(page, Some(sort), &say.and_more(paths.len() - LISTED))?;
        }
    }
    for (path, reason) in &differences.notes {
        finding(page, Some(Label::Note), &say.of_file(path, say.reason(reason)))?;
    }
    for (path, kept) in &differences.kept {
        finding(page, Some(Label::Note), &say.of_file(path, say.kept(kept)))?;
    }
    let others = sorts(differences).map(|(sort, paths)| say.also_of(paths.len(), say.label(sort)));
    let text = say.files_as_indexed(differences.unchanged, others.concat());
    finding(page, Some(Label::Folders), &text)
}

fn sorts(differences: &Differences) -> [(Label, &[String]); 3] {
    let Differences { new, changed, gone, .. } = differences;
    [(Label::New, new), (Label::Changed, changed), (Label::Gone, gone)]
}

fn recall(recall: &Recall, page: &mut Page) -> Result<()> {
    let (say, Recall { strings, announcements, seconds, .. }) = (page.language(), recall);
    let text = say.strings_asked(strings, announcements, format!("{seconds:.1}"));
    finding(page, Some(Label::Recall), &text)?;
    page.blank()?;
    row(page, say.of(HEADS).map(String::from))?;
    for tally in &recall.tallies {
        row(page, cells(tally, say))?;
    }
    page.blank()?;
    let unasked: usize = recall.tallies.iter().map(|tally| tally.unasked).sum();
    if unasked > 0 {
        finding(page, Some(Label::Note), &say.asked_quoted_only(unasked))?;
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
    let left = [fitted(&class, 33), fitted(&asked, 10), at_right(&strings, 8)].concat();
    let line =
        [left, at_right(&recall, 10), at_right(&precision, 11), at_right(&seconds, 8)].concat();
    page.row("", 0, line.trim_end())
}

fn cells(tally: &Tally, say: Language) -> [String; 6] {
    let asked = say.of(match tally.asked {
        Asked::Quoted => ("in quotes", "加引号"),
        Asked::Words => ("as words", "作词语"),
    });
    [
        class(tally.class, say).into(),
        asked.into(),
        tally.strings.to_string(),
        percent(tally.recall()),
        tally.precision().map_or("–".into(), percent),
        format!("{:.1}", tally.seconds),
    ]
}

fn class(class: Class, say: Language) -> &'static str {
    say.of(match class {
        Class::Han => ("strings of Han characters", "汉字字串"),
        Class::Letters => ("strings with letters or figures", "含字母或数字的字串"),
        Class::Marks => ("strings across marks", "跨标点的字串"),
        Class::Names => ("names of bodies and divisions", "机关和区划名称"),
        Class::Terms => ("terms of policy", "政策用语"),
    })
}

/// A share in hundredths of a percent, rounded down: 100 % is all.
fn percent(share: f64) -> String {
    if share >= 1.0 { "100 %".into() } else { format!("{:.2} %", (share * 1e4).floor() / 1e2) }
}

fn failures(tally: &Tally, page: &mut Page) -> Result<()> {
    let say = page.language();
    for failure in &tally.failures {
        finding(page, Some(Label::Failed), &failure_words(failure, say))?;
    }
    let more = tally.failed - tally.failures.len();
    if more > 0 {
        let [class, asked, ..] = cells(tally, say);
        finding(page, Some(Label::Failed), &say.more_failed(more, class, asked))?;
    }
    Ok(())
}

fn failure_words(failure: &Failure, say: Language) -> String {
    let Failure { query, missed, wrong, place } = failure;
    let query = query.replace(['\n', '\r'], " ");
    match (missed, wrong) {
        _ if place.is_empty() => say.query_refused(query),
        (0, wrong) => say.finds_wrong(query, wrong, place),
        (missed, 0) => say.misses(query, missed, place),
        (missed, wrong) => say.misses_and_finds(query, missed, place, wrong),
    }
}

fn has_notes(differences: &Differences) -> bool {
    !(differences.notes.is_empty() && differences.kept.is_empty())
}

/// What is to be done.
fn verdict(check: &Check, say: Language) -> String {
    if check.is_well() {
        say.all_is_well()
    } else if !check.integrity.is_sound() {
        say.is_damaged()
    } else if check.recall.as_ref().is_some_and(|recall| !recall.is_whole()) {
        say.does_not_find_all()
    } else if check.differences.as_ref().is_some_and(has_notes) {
        say.is_behind_with_notes()
    } else {
        say.is_behind()
    }
}
