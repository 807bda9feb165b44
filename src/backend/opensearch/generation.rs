//! A generation: its index, from nothing to what readers are shown.

use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::{Value, json};

use super::client::{Call, Client};
use super::fields::{Shape, generation, similarities};
use super::marker::Marker;
use super::meta::create_index;
use crate::error::{Error, ErrorKind, Result};

/// How many bytes a shard is to have at most: between 10 and 30 GiB a search is quick, and a shard
/// is moved in minutes.
const BYTES_A_SHARD: f64 = 25e9;

/// How many bytes an index takes for each pair or word of a text once its segments are merged: 2,718
/// laws of 12.4 million terms take 63.1 MB, 60,733 articles of 6.7 million terms 62.1 MB.
const BYTES_A_TERM: f64 = 5.0;

/// How many bytes the keys and columns of an announcement take, by the same two.
const BYTES_AN_ANNOUNCEMENT: f64 = 475.0;

/// The most shards that are taken unasked.
const MOST_SHARDS: f64 = 1024.0;

/// The average length that is taken for that of announcements of which nothing is known.
const UNKNOWN_PIVOT: f64 = 1000.0;

/// A pivot has as many decimal places as this has zeros, so that no reader of JSON loses a digit of it.
const PIVOT_STEPS: f64 = 1e6;

/// How long one request waits for shards.
const WAIT: Duration = Duration::from_secs(30);

/// Into how many shards an index is split that will hold about what this one does.
pub(super) fn shards_for(marker: &Marker) -> u32 {
    let bytes =
        marker.terms as f64 * BYTES_A_TERM + marker.announcements as f64 * BYTES_AN_ANNOUNCEMENT;
    (bytes / BYTES_A_SHARD).ceil().clamp(1.0, MOST_SHARDS) as u32
}

/// The average length of so many announcements, as a similarity takes it.
pub(super) fn pivot_of(terms: u64, announcements: u64) -> f64 {
    match announcements {
        0 => UNKNOWN_PIVOT,
        _ => {
            let average = terms as f64 / announcements as f64;
            ((average * PIVOT_STEPS).round() / PIVOT_STEPS).max(1.0)
        }
    }
}

/// The pivot that a generation is made with: that of what was there before.
pub(super) fn pivot_after(last: &Marker) -> f64 {
    pivot_of(last.terms, last.announcements)
}

/// The health of a cluster or of an index.
#[derive(Debug, Deserialize)]
pub(super) struct Health {
    pub(super) status: String,
    pub(super) number_of_data_nodes: usize,
    pub(super) active_shards: u64,
    pub(super) unassigned_shards: u64,
    pub(super) initializing_shards: u64,
}

impl Health {
    /// That of the whole cluster, or of an index after a slash.
    ///
    /// # Errors
    /// When the cluster does not answer.
    pub(super) fn of(client: &Client, index: &str) -> Result<Self> {
        client.done(&Call::get(format!("/_cluster/health{index}")))
    }
}

/// How many shards a generation has, and how many copies of each there are to be besides the first.
///
/// # Errors
/// When the cluster refuses.
pub(super) fn split(client: &Client, name: &str) -> Result<(u64, u64)> {
    let filter = "filter_path=*.settings.index.number_of_*";
    let settings: Value = client.done(&Call::get(format!("/{name}/_settings?{filter}")))?;
    // Settings are told as texts.
    let number = |setting: &str| {
        let told = settings[name]["settings"]["index"][setting].as_str();
        told.and_then(|told| told.parse().ok()).unwrap_or_default()
    };
    Ok((number("number_of_shards"), number("number_of_replicas")))
}

/// Creates the index of a generation, without copies: what has none is written in half the time.
///
/// # Errors
/// When the cluster refuses.
pub(super) fn create(client: &Client, name: &str, shards: u32, last: &Marker) -> Result<()> {
    let pivot = pivot_after(last);
    create_index(client, name, &generation(&Shape { shards, replicas: 0, pivot }))?;
    await_status(client, name, "yellow", WAIT)
}

