//! Points in time: what was searchable at one moment, whatever is written afterwards.

use serde::Deserialize;
use serde_json::{Value, json};

use super::client::{Call, Client};
use super::shards::Shards;
use crate::error::Result;

/// How long a point in time is kept after the last search on it.
const KEEP_ALIVE: &str = "5m";

/// A new point in time, and the shards that it has.
#[derive(Deserialize)]
pub(super) struct Opened {
    #[serde(rename = "pit_id")]
    pub(super) id: String,
    #[serde(rename = "_shards", default)]
    pub(super) shards: Shards,
}

/// Opens a point in time of the shards of an index that answer: it alone tells which do not, for
/// searches on it are of those that did.
///
/// # Errors
/// When the cluster refuses.
pub(super) fn open(client: &Client, index: &str) -> Result<Opened> {
    client.done(&Call::post(format!(
        "/{index}/_search/point_in_time?keep_alive={KEEP_ALIVE}&allow_partial_pit_creation=true"
    )))
}

/// Closes a point in time. The cluster closes one that stays open when nobody asks.
pub(super) fn close(client: &Client, id: &str) {
    let call = Call::delete("/_search/point_in_time").json(&json!({"pit_id": [id]}));
    let _ = client.once(&call);
}

/// Has a search answer as of a point in time, which is kept as long again.
pub(super) fn set(body: &mut Value, id: &str) {
    body["pit"] = json!({"id": id, "keep_alive": KEEP_ALIVE});
}
