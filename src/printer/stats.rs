//! What an index holds, for the eye.

use std::io::{Result, Write};

use unicode_width::UnicodeWidthStr;

use super::marked::plain;
use super::words::{Language, bytes};
use crate::corpus::FileState;
use crate::engine::Stats;
use crate::error::Reason;
use crate::response::FacetCount;
use crate::wire::Wording;

/// How many values of a facet are listed.
const LISTED: usize = 10;

/// Writes what an index holds; with `skipped` every file that is not in it, and why, and what was
/// wrong with parts of others.
pub(super) fn write(stats: &Stats, skipped: bool, out: &mut dyn Write) -> Result<()> {
    let files = stats.files();
    let left = stats.state.files.iter();
    let left: Vec<_> = left.filter(|file| file.skipped.is_some()).collect();
    let announcements = stats.announcements;
    writeln!(out, "{announcements} announcements from {} of {files} files", files - left.len())?;
    for root in stats.roots() {
        writeln!(out, "from {}", plain(&root.display().to_string()))?;
    }
    sizes(&stats.bytes, out)?;
    let facets = &stats.facets;
    for (name, counts) in [
        ("level", &facets.levels),
        ("kind", &facets.kinds),
        ("region", &facets.regions),
        ("issuer", &facets.issuers),
        ("year", &facets.years),
    ] {
        facet(name, counts, out)?;
    }
    if skipped {
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

fn facet(name: &str, counts: &[FacetCount], out: &mut dyn Write) -> Result<()> {
    if counts.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nby {name}")?;
    let widest = counts.iter().take(LISTED).map(|counted| counted.value.width()).max().unwrap_or(0);
    for FacetCount { value, count } in counts.iter().take(LISTED) {
        let pad = widest - value.width();
        writeln!(out, "  {}{:pad$}  {count:>7}", plain(value), "")?;
    }
    if counts.len() > LISTED {
        writeln!(out, "  and {} more", counts.len() - LISTED)?;
    }
    Ok(())
}
