//! The pairs of characters that stand side by side in any text, for what suggests a character.
//!
//! They are never removed: one that no text has any more is one that no text is found for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use rustc_hash::FxHashSet;
use serde::Deserialize;
use serde_json::json;

use super::bulk::{Delivery, Item, item};
use super::client::Client;
use super::locked::lock;
use super::meta::{LEFT, RIGHTS, refresh};
use super::names::Names;
use super::searched;
use super::stop::Stop;
use crate::analyzer::{Gram, each_gram};
use crate::error::{Error, Result};

/// How many characters are looked up at once.
const AT_ONCE: usize = 200;

/// How many documents are read at once.
const PAGE: usize = 1000;

/// The rights of some lefts.
type Rights = BTreeMap<char, BTreeSet<char>>;

/// The pairs of the texts that a run adds.
#[derive(Default)]
pub(super) struct Pairs(Mutex<FxHashSet<(char, char)>>);

/// What is known of a character.
#[derive(Deserialize)]
struct Listed {
    left: char,
    rights: Vec<char>,
}

impl Pairs {
    /// Gathers those of a folded text.
    pub(super) fn gather(&self, folded: &str) {
        let mut pairs = FxHashSet::default();
        each_gram(folded, |gram, _| {
            if let Gram::Pair(left, right) = gram {
                pairs.insert((left, right));
            }
        });
        lock(&self.0).extend(pairs);
    }

    /// Writes those that are not there yet, for the commit with this number.
    ///
    /// # Errors
    /// When the cluster refuses.
    pub(super) fn write(
        &self,
        client: &Client,
        names: &Names,
        delivery: &Delivery,
        number: u64,
    ) -> Result<()> {
        let mut gathered = lock(&self.0);
        let mut rights = Rights::new();
        for (left, right) in gathered.iter() {
            rights.entry(*left).or_default().insert(*right);
        }
        let rights: Vec<(char, BTreeSet<char>)> = rights.into_iter().collect();
        let mut items = Vec::new();
        for rights in rights.chunks(AT_ONCE) {
            items.append(&mut unknown(client, names, rights.iter().cloned().collect(), number)?);
        }
        if !items.is_empty() {
            delivery.send(client, items, &Stop::default(), &|| Ok(()))?;
            refresh(client, &names.pairs())?;
        }
        gathered.clear();
        Ok(())
    }
}

/// The documents of what is not known yet of some rights.
fn unknown(client: &Client, names: &Names, mut rights: Rights, number: u64) -> Result<Vec<Item>> {
    let lefts: Vec<char> = rights.keys().copied().collect();
    each_known(client, names, &lefts, &mut |known| {
        if let Some(rights) = rights.get_mut(&known.left) {
            rights.retain(|right| !known.rights.contains(right));
        }
    })?;
    let unknown = rights.into_iter().filter(|(_, rights)| !rights.is_empty());
    let document = |(left, rights): (char, BTreeSet<char>)| {
        let line = json!({LEFT: left, RIGHTS: rights, "number": number});
        item(&format!("{number}-{:x}", left as u32), &line.to_string())
    };
    Ok(unknown.map(document).collect())
}

/// Hands what is known of some characters to `visit`.
fn each_known(
    client: &Client,
    names: &Names,
    lefts: &[char],
    visit: &mut dyn FnMut(Listed),
) -> Result<()> {
    let mut body = json!({
        "query": {"terms": {LEFT: lefts}},
        "size": PAGE,
        "sort": [LEFT, "number"],
        "_source": [LEFT, RIGHTS],
        "track_total_hits": false,
    });
    let path = format!("/{}/_search", names.pairs());
    loop {
        let hits = searched::search(client, &path, &body)?.hits.hits;
        let last = hits.last().map(|hit| json!(hit.sort));
        let is_full = hits.len() == PAGE;
        for hit in hits {
            visit(serde_json::from_value(hit.source).map_err(Error::backend)?);
        }
        match last.filter(|_| is_full) {
            Some(last) => body["search_after"] = last,
            None => return Ok(()),
        }
    }
}
