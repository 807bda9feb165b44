//! What an index holds as one JSON object.

use std::io::{Result, Write};

use serde::Serialize;

use super::facets::Facets;
use super::{Wording, object, version};
use crate::backend;
use crate::corpus::FileState;
use crate::engine::Stats;

/// Writes what an index holds as one JSON object on one line:
///
/// ```text
/// {version, announcements, roots: [path],
///  files: {known, read, skipped, junk}, bytes, parts: [{part, bytes}],
///  first_run, last_run, by_last_run, changed,
///  cluster: {name, version, data_nodes, generation, commit, shards, replicas},
///  facets: {total, issuers, levels, years, kinds, regions: [{value, count}],
///           provinces: [{value, count, cities: [{value, count}]}],
///           unknown: {issuers, levels, years, kinds, regions}},
///  skipped: [{path, junk, reason}], notes: [{path, reason}]}
/// ```
///
/// `files` counts all that the index knows, those that gave announcements, and those left out, as
/// `junk` what is none but error pages and lists of pages. `first_run` and `last_run` are when the first and
/// the latest run began that brought in something which is still there, in UTC, null in an empty index;
/// `by_last_run` is how many announcements the latest brought in, and `changed` when a run last changed
/// anything. `facets` are as in the answer to a search, over all announcements, copies among them.
///
/// `cluster` is null of an index that is a folder.
///
/// `skipped` and `notes` are null unless `skipped` is asked for; reasons are in the words of `wording`.
///
/// # Errors
/// When `out` cannot be written to.
pub fn stats_json(
    stats: &Stats,
    skipped: bool,
    wording: &dyn Wording,
    out: &mut dyn Write,
) -> Result<()> {
    object::write(&Object::of(stats, skipped, wording), out)
}

#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serve", schemars(rename = "Stats"))]
pub(super) struct Object<'a> {
    version: u32,
    announcements: u64,
    roots: Vec<String>,
    files: Files,
    bytes: u64,
    parts: Vec<Part<'a>>,
    first_run: Option<String>,
    last_run: Option<String>,
    by_last_run: usize,
    changed: Option<String>,
    cluster: Option<Cluster<'a>>,
    facets: Facets<'a>,
    skipped: Option<Vec<Skipped<'a>>>,
    notes: Option<Vec<Note<'a>>>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
struct Files {
    known: usize,
    read: usize,
    skipped: usize,
    junk: usize,
}

#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
struct Part<'a> {
    part: &'a str,
    bytes: u64,
}

/// Where an index lies that is not a folder.
#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
struct Cluster<'a> {
    name: &'a str,
    version: &'a str,
    data_nodes: u64,
    generation: &'a str,
    commit: u64,
    shards: u64,
    replicas: u64,
}

impl<'a> From<&'a backend::Cluster> for Cluster<'a> {
    fn from(cluster: &'a backend::Cluster) -> Self {
        let backend::Cluster { name, version, nodes, generation, commit, shards, replicas } =
            cluster;
        let (data_nodes, commit, shards, replicas) = (*nodes, *commit, *shards, *replicas);
        Self { name, version, data_nodes, generation, commit, shards, replicas }
    }
}

#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
struct Skipped<'a> {
    path: &'a str,
    junk: bool,
    reason: String,
}

#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
struct Note<'a> {
    path: &'a str,
    reason: String,
}

impl<'a> Object<'a> {
    fn of(stats: &'a Stats, skipped: bool, wording: &dyn Wording) -> Self {
        let files = &stats.state.files;
        let part = |(part, bytes): &'a (String, u64)| Part { part, bytes: *bytes };
        Self {
            version: version::STATS,
            announcements: stats.announcements,
            roots: stats.roots().iter().map(|root| root.display().to_string()).collect(),
            files: Files::of(files),
            bytes: stats.bytes.iter().map(|(_, bytes)| bytes).sum(),
            parts: stats.bytes.iter().map(part).collect(),
            first_run: stats.first_run.map(|began| began.to_string()),
            last_run: stats.last_run.map(|began| began.to_string()),
            by_last_run: stats.by_last_run,
            changed: stats.changed().map(|began| began.to_string()),
            cluster: stats.cluster.as_ref().map(Cluster::from),
            facets: Facets::from(&stats.facets),
            skipped: skipped.then(|| left_out(files, wording)),
            notes: skipped.then(|| notes(files, wording)),
        }
    }
}

impl Files {
    fn of(files: &[FileState]) -> Self {
        let left_out = files.iter().filter(|file| file.skipped.is_some());
        let (junk, skipped): (Vec<_>, Vec<_>) = left_out.partition(|file| file.junk > 0);
        Self {
            known: files.len(),
            read: files.len() - junk.len() - skipped.len(),
            skipped: skipped.len(),
            junk: junk.len(),
        }
    }
}

fn left_out<'a>(files: &'a [FileState], wording: &dyn Wording) -> Vec<Skipped<'a>> {
    let told = |file: &'a FileState| {
        let reason = wording.reason(file.skipped.as_ref()?);
        Some(Skipped { path: &file.path, junk: file.junk > 0, reason })
    };
    files.iter().filter_map(told).collect()
}

fn notes<'a>(files: &'a [FileState], wording: &dyn Wording) -> Vec<Note<'a>> {
    let of_file = |file: &'a FileState| {
        let notes = file.notes.iter();
        notes.map(|note| Note { path: &file.path, reason: wording.reason(note) })
    };
    files.iter().flat_map(of_file).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::fixture::{self, Plain};
    use super::*;

    fn object(stats: &Stats) -> Value {
        let mut out = Vec::new();
        stats_json(stats, false, &Plain, &mut out).expect("a Vec can be written to");
        serde_json::from_slice(&out).expect("JSON")
    }

    #[test]
    fn an_index_in_a_cluster_says_where() {
        assert_eq!(object(&Stats::default())["cluster"], Value::Null);
        let stats = Stats { cluster: Some(fixture::cluster()), ..Stats::default() };
        let expected = json!({
            "name": "policies", "version": "3.9.0", "data_nodes": 3, "generation": "policy-g7",
            "commit": 41, "shards": 6, "replicas": 1,
        });
        assert_eq!(object(&stats)["cluster"], expected);
    }
}
