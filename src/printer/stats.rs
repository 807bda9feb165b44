//! What an index holds, for the eye.

use std::io::{Result, Write};

use super::facets;
use super::marked::plain;
use super::page::Page;
use super::words::{Label, Language, moment};
use super::wrap::fitted;
use crate::corpus::FileState;
use crate::engine::Stats;
use crate::error::Reason;
use crate::wire::Wording;

/// The columns of a label and the gap after it.
const LABEL: usize = 9;

/// Writes what an index holds; with `skipped` every file that is not in it, and why, and what was
/// wrong with parts of others.
pub(super) fn write(
    stats: &Stats,
    skipped: bool,
    (width, say): (usize, Language),
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
    runs(stats, say, out)?;
    facets::write(&mut Page::new(out, (width, false, say)), &stats.facets)?;
    if skipped {
        writeln!(out)?;
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

/// What the latest run brought in, and when the first did.
fn runs(stats: &Stats, say: Language, out: &mut dyn Write) -> Result<()> {
    let (Some(first), Some(last)) = (stats.first_run, stats.last_run) else { return Ok(()) };
    let (first, last) = (moment(first), moment(last));
    writeln!(out, "{}", say.came_in(say.announcements(stats.by_last_run), last, first))
}
