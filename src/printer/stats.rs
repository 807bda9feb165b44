//! What an index holds, for the eye.

use std::io::{Result, Write};

use super::facets;
use super::marked::plain;
use super::page::Page;
use super::words::{self, Language, bytes};
use crate::corpus::FileState;
use crate::engine::Stats;
use crate::error::Reason;
use crate::wire::Wording;

/// Writes what an index holds; with `skipped` every file that is not in it, and why, and what was
/// wrong with parts of others.
pub(super) fn write(stats: &Stats, skipped: bool, width: usize, out: &mut dyn Write) -> Result<()> {
    let files = stats.files();
    let left = stats.state.files.iter();
    let left: Vec<_> = left.filter(|file| file.skipped.is_some()).collect();
    let announcements = stats.announcements;
    writeln!(out, "{announcements} announcements from {} of {files} files", files - left.len())?;
    for root in stats.roots() {
        writeln!(out, "from {}", plain(&root.display().to_string()))?;
    }
    sizes(&stats.bytes, out)?;
    runs(stats, out)?;
    facets::write(&mut Page::new(out, width, false), &stats.facets)?;
    if skipped {
        writeln!(out)?;
        left.into_iter().try_for_each(|file| left_out(file, out))?;
        stats.state.files.iter().try_for_each(|file| notes(file, out))?;
    }
    Ok(())
}

fn left_out(file: &FileState, out: &mut dyn Write) -> Result<()> {
    let sort = if file.junk > 0 { "junk" } else { "skipped" };
    let reason = file.skipped.as_ref().map(told).unwrap_or_default();
    writeln!(out, "{sort:9}{}: {reason}", plain(&file.path))
}

fn notes(file: &FileState, out: &mut dyn Write) -> Result<()> {
    let path = plain(&file.path);
    file.notes.iter().try_for_each(|note| writeln!(out, "note     {path}: {}", told(note)))
}

fn told(reason: &Reason) -> String {
    plain(&Language::default().reason(reason)).to_string()
}

fn sizes(parts: &[(String, u64)], out: &mut dyn Write) -> Result<()> {
    let whole = parts.iter().map(|(_, size)| size).sum();
    let parts: Vec<_> =
        parts.iter().map(|(part, size)| format!("{part} {}", bytes(*size))).collect();
    writeln!(out, "{} on disk: {}", bytes(whole), parts.join(", "))?;
    Ok(())
}

/// When runs brought something in, and what the latest brought.
fn runs(stats: &Stats, out: &mut dyn Write) -> Result<()> {
    let (Some(first), Some(last)) = (stats.first_run, stats.last_run) else { return Ok(()) };
    writeln!(out, "{}", words::runs(stats.by_last_run, first, last))
}
