//! The index of the meta documents: the marker, the states, what is to be deleted, and who writes.

use serde::Deserialize;
use serde_json::{Value, json};

use super::client::{Call, Client};
use super::names::Names;
use super::shards::Shards;
use crate::error::{Error, ErrorKind, Result};

/// Who made an index, in what its mapping says of itself.
const PROGRAM: &str = "policy-search";

/// The fields of the documents of pairs: a character, and those that follow it somewhere.
pub(super) const LEFT: &str = "left";
pub(super) const RIGHTS: &str = "rights";

/// What a meta document is; the marker is of no kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A part of a state.
    State,
    /// A list of files whose earlier announcements are to be deleted.
    Pending,
    /// That a run is alive.
    Heartbeat,
}

impl Kind {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Pending => "pending",
            Self::Heartbeat => "heartbeat",
        }
    }
}

/// The path of a meta document.
pub(super) fn path(names: &Names, id: &str) -> String {
    format!("/{}/_doc/{id}", names.meta())
}

/// Creates the indexes that are there once, where they are missing.
///
/// # Errors
/// When something else has their names, or the cluster refuses.
pub(super) fn create(client: &Client, names: &Names) -> Result<()> {
    // Only what is looked for by query is indexed; all else is read back as it is.
    let meta = json!({"kind": {"type": "keyword"}, "number": {"type": "long"}});
    create_index(client, &names.meta(), &index(&json!(false), &meta))?;
    let pairs = json!({
        LEFT: {"type": "keyword"}, RIGHTS: {"type": "keyword"}, "number": {"type": "long"},
    });
    create_index(client, &names.pairs(), &index(&json!("strict"), &pairs))
}

fn index(dynamic: &Value, properties: &Value) -> Value {
    json!({
        "settings": {"index": {
            "number_of_shards": 1,
            "auto_expand_replicas": "0-2",
            // A refresh is to reach all copies.
            "replication.type": "DOCUMENT",
        }},
        "mappings": {
            "dynamic": dynamic, "_meta": {"program": PROGRAM}, "properties": properties,
        },
    })
}

/// Creates an index, unless this program did so before.
///
/// # Errors
/// When something else has its name, or the cluster refuses.
pub(super) fn create_index(client: &Client, name: &str, body: &Value) -> Result<()> {
    let answer = client.answer(&Call::put(format!("/{name}")).json(body))?;
    let is_there = answer.value()["error"]["type"] == json!("resource_already_exists_exception");
    match answer.is_ok() || is_there {
        true if is_there && !ours(client, name)?.iter().any(|ours| ours == name) => {
            Err(Error::at(client.place(), ErrorKind::NotOurs))
        }
        true => Ok(()),
        false => Err(client.refused(&answer)),
    }
}

/// The indexes of a name, which may have wild cards, that this program made.
///
/// # Errors
/// When the cluster does not answer.
pub(super) fn ours(client: &Client, name: &str) -> Result<Vec<String>> {
    // A run may have been killed while it had closed one.
    let filter = "expand_wildcards=open,closed&filter_path=*.mappings._meta.program";
    let answer = client.answer(&Call::get(format!("/{name}/_mapping?{filter}")))?;
    let told = answer.value();
    match answer.status {
        404 => Ok(Vec::new()),
        200 => {
            let found = told.as_object().into_iter().flatten();
            let ours = found.filter(|(_, told)| told["mappings"]["_meta"]["program"] == PROGRAM);
            Ok(ours.map(|(name, _)| name.clone()).collect())
        }
        _ => Err(client.refused(&answer)),
    }
}

/// Makes what was written to an index searchable, on all copies of all its shards.
///
/// # Errors
/// When a copy fails, or the cluster does not answer.
pub(super) fn refresh(client: &Client, index: &str) -> Result<()> {
    #[derive(Deserialize)]
    struct Refreshed {
        #[serde(rename = "_shards")]
        shards: Shards,
    }
    let call = Call::post(format!("/{index}/_refresh"));
    client.done::<Refreshed>(&call)?.shards.whole(client)
}

/// Deletes an index, if it is there.
///
/// # Errors
/// When the cluster refuses.
pub(super) fn delete_index(client: &Client, name: &str) -> Result<()> {
    let answer = client.answer(&Call::delete(format!("/{name}")))?;
    match answer.is_ok() || answer.status == 404 {
        true => Ok(()),
        false => Err(client.refused(&answer)),
    }
}
