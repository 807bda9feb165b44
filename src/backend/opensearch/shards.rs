//! How many shards answered.

use serde::Deserialize;
use serde_json::{Value, json};

use super::client::{Call, Client};
use crate::error::{Error, ErrorKind, Result};
use crate::response::Incomplete;

/// How many shards were asked, and how many answered.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Shards {
    pub(super) total: u64,
    /// Those that were passed over, for nothing there can match, included.
    successful: u64,
    #[serde(default)]
    failed: u64,
    /// Why those failed.
    #[serde(default)]
    pub(super) failures: Vec<Value>,
}

impl Shards {
    /// How many did not answer. A shard without a copy that lives is not counted as failed.
    pub(super) fn missing(&self) -> u64 {
        self.failed.max(self.total.saturating_sub(self.successful))
    }

    /// The shards that did not answer, if any did not.
    pub(super) fn lacks(&self) -> Option<Incomplete> {
        let missing = self.missing();
        (missing > 0).then(|| Incomplete::new(missing, self.total))
    }

    /// Fails unless all answered.
    ///
    /// # Errors
    /// When one did not.
    pub(super) fn all(&self, client: &Client) -> Result<()> {
        none_of(self.missing(), self.total, client)
    }

    /// Fails when one failed: a copy that no node has yet has no answer, and need not have.
    ///
    /// # Errors
    /// When one did.
    pub(super) fn whole(&self, client: &Client) -> Result<()> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::opensearch::fake::{Fake, Reply};
    use crate::backend::opensearch::meta::refresh;

    /// What a call comes to where so many shards of three answered and failed.
    fn told(successful: u64, failed: u64, call: impl Fn(&Client) -> Result<()>) -> Option<String> {
        let shards = json!({"total": 3, "successful": successful, "failed": failed});
        let answer = json!({"count": 7, "_shards": shards});
        let fake = Fake::start(move |_| Reply::Answer(200, answer.clone()));
        call(&fake.client()).err().map(|error| error.kind().to_string())
    }

    fn counted(client: &Client) -> Result<()> {
        assert_eq!(count(client, "p", &json!({}))?, 7);
        Ok(())
    }

    #[test]
    fn a_shard_that_did_not_answer_is_an_error() {
        let missing = Some("1 of 3 shards did not answer".to_string());
        assert_eq!(told(3, 0, counted), None);
        assert_eq!(told(2, 1, counted), missing);
        // So OpenSearch answers where no copy of a shard lives.
        assert_eq!(told(2, 0, counted), missing);
        assert_eq!(told(2, 1, |client| refresh(client, "p")), missing);
        // A copy that no node has yet need not be refreshed.
        assert_eq!(told(2, 0, |client| refresh(client, "p")), None);
    }
}
