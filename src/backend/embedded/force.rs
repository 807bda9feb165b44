//! The force of announcements as it follows from the others of the index: who repeals or amends them.
//!
//! It is worked out when asked, from what is there at that commit, so that an index brought up to date
//! tells what a rebuilt one would. A repeal by title reaches only documents written before it (and
//! before the day its text tells of the one meant), never a newer one of the same title; a title that
//! anyone could have given (关于…的通知) only within one house; and nobody repeals what another
//! division or a body far above made.

use std::collections::HashSet;

use tantivy::columnar::Column;
use tantivy::{DocAddress, Searcher, SegmentReader};

use super::references::{self, EVER, Name, Naming};
use super::schema::Fields;
use crate::announcement::{Level, Relation};
use crate::error::Result;
use crate::issuer::registry;

/// The names that anything repeals, read once: few documents have one of them.
pub(super) struct Repealed(HashSet<u64>);

impl Repealed {
    /// Reads the names from the terms of repeals alone.
    pub(super) fn read(searcher: &Searcher, fields: &Fields) -> Result<Self> {
        let mut names = HashSet::new();
        for segment in searcher.segment_readers() {
            references::names_used(segment, fields, Relation::Replaces, &mut names)?;
        }
        Ok(Self(names))
    }

    /// Reads the names of a segment's documents.
    pub(super) fn of(&self, segment: &SegmentReader) -> Result<RepealedIn<'_>> {
        let column =
            if self.0.is_empty() { None } else { segment.fast_fields().column_opt("names")? };
        Ok(RepealedIn { repealed: &self.0, column })
    }
}

/// Tells which documents of a segment are repealed.
pub(super) struct RepealedIn<'a> {
    repealed: &'a HashSet<u64>,
    column: Option<Column<u64>>,
}

impl RepealedIn<'_> {
    /// Whether an announcement of the index repeals the document at `address`.
    pub(super) fn has(
        &self,
        searcher: &Searcher,
        fields: &Fields,
        address: DocAddress,
    ) -> Result<bool> {
        let values = self.column.iter().flat_map(|column| column.values_for_doc(address.doc_id));
        let used = values.filter(|name| self.repealed.contains(name));
        let names: Vec<Name> = used.map(|hash| Name { hash, passed_on: false }).collect();
        if names.is_empty() {
            return Ok(false);
        }
        let target = Standing::read(searcher, address)?;
        for naming in references::naming(searcher, fields, &names, &[Relation::Replaces])? {
            if reaches(searcher, &naming, &target)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Where a document stands: when it was written, by whom, and for which division.
pub(super) struct Standing {
    pub(super) address: DocAddress,
    pub(super) day: Option<i64>,
    level: Option<Level>,
    region: Option<String>,
    issuers: Vec<String>,
}

impl Standing {
    /// Reads it from the columns.
    pub(super) fn read(searcher: &Searcher, address: DocAddress) -> Result<Self> {
        let fast = searcher.segment_reader(address.segment_ord).fast_fields();
        let level = fast.column_opt::<u64>("level")?;
        let level = level.and_then(|level| level.first(address.doc_id));
        let day = fast.column_opt::<i64>("day")?.and_then(|day| day.first(address.doc_id));
        let words = |name| -> Result<Vec<String>> {
            let Some(column) = fast.str(name)? else { return Ok(Vec::new()) };
            let mut words = Vec::new();
            for ordinal in column.term_ords(address.doc_id) {
                let mut word = String::new();
                column.ord_to_str(ordinal, &mut word).map_err(tantivy::TantivyError::from)?;
                words.push(word);
            }
            Ok(words)
        };
        Ok(Self {
            address,
            day,
            level: level.and_then(|rank| Level::ALL.get(rank as usize).copied()),
            region: words("region")?.pop(),
            issuers: words("issuer")?,
        })
    }

    /// Whether both are known to come from one house: one issuer, one division, or the centre.
    fn is_of_house(&self, other: &Self) -> bool {
        let centre = |one: &Self| one.region.is_none() && one.level == Some(Level::Centre);
        self.issuers.iter().any(|issuer| other.issuers.contains(issuer))
            || self.region.is_some() && self.region == other.region
            || centre(self) && centre(other)
    }

    /// Whether it is known that this one has no say over the other: another division's, or that of
    /// the centre and its ministries.
    fn is_stranger_to(&self, other: &Self) -> bool {
        let within = |outer: &str, inner: &str| registry().region_matches(outer, inner);
        match (&self.region, &other.region) {
            (Some(own), Some(others)) => {
                own != others && !within(own, others) && !within(others, own)
            }
            (Some(_), None) => matches!(other.level, Some(Level::Centre | Level::Ministry)),
            (None, _) => false,
        }
    }
}

/// Whether what a text names by this name is the document `target`.
pub(super) fn reaches(searcher: &Searcher, naming: &Naming, target: &Standing) -> Result<bool> {
    if naming.by == target.address {
        return Ok(false);
    }
    let acts = naming.relation >= Relation::Amends;
    let earlier = target.day.map_or(naming.before >= EVER, |day| day < naming.before);
    if acts && !earlier {
        return Ok(false);
    }
    if !acts && !naming.name.is_anyones() {
        return Ok(true);
    }
    let by = Standing::read(searcher, naming.by)?;
    Ok(may_mean(naming.relation, naming.name, &by, target))
}

/// Whether a document that stands there may mean `target` by a name.
pub(super) fn may_mean(relation: Relation, name: Name, by: &Standing, target: &Standing) -> bool {
    let acts = relation >= Relation::Amends;
    let kin = !acts || !name.is_anyones() || by.is_of_house(target);
    kin && !by.is_stranger_to(target)
}
