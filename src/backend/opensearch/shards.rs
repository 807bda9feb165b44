//! How many shards answered.

use serde::Deserialize;
use serde_json::{Value, json};

use super::client::{Call, Client};
use crate::error::{Error, ErrorKind, Result};

/// How many shards were asked, and how many answered.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct Shards {
    pub(super) total: u64,
    pub(super) successful: u64,
    pub(super) failed: u64,
}

impl Shards {
    /// Fails unless all answered. A shard without a copy that lives is not counted as failed.
    ///
    /// # Errors
    /// When one did not.
    pub(super) fn all(self, client: &Client) -> Result<()> {
        let missing = self.failed.max(self.total.saturating_sub(self.successful));
        none_of(missing, self.total, client)
    }

    /// Fails when one failed: a copy that no node has yet has no answer, and need not have.
    ///
    /// # Errors
    /// When one did.
    pub(super) fn whole(self, client: &Client) -> Result<()> {
        none_of(self.failed, self.total, client)
    }
}

fn none_of(failed: u64, of: u64, client: &Client) -> Result<()> {
    match failed {
        0 => Ok(()),
        _ => Err(Error::at(client.place(), ErrorKind::Incomplete { failed, of })),
    }
}

/// How many documents of an index match a query, on all its shards.
///
/// # Errors
/// When a shard does not answer, or the cluster refuses.
pub(super) fn count(client: &Client, index: &str, query: &Value) -> Result<u64> {
    #[derive(Deserialize)]
    struct Counted {
        count: u64,
        #[serde(rename = "_shards")]
        shards: Shards,
    }
    let call = Call::post(format!("/{index}/_count")).json(&json!({"query": query}));
    let Counted { count, shards } = client.done(&call)?;
    shards.all(client)?;
    Ok(count)
}
