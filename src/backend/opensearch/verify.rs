//! Whether an index is intact: every shard answers, all that was committed is there, and every
//! announcement can be read back. The files of a shard have checksums of the engine's own.

use serde_json::{Value, json};

use super::client::{Call, Client};
use super::marker::{Held, Marker};
use super::meta::ours;
use super::names::Names;
use super::scan::Scan;
use super::shards::count;
use super::state::state;
use super::view::View;
use crate::backend::address::Address;
use crate::backend::holdings::Integrity;
use crate::document::{Field, stored};
use crate::error::{Error, ErrorKind, Result};

/// How often an index that is written to meanwhile is looked at again.
const MOST_ATTEMPTS: usize = 5;

/// How many announcements are read at once.
const RECORDS_AT_ONCE: usize = 200;

/// Reads all of the last commit of the index at `address`.
///
/// # Errors
/// When there is no index, or it is of another format or analyzer, or the cluster does not answer.
pub(crate) fn verify(address: &Address) -> Result<Integrity> {
    settled(address, |looked| {
        looked.compare()?;
        looked.read_state()?;
        if looked.integrity.damaged.is_empty() {
            looked.read()?;
        }
        Ok(())
    })
}

/// What is damaged in the index at `address`, without a look at its state and at each announcement. Nothing is wrong
/// with an index that is yet to be made.
///
/// # Errors
/// As [`verify`].
pub(crate) fn damage(address: &Address) -> Result<Option<String>> {
    match settled(address, |looked| looked.compare()) {
        Ok(integrity) => Ok(integrity.damaged.into_iter().next()),
        Err(error) if matches!(error.kind(), ErrorKind::NoIndex) => Ok(None),
        Err(error) => Err(error),
    }
}

/// An index that is being looked at.
struct Looked<'a> {
    client: &'a Client,
    names: &'a Names,
    marker: Marker,
    generation: String,
    integrity: Integrity,
}

/// Has `look` look at the last commit, until none comes meanwhile.
fn settled(address: &Address, look: impl Fn(&mut Looked<'_>) -> Result<()>) -> Result<Integrity> {
    let (client, names) = (&Client::new(address)?, &Names::of(address.index()));
    let mut marker = Held::committed(client, names)?.marker;
    for _ in 0..MOST_ATTEMPTS {
        let generation = marker.generation.clone().unwrap_or_default();
        let integrity = Integrity::default();
        let mut looked = Looked { client, names, marker, generation, integrity };
        let outcome = look(&mut looked);
        let now = Held::committed(client, names)?.marker;
        if now.is_of_commit(&looked.marker) {
            looked.integrity.damaged.extend(outcome.err().map(damage_of).transpose()?);
            return Ok(looked.integrity);
        }
        marker = now;
    }
    Err(Error::at(client.place(), ErrorKind::Superseded))
}

/// What is damaged; what the cluster refuses is not.
fn damage_of(error: Error) -> Result<String> {
    match error.kind() {
        ErrorKind::Damaged(what) => Ok(what.clone()),
        _ => Err(error),
    }
}

impl Looked<'_> {
    /// Compares what is there with what was committed.
    fn compare(&mut self) -> Result<()> {
        let generation = &self.generation;
        if !ours(self.client, generation)?.contains(generation) {
            return Err(ErrorKind::Damaged(format!("{generation} is missing")).into());
        }
        self.compare_shards()?;
        if self.integrity.damaged.is_empty() {
            self.compare_documents()?;
        }
        Ok(())
    }

    fn read_state(&mut self) -> Result<()> {
        if let Some(parts) = &self.marker.state {
            self.integrity.state = state(self.client, self.names, parts)?;
        }
        Ok(())
    }

    fn compare_shards(&mut self) -> Result<()> {
        let path = format!("/_cluster/health/{}?level=shards", self.generation);
        let health: Value = self.client.done(&Call::get(path))?;
        let shards = &health["indices"][self.generation.as_str()]["shards"];
        for (shard, health) in shards.as_object().into_iter().flatten() {
            self.integrity.files += 1;
            if health["primary_active"] != json!(true) {
                let told = format!("shard {shard} of {} is not started", self.generation);
                self.integrity.damaged.push(told);
            }
        }
        Ok(())
    }

    fn compare_documents(&mut self) -> Result<()> {
        let visible = self.visible();
        let found = count(self.client, &self.generation, &visible)?;
        let committed = self.marker.announcements;
        self.integrity.announcements = committed;
        if found != committed {
            self.integrity.damaged.push(format!(
                "{} has {found} announcements of {committed} that were committed",
                self.generation
            ));
        }
        Ok(())
    }

    /// Reads every announcement.
    fn read(&mut self) -> Result<()> {
        let name = Field::Stored.name();
        let scan = Scan {
            index: &self.generation,
            query: self.visible(),
            wanted: json!({"_source": [name]}),
            page: RECORDS_AT_ONCE,
        };
        let readable = &mut self.integrity.readable;
        scan.each(self.client, &mut |hit| {
            stored::record(&hit.source[name].to_string())?;
            *readable += 1;
            Ok(())
        })
    }

    fn visible(&self) -> Value {
        View::of(&self.marker, self.names).narrowed(json!({"match_all": {}}))
    }
}
