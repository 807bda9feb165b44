//! The columns of one commit, opened once for every segment.
//!
//! Opening a column by its name costs more than reading it for a page of candidates: with three
//! hundred of them it was a large part of a query of one word.

use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Searcher, SegmentOrdinal, SegmentReader};

use crate::error::Result;

/// The columns by segment.
pub(super) struct Columns(Vec<SegmentColumns>);

/// The columns of one segment, by the names of [`super::schema::Fields`]; `None` where no document
/// of it has a value.
pub(super) struct SegmentColumns {
    pub(super) id: Option<Column<u64>>,
    pub(super) day: Option<Column<i64>>,
    pub(super) year: Option<Column<u64>>,
    pub(super) written: Option<Column<i64>>,
    pub(super) level: Option<Column<u64>>,
    pub(super) superseded: Option<Column<bool>>,
    pub(super) damaged: Option<Column<bool>>,
    pub(super) issuer: Option<StrColumn>,
    pub(super) region: Option<StrColumn>,
    pub(super) same_text: Option<Column<u64>>,
    pub(super) same_act: Option<Column<u64>>,
    pub(super) bands: Option<Column<u64>>,
    pub(super) figures: Option<Column<u64>>,
    pub(super) work: Option<Column<u64>>,
    pub(super) length: Option<Column<u64>>,
    pub(super) names: Option<Column<u64>>,
    pub(super) acts: Option<Column<u64>>,
}

impl Columns {
    /// Opens the columns of all segments.
    pub(super) fn open(searcher: &Searcher) -> Result<Self> {
        let opened = searcher.segment_readers().iter().map(SegmentColumns::open);
        Ok(Self(opened.collect::<tantivy::Result<_>>()?))
    }

    /// The columns of a segment.
    pub(super) fn of(&self, segment: SegmentOrdinal) -> &SegmentColumns {
        &self.0[segment as usize]
    }

    /// Those of all segments, in order.
    pub(super) fn segments(&self) -> impl Iterator<Item = &SegmentColumns> {
        self.0.iter()
    }

    /// The key of a document's [`crate::announcement::Id`].
    pub(super) fn id(&self, address: DocAddress) -> u64 {
        first(&self.of(address.segment_ord).id, address.doc_id).unwrap_or_default()
    }

    /// A document's day, if it has a date.
    pub(super) fn day(&self, address: DocAddress) -> Option<i64> {
        first(&self.of(address.segment_ord).day, address.doc_id)
    }
}

impl SegmentColumns {
    fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        let fast = segment.fast_fields();
        Ok(Self {
            id: fast.column_opt("id")?,
            day: fast.column_opt("day")?,
            year: fast.column_opt("year")?,
            written: fast.column_opt("written")?,
            level: fast.column_opt("level")?,
            superseded: fast.column_opt("superseded")?,
            damaged: fast.column_opt("damaged")?,
            issuer: fast.str("issuer")?,
            region: fast.str("region")?,
            same_text: fast.column_opt("same_text")?,
            same_act: fast.column_opt("same_act")?,
            bands: fast.column_opt("bands")?,
            figures: fast.column_opt("figures")?,
            work: fast.column_opt("work")?,
            length: fast.column_opt("length")?,
            names: fast.column_opt("names")?,
            acts: fast.column_opt("acts")?,
        })
    }
}

/// The first value of a document.
pub(super) fn first<T>(column: &Option<Column<T>>, doc: DocId) -> Option<T>
where
    T: PartialOrd + Copy + std::fmt::Debug + Send + Sync + 'static,
{
    column.as_ref()?.first(doc)
}

/// All values of a document.
pub(super) fn all(column: &Option<Column<u64>>, doc: DocId) -> impl Iterator<Item = u64> {
    column.iter().flat_map(move |column| column.values_for_doc(doc))
}

/// All words of a document.
pub(super) fn words(column: &Option<StrColumn>, doc: DocId) -> impl Iterator<Item = String> {
    let ordinals = column
        .iter()
        .flat_map(move |column| column.term_ords(doc).map(move |ordinal| (column, ordinal)));
    ordinals.filter_map(|(column, ordinal)| {
        let mut word = String::new();
        column.ord_to_str(ordinal, &mut word).ok()?.then_some(word)
    })
}
