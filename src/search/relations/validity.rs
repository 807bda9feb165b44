//! Announcements by validity, for filters: what they say themselves, corrected by what others of the
//! index do to them, exactly as hits show it.
//!
//! Few announcements say that they are in force, so whatever is not known to be otherwise counts as
//! in force; one that another announcement repeals or amends does not.

use std::collections::BTreeMap;

use super::acts::may_be_acted_on;
use super::fate::fates;
use crate::announcement::Validity;
use crate::backend::clause::Clause;
use crate::backend::seam::Snapshot;
use crate::document::{Field, Value, keys};
use crate::error::Result;
use crate::response::Force;

/// The ids of the announcements that others act on, by the validity that counts of them.
#[derive(Default)]
pub(super) struct Validities {
    changed: BTreeMap<&'static str, Vec<u64>>,
}

/// How many announcements are read at once.
const AT_ONCE: usize = 256;

impl Validities {
    /// Works them out, for each announcement that has a name which anything repeals or amends.
    pub(super) fn read<S: Snapshot>(snapshot: &S) -> Result<Self> {
        let mut validities = Self::default();
        for docs in may_be_acted_on(snapshot)?.chunks(AT_ONCE) {
            validities.add(snapshot, docs)?;
        }
        Ok(validities)
    }

    fn add<S: Snapshot>(&mut self, snapshot: &S, docs: &[S::Doc]) -> Result<()> {
        let records = snapshot.metadata(docs)?;
        let announcements: Vec<_> = records.iter().map(|record| &record.announcement).collect();
        let fates = fates(snapshot, docs, &announcements)?;
        for (record, fate) in records.iter().zip(fates) {
            let own = record.announcement.validity;
            let counts = Force::of(own, fate.as_ref()).map(|force| force.validity);
            if let Some(validity) = counts.filter(|_| counts != own) {
                let ids = self.changed.entry(validity.name()).or_default();
                ids.push(keys::of_id(&record.id));
            }
        }
        Ok(())
    }

    /// The announcements of this validity.
    pub(super) fn matching(&self, validity: Validity) -> Clause {
        if validity == Validity::InForce {
            let others = Validity::ALL.into_iter().filter(|other| *other != Validity::InForce);
            return Clause::without(Vec::new(), others.map(|other| self.matching(other)).collect());
        }
        let stated = Clause::value(Field::Validity, validity.name());
        let unchanged = Clause::without(vec![stated], vec![self.ids(|_| true)]);
        Clause::any(vec![unchanged, self.ids(|name| name == validity.name())])
    }

    fn ids(&self, wanted: impl Fn(&str) -> bool) -> Clause {
        let changed = self.changed.iter().filter(|(name, _)| wanted(name));
        let ids = changed.flat_map(|(_, ids)| ids);
        Clause::Values(Field::Id, ids.map(|id| Value::Number(*id)).collect())
    }
}
