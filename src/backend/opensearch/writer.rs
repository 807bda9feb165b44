//! Writing: announcements into a generation, and commits that are seen at once.
//!
//! What a run writes carries its number, so that it can be searched before the commit without being
//! seen. A commit is one change of the marker: before it the last one is whole, after it this one,
//! wherever a run is stopped.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};

use super::accession::Accessions;
use super::bulk::{Delivery, item};
use super::claim::Claim;
use super::clean::{delete_all, delete_before, delete_removed, delete_replaced, recover};
use super::client::{Call, Client};
use super::fields::SINCE;
use super::generation::{self, Health, pivot_after, pivot_of, set_pivot, set_replicas, shards_for};
use super::greeting;
use super::heartbeat::Times;
use super::lanes::{Lanes, Room};
use super::locked::lock;
use super::marker::{FORMAT, Marker, StateParts, Writing};
use super::meta::{self, Kind, ours, path, refresh};
use super::names::Names;
use super::pace::Pace;
use super::pairs::Pairs;
use super::shards::count;
use super::source;
use super::state::{self, origin};
use super::view::View;
use crate::analyzer::FINGERPRINT;
use crate::backend::address::Address;
use crate::backend::seam::{Accession, Arrival, Indexer, Seen, WriteOptions};
use crate::document::{self, Field, Record};
use crate::error::{Error, ErrorKind, Result};

#[cfg(test)]
mod tests;

/// How long a cluster is waited for that takes nothing, unless another time is named.
const PATIENCE: Duration = Duration::from_secs(600);

/// How many files a list of what is to be deleted names: 10,000 are looked up in 17 ms.
const FILES_A_LIST: usize = 10_000;

/// An index being written.
pub(crate) struct OpenSearchIndexer {
    client: Arc<Client>,
    names: Names,
    lanes: Lanes,
    pairs: Pairs,
    accessions: Option<Accessions>,
    claim: Claim,
    /// The marker as this run found it.
    last: Marker,
    generation: String,
    /// Whether there was nothing in this generation before this run.
    is_new: bool,
    /// How many copies of each shard there are to be besides the first, if that is to be set.
    replicas: Option<u32>,
    patience: Duration,
    /// The number of what is put now, and how much of it there is.
    number: AtomicU64,
    put: AtomicU64,
    /// How many documents this run has made, which tells one from another.
    made: AtomicU64,
    /// The files of which earlier announcements are removed with the next commit.
    deleted: Mutex<BTreeSet<String>>,
    /// The files of which announcements are taken back before it.
    withdrawn: Mutex<BTreeSet<String>>,
}

impl OpenSearchIndexer {
    /// Opens the index at `address`, or begins a new one.
    ///
    /// # Errors
    /// When the cluster does not answer or is of another kind, something else has the name of the
    /// index, another run writes to it, or this program cannot read it and is not to build it anew.
    pub(crate) fn open(address: &Address, options: &WriteOptions) -> Result<Self> {
        let patience = options.patience.unwrap_or(PATIENCE);
        let client = Client::new(address)?.patient(patience);
        Self::begin(client, &Names::of(address.index()), options, Times::default())
    }

    fn begin(client: Client, names: &Names, options: &WriteOptions, times: Times) -> Result<Self> {
        let client = Arc::new(client);
        greeting::check(&client)?;
        let nodes = Health::of(&client, "")?.number_of_data_nodes;
        check_replicas(options, nodes)?;
        meta::create(&client, names)?;
        let claim = Claim::take(&client, names, options.rebuild, times)?;
        recover(&client, names, &claim)?;
        let last = claim.marker();
        let Writing { number, generation, .. } = claim.writing();
        let is_new = last.generation.as_ref() != Some(&generation);
        prepare(&client, &generation, is_new, options.shards, &last)?;
        let patience = options.patience.unwrap_or(PATIENCE);
        let room = Room { nodes, memory: options.memory, patience };
        let watch = claim.watch();
        Ok(Self {
            lanes: Lanes::to(&client, &generation, room, move || watch.confirmed()),
            pairs: Pairs::default(),
            accessions: accessions(&client, names, &last, is_new)?,
            is_new,
            replicas: options.replicas.or(is_new.then_some(u32::from(nodes > 1))),
            patience,
            number: AtomicU64::new(number),
            put: AtomicU64::new(0),
            made: AtomicU64::new(0),
            deleted: Mutex::default(),
            withdrawn: Mutex::default(),
            names: names.clone(),
            client,
            claim,
            last,
            generation,
        })
    }

    fn number(&self) -> u64 {
        self.number.load(Ordering::Relaxed)
    }

