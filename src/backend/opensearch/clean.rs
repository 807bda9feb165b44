//! Deleting what is not visible any more: what a commit removed, what was given up, and generations
//! that were replaced or never became the index.

use std::time::Duration;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use super::claim::Claim;
use super::client::{Call, Client};
use super::fields::SINCE;
use super::marker::Marker;
use super::meta::{Kind, delete_index, ours, refresh};
use super::names::Names;
use super::shards::count;
use super::view::removed;
use crate::error::{Error, ErrorKind, Result};

/// How long deleting by query may take.
const ANSWER: Duration = Duration::from_secs(600);

/// How often is deleted what is still there: another copy of a shard may have been behind.
const MOST_ATTEMPTS: usize = 10;

/// For so many seconds at least numbers that were given up are remembered: requests of a run that
/// was stopped may be on their way.
const REMEMBERED: i64 = 3600;

/// Finishes and undoes what earlier runs left, before anything else is written.
///
/// # Errors
/// When the cluster refuses.
pub(super) fn recover(client: &Client, names: &Names, claim: &Claim) -> Result<()> {
    let marker = claim.marker();
    if let Some(generation) = &marker.generation
        && (!marker.pending.is_empty() || !marker.aborted.is_empty())
        && ours(client, generation)?.contains(generation)
    {
        // What a run wrote that was killed is there, and was never made searchable.
        refresh(client, generation)?;
        delete_removed(client, names, generation, &marker)?;
        let aborted = json!({"terms": {SINCE: marker.aborted}});
        delete_all(client, generation, &aborted)?;
        let is_forgotten = Timestamp::now().as_second() - marker.aborted_at > REMEMBERED;
        if !marker.pending.is_empty() || is_forgotten {
            claim.change(|marker| {
                marker.pending.clear();
                if is_forgotten {
                    marker.aborted.clear();
                }
            })?;
        }
    }
    delete_generations(client, names, &marker)?;
    delete_heartbeats(client, names, claim)
}

/// Deletes what the last commit removed.
///
/// # Errors
/// When the cluster refuses.
pub(super) fn delete_removed(
    client: &Client,
    names: &Names,
    generation: &str,
    marker: &Marker,
) -> Result<()> {
    let lists = marker.pending.iter();
    lists.map(|list| removed(list, marker.commit, names)).try_for_each(|removed| {
        delete_all(client, generation, &removed)?;
        Ok(())
    })
}

/// Deletes all documents of an index that match, and returns how many there were; all that was
/// written to it must be searchable.
///
/// # Errors
/// When the cluster refuses, or some are still there after several attempts.
pub(super) fn delete_all(client: &Client, index: &str, query: &Value) -> Result<u64> {
    let matched = count(client, index, query)?;
    let mut left = matched;
    for _ in 0..MOST_ATTEMPTS {
        if left == 0 {
            return Ok(matched);
        }
        delete_by_query(client, index, query)?;
        refresh(client, index)?;
        left = count(client, index, query)?;
    }
    let told = format!("{left} documents of {index} could not be deleted");
    Err(Error::at(client.place(), ErrorKind::Backend(told)))
}

fn delete_by_query(client: &Client, index: &str, query: &Value) -> Result<()> {
    #[derive(Deserialize)]
    struct Deleted {
        failures: Vec<Value>,
    }
    let path = format!("/{index}/_delete_by_query?conflicts=proceed&slices=auto");
    let call = Call::post(path).json(&json!({"query": query})).patience(ANSWER);
    let Deleted { failures } = client.done(&call)?;
    match failures.first() {
        None => Ok(()),
        Some(failure) => {
            let told = json!({"error": failure.get("cause").unwrap_or(failure)});
            Err(client.error(failure["status"].as_u64().unwrap_or(500) as u16, &told))
        }
    }
}

/// Deletes the generations that the marker does not name and nobody reads.
fn delete_generations(client: &Client, names: &Names, marker: &Marker) -> Result<()> {
    let written = marker.writing.as_ref().map(|writing| &writing.generation);
    for index in ours(client, &names.generations())? {
        let is_kept = marker.generation.as_ref() == Some(&index) || written == Some(&index);
        if !is_kept && names.number_of(&index).is_some() {
            delete_replaced(client, &index)?;
        }
    }
    Ok(())
}

/// Deletes a generation that was replaced, unless somebody reads it: then the next run does.
///
/// Who reads holds a point in time, and loses it with the index. A search that has begun would have
/// to begin anew, and what is handed out announcement by announcement could not. Whoever is between
/// two searches opens the new one. So nothing waits here.
///
/// # Errors
/// When the cluster refuses.
pub(super) fn delete_replaced(client: &Client, generation: &str) -> Result<()> {
    let filter = "filter_path=_all.total.search";
    let answer = client.answer(&Call::get(format!("/{generation}/_stats/search?{filter}")))?;
    let search = &answer.value()["_all"]["total"]["search"];
    let open = ["open_contexts", "query_current", "fetch_current", "point_in_time_current"];
    let is_read = open.iter().any(|name| search[*name].as_u64().is_some_and(|open| open > 0));
    match answer.status {
        404 => Ok(()),
        200 if is_read => Ok(()),
        // A run that was killed may have left it closed.
        200 | 400 => delete_index(client, generation),
        _ => Err(client.refused(&answer)),
    }
}

/// Deletes the states and lists of commits before one. Those of that commit stay until the next: who
/// reads it may still ask for them.
///
/// # Errors
/// When the cluster refuses.
pub(super) fn delete_before(client: &Client, names: &Names, commit: u64) -> Result<()> {
    let kinds = [Kind::State, Kind::Pending].map(Kind::name);
    let query = json!({"bool": {"filter": [
        {"terms": {"kind": kinds}}, {"range": {"number": {"lt": commit}}},
    ]}});
    let meta = names.meta();
    refresh(client, &meta)?;
    delete_all(client, &meta, &query).map(drop)
}

/// Deletes the heartbeats of runs that were killed.
fn delete_heartbeats(client: &Client, names: &Names, claim: &Claim) -> Result<()> {
    let query = json!({"bool": {
        "filter": [{"term": {"kind": Kind::Heartbeat.name()}}],
        "must_not": [{"ids": {"values": [claim.heartbeat_id()]}}],
    }});
    let meta = names.meta();
    refresh(client, &meta)?;
    delete_by_query(client, &meta, &query)
}
