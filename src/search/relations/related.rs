//! What an announcement names and what names it, in both directions.

use std::cmp::Reverse;

use super::acts::{Authorship, may_mean, that_reach};
use super::fate::{Incoming, affected, link, strongest};
use super::naming::naming;
use super::versions::{newer, versions};
use crate::announcement::{Announcement, Reference, Relation};
use crate::backend::clause::Clause;
use crate::backend::seam::Snapshot;
use crate::document::{Field, Record, names, title};
use crate::error::Result;
use crate::response::{Link, Links, Related};

/// How many documents of one relation are listed.
pub(super) const MOST_LISTED: usize = 50;

/// All that the document `doc`, whose record this is, is related to.
pub(super) fn related<S: Snapshot>(snapshot: &S, record: &Record, doc: S::Doc) -> Result<Related> {
    let incoming = incoming(snapshot, &record.announcement, doc)?;
    let mut authorship = Authorship::read(snapshot, &[doc])?;
    let outgoing = Outgoing { snapshot, record, authorship: authorship.remove(0) };
    let versions = versions(snapshot, &[doc], &[&record.announcement])?.remove(0);
    let named = |relation| outgoing.links(relation);
    let naming = |relation| linked(snapshot, &incoming, relation);
    Ok(Related {
        newer: newer(&record.announcement, outgoing.authorship.day, &versions),
        versions: versions.iter().map(|version| link(&version.record)).collect(),
        affected: affected(snapshot, &record.announcement, &incoming)?,
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

/// Who names the announcement.
fn incoming<S: Snapshot>(
    snapshot: &S,
    announcement: &Announcement,
    doc: S::Doc,
) -> Result<Incoming<S::Doc>> {
    let names = vec![names::names(announcement)];
    let mut found = naming(snapshot, &names, &Relation::ALL)?;
    for found in &mut found {
        found.retain(|naming| naming.relation != Relation::Forwards || !naming.name.passed_on);
    }
    let facts = snapshot.facts(&[doc])?;
    let reaching = that_reach(snapshot, &[doc], &facts, found)?;
    Ok(strongest(reaching.into_iter().flatten().collect()))
}

/// The announcements that name this one in a relation, the latest first, those of one day by id.
fn linked<S: Snapshot>(
    snapshot: &S,
    incoming: &Incoming<S::Doc>,
    relation: Relation,
) -> Result<Links> {
    let naming = incoming.values().filter(|naming| naming.relation == relation);
    let by: Vec<S::Doc> = naming.map(|naming| naming.by).collect();
    let facts = snapshot.facts(&by)?.into_iter();
    let mut by: Vec<_> = facts.map(|facts| (Reverse(facts.day), facts.id)).zip(by).collect();
    by.sort_unstable();
    let total = by.len();
    let listed: Vec<S::Doc> = by.into_iter().take(MOST_LISTED).map(|(_, by)| by).collect();
    Ok(Links { total, listed: snapshot.metadata(&listed)?.iter().map(link).collect() })
}

/// What one announcement names.
struct Outgoing<'a, S: Snapshot> {
    snapshot: &'a S,
    record: &'a Record,
    authorship: Authorship<S::Doc>,
}

impl<S: Snapshot> Outgoing<'_, S> {
    /// What it names in a relation: first what is in the index.
    fn links(&self, relation: Relation) -> Result<Links> {
        let references = &self.record.announcement.references;
        let (mut found, mut absent) = (Vec::new(), Vec::new());
        let mut total = 0;
        for reference in references.iter().filter(|one| one.relation == relation) {
            let looked = found.len() < MOST_LISTED;
            match if looked { self.target(reference)? } else { None } {
                Some(target) => found.push(link(&target)),
                None if self.is_own_annex(reference) || self.carries(reference) => continue,
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

    /// Whether it is the announcement itself, or an annex in its text: a line of it is the title.
    fn carries(&self, reference: &Reference) -> bool {
        let own = names::names(&self.record.announcement);
        let Some(key) = reference.title.as_deref().map(title::cited) else { return false };
        let is_it = |line: &str| !line.contains('《') && title::cited(line) == key;
        own.iter().any(|name| names::is_named(reference, name.hash))
            || self.record.announcement.body.lines().map(unnumbered).any(is_it)
    }

    /// The document of the index that a reference means: of several the last one before this, of those
    /// of one day the one with the smallest id.
    fn target(&self, reference: &Reference) -> Result<Option<Record>> {
        let candidates = self.candidates(reference)?;
        let authorships = Authorship::read(self.snapshot, &candidates)?;
        let mut best: Option<(_, Record)> = None;
        for (authorship, record) in
            authorships.into_iter().zip(self.snapshot.metadata(&candidates)?)
        {
            if authorship.doc == self.authorship.doc || !self.means(reference, &authorship, &record)
            {
                continue;
            }
            let rank =
                (authorship.day <= self.authorship.day, authorship.day, Reverse(record.id.clone()));
            if best.as_ref().is_none_or(|(before, _)| rank > *before) {
                best = Some((rank, record));
            }
        }
        Ok(best.map(|(_, record)| record))
    }

    /// The documents with the number or the title that a reference tells.
    fn candidates(&self, reference: &Reference) -> Result<Vec<S::Doc>> {
        let number = reference.number.as_ref().map(|number| number.key());
        let title = reference.title.as_deref().map(title::cited).filter(|key| !key.is_empty());
        let number = number.map(|key| Clause::value(Field::Number, key));
        let title = title.map(|key| Clause::value(Field::TitleKey, title::term(&key).into_owned()));
        self.snapshot.all(&Clause::any(number.into_iter().chain(title).collect()))
    }

    /// Whether a reference means a document, by the same rules as the other direction.
    fn means(&self, reference: &Reference, target: &Authorship<S::Doc>, record: &Record) -> bool {
        let names = names::names(&record.announcement);
        let limit = names::limit(reference, self.authorship.day);
        let meant = names.iter().filter(|name| names::is_named(reference, name.hash));
        let mut meant = meant.filter(|name| {
            let acts = reference.relation >= Relation::Amends;
            let numbered = names::is_number(reference, name.hash);
            let earlier = target.day.map_or(numbered, |day| numbered || day < limit);
            let own = reference.relation == Relation::Forwards && name.passed_on;
            !own && (!acts || earlier)
                && may_mean(reference.relation, **name, &self.authorship, target)
        });
        meant.next().is_some()
    }
}

/// A line without the mark of an annex or a number before it: 附件1：某办法.
fn unnumbered(line: &str) -> &str {
    let line = line.trim().trim_start_matches("附件");
    line.trim_start_matches(|c: char| c.is_ascii_digit() || "：:.．、 \u{3000}".contains(c))
}

/// What a text says of a document that is not in the index.
fn written(reference: &Reference) -> Link {
    Link { title: reference.title.clone(), number: reference.number.clone(), ..Link::default() }
}
