//! How many bytes an index takes in its cluster, by part.

use serde::Deserialize;
use serde_json::Value;

use super::client::Call;
use super::session::Session;
use crate::error::Result;

#[derive(Deserialize)]
struct Stats {
    #[serde(rename = "_all")]
    all: Parts,
}

#[derive(Deserialize)]
struct Parts {
    primaries: Value,
    total: Value,
}

/// Bytes on disk, most first: one copy of each shard, and the further ones.
pub(super) fn bytes_by_part(session: &Session) -> Result<Vec<(String, u64)>> {
    let generation = session.marker().generation.as_deref().unwrap_or_default();
    let Stats { all } = session.client().done(&Call::get(format!("/{generation}/_stats/store")))?;
    let bytes = |part: &Value| part["store"]["size_in_bytes"].as_u64().unwrap_or_default();
    let primaries = bytes(&all.primaries);
    let replicas = bytes(&all.total).saturating_sub(primaries);
    let mut parts = vec![("primaries".to_string(), primaries), ("replicas".to_string(), replicas)];
    parts.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    parts.retain(|(_, bytes)| *bytes > 0);
    Ok(parts)
}
