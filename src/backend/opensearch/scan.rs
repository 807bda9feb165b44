//! All documents that match, page by page, as they are at one time.
//!
//! A page begins behind the last document of the one before, in the order that documents have in a
//! shard. So each shard is read by itself, as a slice: there are as many slices as shards.

use serde::Deserialize;
use serde_json::{Value, json};

use super::client::{Call, Client};
use super::shards::Shards;
use crate::error::Result;

/// How long a point in time is kept from one page to the next.
const KEEP_ALIVE: &str = "5m";

/// What is read of documents.
pub(super) struct Scan<'a> {
    pub(super) index: &'a str,
    pub(super) query: Value,
    /// What of each document is answered, as a search says it.
    pub(super) wanted: Value,
    /// How many are read at once.
    pub(super) page: usize,
}

#[derive(Deserialize)]
struct Opened {
    pit_id: String,
    #[serde(rename = "_shards")]
    shards: Shards,
}

#[derive(Deserialize)]
struct Page {
    #[serde(rename = "_shards")]
    shards: Shards,
    hits: Hits,
}

#[derive(Deserialize)]
struct Hits {
    hits: Vec<Value>,
}

impl Scan<'_> {
    /// Hands each document to `visit`, until that fails.
    ///
    /// # Errors
    /// When the cluster refuses, or a shard does not answer.
    pub(super) fn each(
        &self,
        client: &Client,
        visit: &mut dyn FnMut(Value) -> Result<()>,
    ) -> Result<()> {
        let path = format!(
            "/{}/_search/point_in_time?keep_alive={KEEP_ALIVE}&allow_partial_pit_creation=false",
            self.index
        );
        let Opened { pit_id, shards } = client.done(&Call::post(path))?;
        let slices = shards.total.max(1);
        let read = shards.all(client).and_then(|()| {
            (0..slices).try_for_each(|slice| self.slice(client, &pit_id, (slice, slices), visit))
        });
        let close = Call::delete("/_search/point_in_time").json(&json!({"pit_id": [pit_id]}));
        // The cluster closes one that is left open.
        let _ = client.once(&close);
        read
    }

    fn slice(
        &self,
        client: &Client,
        point: &str,
        (slice, slices): (u64, u64),
        visit: &mut dyn FnMut(Value) -> Result<()>,
    ) -> Result<()> {
        let mut body = self.wanted.clone();
        body["query"] = self.query.clone();
        body["size"] = json!(self.page);
        body["sort"] = json!(["_doc"]);
        body["track_total_hits"] = json!(false);
        body["pit"] = json!({"id": point, "keep_alive": KEEP_ALIVE});
        if slices > 1 {
            body["slice"] = json!({"id": slice, "max": slices});
        }
        loop {
            let call = Call::post("/_search?allow_partial_search_results=false").json(&body);
            let Page { shards, hits: Hits { hits } } = client.done(&call)?;
            shards.all(client)?;
            let last = hits.last().map(|hit| hit["sort"].clone());
            let is_full = hits.len() == self.page;
            hits.into_iter().try_for_each(&mut *visit)?;
            match last.filter(|_| is_full) {
                Some(last) => body["search_after"] = last,
                None => return Ok(()),
            }
        }
    }
}
