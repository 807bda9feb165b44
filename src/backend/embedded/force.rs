//! The force of announcements as it follows from the others of the index: who repeals or amends them.
//!
//! It is worked out when asked, from what is there at that commit, so that an index brought up to date
//! tells what a rebuilt one would. A repeal by title reaches only documents written before it (and
//! before the day its text tells of the one meant), never a newer one of the same title; a title that
//! anyone could have given (关于…的通知) only within one house; and nobody repeals what another
//! division or a body far above made.

use std::collections::HashSet;

use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, Searcher, SegmentReader};

use super::references::{self, EVER, Name, Naming};
use super::schema::Fields;
use crate::announcement::{Level, Relation};
use crate::error::Result;
use crate::issuer::registry;

/// The names that anything repeals or amends, read once: few documents have one of them, and only
/// those are looked at closely.
pub(super) struct Acts {
    repealed: HashSet<u64>,
    amended: HashSet<u64>,
}

impl Acts {
    /// Reads the names from the terms of repeals and amendments alone.
    pub(super) fn read(searcher: &Searcher, fields: &Fields) -> Result<Self> {
        let (mut repealed, mut amended) = (HashSet::new(), HashSet::new());
        for segment in searcher.segment_readers() {
            references::names_used(segment, fields, Relation::Replaces, &mut repealed)?;
            references::names_used(segment, fields, Relation::Amends, &mut amended)?;
        }
        Ok(Self { repealed, amended })
    }

    /// Reads the names of a segment's documents.
    pub(super) fn of(&self, segment: &SegmentReader) -> Result<ActsIn<'_>> {
        Ok(ActsIn { acts: self, names: segment.fast_fields().column_opt("names")? })
    }
}

/// Tells which documents of a segment are repealed or amended.
pub(super) struct ActsIn<'a> {
    acts: &'a Acts,
    names: Option<Column<u64>>,
}

impl ActsIn<'_> {
    /// Whether an announcement of the index repeals the document at `address`.
    pub(super) fn is_repealed(
        &self,
        searcher: &Searcher,
        fields: &Fields,
        address: DocAddress,
    ) -> Result<bool> {
        let names = self.names_in(address, |name| self.acts.repealed.contains(&name));
        let found = acting(searcher, fields, &names, &[Relation::Replaces], address)?;
        Ok(!found.is_empty())
    }

    /// What repeals or amends the document at `address`.
    pub(super) fn acting(
        &self,
        searcher: &Searcher,
        fields: &Fields,
        address: DocAddress,
    ) -> Result<Vec<Naming>> {
        let Acts { repealed, amended } = self.acts;
        let names =
            self.names_in(address, |name| repealed.contains(&name) || amended.contains(&name));
        acting(searcher, fields, &names, &[Relation::Amends, Relation::Replaces], address)
    }

    /// The documents that may be repealed or amended: those with a name that anything acts on.
    pub(super) fn candidates(&self, segment: &SegmentReader) -> Vec<DocId> {
        let acted =
            |name: u64| self.acts.repealed.contains(&name) || self.acts.amended.contains(&name);
        let names = |doc| self.names.iter().flat_map(move |names| names.values_for_doc(doc));
        segment.doc_ids_alive().filter(|doc| names(*doc).any(acted)).collect()
    }

    fn names_in(&self, address: DocAddress, wanted: impl Fn(u64) -> bool) -> Vec<Name> {
        let names = self.names.iter().flat_map(|names| names.values_for_doc(address.doc_id));
        names.filter(|name| wanted(*name)).map(Name::of_hash).collect()
    }
}

/// Who acts on the document at `address` by one of its `names`.
fn acting(
    searcher: &Searcher,
    fields: &Fields,
    names: &[Name],
    relations: &[Relation],
    address: DocAddress,
) -> Result<Vec<Naming>> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let target = Standing::read(searcher, address)?;
    let mut acting = Vec::new();
    for naming in references::naming(searcher, fields, names, relations)? {
        if reaches(searcher, &naming, &target)? {
            acting.push(naming);
        }
    }
    Ok(acting)
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
