//! The force of announcements as it follows from the others of the index: who repeals or amends them.
//!
//! It is worked out when asked, from what is there at that commit, so that an index brought up to date
//! tells what a rebuilt one would. A repeal by title reaches only documents written before it (and
//! before the day its text tells of the one meant), never a newer one of the same title; a title that
//! anyone could have given (关于…的通知) only within one house; and nobody repeals what another
//! division or a body far above made.

use std::collections::BTreeMap;

use super::naming::{Naming, naming};
use crate::announcement::{Level, Relation};
use crate::backend::seam::{Facts, Issued, Snapshot};
use crate::document::Field;
use crate::document::names::{EVER, Name};
use crate::error::Result;
use crate::issuer::registry;

/// Who acts on each of `docs` in one of these relations, given their facts. Few documents have a name
/// that anything acts on, and only those are looked at closely.
pub(super) fn acting<S: Snapshot>(
    snapshot: &S,
    docs: &[S::Doc],
    facts: &[Facts],
    relations: &[Relation],
) -> Result<Vec<Vec<Naming<S::Doc>>>> {
    let hashes = snapshot.shared(docs, Field::Names, Field::Acts)?;
    let names = |hashes: Vec<u64>| hashes.into_iter().map(Name::of_hash).collect();
    let names: Vec<Vec<Name>> = hashes.into_iter().map(names).collect();
    let found = naming(snapshot, &names, relations)?;
    that_reach(snapshot, docs, facts, found)
}

/// The documents that may be repealed or amended: those with a name that anything acts on.
pub(super) fn may_be_acted_on<S: Snapshot>(snapshot: &S) -> Result<Vec<S::Doc>> {
    snapshot.meeting(Field::Names, Field::Acts)
}

/// Where a document comes from: when it was written, by whom, and for which division.
#[derive(Clone, Debug)]
pub(super) struct Authorship<D> {
    pub(super) doc: D,
    pub(super) day: Option<i64>,
    level: Option<Level>,
    issued: Issued,
}

impl<D: Copy> Authorship<D> {
    /// The authorships of `docs`.
    pub(super) fn read<S: Snapshot<Doc = D>>(snapshot: &S, docs: &[D]) -> Result<Vec<Self>> {
        let facts = snapshot.facts(docs)?;
        let issued = snapshot.issued(docs)?;
        let pairs = docs.iter().zip(facts.iter().zip(issued));
        Ok(pairs.map(|(doc, (facts, issued))| Self::of(*doc, facts, issued)).collect())
    }

    fn of(doc: D, facts: &Facts, issued: Issued) -> Self {
        Self { doc, day: facts.day, level: facts.level, issued }
    }

    /// Whether both are known to come from one house: one issuer, one division, or the centre.
    pub(super) fn is_of_house(&self, other: &Self) -> bool {
        let region = |one: &Self| one.issued.region.clone();
        let centre = |one: &Self| one.issued.region.is_none() && one.level == Some(Level::Centre);
        self.issued.issuers.iter().any(|issuer| other.issued.issuers.contains(issuer))
            || self.issued.region.is_some() && region(self) == region(other)
            || centre(self) && centre(other)
    }

    /// Whether it is known that this one has no say over the other: another division's, or that of
    /// the centre and its ministries.
    fn is_stranger_to(&self, other: &Self) -> bool {
        let within = |outer: &str, inner: &str| registry().region_matches(outer, inner);
        match (&self.issued.region, &other.issued.region) {
            (Some(own), Some(others)) => {
                own != others && !within(own, others) && !within(others, own)
            }
            (Some(_), None) => matches!(other.level, Some(Level::Centre | Level::Ministry)),
            (None, _) => false,
        }
    }
}

/// Those of `found` that reach the document they name, which is one of `docs` each.
pub(super) fn that_reach<S: Snapshot>(
    snapshot: &S,
    docs: &[S::Doc],
    facts: &[Facts],
    mut found: Vec<Vec<Naming<S::Doc>>>,
) -> Result<Vec<Vec<Naming<S::Doc>>>> {
    for ((doc, facts), found) in docs.iter().zip(facts).zip(&mut found) {
        found.retain(|naming| naming.by != *doc && is_in_time(naming, facts.day));
    }
    let mut asked: Vec<S::Doc> = found.iter().flatten().map(|naming| naming.by).collect();
    let named = docs.iter().zip(&found).filter(|(_, found)| !found.is_empty());
    asked.extend(named.map(|(doc, _)| *doc));
    asked.sort_unstable();
    asked.dedup();
    let authorships: BTreeMap<S::Doc, Authorship<S::Doc>> = Authorship::read(snapshot, &asked)?
        .into_iter()
        .map(|authorship| (authorship.doc, authorship))
        .collect();
    for (doc, found) in docs.iter().zip(&mut found) {
        found.retain(|naming| match (authorships.get(&naming.by), authorships.get(doc)) {
            (Some(by), Some(target)) => reaches(naming, by, target),
            _ => false,
        });
    }
    Ok(found)
}

/// Whether what is meant may be of this day.
fn is_in_time<D>(naming: &Naming<D>, day: Option<i64>) -> bool {
    let acts = naming.relation >= Relation::Amends;
    !acts || day.map_or(naming.before >= EVER, |day| day < naming.before)
}

/// Whether what a text names by this name may be `target`, for who wrote both.
fn reaches<D: Copy>(naming: &Naming<D>, by: &Authorship<D>, target: &Authorship<D>) -> bool {
    let acts = naming.relation >= Relation::Amends;
    !acts && !naming.name.is_anyones() || may_mean(naming.relation, naming.name, by, target)
}

/// Whether a document of this authorship may mean `target` by a name.
pub(super) fn may_mean<D: Copy>(
    relation: Relation,
    name: Name,
    by: &Authorship<D>,
    target: &Authorship<D>,
) -> bool {
    let acts = relation >= Relation::Amends;
    let kin = !acts || !name.is_anyones() || by.is_of_house(target);
    kin && !by.is_stranger_to(target)
}
