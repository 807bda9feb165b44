//! What an indexing run did, for the eye: notes on files that are in the index, then the files that
//! are not, then what was kept though it is gone, each reason once with its files, then the counts.
//!
//! What asks for something to be done stands last, nearest to the prompt. However many files were
//! left out, the counts stay on the screen: of a reason and of all reasons only the first files are
//! named, and it is said where all are.

use std::collections::BTreeMap;
use std::io::{Result, Write};

use super::mapping;
use super::marked::{Marked, plain};
use super::page::{PLAIN, Page};
use super::words::{self, Label, Language, date};
use crate::corpus::reader::recognise::Tally;
use crate::engine::{Few, Forgotten, Interrupted, NamedAnnouncement, Report, Waiting};
use crate::error::Reason;
use crate::wire::{self, OfFile, Said, Wording};

/// How many files of one reason are named at most, and at least.
const FILES: usize = 20;
const FEWEST_FILES: usize = 2;

/// How many files of one sort are named, if its reasons are not too many.
const FILES_OF_A_SORT: usize = 40;

/// How many reasons of one sort are named.
const REASONS: usize = 20;

/// Where the text of a line begins.
const INDENT: usize = 9;

/// Writes what a run did, or would do: what was taken from which columns, what is new if it is little,
/// notes, files that are no announcements, files that could not be read, what was kept though it is
/// gone or could not be looked at, then the summary.
pub(super) fn write(page: &mut Page, report: &Report, rehearsed: bool) -> Result<()> {
    mapping::write(page, INDENT, &report.columns)?;
    named(page, Label::New, &report.new)?;
    named(page, Label::Changed, &report.changed)?;
    for path in gone(report) {
        page.row(page.language().label(Label::Gone), INDENT, &plain(path))?;
    }
    grouped(page, Label::Note, &report.notes)?;
    grouped(page, Label::Junk, &report.junk)?;
    grouped(page, Label::Skipped, &report.skipped)?;
    for (reason, paths) in kept_reasons(report, page.language()) {
        list(page, (Label::Kept, Language::and_more), &reason, &paths, FILES)?;
    }
    let say = page.language();
    for Forgotten { root, files, announcements, .. } in &report.forgotten {
        let root = plain(&root.display().to_string());
        let told = say.forgotten(root, files, announcements);
        page.row(say.label(Label::Forgotten), INDENT, &told)?;
    }
    summary(report, rehearsed, say, page.out())?;
    if report.junk.is_empty() && report.skipped.is_empty() {
        return Ok(());
    }
    let kept = if report.junk.is_empty() { String::new() } else { say.keep_junk_too() };
    writeln!(page.out(), "{}{kept}", say.extract_shows())
}

/// The removed files, while they are all that are gone.
fn gone(report: &Report) -> &[String] {
    let removed = report.removed as usize;
    if removed == report.gone.len() { &report.gone } else { &[] }
}

/// Writes the announcements of a sort, while they are few.
fn named(page: &mut Page, sort: Label, few: &Few) -> Result<()> {
    let say = page.language();
    few.named.iter().try_for_each(|one| {
        let told = Marked::from(&*line_of(one, say));
        page.paragraph((say.label(sort), INDENT), &told, (PLAIN, PLAIN))
    })
}

