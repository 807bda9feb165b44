//! What cluster an index lies in, and how.

use serde::Deserialize;
use serde_json::Value;

use super::client::Call;
use super::generation::Health;
use super::session::Session;
use crate::backend::holdings::Cluster;
use crate::error::Result;

#[derive(Deserialize)]
struct Greeting {
    cluster_name: String,
    version: Version,
}

#[derive(Deserialize)]
struct Version {
    number: String,
}

/// The cluster of a session.
pub(super) fn of(session: &Session) -> Result<Cluster> {
    let (client, marker) = (session.client(), session.marker());
    let generation = marker.generation.clone().unwrap_or_default();
    let Greeting { cluster_name, version } = client.done(&Call::get("/"))?;
    let filter = "filter_path=*.settings.index.number_of_*";
    let settings: Value = client.done(&Call::get(format!("/{generation}/_settings?{filter}")))?;
    // Settings are told as texts.
    let number = |name: &str| {
        let told = settings[generation.as_str()]["settings"]["index"][name].as_str();
        told.and_then(|told| told.parse().ok()).unwrap_or_default()
    };
    Ok(Cluster {
        name: cluster_name,
        version: version.number,
        nodes: Health::of(client, "")?.number_of_data_nodes as u64,
        commit: marker.commit,
        shards: number("number_of_shards"),
        replicas: number("number_of_replicas"),
        generation: generation.clone(),
    })
}