/// Gives a generation that nobody reads yet the pivot of its own texts; tells whether the cluster lets
/// an index be closed for that. Some that others run do not, and the pivot it was made with stays.
///
/// # Errors
/// When the cluster refuses, or its shards do not come back in time.
pub(super) fn set_pivot(
    client: &Client,
    name: &str,
    pivot: f64,
    patience: Duration,
) -> Result<bool> {
    if !closed(client, name)? {
        return Ok(false);
    }
    let settings = json!({"index": {"similarity": similarities(pivot)}});
    client.done::<Value>(&Call::put(format!("/{name}/_settings")).json(&settings))?;
    client.done::<Value>(&Call::post(format!("/{name}/_open")))?;
    await_status(client, name, "yellow", patience)?;
    Ok(true)
}

/// Closes an index; tells whether the cluster lets it be.
fn closed(client: &Client, name: &str) -> Result<bool> {
    match client.answer(&Call::post(format!("/{name}/_close"))) {
        Ok(answer) if answer.is_ok() => Ok(true),
        Ok(answer) if answer.value().to_string().contains("cluster.indices.close.enable") => {
            Ok(false)
        }
        Ok(answer) => Err(client.refused(&answer)),
        Err(error) if matches!(error.kind(), ErrorKind::Forbidden { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Gives a generation copies, and waits until all are there.
///
/// # Errors
/// When the cluster refuses, or has no room for them in time.
pub(super) fn set_replicas(
    client: &Client,
    name: &str,
    replicas: u32,
    patience: Duration,
) -> Result<()> {
    let settings = json!({"index": {"number_of_replicas": replicas}});
    client.done::<Value>(&Call::put(format!("/{name}/_settings")).json(&settings))?;
    await_status(client, name, "green", patience)
}

/// Waits until an index is as sound as `wanted` says: as long as shards are being copied, and then no
/// longer than the patience lasts.
fn await_status(client: &Client, name: &str, wanted: &str, patience: Duration) -> Result<()> {
    let mut moved = Instant::now();
    loop {
        let wait = WAIT.min(patience).as_secs().max(1);
        let path = format!("/_cluster/health/{name}?wait_for_status={wanted}&timeout={wait}s");
        let answer = client.answer(&Call::get(path).patience(WAIT * 2))?;
        // 408 tells that the time was not enough.
        if !answer.is_ok() && answer.status != 408 {
            return Err(client.refused(&answer));
        }
        let health: Health = answer.read()?;
        if answer.is_ok() && is_at_least(&health.status, wanted) {
            return Ok(());
        }
        if health.initializing_shards > 0 {
            moved = Instant::now();
        }
        if moved.elapsed() >= patience {
            return Err(missing(client, name, &health));
        }
    }
}

fn is_at_least(status: &str, wanted: &str) -> bool {
    status == "green" || status == wanted
}

fn missing(client: &Client, name: &str, health: &Health) -> Error {
    let missing = health.unassigned_shards + health.initializing_shards;
    let of = missing + health.active_shards;
    let nodes = health.number_of_data_nodes;
    let told = format!(
        "{missing} of {of} copies of the shards of {name} found no place on {nodes} data nodes: \
         take fewer replicas, or add a node"
    );
    Error::at(client.place(), ErrorKind::Backend(told))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shard_holds_so_much_and_no_more() {
        let of = |announcements: u64, terms: u64| {
            shards_for(&Marker { announcements, terms, ..Marker::new() })
        };
        assert_eq!(of(0, 0), 1);
        assert_eq!(of(2738, 8_000_000), 1);
        // 10⁷ announcements of 4.5 KB.
        assert_eq!(of(10_000_000, 15_000_000_000), 4);
        assert_eq!(of(u64::MAX, u64::MAX), 1024);
    }

    #[test]
    fn a_pivot_keeps_its_digits_in_json() {
        assert_eq!(pivot_of(0, 0), 1000.0);
        assert_eq!(pivot_of(1, 3), 1.0);
        for (terms, announcements) in [(9_876_543_210, 10_234_567), (1_000_001, 997), (10, 3)] {
            let pivot = pivot_of(terms, announcements);
            let average = terms as f64 / announcements as f64;
            assert!((pivot - average).abs() <= 1.0 / PIVOT_STEPS, "{pivot} {average}");
            let read: f64 = serde_json::from_str(&json!(pivot).to_string()).unwrap();
            assert_eq!(read.to_bits(), pivot.to_bits());
        }
    }
}