    /// Makes all changes so far visible.
    fn commit_changes(&self, state: &[u8], terms: u64) -> Result<()> {
        let number = self.number();
        self.lanes.flush()?;
        if let Some(accessions) = &self.accessions {
            accessions.read_deleted()?;
        }
        refresh(&self.client, &self.generation)?;
        self.compare_puts()?;
        self.take_back()?;
        self.pairs.write(&self.client, &self.names, &self.delivery(), number)?;
        let parts = state::write(&self.client, &self.names, number, state)?;
        let pending = self.write_pending()?;
        let before = self.claim.marker();
        let committed = Marker { commit: number, pending, terms, ..before.clone() };
        let committed = self.counted(committed)?;
        self.show(committed, parts, origin(state))?;
        lock(&self.deleted).clear();
        self.put.store(0, Ordering::Relaxed);
        self.number.store(self.claim.writing().number, Ordering::Relaxed);
        self.clean(before.commit)
    }

    /// Fails where not all that was put is there, and once.
    fn compare_puts(&self) -> Result<()> {
        let put = self.put.load(Ordering::Relaxed);
        let found = count(&self.client, &self.generation, &of_number(self.number()))?;
        let told = || format!("{found} of {put} announcements that were sent are there");
        match found == put {
            true => Ok(()),
            false => Err(Error::at(self.client.place(), ErrorKind::Backend(told()))),
        }
    }

    /// Deletes what was withdrawn.
    fn take_back(&self) -> Result<()> {
        let mut withdrawn = lock(&self.withdrawn);
        let paths: Vec<&String> = withdrawn.iter().collect();
        for paths in paths.chunks(FILES_A_LIST) {
            let query = json!({"bool": {"filter": [
                of_number(self.number()), {"terms": {Field::Path.name(): paths}},
            ]}});
            let taken = delete_all(&self.client, &self.generation, &query)?;
            self.put.fetch_sub(taken, Ordering::Relaxed);
        }
        withdrawn.clear();
        Ok(())
    }

    /// Writes the lists of files whose earlier announcements go with this commit.
    fn write_pending(&self) -> Result<Vec<String>> {
        let number = self.number();
        let paths: Vec<String> = lock(&self.deleted).iter().cloned().collect();
        let write = |(list, paths): (usize, &[String])| {
            let id = format!("pending-{number}-{list}");
            let kind = Kind::Pending.name();
            let body = json!({"kind": kind, "number": number, "paths": paths});
            self.client.done::<Value>(&Call::put(path(&self.names, &id)).json(&body))?;
            Ok(id)
        };
        paths.chunks(FILES_A_LIST).enumerate().map(write).collect()
    }

    /// A commit with what is visible then counted; its generation is made ready where it is new.
    fn counted(&self, committed: Marker) -> Result<Marker> {
        let visible = View::of_commit(&committed, &self.names).narrowed(json!({"match_all": {}}));
        let announcements = count(&self.client, &self.generation, &visible)?;
        let is_first = committed.generation.as_ref() != Some(&self.generation);
        let pivot =
            if is_first { self.pivot(committed.terms, announcements)? } else { committed.pivot };
        if let Some(replicas) = self.replicas {
            set_replicas(&self.client, &self.generation, replicas, self.patience)?;
        }
        let generation = Some(self.generation.clone());
        Ok(Marker { announcements, pivot, generation, ..committed })
    }

    /// The pivot of a new generation of so many announcements.
    fn pivot(&self, terms: u64, announcements: u64) -> Result<f64> {
        let (made, own) = (pivot_after(&self.last), pivot_of(terms, announcements));
        let is_set = announcements > 0
            && made != own
            && set_pivot(&self.client, &self.generation, own, self.patience)?;
        Ok(if is_set { own } else { made })
    }

    /// Changes the marker: this is the commit.
    fn show(&self, committed: Marker, parts: StateParts, origin: String) -> Result<()> {
        self.claim.commit(|marker| {
            let Marker { aborted, aborted_at, next, writing, .. } = std::mem::take(marker);
            *marker = Marker {
                format: FORMAT,
                analyzer: FINGERPRINT.to_string(),
                aborted,
                aborted_at,
                next,
                writing,
                state: Some(parts),
                origin,
                ..committed
            };
        })
    }

    /// Deletes what the commit removed, and what belongs to those before the last one.
    fn clean(&self, before: u64) -> Result<()> {
        let marker = self.claim.marker();
        if !marker.pending.is_empty() {
            delete_removed(&self.client, &self.names, &self.generation, &marker)?;
            self.claim.change(|marker| marker.pending.clear())?;
        }
        delete_before(&self.client, &self.names, before)
    }

    /// How documents that are not announcements are sent.
    fn delivery(&self) -> Delivery {
        let pace = Mutex::new(Pace::of(usize::MAX));
        Delivery { index: self.names.pairs(), patience: self.patience, pace }
    }
}

