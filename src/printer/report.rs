//! What an indexing run did, for the eye: every file left out by name, reasons that many share,
//! then the counts.

use std::collections::BTreeMap;
use std::io::{Result, Write};

use super::marked::plain;
use crate::engine::Report;

/// How many files share a reason that is counted.
const SHARED: usize = 3;

/// Prints what a run did, or would do: skipped files and notes, then the summary.
///
/// # Errors
/// When `out` cannot be written to.
pub fn report(report: &Report, rehearsed: bool, out: &mut dyn Write) -> Result<()> {
    for (path, reason) in &report.skipped {
        writeln!(out, "skipped  {}: {}", plain(path), plain(reason))?;
    }
    for (reason, files) in shared(&report.skipped) {
        writeln!(out, "skipped  {files} files: {}", plain(reason))?;
    }
    for (path, note) in &report.notes {
        writeln!(out, "note     {}: {}", plain(path), plain(note))?;
    }
    summary(report, rehearsed, out)
}

/// The reasons that many files share, the most frequent first, so that a person sees what to do.
fn shared(skipped: &[(String, String)]) -> Vec<(&str, usize)> {
    let mut counts = BTreeMap::new();
    for (_, reason) in skipped {
        *counts.entry(reason.as_str()).or_insert(0) += 1;
    }
    let mut shared: Vec<_> = counts.into_iter().filter(|(_, files)| *files >= SHARED).collect();
    shared.sort_by_key(|(_, files)| std::cmp::Reverse(*files));
    shared
}

/// Prints the counts of a run on two lines.
///
/// # Errors
/// When `out` cannot be written to.
pub fn summary(report: &Report, rehearsed: bool, out: &mut dyn Write) -> Result<()> {
    let Report { added, updated, renamed, removed, unchanged, .. } = report;
    write!(out, "files: {added} added, {updated} updated, {renamed} renamed, {removed} removed, ")?;
    writeln!(out, "{unchanged} unchanged{}", left_out(report))?;
    if rehearsed {
        writeln!(out, "nothing was changed: this was a dry run")?;
        return Ok(());
    }
    let seconds = report.took.as_secs_f64();
    let (read, announcements) = (bytes(report.bytes), report.announcements);
    writeln!(out, "index: {announcements} announcements; {read} read in {seconds:.2} s")?;
    Ok(())
}

fn left_out(report: &Report) -> String {
    let counts = [
        (report.skipped.len() as u64, "skipped"),
        (report.skipped_before, "skipped as before"),
        (report.ignored, "ignored by rule"),
        (report.excluded, "excluded by corpus.toml"),
    ];
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    counts.map(|(count, what)| format!(", {count} {what}")).collect()
}

/// A size in the largest unit that leaves at least one.
pub(super) fn bytes(bytes: u64) -> String {
    let units = [(1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB")];
    match units.iter().find(|(size, _)| bytes >= *size) {
        Some((size, unit)) => format!("{:.1} {unit}", bytes as f64 / *size as f64),
        None => format!("{bytes} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_that_many_files_share_are_counted() {
        let file = |at: usize, reason: &str| (format!("{at}.pdf"), reason.to_string());
        let scans = (0..3).map(|at| file(at, "a scan"));
        let skipped = scans.chain([file(4, "encrypted"), file(5, "encrypted")]).collect();
        let mut out = Vec::new();
        report(&Report { skipped, ..Report::default() }, false, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("skipped  4.pdf: encrypted\n"), "{text}");
        assert!(text.contains("skipped  3 files: a scan\n"), "{text}");
        assert!(!text.contains("2 files"), "{text}");
    }
}