/// `title · date · id`.
fn line_of(named: &NamedAnnouncement, say: Language) -> String {
    let NamedAnnouncement { id, title, date: day, .. } = named;
    let title = if title.trim().is_empty() { say.no_title() } else { plain(title) };
    let parts = [Some(title), day.map(date), Some(id.to_string())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Writes what was said of files, each thing once: those that most files share last.
fn grouped(page: &mut Page, sort: Label, said: &[(String, Reason)]) -> Result<()> {
    let say = page.language();
    let groups = wire::grouped(said, &say);
    let beyond = groups.len().saturating_sub(REASONS);
    if beyond > 0 {
        let files: usize = groups[..beyond].iter().map(|group| group.files.len()).sum();
        page.row(say.label(sort), INDENT, &say.files_for_others(files, beyond))?;
    }
    let groups = &groups[beyond..];
    let most = (FILES_OF_A_SORT / groups.len().max(1)).clamp(FEWEST_FILES, FILES);
    groups.iter().try_for_each(|group| said_of(page, sort, group, most))
}

/// What is said of one file on one line; of several, they follow below it.
fn said_of(page: &mut Page, sort: Label, said: &Said, most: usize) -> Result<()> {
    let (say, Said { reason, files }) = (page.language(), said);
    if let [OfFile { path, told, .. }] = &files[..] {
        return page.row(say.label(sort), INDENT, &say.of_file(plain(path), plain(told)));
    }
    let paths: Vec<String> = files.iter().map(|file| counted(file, say)).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    list(page, (sort, Language::and_more_named), reason, &paths, most)
}

/// The path of a file, and how often the same is said of it.
fn counted(OfFile { path, count, .. }: &OfFile, say: Language) -> String {
    if *count > 1 { say.times(path, count) } else { path.clone() }
}

/// A reason and the first files below it, and what `beyond` says of how many are not named.
fn list(
    page: &mut Page,
    (sort, beyond): (Label, fn(Language, usize) -> String),
    reason: &str,
    paths: &[&str],
    most: usize,
) -> Result<()> {
    let say = page.language();
    if let [path] = paths {
        return page.row(say.label(sort), INDENT, &say.of_file(plain(path), plain(reason)));
    }
    page.row(say.label(sort), INDENT, &say.files_said(paths.len(), plain(reason)))?;
    for path in paths.iter().take(most) {
        page.row("", INDENT + 2, &plain(path))?;
    }
    match paths.len().saturating_sub(most) {
        0 => Ok(()),
        more => page.row("", INDENT + 2, &beyond(say, more)),
    }
}

/// Why files are kept, with these, the rarest reason first.
fn kept_reasons(report: &Report, say: Language) -> Vec<(String, Vec<&str>)> {
    let mut groups = BTreeMap::<String, Vec<&str>>::new();
    for (path, kept) in &report.kept {
        groups.entry(say.kept(kept)).or_default().push(path);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, paths)| paths.len());
    groups
}

/// Writes the counts of a run on two lines.
pub(super) fn summary(
    report: &Report,
    rehearsed: bool,
    say: Language,
    out: &mut dyn Write,
) -> Result<()> {
    if let Some(Interrupted { dropped: true, .. }) = report.interrupted {
        return writeln!(out, "{}", say.rebuild_dropped());
    }
    let Report { added, updated, renamed, removed, unchanged, .. } = report;
    let left_out = left_out(report, say);
    let files = say.files_counted(added, updated, renamed, removed, unchanged, left_out);
    writeln!(out, "{files}")?;
    if rehearsed {
        return writeln!(out, "{}", say.nothing_changed());
    }
    let seconds = format!("{:.2}", report.took.as_secs_f64());
    let (came, read) = (came(report, say), say.size(report.bytes));
    writeln!(out, "{}", say.index_holds(report.announcements, came, read, seconds))?;
    images(report, say, out)?;
    report.interrupted.map_or(Ok(()), |stopped| writeln!(out, "{}", interrupted(stopped, say)))
}

/// How far a run came that was stopped, and how it goes on.
fn interrupted(Interrupted { done, of, .. }: Interrupted, say: Language) -> String {
    match done {
        0 => say.interrupted_at_once(),
        _ => say.interrupted(words::grouped(done), words::grouped(of)),
    }
}

/// Writes what became of pages that are images, and how many wait.
fn images(report: &Report, say: Language, out: &mut dyn Write) -> Result<()> {
    let Tally { read, known, failed, took } = report.recognised;
    if read + known + failed > 0 {
        let seconds = format!("{:.1}", took.as_secs_f64());
        let failed = if failed > 0 { say.pages_failed(failed) } else { String::new() };
        writeln!(out, "{}", say.pages_recognised(read, seconds, known, failed))?;
    }
    let Waiting { pages, files, .. } = report.waiting;
    if pages > 0 { writeln!(out, "{}", say.pages_waiting(pages, files)) } else { Ok(()) }
}

/// How many announcements are new and how many changed, where that is not all.
fn came(report: &Report, say: Language) -> String {
    type Count = fn(Language, u64) -> String;
    let counts: [(u64, Count); 2] =
        [(report.new.count, Language::count_new), (report.changed.count, Language::count_changed)];
    let counts = counts.iter().filter(|(count, _)| (1..report.announcements).contains(count));
    let counts: Vec<String> = counts.map(|(count, told)| told(say, *count)).collect();
    if counts.is_empty() { String::new() } else { say.bracketed(counts.join(say.clause_comma())) }
}

fn left_out(report: &Report, say: Language) -> String {
    type Count = fn(Language, u64) -> String;
    let counts: [(u64, Count); 6] = [
        (report.junk.len() as u64, Language::count_junk),
        (report.skipped.len() as u64, Language::count_skipped),
        (report.skipped_before, Language::count_left_out_before),
        (report.kept_files, Language::count_kept),
        (report.ignored, Language::count_ignored),
        (report.excluded, Language::count_excluded),
    ];
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    counts.map(|(count, told)| told(say, *count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Kept, Missing};
    use crate::error::SystemFailure;

    fn file(at: usize, reason: &str) -> (String, Reason) {
        (format!("{at}.pdf"), reason.into())
    }

    fn printed(report: &Report) -> String {
        let mut out = Vec::new();
        write(&mut Page::new(&mut out, (60, false, Language::English)), report, false).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_reason_is_said_once_and_the_commonest_last() {
        let skipped = (0..3).map(|at| file(at, "a scan")).chain([file(4, "encrypted")]).collect();
        let junk = vec![file(5, "error page"), file(6, "error page")];
        let notes = vec![("a.csv".to_string(), "line 3: no title".into())];
        let text = printed(&Report { skipped, junk, notes, ..Report::default() });
        let head = "note     a.csv: line 3: no title\n\
                    junk     2 files: error page\n           5.pdf\n           6.pdf\n\
                    skipped  4.pdf: encrypted\n\
                    skipped  3 files: a scan\n           0.pdf\n           1.pdf\n           2.pdf\nfiles: ";
        assert!(text.starts_with(head), "{text}");
        assert!(text.contains("2 junk, 4 skipped") && text.contains("--keep-junk"), "{text}");
    }

    #[test]
    fn what_is_kept_is_named_last_and_counted() {
        let reason = "permission denied: allow this user to read and write here: \
                      its 1 announcements are kept as they were";
        let denied = Missing::Unseen(Reason::System(SystemFailure::PermissionDenied));
        let kept = |at: usize, why: &Missing| {
            (format!("{at}.pdf"), Kept { why: why.clone(), announcements: 1 })
        };
        let away = kept(99, &Missing::Absent("not there".into()));
        let kept = (0..30).map(|at| kept(at, &denied)).chain([away]).collect();
        let skipped = vec![file(5, "a scan")];
        let text = printed(&Report { kept, kept_files: 33, skipped, ..Report::default() });
        let head = format!(
            "skipped  5.pdf: a scan\n\
             kept     99.pdf: not there: 1 announcements are kept until they are back, \
             `--prune` removes them\n\
             kept     30 files: {reason}\n"
        );
        assert!(text.starts_with(&head), "{text}");
        assert!(text.contains("  and 10 more\n"), "{text}");
        assert!(text.contains(", 33 kept though gone or unreadable"), "{text}");
    }

    #[test]
    fn ten_thousand_files_fit_on_a_page() {
        let same = (0..10_000).map(|at| file(at, "a scan"));
        let numbers = (0..10_000).map(|at| file(at, &format!("damaged at {at}")));
        let other = (0..10_000).map(|at| file(at, &format!("broken ({})", "x".repeat(at % 500))));
        let skipped = same.chain(numbers).chain(other).collect();
        let text = printed(&Report { skipped, ..Report::default() });
        assert!(text.lines().count() < 100, "{text}");
        assert!(text.contains("10000 files: a scan") && text.contains("and 9998 more"), "{text}");
        assert!(text.contains("10000 files: damaged at …"), "{text}");
        assert!(text.contains("9640 files for 482 other reasons"), "{text}");
    }

    #[test]
    fn what_is_said_of_many_records_is_said_once() {
        let first = vec!["line 2".into(), "line 3".into()];
        let parts = Reason::Parts { count: 300, first, reason: Box::new("no text".into()) };
        let one = |path: &str| (path.to_string(), parts.clone());
        let text = printed(&Report { notes: vec![one("a.csv")], ..Report::default() });
        assert!(
            text.starts_with("note     a.csv: 300 records: no text (line 2, line 3, …)\n"),
            "{text}"
        );
        let text =
            printed(&Report { notes: vec![one("a.csv"), one("b.csv")], ..Report::default() });
        let head = "note     2 files: no text\n           a.csv (300 times)\n           b.csv (300 times)\n";
        assert!(text.starts_with(head), "{text}");
    }
}
