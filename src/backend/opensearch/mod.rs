//! An index in OpenSearch.
//!
//! OpenSearch matches, counts and multiplies weights that it is sent; it weighs nothing itself. Which
//! terms a text has, what they weigh and how documents are ordered is worked out here and above the seam,
//! so that an answer is the same as that of an index in a folder, whatever the number of shards and the
//! version of the server.
//!
//! `session` holds one committed state open and `snapshot` answers from it: `clause` and `near` turn
//! clauses into queries, `top` chooses the best, `evidence` counts terms in documents. `marker` says
//! what is visible and `writer` changes it. `slots` and `source` make a document what is sent of it, by the
//! mapping of `fields`. `client` speaks HTTP.
//!
//! Of the writing side, `claim` and `heartbeat` keep others from writing meanwhile, `lanes`, `bulk` and
//! `pace` bring documents to the cluster, `generation` makes an index and `clean` deletes what is not
//! visible any more; `accession` tells when announcements came in.

mod accession;
mod bulk;
mod claim;
mod clause;
mod clean;
mod client;
mod cluster;
mod columns;
mod commit;
mod documents;
mod eligible;
mod evidence;
mod facets;
#[cfg(test)]
mod fake;
mod fields;
mod frequencies;
mod gaps;
mod generation;
mod greeting;
mod grouped;
mod heartbeat;
mod intervals;
mod keyed;
mod lanes;
mod locked;
mod marker;
mod meta;
mod names;
mod near;
mod owner;
mod pace;
mod pairs;
mod places;
mod point;
mod queries;
mod refused;
mod scan;
mod searched;
mod session;
mod shards;
mod size;
mod slots;
mod snapshot;
mod source;
mod state;
mod stop;
mod top;
mod values;
mod verify;
mod view;
mod writer;

pub(crate) use commit::{last_origin, last_state, read_commit};
pub(crate) use snapshot::OpenSearchSnapshot;
pub(crate) use verify::{damage, verify};
pub(crate) use writer::OpenSearchIndexer;

/// Removes all that an index takes in its cluster.
#[cfg(test)]
pub(crate) fn remove(address: &crate::backend::address::Address) -> crate::error::Result<()> {
    let client = client::Client::new(address)?;
    let names = names::Names::of(address.index());
    for index in [names.meta(), names.pairs(), names.generations()] {
        client.answer(&client::Call::delete(format!("/{index}")))?;
    }
    Ok(())
}
