//! How many hits each rung has, and how many re-posts of them.
//!
//! What is counted is what paging reaches: a match is a hit unless it is a copy of one on the same
//! rung or a higher one. Only matches that have keys of copies in common are compared, and where
//! they are too many, none: then every match counts as a hit, and the number of copies is unknown.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::copies::{Groups, may_be_copies};
use crate::backend::clause::Clause;
use crate::backend::seam::{CopyKeys, Facts, Found, Snapshot};
use crate::error::Result;
use crate::response::{OnRung, Rung};
use crate::text::LEAST_SHARED;

/// Of more matches than this the copies are not counted: their keys alone would take longer to read
/// than the answer.
pub(super) const MOST_MATCHES: usize = 5_000;

/// No copies are counted where the texts to compare have more pairs and words together. Reading and
/// comparing takes some 250 instructions each: 20 ms for so many.
const MOST_COMPARED: u64 = 400_000;

/// What is on a rung, and on none above it.
pub(super) struct Matched<D> {
    pub(super) rung: Rung,
    /// What matches it; higher rungs may match it too.
    pub(super) what: Clause,
    /// The documents.
    pub(super) found: Found<D>,
}

impl<D: Ord> Matched<D> {
    /// Whether a document is among those that are listed.
    pub(super) fn lists(&self, doc: &D) -> bool {
        self.found.listed().is_some_and(|docs| docs.binary_search(doc).is_ok())
    }
}

/// The documents of each of `rungs`, where all are listed.
pub(super) fn listed<D>(rungs: &[Matched<D>]) -> Option<Vec<&[D]>> {
    rungs.iter().map(|rung| rung.found.listed()).collect()
}

/// The counts of one search.
pub(super) struct Counts<D> {
    /// The rungs that have hits, from the top.
    pub(super) rungs: Vec<OnRung>,
    /// The hits of each rung, where copies were left out of them.
    originals: Option<Vec<Vec<D>>>,
    /// The matches that may be copies of others.
    pub(super) alike: Alike<D>,
}

/// The matches of one search that may be copies of others of them.
pub(super) enum Alike<D> {
    /// Every match is a hit of its own.
    NotAsked,
    /// These, each with its place in the order in which one of several copies is counted.
    Among(HashMap<D, usize>),
    /// They are too many to compare.
    TooMany,
}

impl<D: Copy + Ord + Hash> Counts<D> {
    /// Counts what is on `rungs`, copies apart if they are to be one hit.
    pub(super) fn of<S: Snapshot<Doc = D>>(
        rungs: &[Matched<D>],
        collapses: bool,
        groups: &mut Groups<'_, S>,
    ) -> Result<Self> {
        let listed = listed(rungs);
        let alike = match &listed {
            _ if !collapses => Alike::NotAsked,
            Some(listed) => Alike::of(listed, groups.snapshot)?,
            None => Alike::TooMany,
        };
        let originals = match (&alike, &listed) {
            (Alike::Among(places), Some(listed)) => {
                Some(originals(listed, places, &alike, groups)?)
            }
            _ => None,
        };
        let on_rung = |(at, Matched { rung, found, .. }): (usize, &Matched<D>)| {
            let hits = originals.as_ref().map_or(found.len(), |originals| originals[at].len());
            let copies = Some(found.len() - hits).filter(|_| !matches!(alike, Alike::TooMany));
            OnRung { rung: *rung, hits, copies }
        };
        let rungs = rungs.iter().enumerate().map(on_rung).collect();
        Ok(Self { rungs, originals, alike })
    }

    /// What the total is of, where copies were left out of it, ascending.
    pub(super) fn originals(&self) -> Option<Vec<D>> {
        let counted = self.originals.as_ref()?.iter().take(self.counted().len());
        let mut docs: Vec<D> = counted.flatten().copied().collect();
        docs.sort_unstable();
        Some(docs)
    }

    /// The rungs that the total is of: the strict ones, or the nearest where those are empty.
    pub(super) fn counted(&self) -> &[OnRung] {
        let strict = self.rungs.iter().take_while(|rung| rung.rung.is_strict()).count();
        if strict > 0 { &self.rungs[..strict] } else { &self.rungs }
    }
}

impl<D: Copy + Ord + Hash> Alike<D> {
    /// Those of the documents of each rung.
    fn of<S: Snapshot<Doc = D>>(rungs: &[&[D]], snapshot: &S) -> Result<Self> {
        let mut docs: Vec<D> = rungs.concat();
        if docs.len() > MOST_MATCHES {
            return Ok(Self::TooMany);
        }
        docs.sort_unstable();
        let keys = snapshot.copy_keys(&docs)?;
        let alike: Vec<D> = with_keys_in_common(&keys).map(|at| docs[at]).collect();
        let facts = snapshot.facts(&alike)?;
        let compared: u64 = facts.iter().map(|facts| facts.length).sum();
        if compared > MOST_COMPARED {
            return Ok(Self::TooMany);
        }
        let mut places: Vec<(D, Facts)> = alike.into_iter().zip(facts).collect();
        places.sort_by_key(|(_, facts)| original_first(facts));
        let places = places.into_iter().enumerate().map(|(place, (doc, _))| (doc, place));
        Ok(Self::Among(places.collect()))
    }

