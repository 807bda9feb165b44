//! What an indexing run did, for the eye: notes on files that are in the index, then the files that
//! are not, then what was kept though it is gone, each reason once with its files, then the counts.
//!
//! What asks for something to be done stands last, nearest to the prompt. However many files were
//! left out, the counts stay on the screen: of a reason and of all reasons only the first files are
//! named, and it is said where all are.

use std::collections::BTreeMap;
use std::io::{Result, Write};

use super::marked::plain;
use super::words::{Language, bytes};
use crate::engine::Report;
use crate::error::Reason;
use crate::wire::Wording;

/// How many files of one reason are named.
const FILES: usize = 20;

/// How many reasons of one sort are named.
const REASONS: usize = 40;

/// Where the text of a line begins.
const INDENT: usize = 9;

/// What names all files that are not in the index.
const ALL: &str = "`search stats --skipped` names all";

/// The same after a list.
const ALL_FOLLOWS: &str = ": `search stats --skipped` names all";

/// Writes what a run did, or would do: notes, files that are no announcements, files that could not
/// be read, what was kept though it is gone or could not be looked at, then the summary.
pub(super) fn write(report: &Report, rehearsed: bool, out: &mut dyn Write) -> Result<()> {
    grouped("note", &report.notes, out)?;
    grouped("junk", &report.junk, out)?;
    grouped("skipped", &report.skipped, out)?;
    for (reason, paths) in reasons(&report.kept, |kept| Language::default().kept(kept)) {
        group("kept", &reason, &paths, "", out)?;
    }
    summary(report, rehearsed, out)?;
    if report.junk.is_empty() && report.skipped.is_empty() {
        return Ok(());
    }
    writeln!(out, "`search extract FILE` shows what is made of a file{}", kept(report))
}

fn kept(report: &Report) -> &'static str {
    if report.junk.is_empty() { "" } else { "; --keep-junk indexes junk too" }
}

/// Writes what was said of files, each reason once: those that most files share last.
fn grouped(sort: &str, said: &[(String, Reason)], out: &mut dyn Write) -> Result<()> {
    let reasons = reasons(said, |reason| Language::default().reason(reason));
    let beyond = reasons.len().saturating_sub(REASONS);
    if beyond > 0 {
        let files: usize = reasons[..beyond].iter().map(|(_, paths)| paths.len()).sum();
        writeln!(out, "{sort:INDENT$}{files} files for {beyond} other reasons: {ALL}")?;
    }
    for (reason, paths) in &reasons[beyond..] {
        group(sort, reason, paths, ALL_FOLLOWS, out)?;
    }
    Ok(())
}

/// One file on one line; several below what is said of them, and `follows` after how many are not
/// named.
fn group(
    sort: &str,
    reason: &str,
    paths: &[&str],
    follows: &str,
    out: &mut dyn Write,
) -> Result<()> {
    if let [path] = paths {
        return writeln!(out, "{sort:INDENT$}{}: {}", plain(path), plain(reason));
    }
    writeln!(out, "{sort:INDENT$}{} files: {}", paths.len(), plain(reason))?;
    for path in paths.iter().take(FILES) {
        writeln!(out, "{:INDENT$}  {}", "", plain(path))?;
    }
    match paths.len().saturating_sub(FILES) {
        0 => Ok(()),
        beyond => writeln!(out, "{:INDENT$}  and {beyond} more{follows}", ""),
    }
}

/// The reasons with their files, the rarest first.
fn reasons<T>(said: &[(String, T)], told: impl Fn(&T) -> String) -> Vec<(String, Vec<&str>)> {
    let mut groups = BTreeMap::<String, Vec<&str>>::new();
    for (path, reason) in said {
        groups.entry(told(reason)).or_default().push(path);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, paths)| paths.len());
    groups
}

/// Writes the counts of a run on two lines.
pub(super) fn summary(report: &Report, rehearsed: bool, out: &mut dyn Write) -> Result<()> {
    let Report { added, updated, renamed, removed, unchanged, .. } = report;
    write!(out, "files: {added} added, {updated} updated, {renamed} renamed, {removed} removed, ")?;
    writeln!(out, "{unchanged} unchanged{}", left_out(report))?;
    if rehearsed {
        writeln!(out, "nothing was changed: this was a dry run")?;
        return Ok(());
    }
    let seconds = report.took.as_secs_f64();
    let read = bytes(report.bytes);
    let announcements = report.announcements;
    writeln!(out, "index: {announcements} announcements; {read} read in {seconds:.2} s")?;
    Ok(())
}

fn left_out(report: &Report) -> String {
    let counts = [
        (report.junk.len() as u64, "junk"),
        (report.skipped.len() as u64, "skipped"),
        (report.skipped_before, "left out as before"),
        (report.kept_files, "kept though gone or unreadable"),
        (report.ignored, "ignored by rule"),
        (report.excluded, "excluded by corpus.toml"),
    ];
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    counts.map(|(count, what)| format!(", {count} {what}")).collect()
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
        write(report, false, &mut out).unwrap();
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
    fn ten_thousand_files_fit_on_a_few_screens() {
        let same = (0..10_000).map(|at| file(at, "a scan"));
        let other = (0..10_000).map(|at| file(at, &format!("damaged at {at}")));
        let text = printed(&Report { skipped: same.chain(other).collect(), ..Report::default() });
        assert!(text.lines().count() < 100, "{text}");
        assert!(text.contains("10000 files: a scan") && text.contains("and 9980 more"), "{text}");
        assert!(text.contains("9961 files for 9961 other reasons"), "{text}");
    }
}
