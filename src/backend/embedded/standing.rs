//! Announcements by validity, for filters: what they say themselves, corrected by what others of the
//! index do to them, exactly as hits show it.
//!
//! Few announcements say that they are in force, so whatever is not known to be otherwise counts as
//! in force; one that another announcement repeals or amends does not.

use std::collections::BTreeMap;

use tantivy::query::TermSetQuery;
use tantivy::{DocAddress, SegmentOrdinal, Term};

use super::compile::{Match, any, term, without};
use super::related;
use super::schema;
use super::searcher::EmbeddedSearcher;
use crate::announcement::Validity;
use crate::error::Result;
use crate::response::Force;

/// The ids of the announcements that others act on, by the validity that counts of them.
#[derive(Default)]
pub(super) struct Standings {
    changed: BTreeMap<&'static str, Vec<u64>>,
}

impl EmbeddedSearcher {
    /// The validity of what others act on, worked out when it is first asked for.
    pub(super) fn standings(&self) -> Result<&Standings> {
        if let Some(standings) = self.standings.get() {
            return Ok(standings);
        }
        let read = Standings::read(self)?;
        Ok(self.standings.get_or_init(|| read))
    }
}

impl Standings {
    /// Works them out, for each announcement that has a name which anything repeals or amends.
    pub(super) fn read(index: &EmbeddedSearcher) -> Result<Self> {
        let mut standings = Self::default();
        let acts = index.acts();
        let (searcher, columns) = (index.searcher(), index.columns());
        for ord in 0..searcher.segment_readers().len() as SegmentOrdinal {
            for doc in acts.candidates(searcher, columns, ord) {
                standings.add(index, DocAddress::new(ord, doc))?;
            }
        }
        Ok(standings)
    }

    fn add(&mut self, index: &EmbeddedSearcher, address: DocAddress) -> Result<()> {
        let record = index.record(address)?;
        let fate = related::fate(index, &record.announcement, address)?;
        let own = record.announcement.validity;
        let counts = Force::of(own, fate.as_ref()).map(|force| force.validity);
        if let Some(validity) = counts.filter(|_| counts != own) {
            self.changed.entry(validity.name()).or_default().push(schema::id_key(&record.id));
        }
        Ok(())
    }

    /// The announcements of this validity.
    pub(super) fn matching(&self, index: &EmbeddedSearcher, validity: Validity) -> Match {
        if validity == Validity::InForce {
            let others = Validity::ALL.into_iter().filter(|other| *other != Validity::InForce);
            return without(Vec::new(), others.map(|other| self.matching(index, other)).collect());
        }
        let stated = Term::from_field_text(index.fields().validity, validity.name());
        let unchanged = without(vec![term(stated)], vec![self.ids(index, |_| true)]);
        any(vec![unchanged, self.ids(index, |name| name == validity.name())])
    }

    fn ids(&self, index: &EmbeddedSearcher, wanted: impl Fn(&str) -> bool) -> Match {
        let changed = self.changed.iter().filter(|(name, _)| wanted(name));
        let ids = changed.flat_map(|(_, ids)| ids);
        let ids = ids.map(|id| Term::from_field_u64(index.fields().id, *id));
        Box::new(TermSetQuery::new(ids))
    }
}
