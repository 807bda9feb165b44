//! What an announcement names and what names it, in both directions.

use std::collections::BTreeMap;

use tantivy::DocAddress;

use super::compile::{any, term};
use super::force::{Standing, may_mean, reaches};
use super::references::{self, Naming};
use super::searcher::EmbeddedSearcher;
use super::title;
use crate::announcement::{Announcement, Reference, Relation, Validity};
use crate::backend::Record;
use crate::error::Result;
use crate::response::{Affected, Link, Links, Related};

/// How many documents of one relation are listed.
const MOST_LISTED: usize = 50;

/// All that the record at `address` is related to.
pub(super) fn related(
    index: &EmbeddedSearcher,
    record: &Record,
    address: DocAddress,
) -> Result<Related> {
    let incoming = incoming(index, &record.announcement, address)?;
    let outgoing = Outgoing { index, record, standing: Standing::read(index.columns(), address) };
    let named = |relation| outgoing.links(relation);
    let naming = |relation| linked(index, &incoming, relation);
    Ok(Related {
        affected: affected(index, &record.announcement, &incoming)?,
        cites: named(Relation::Cites)?,
        cited_by: naming(Relation::Cites)?,
        forwards: named(Relation::Forwards)?,
        forwarded_by: naming(Relation::Forwards)?,
        replaces: named(Relation::Replaces)?,
        replaced_by: naming(Relation::Replaces)?,
        amends: named(Relation::Amends)?,
        amended_by: naming(Relation::Amends)?,
    })
}

/// What became of the announcement at `address`.
pub(super) fn fate(
    index: &EmbeddedSearcher,
    announcement: &Announcement,
    address: DocAddress,
) -> Result<Option<Affected>> {
    let (searcher, columns) = (index.searcher(), index.columns());
    let acting = index.acts().acting(searcher, columns, index.fields(), address)?;
    affected(index, announcement, &strongest(acting))
}

/// Who names the announcement: of each only the strongest relation, by address.
type Incoming = BTreeMap<DocAddress, Naming>;

fn incoming(
    index: &EmbeddedSearcher,
    announcement: &Announcement,
    address: DocAddress,
) -> Result<Incoming> {
    let names = references::names(announcement);
    let target = Standing::read(index.columns(), address);
    let mut found = Vec::new();
    for naming in references::naming(index.searcher(), index.fields(), &names, &Relation::ALL)? {
        let is_annex = naming.relation == Relation::Forwards && naming.name.passed_on;
        if !is_annex && reaches(index.columns(), &naming, &target) {
            found.push(naming);
        }
    }
    Ok(strongest(found))
}

fn strongest(found: Vec<Naming>) -> Incoming {
    let mut incoming = Incoming::new();
    for naming in found {
        let known = incoming.entry(naming.by).or_insert(naming);
        if naming.relation > known.relation {
            *known = naming;
        }
    }
    incoming
}

/// The announcements that name this one in a relation, the latest first.
fn linked(index: &EmbeddedSearcher, incoming: &Incoming, relation: Relation) -> Result<Links> {
    let mut by = Vec::new();
    for naming in incoming.values().filter(|naming| naming.relation == relation) {
        by.push((std::cmp::Reverse(index.columns().day(naming.by)), naming.by));
    }
    by.sort();
    let total = by.len();
    let listed = by.into_iter().take(MOST_LISTED).map(|(_, by)| Ok(link(&index.record(by)?)));
    Ok(Links { total, listed: listed.collect::<Result<_>>()? })
}

