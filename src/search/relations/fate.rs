//! What became of announcements: the first repeal, else the last amendment.

use std::collections::{BTreeMap, BTreeSet};

use super::acts::acting;
use super::naming::Naming;
use crate::announcement::{Announcement, Relation, Validity};
use crate::backend::seam::Snapshot;
use crate::document::{Record, title};
use crate::error::Result;
use crate::response::{Affected, Link};

/// Who names an announcement: of each only the strongest relation, by address.
pub(super) type Incoming<D> = BTreeMap<D, Naming<D>>;

/// What became of each of `docs`, whose announcements these are.
pub(super) fn fates<S: Snapshot>(
    snapshot: &S,
    docs: &[S::Doc],
    announcements: &[&Announcement],
) -> Result<Vec<Option<Affected>>> {
    let facts = snapshot.facts(docs)?;
    let relations = [Relation::Amends, Relation::Replaces];
    let acting = acting(snapshot, docs, &facts, &relations)?.into_iter();
    let incoming: Vec<_> = acting.map(strongest).collect();
    let by: BTreeSet<S::Doc> = incoming.iter().flat_map(changing).map(|naming| naming.by).collect();
    let by: Vec<S::Doc> = by.into_iter().collect();
    let records = snapshot.metadata(&by)?;
    let record = |naming: &Naming<S::Doc>| records.get(by.partition_point(|by| *by < naming.by));
    let pairs = announcements.iter().zip(&incoming);
    let affected = pairs.map(|(announcement, incoming)| {
        let acting = changing(incoming).filter_map(|naming| Some((naming, record(naming)?)));
        first_or_last(announcement, acting)
    });
    Ok(affected.collect())
}

/// Those who repeal or amend.
fn changing<D>(incoming: &Incoming<D>) -> impl Iterator<Item = &Naming<D>> {
    incoming.values().filter(|naming| naming.relation >= Relation::Amends)
}

/// Of each document that names the announcement the strongest relation.
pub(super) fn strongest<D: Copy + Ord>(found: Vec<Naming<D>>) -> Incoming<D> {
    let mut incoming = Incoming::new();
    for naming in found {
        let known = incoming.entry(naming.by).or_insert(naming);
        if naming.relation > known.relation {
            *known = naming;
        }
    }
    incoming
}

/// What became of an announcement that these name.
pub(super) fn affected<S: Snapshot>(
    snapshot: &S,
    announcement: &Announcement,
    incoming: &Incoming<S::Doc>,
) -> Result<Option<Affected>> {
    let by: Vec<S::Doc> = changing(incoming).map(|naming| naming.by).collect();
    let records = snapshot.metadata(&by)?;
    Ok(first_or_last(announcement, changing(incoming).zip(&records)))
}

/// The first repeal, else the last amendment that the text does not have yet.
fn first_or_last<'a, D: 'a>(
    announcement: &Announcement,
    acting: impl Iterator<Item = (&'a Naming<D>, &'a Record)>,
) -> Option<Affected> {
    let mut acts = Vec::new();
    for (naming, record) in acting {
        let repeals = naming.relation == Relation::Replaces;
        if repeals || !tells_of(announcement, &record.announcement) {
            acts.push((repeals, link(record)));
        }
    }
    let date = |(_, link): &(bool, Link)| (link.date, link.id.clone());
    acts.sort_by_key(date);
    let first = acts.iter().find(|(repeals, _)| *repeals).or(acts.last());
    first.map(|(repeals, by)| Affected {
        validity: if *repeals { Validity::Repealed } else { Validity::Amended },
        by: by.clone(),
    })
}

/// Whether an announcement's text names its amendment, which it then has in it already.
fn tells_of(announcement: &Announcement, amendment: &Announcement) -> bool {
    let keys = title::cited_as(&amendment.title, &[]);
    announcement.references.iter().any(|one| {
        let number = one.number.is_some() && one.number == amendment.number;
        number || one.title.as_deref().is_some_and(|name| keys.contains(&title::cited(name)))
    })
}

/// A record as one that others are related to.
pub(super) fn link(record: &Record) -> Link {
    let announcement = &record.announcement;
    Link {
        id: Some(record.id.clone()),
        place: Some(record.place.clone()),
        title: (!announcement.title.is_empty()).then(|| announcement.title.clone()),
        number: announcement.number.clone(),
        date: announcement.written.or(announcement.published).map(|date| date.date),
    }
}