    /// Whether a match may be a copy of another.
    pub(super) fn may_be_copy(&self, doc: &D) -> bool {
        match self {
            Self::NotAsked => false,
            Self::Among(alike) => alike.contains_key(doc),
            Self::TooMany => true,
        }
    }
}

/// The matches met so far, with their copies.
pub(super) struct Met<D>(HashSet<D>);

impl<D> Default for Met<D> {
    fn default() -> Self {
        Self(HashSet::new())
    }
}

impl<D: Copy + Ord + Hash> Met<D> {
    /// Whether `doc` is a copy of what was met before; it is met now.
    pub(super) fn is_copy<S: Snapshot<Doc = D>>(
        &mut self,
        doc: D,
        alike: &Alike<D>,
        groups: &mut Groups<'_, S>,
    ) -> Result<bool> {
        if !alike.may_be_copy(&doc) {
            return Ok(false);
        }
        let is_new = self.0.insert(doc);
        if is_new {
            self.0.extend(groups.copies(doc)?);
        }
        Ok(!is_new)
    }
}

/// Which of several copies counts: that of the highest issuer, then the earliest.
fn original_first(facts: &Facts) -> (bool, Option<u8>, bool, Option<i64>, u64) {
    let level = facts.level.map(|level| level.rank());
    (level.is_none(), level, facts.day.is_none(), facts.day, facts.id)
}

/// What on each rung is no copy of another on it or above it.
fn originals<S: Snapshot>(
    rungs: &[&[S::Doc]],
    places: &HashMap<S::Doc, usize>,
    alike: &Alike<S::Doc>,
    groups: &mut Groups<'_, S>,
) -> Result<Vec<Vec<S::Doc>>> {
    groups.prepare(&places.keys().copied().collect::<Vec<_>>())?;
    let mut met = Met::default();
    let mut originals = Vec::new();
    for docs in rungs {
        let mut docs = docs.to_vec();
        docs.sort_by_key(|doc| places.get(doc));
        let mut own = Vec::new();
        for doc in docs {
            if !met.is_copy(doc, alike, groups)? {
                own.push(doc);
            }
        }
        originals.push(own);
    }
    Ok(originals)
}

/// The places of those that may be copies of another, for all that their keys say.
fn with_keys_in_common(keys: &[CopyKeys]) -> impl Iterator<Item = usize> {
    let mut alike = vec![false; keys.len()];
    for (left, right) in pairs(keys) {
        alike[left] = true;
        alike[right] = true;
    }
    (0..keys.len()).filter(move |at| alike[*at])
}

/// The pairs that have a text, an act, or so many bands in common that they may be copies.
fn pairs(keys: &[CopyKeys]) -> Vec<(usize, usize)> {
    let exact = |key: fn(&CopyKeys) -> Option<u64>| {
        sharing(keys.iter().enumerate().filter_map(move |(at, keys)| Some((key(keys)?, at))))
    };
    let banded = keys.iter().enumerate();
    let banded = banded.flat_map(|(at, keys)| keys.bands.iter().map(move |band| (*band, at)));
    let mut shared: HashMap<(usize, usize), usize> = HashMap::new();
    sharing(banded).into_iter().for_each(|pair| *shared.entry(pair).or_default() += 1);
    let similar = shared.into_iter().filter(|((left, right), shared)| {
        *shared >= LEAST_SHARED && may_be_copies(&keys[*left], &keys[*right], *shared)
    });
    let mut pairs: Vec<_> = similar.map(|(pair, _)| pair).collect();
    pairs.extend(exact(|keys| keys.text));
    pairs.extend(exact(|keys| keys.act));
    pairs
}

/// The pairs of places with a number in common. Few numbers recur, so only those are sorted.
fn sharing(numbered: impl Iterator<Item = (u64, usize)>) -> Vec<(usize, usize)> {
    let mut first: FxHashMap<u64, usize> = FxHashMap::default();
    let mut again: Vec<(u64, usize)> = Vec::new();
    for (number, at) in numbered {
        let before = *first.entry(number).or_insert(at);
        if before != at {
            again.extend([(number, before), (number, at)]);
        }
    }
    again.sort_unstable();
    again.dedup();
    let mut pairs = Vec::new();
    for same in again.chunk_by(|left, right| left.0 == right.0) {
        for (at, (_, right)) in same.iter().enumerate() {
            pairs.extend(same[..at].iter().map(|(_, left)| (*left, *right)));
        }
    }
    pairs
}
