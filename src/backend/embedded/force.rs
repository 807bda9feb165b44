//! The force of announcements as it follows from the others of the index: who repeals or amends them.
//!
//! It is worked out when asked, from what is there at that commit, so that an index brought up to date
//! tells what a rebuilt one would. A repeal by title reaches only documents written before it (and
//! before the day its text tells of the one meant), never a newer one of the same title; a title that
//! anyone could have given (关于…的通知) only within one house; and nobody repeals what another
//! division or a body far above made.

use rustc_hash::FxHashSet;
use tantivy::{DocAddress, DocId, Searcher, SegmentOrdinal};

use super::columns::{self, Columns, first};
use super::references::{self, EVER, Name, Naming};
use super::schema::Fields;
use crate::announcement::{Level, Relation};
use crate::error::Result;
use crate::issuer::registry;

/// The names that anything repeals or amends, read once: few documents have one of them, and only
/// those are looked at closely.
pub(super) struct Acts(FxHashSet<u64>);

impl Acts {
    /// Reads the names from their column, whole. (Read from the terms of the references, one by one, they
    /// took 6 of the 100 million instructions of a search of all laws.)
    pub(super) fn read(columns: &Columns) -> Self {
        let columns = columns.segments().flat_map(|segment| &segment.acts);
        Self(columns.flat_map(|column| column.values.iter()).collect())
    }

    /// Whether an announcement of the index repeals the document at `address`.
    pub(super) fn is_repealed(
        &self,
        searcher: &Searcher,
        columns: &Columns,
        fields: &Fields,
        address: DocAddress,
    ) -> Result<bool> {
        let names = names_in(columns, address, |name| self.0.contains(&name));
        let found = acting(searcher, columns, fields, &names, &[Relation::Replaces], address)?;
        Ok(!found.is_empty())
    }

    /// What repeals or amends the document at `address`.
    pub(super) fn acting(
        &self,
        searcher: &Searcher,
        columns: &Columns,
        fields: &Fields,
        address: DocAddress,
    ) -> Result<Vec<Naming>> {
        let names = names_in(columns, address, |name| self.0.contains(&name));
        acting(searcher, columns, fields, &names, &[Relation::Amends, Relation::Replaces], address)
    }

    /// The documents of a segment that may be repealed or amended: those with a name that anything
    /// acts on.
    pub(super) fn candidates(
        &self,
        searcher: &Searcher,
        columns: &Columns,
        segment: SegmentOrdinal,
    ) -> Vec<DocId> {
        let acted = |name: u64| self.0.contains(&name);
        let names = |doc: &DocId| columns::all(&columns.of(segment).names, *doc);
        let alive = searcher.segment_reader(segment).doc_ids_alive();
        alive.filter(|doc| names(doc).any(acted)).collect()
    }
}

/// Those names of a document that are `wanted`.
fn names_in(columns: &Columns, address: DocAddress, wanted: impl Fn(u64) -> bool) -> Vec<Name> {
    let names = columns::all(&columns.of(address.segment_ord).names, address.doc_id);
    names.filter(|name| wanted(*name)).map(Name::of_hash).collect()
}

/// Who acts on the document at `address` by one of its `names`.
fn acting(
    searcher: &Searcher,
    columns: &Columns,
    fields: &Fields,
    names: &[Name],
    relations: &[Relation],
    address: DocAddress,
) -> Result<Vec<Naming>> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let target = Standing::read(columns, address);
    let mut acting = Vec::new();
    for naming in references::naming(searcher, fields, names, relations)? {
        if reaches(columns, &naming, &target) {
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
    pub(super) fn read(columns: &Columns, address: DocAddress) -> Self {
        let (columns, doc) = (columns.of(address.segment_ord), address.doc_id);
        let level = first(&columns.level, doc);
        Self {
            address,
            day: first(&columns.day, doc),
            level: level.and_then(|rank| Level::ALL.get(rank as usize).copied()),
            region: columns::words(&columns.region, doc).last(),
            issuers: columns::words(&columns.issuer, doc).collect(),
        }
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
pub(super) fn reaches(columns: &Columns, naming: &Naming, target: &Standing) -> bool {
    if naming.by == target.address {
        return false;
    }
    let acts = naming.relation >= Relation::Amends;
    let earlier = target.day.map_or(naming.before >= EVER, |day| day < naming.before);
    if acts && !earlier {
        return false;
    }
    if !acts && !naming.name.is_anyones() {
        return true;
    }
    let by = Standing::read(columns, naming.by);
    may_mean(naming.relation, naming.name, &by, target)
}

/// Whether a document that stands there may mean `target` by a name.
pub(super) fn may_mean(relation: Relation, name: Name, by: &Standing, target: &Standing) -> bool {
    let acts = relation >= Relation::Amends;
    let kin = !acts || !name.is_anyones() || by.is_of_house(target);
    kin && !by.is_stranger_to(target)
}
