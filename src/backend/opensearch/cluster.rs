//! What cluster an index lies in, and how.

use super::generation::{Health, split};
use super::greeting::greeting;
use super::session::Session;
use crate::backend::holdings::Cluster;
use crate::error::Result;

/// The cluster of a session.
pub(super) fn of(session: &Session) -> Result<Cluster> {
    let (client, marker) = (session.client(), session.marker());
    let generation = marker.generation.clone().unwrap_or_default();
    let (name, version) = greeting(client)?
        .map_or_else(Default::default, |told| (told.cluster_name, told.version.number));
    let (shards, replicas) = split(client, &generation)?;
    Ok(Cluster {
        name,
        version,
        nodes: Health::of(client, "")?.number_of_data_nodes as u64,
        commit: marker.commit,
        shards,
        replicas,
        generation,
    })
}
