//! What became of announcements: the first repeal, else the last amendment.

use std::collections::BTreeMap;

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
    let acting = acting(snapshot, docs, &facts, &relations)?;
    let pairs = announcements.iter().zip(acting);
    pairs
        .map(|(announcement, acting)| affected(snapshot, announcement, &strongest(acting)))
        .collect()
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

/// The first repeal, else the last amendment that the text does not have yet.
pub(super) fn affected<S: Snapshot>(
    snapshot: &S,
    announcement: &Announcement,
    incoming: &Incoming<S::Doc>,
) -> Result<Option<Affected>> {
    let acting: Vec<_> =
        incoming.values().filter(|naming| naming.relation >= Relation::Amends).collect();
    let by: Vec<S::Doc> = acting.iter().map(|naming| naming.by).collect();
    let mut acts = Vec::new();
    for (naming, record) in acting.iter().zip(snapshot.metadata(&by)?) {
        let repeals = naming.relation == Relation::Replaces;
        if repeals || !tells_of(announcement, &record.announcement) {
            acts.push((repeals, link(&record)));
        }
    }
    let date = |(_, link): &(bool, Link)| (link.date, link.id.clone());
    acts.sort_by_key(date);
    let first = acts.iter().find(|(repeals, _)| *repeals).or(acts.last());
    Ok(first.map(|(repeals, by)| Affected {
        validity: if *repeals { Validity::Repealed } else { Validity::Amended },
        by: by.clone(),
    }))
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
