//! What a search finds.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::client::{Call, Client};
use super::refused;
use super::shards::Shards;
use crate::error::Result;

/// What a search found, or why it failed.
#[derive(Debug, Deserialize)]
pub(super) struct Searched {
    #[serde(default)]
    pub(super) status: Option<u16>,
    #[serde(default)]
    pub(super) error: Option<Value>,
    #[serde(rename = "_shards", default)]
    pub(super) shards: Shards,
    #[serde(default)]
    pub(super) timed_out: bool,
    #[serde(default)]
    pub(super) hits: Hits,
    #[serde(default)]
    pub(super) aggregations: Value,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Hits {
    #[serde(default)]
    total: Option<Total>,
    #[serde(default)]
    pub(super) hits: Vec<Hit>,
}

#[derive(Debug, Deserialize)]
struct Total {
    value: usize,
}

/// One document found.
#[derive(Debug, Deserialize)]
pub(super) struct Hit {
    #[serde(default)]
    pub(super) sort: Vec<Value>,
    #[serde(default)]
    pub(super) fields: Map<String, Value>,
    #[serde(rename = "_source", default)]
    pub(super) source: Value,
    /// The scores of the named queries that it matches.
    #[serde(default)]
    pub(super) matched_queries: Value,
}

impl Searched {
    /// How many documents match.
    pub(super) fn total(&self) -> usize {
        self.hits.total.as_ref().map_or(0, |total| total.value)
    }

    /// Whether it failed because its point in time is no more, or a copy that it lives on.
    pub(super) fn is_lost(&self) -> bool {
        let failures = self.error.iter().chain(&self.shards.failures);
        failures.into_iter().any(refused::is_lost)
    }
}

/// What a search outside any committed state finds, on all shards; its path may name an index.
///
/// # Errors
/// When the cluster refuses, or a shard does not answer.
pub(super) fn search(client: &Client, path: &str, body: &Value) -> Result<Searched> {
    let call = Call::post(format!("{path}?allow_partial_search_results=false")).json(body);
    let found: Searched = client.done(&call)?;
    found.shards.all(client)?;
    Ok(found)
}
