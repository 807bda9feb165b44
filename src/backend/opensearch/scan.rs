//! All documents that match, page by page, as they are at one time.
//!
//! A page begins behind the last document of the one before, in the order that documents have in a
//! shard. So each shard is read by itself, as a slice: there are as many slices as shards.

use serde_json::{Value, json};

use super::client::Client;
use super::point::{self, Opened};
use super::searched::{self, Hit};
use crate::error::Result;

/// What is read of documents.
pub(super) struct Scan<'a> {
    pub(super) index: &'a str,
    pub(super) query: Value,
    /// What of each document is answered, as a search says it.
    pub(super) wanted: Value,
    /// How many are read at once.
    pub(super) page: usize,
}

impl Scan<'_> {
    /// Hands each document to `visit`, until that fails.
    ///
    /// # Errors
    /// When the cluster refuses, or a shard does not answer.
    pub(super) fn each(
        &self,
        client: &Client,
        visit: &mut dyn FnMut(Hit) -> Result<()>,
    ) -> Result<()> {
        let Opened { id, shards } = point::open(client, self.index)?;
        let slices = shards.total.max(1);
        let read = shards.all(client).and_then(|()| {
            (0..slices).try_for_each(|slice| self.slice(client, &id, (slice, slices), visit))
        });
        point::close(client, &id);
        read
    }

    fn slice(
        &self,
        client: &Client,
        id: &str,
        (slice, slices): (u64, u64),
        visit: &mut dyn FnMut(Hit) -> Result<()>,
    ) -> Result<()> {
        let mut body = self.wanted.clone();
        body["query"] = self.query.clone();
        body["size"] = json!(self.page);
        body["sort"] = json!(["_doc"]);
        body["track_total_hits"] = json!(false);
        point::set(&mut body, id);
        if slices > 1 {
            body["slice"] = json!({"id": slice, "max": slices});
        }
        loop {
            let hits = searched::search(client, "/_search", &body)?.hits.hits;
            let last = hits.last().map(|hit| json!(hit.sort));
            let is_full = hits.len() == self.page;
            hits.into_iter().try_for_each(&mut *visit)?;
            match last.filter(|_| is_full) {
                Some(last) => body["search_after"] = last,
                None => return Ok(()),
            }
        }
    }
}