/// The first repeal, else the last amendment that the text does not have yet.
fn affected(
    index: &EmbeddedSearcher,
    announcement: &Announcement,
    incoming: &Incoming,
) -> Result<Option<Affected>> {
    let mut acts = Vec::new();
    for naming in incoming.values().filter(|naming| naming.relation >= Relation::Amends) {
        let record = index.record(naming.by)?;
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

fn link(record: &Record) -> Link {
    let announcement = &record.announcement;
    Link {
        id: Some(record.id.clone()),
        place: Some(record.place.clone()),
        title: (!announcement.title.is_empty()).then(|| announcement.title.clone()),
        number: announcement.number.clone(),
        date: announcement.written.or(announcement.published).map(|date| date.date),
    }
}

/// What one announcement names.
struct Outgoing<'a> {
    index: &'a EmbeddedSearcher,
    record: &'a Record,
    standing: Standing,
}

impl Outgoing<'_> {
    /// What it names in a relation: first what is in the index.
    fn links(&self, relation: Relation) -> Result<Links> {
        let references = &self.record.announcement.references;
        let (mut found, mut absent) = (Vec::new(), Vec::new());
        let mut total = 0;
        for reference in references.iter().filter(|one| one.relation == relation) {
            let looked = found.len() < MOST_LISTED;
            match if looked { self.target(reference)? } else { None } {
                Some(target) => found.push(link(&target)),
                None if self.is_own_annex(reference) => continue,
                None => absent.push(written(reference)),
            }
            total += 1;
        }
        found.extend(absent);
        found.truncate(MOST_LISTED);
        Ok(Links { total, listed: found })
    }

    /// Whether it is what the announcement itself carries: 某办法 of 关于印发《某办法》的通知.
    fn is_own_annex(&self, reference: &Reference) -> bool {
        let annex = title::passed_on(&self.record.announcement.title).map(title::cited);
        reference.relation == Relation::Forwards
            && reference.title.as_deref().map(title::cited) == annex
            && annex.is_some()
    }

    /// The document of the index that a reference means: of several the last one before this.
    fn target(&self, reference: &Reference) -> Result<Option<Record>> {
        let mut best: Option<((bool, Option<i64>), Record)> = None;
        for address in self.candidates(reference)? {
            let standing = Standing::read(self.index.columns(), address);
            let record = self.index.record(address)?;
            if address == self.standing.address || !self.means(reference, &standing, &record) {
                continue;
            }
            let rank = (standing.day <= self.standing.day, standing.day);
            if best.as_ref().is_none_or(|(before, _)| rank > *before) {
                best = Some((rank, record));
            }
        }
        Ok(best.map(|(_, record)| record))
    }

    /// The documents with the number or the title that a reference tells.
    fn candidates(&self, reference: &Reference) -> Result<Vec<DocAddress>> {
        let fields = self.index.fields();
        let number = reference.number.as_ref().map(|number| number.key());
        let title = reference.title.as_deref().map(title::cited).filter(|key| !key.is_empty());
        let number = number.map(|key| tantivy::Term::from_field_text(fields.number, &key));
        let title =
            title.map(|key| tantivy::Term::from_field_text(fields.title_key, &title::term(&key)));
        let wanted = number.into_iter().chain(title).map(term).collect();
        let mut found: Vec<DocAddress> = self.index.all(&any(wanted))?.into_iter().collect();
        found.sort_unstable();
        Ok(found)
    }

    /// Whether a reference means a document, by the same rules as the other direction.
    fn means(&self, reference: &Reference, target: &Standing, record: &Record) -> bool {
        let names = references::names(&record.announcement);
        let limit = references::limit(reference, self.standing.day);
        let meant = names.iter().filter(|name| references::is_named(reference, name.hash));
        let mut meant = meant.filter(|name| {
            let acts = reference.relation >= Relation::Amends;
            let numbered = references::is_number(reference, name.hash);
            let earlier = target.day.map_or(numbered, |day| numbered || day < limit);
            let own = reference.relation == Relation::Forwards && name.passed_on;
            !own && (!acts || earlier)
                && may_mean(reference.relation, **name, &self.standing, target)
        });
        meant.next().is_some()
    }
}

/// What a text says of a document that is not in the index.
fn written(reference: &Reference) -> Link {
    Link { title: reference.title.clone(), number: reference.number.clone(), ..Link::default() }
}
