//! What an index holds, for the eye.

use std::io::Result;

use super::facets;
use super::marked::plain;
use super::page::{PLAIN, Page};
use super::words::{Label, Language, moment};
use crate::backend::Cluster;
use crate::corpus::FileState;
use crate::engine::Stats;
use crate::error::Reason;
use crate::wire::Wording;

/// The columns of a label and the gap after it.
const LABEL: usize = 9;

/// Writes what an index holds; with `skipped` every file that is not in it, and why, and what was
/// wrong with parts of others.
pub(super) fn write(page: &mut Page, stats: &Stats, skipped: bool) -> Result<()> {
    let say = page.language();
    let files = stats.files();
    let left = stats.state.files.iter();
    let left: Vec<_> = left.filter(|file| file.skipped.is_some()).collect();
    page.text(0, &say.read_from_files(stats.announcements, files - left.len(), files), PLAIN)?;
    for root in stats.roots() {
        page.row("", 0, &say.read_from_folder(plain(&root.display().to_string())))?;
    }
    if let Some(cluster) = &stats.cluster {
        page.text(0, &in_cluster(say, cluster), PLAIN)?;
    }
    sizes(page, &stats.bytes)?;
    runs(page, stats)?;
    facets::write(page, &stats.facets)?;
    if skipped {
        page.blank()?;
        left.into_iter().try_for_each(|file| left_out(page, file))?;
        stats.state.files.iter().try_for_each(|file| notes(page, file))?;
    }
    Ok(())
}

/// Where the index lies in a cluster.
fn in_cluster(say: Language, cluster: &Cluster) -> String {
    let Cluster { name, version, nodes, generation, commit, shards, replicas } = cluster;
    let place = say.in_cluster(plain(name), version, nodes);
    say.in_shards(place, generation, commit, shards, replicas)
}

fn left_out(page: &mut Page, file: &FileState) -> Result<()> {
    let sort = if file.junk > 0 { Label::Junk } else { Label::Skipped };
    said(page, sort, &file.path, file.skipped.as_ref())
}

fn notes(page: &mut Page, file: &FileState) -> Result<()> {
    file.notes.iter().try_for_each(|note| said(page, Label::Note, &file.path, Some(note)))
}

/// What is said of a file, behind its label.
fn said(page: &mut Page, sort: Label, path: &str, reason: Option<&Reason>) -> Result<()> {
    let say = page.language();
    let reason = reason.map(|reason| say.reason(reason)).unwrap_or_default();
    page.row(say.label(sort), LABEL, &plain(&say.of_file(path, reason)))
}

fn sizes(page: &mut Page, parts: &[(String, u64)]) -> Result<()> {
    let say = page.language();
    let whole = parts.iter().map(|(_, size)| size).sum();
    let part = |(part, size): &(String, u64)| format!("{} {}", say.told(part), say.size(*size));
    let parts: Vec<String> = parts.iter().map(part).collect();
    page.text(0, &say.on_disk(say.size(whole), say.list(&parts, false)), PLAIN)
}

/// What the latest run brought in, and when the first did.
fn runs(page: &mut Page, stats: &Stats) -> Result<()> {
    let (Some(first), Some(last)) = (stats.first_run, stats.last_run) else { return Ok(()) };
    let say = page.language();
    let (first, last) = (moment(first), moment(last));
    page.text(0, &say.came_in(say.announcements(stats.by_last_run), last, first), PLAIN)
}