/// Fails where more copies are wanted than there are nodes for: they would be waited for in vain.
fn check_replicas(options: &WriteOptions, nodes: usize) -> Result<()> {
    match options.replicas {
        Some(replicas) if replicas as usize >= nodes.max(1) => {
            let needed = u64::from(replicas) + 1;
            let told = format!(
                "{replicas} replicas need {needed} data nodes, and the cluster has {nodes}"
            );
            Err(ErrorKind::Option(told).into())
        }
        _ => Ok(()),
    }
}

/// Creates the index of a new generation; one that is not new must be there.
fn prepare(
    client: &Client,
    generation: &str,
    is_new: bool,
    shards: Option<u32>,
    last: &Marker,
) -> Result<()> {
    if is_new {
        let shards = shards.unwrap_or_else(|| shards_for(last));
        return generation::create(client, generation, shards, last);
    }
    check_living(client, generation, shards)
}

/// Fails where a generation that is to be brought up to date is gone, or split otherwise than asked.
fn check_living(client: &Client, generation: &str, shards: Option<u32>) -> Result<()> {
    if !ours(client, generation)?.iter().any(|ours| ours == generation) {
        let told = format!("{generation} is missing");
        return Err(Error::at(client.place(), ErrorKind::Damaged(told)));
    }
    let Some(asked) = shards else { return Ok(()) };
    match generation::split(client, generation)? {
        (has, _) if has == u64::from(asked) => Ok(()),
        (has, _) => Err(Error::at(client.place(), ErrorKind::FixedShards { has })),
    }
}

/// What the last commit tells of when announcements came in; none of one that is gone.
fn accessions(
    client: &Arc<Client>,
    names: &Names,
    last: &Marker,
    is_replaced: bool,
) -> Result<Option<Accessions>> {
    let Some(index) = &last.generation else { return Ok(None) };
    let is_there = ours(client, index)?.contains(index);
    let view = View::of_commit(last, names);
    Ok(is_there.then(|| Accessions::of(client, index, view, is_replaced)))
}

/// The documents of a number.
fn of_number(number: u64) -> Value {
    json!({"term": {SINCE: {"value": number}}})
}

impl Indexer for OpenSearchIndexer {
    fn replaces(&self) -> bool {
        self.is_new && self.last.commit > 0
    }

    fn state(&self) -> Result<Vec<u8>> {
        match &self.last.state {
            Some(parts) if !self.is_new => state::state(&self.client, &self.names, parts),
            _ => Ok(Vec::new()),
        }
    }

    fn has_accessions(&self) -> Result<bool> {
        Ok(self.accessions.is_some() || self.last.commit == 0)
    }

    fn seen(&self, arrivals: &[Arrival]) -> Result<Vec<Seen>> {
        match &self.accessions {
            Some(accessions) => accessions.seen(arrivals),
            None => Ok(vec![Seen::Never; arrivals.len()]),
        }
    }

    fn returned(&self, texts: &[Accession]) -> Result<()> {
        if let Some(accessions) = &self.accessions {
            accessions.returned(texts);
        }
        Ok(())
    }

    fn departed(&self) -> Result<Vec<Accession>> {
        self.accessions.as_ref().map_or(Ok(Vec::new()), Accessions::departed)
    }

    fn put(&self, record: &Record) -> Result<u64> {
        let document = document::of(record)?;
        let length = document.length;
        self.pairs.gather(&document.texts.text);
        let number = self.number();
        let made = self.made.fetch_add(1, Ordering::Relaxed);
        let id = format!("{}-{number}-{made}", record.id);
        self.claim.note_use();
        self.put.fetch_add(1, Ordering::Relaxed);
        self.lanes.put(item(&id, &source::line(document, number)))?;
        Ok(length)
    }

    fn delete(&self, path: &str) -> Result<()> {
        if let Some(accessions) = &self.accessions {
            accessions.delete(path);
        }
        if !self.is_new {
            lock(&self.deleted).insert(path.to_string());
        }
        Ok(())
    }

    fn withdraw(&self, path: &str) {
        lock(&self.withdrawn).insert(path.to_string());
    }

    fn step(&self, state: &[u8], terms: u64) -> Result<()> {
        self.commit_changes(state, terms)
    }

    fn commit(self: Box<Self>, state: &[u8], terms: u64) -> Result<()> {
        self.commit_changes(state, terms)?;
        let Self { client, lanes, claim, last, generation, .. } = *self;
        drop(lanes);
        claim.give_up()?;
        match last.generation.filter(|replaced| *replaced != generation) {
            Some(replaced) => delete_replaced(&client, &replaced),
            None => Ok(()),
        }
    }

    fn abandon(self: Box<Self>) -> Result<()> {
        let Self { lanes, claim, .. } = *self;
        // Nothing may be sent to a generation that is deleted.
        drop(lanes);
        claim.give_up()
    }
}
