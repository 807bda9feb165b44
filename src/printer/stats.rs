//! What an index holds, for the eye.

use std::io::{Result, Write};

use super::marked::plain;
use super::words::{FacetOf, Label, Language};
use super::wrap::{columns, fitted};
use crate::corpus::FileState;
use crate::engine::Stats;
use crate::error::Reason;
use crate::response::FacetCount;
use crate::wire::Wording;

/// The columns of a label and the gap after it.
const LABEL: usize = 9;

/// How many values of a facet are listed.
const LISTED: usize = 10;

/// Writes what an index holds; with `skipped` every file that is not in it, and why, and what was
/// wrong with parts of others.
pub(super) fn write(
    stats: &Stats,
    skipped: bool,
    say: Language,
    out: &mut dyn Write,
) -> Result<()> {
    let files = stats.files();
    let left = stats.state.files.iter();
    let left: Vec<_> = left.filter(|file| file.skipped.is_some()).collect();
    let announcements = stats.announcements;
    writeln!(out, "{}", say.from_files(announcements, files - left.len(), files))?;
    for root in stats.roots() {
        writeln!(out, "{}", say.from_folder(plain(&root.display().to_string())))?;
    }
    sizes(&stats.bytes, say, out)?;
    let facets = &stats.facets;
    for (of, counts) in [
        (FacetOf::Level, &facets.levels),
        (FacetOf::Kind, &facets.kinds),
        (FacetOf::Region, &facets.regions),
        (FacetOf::Issuer, &facets.issuers),
        (FacetOf::Year, &facets.years),
    ] {
        facet(of, counts, say, out)?;
    }
    if skipped {
        left.into_iter().try_for_each(|file| left_out(file, say, out))?;
        stats.state.files.iter().try_for_each(|file| notes(file, say, out))?;
    }
    Ok(())
}

fn left_out(file: &FileState, say: Language, out: &mut dyn Write) -> Result<()> {
    let sort = if file.junk > 0 { Label::Junk } else { Label::Skipped };
    let reason = file.skipped.as_ref().map(|reason| told(reason, say)).unwrap_or_default();
    line(sort, &say.of_file(plain(&file.path), reason), say, out)
}

fn notes(file: &FileState, say: Language, out: &mut dyn Write) -> Result<()> {
    file.notes.iter().try_for_each(|note| {
        line(Label::Note, &say.of_file(plain(&file.path), told(note, say)), say, out)
    })
}

/// What is said of a file, behind its label.
fn line(sort: Label, said: &str, say: Language, out: &mut dyn Write) -> Result<()> {
    writeln!(out, "{}{said}", fitted(say.label(sort), LABEL))
}

fn told(reason: &Reason, say: Language) -> String {
    plain(&say.reason(reason))
}

fn sizes(parts: &[(String, u64)], say: Language, out: &mut dyn Write) -> Result<()> {
    let whole = parts.iter().map(|(_, size)| size).sum();
    let part = |(part, size): &(String, u64)| format!("{} {}", say.told(part), say.size(*size));
    let parts: Vec<String> = parts.iter().map(part).collect();
    writeln!(out, "{}", say.on_disk(say.size(whole), say.list(&parts, false)))
}

fn facet(of: FacetOf, counts: &[FacetCount], say: Language, out: &mut dyn Write) -> Result<()> {
    if counts.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", say.by(say.facet_one(of)))?;
    let said = counts.iter().take(LISTED).map(|one| plain(&say.facet_value(of, &one.value)));
    let said: Vec<String> = said.collect();
    let widest = said.iter().map(|value| columns(value)).max().unwrap_or(0);
    for (value, FacetCount { count, .. }) in said.iter().zip(counts) {
        writeln!(out, "  {}  {count:>7}", fitted(value, widest))?;
    }
    match counts.len().saturating_sub(LISTED) {
        0 => Ok(()),
        more => writeln!(out, "  {}", say.and_more(more)),
    }
}
