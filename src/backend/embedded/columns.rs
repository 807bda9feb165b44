//! The columns of one commit, opened once for every segment.
//!
//! Opening a column by its name costs more than reading it for a page of candidates: with three
//! hundred of them it was a large part of a query of one word.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, Searcher, SegmentOrdinal, SegmentReader};

use crate::announcement::Level;
use crate::backend::prior::Grounds;
use crate::backend::seam::{CopyKeys, Facts, Issued};
use crate::document::Field;
use crate::document::fields::{FIELDS, Storage};
use crate::error::Result;
use crate::text::Figures;

/// The columns by segment.
pub(super) struct Columns {
    segments: Vec<SegmentColumns>,
    /// All numbers of a field, read when they are first asked for.
    numbers: Vec<OnceLock<FxHashSet<u64>>>,
}

/// A column for each field that is kept as a `T`; `None` for the others, and where no document of
/// the segment has a value.
type ByField<T> = [Option<T>; FIELDS.len()];

/// The columns of one segment.
pub(super) struct SegmentColumns {
    numbers: ByField<Column<u64>>,
    days: ByField<Column<i64>>,
    flags: ByField<Column<bool>>,
    names: ByField<StrColumn>,
}

impl Columns {
    /// Opens the columns of all segments.
    pub(super) fn open(searcher: &Searcher) -> Result<Self> {
        let opened = searcher.segment_readers().iter().map(SegmentColumns::open);
        let segments = opened.collect::<tantivy::Result<_>>()?;
        Ok(Self { segments, numbers: FIELDS.iter().map(|_| OnceLock::new()).collect() })
    }

    /// The columns of a segment.
    pub(super) fn of(&self, segment: SegmentOrdinal) -> &SegmentColumns {
        &self.segments[segment as usize]
    }

    /// Those of all segments, in order.
    pub(super) fn segments(&self) -> impl Iterator<Item = &SegmentColumns> {
        self.segments.iter()
    }

    /// All numbers of a field, those of deleted documents among them. They are read from the columns,
    /// whole: read from the terms of the references, one by one, the names that anything acts on took 6
    /// of the 100 million instructions of a search of all laws.
    pub(super) fn numbers(&self, field: Field) -> &FxHashSet<u64> {
        let columns = || self.segments().filter_map(|segment| segment.numbers(field));
        let read = || columns().flat_map(|column| column.values.iter()).collect();
        self.numbers[field.place()].get_or_init(read)
    }
}

impl SegmentColumns {
    fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        let fast = segment.fast_fields();
        let mut columns = Self {
            numbers: [const { None }; FIELDS.len()],
            days: [const { None }; FIELDS.len()],
            flags: [const { None }; FIELDS.len()],
            names: [const { None }; FIELDS.len()],
        };
        for (field, name, kind) in FIELDS {
            let place = field.place();
            match kind {
                Storage::Key | Storage::Number => columns.numbers[place] = fast.column_opt(name)?,
                Storage::Day => columns.days[place] = fast.column_opt(name)?,
                Storage::Flag => columns.flags[place] = fast.column_opt(name)?,
                Storage::Value => columns.names[place] = fast.str(name)?,
                Storage::Grams
                | Storage::Characters
                | Storage::Places
                | Storage::Name
                | Storage::Stored => {}
            }
        }
        Ok(columns)
    }

    /// The column of numbers of a field.
    pub(super) fn numbers(&self, field: Field) -> Option<&Column<u64>> {
        self.numbers[field.place()].as_ref()
    }

    /// The column of names of a field.
    pub(super) fn names(&self, field: Field) -> Option<&StrColumn> {
        self.names[field.place()].as_ref()
    }

    /// The first number of a document.
    pub(super) fn number(&self, field: Field, doc: DocId) -> Option<u64> {
        self.numbers(field)?.first(doc)
    }

    /// The first day of a document.
    pub(super) fn day(&self, field: Field, doc: DocId) -> Option<i64> {
        self.days[field.place()].as_ref()?.first(doc)
    }

    /// Whether a document is marked so.
    pub(super) fn flag(&self, field: Field, doc: DocId) -> bool {
        self.flags[field.place()].as_ref().and_then(|column| column.first(doc)).unwrap_or(false)
    }

    /// All numbers of a document.
    pub(super) fn all(&self, field: Field, doc: DocId) -> impl Iterator<Item = u64> {
        self.numbers(field).into_iter().flat_map(move |column| column.values_for_doc(doc))
    }

    /// All names of a document.
    pub(super) fn words(&self, field: Field, doc: DocId) -> impl Iterator<Item = String> {
        let column = self.names(field).into_iter();
        let ordinals = column
            .flat_map(move |column| column.term_ords(doc).map(move |ordinal| (column, ordinal)));
        ordinals.filter_map(|(column, ordinal)| {
            let mut word = String::new();
            column.ord_to_str(ordinal, &mut word).ok()?.then_some(word)
        })
    }

    /// What the prior of a document is made from, for all that it says itself.
    pub(super) fn grounds(&self, doc: DocId) -> Grounds {
        let level = self.number(Field::Level, doc);
        Grounds {
            day: self.day(Field::Day, doc),
            level: level.and_then(|rank| Level::ALL.get(rank as usize).copied()),
            superseded: self.flag(Field::Superseded, doc),
            of_year: false,
            damaged: self.flag(Field::Damaged, doc),
            recognised: self.flag(Field::Recognised, doc),
        }
    }

    /// What orders and weighs a document.
    pub(super) fn facts(&self, doc: DocId) -> Facts {
        let Grounds { day, level, superseded, damaged, recognised, .. } = self.grounds(doc);
        Facts {
            id: self.number(Field::Id, doc).unwrap_or_default(),
            day,
            year: self.number(Field::Year, doc),
            added: self.number(Field::Added, doc).unwrap_or_default(),
            level,
            superseded,
            damaged,
            recognised,
            work: self.number(Field::Work, doc),
            length: self.number(Field::Length, doc).unwrap_or_default(),
        }
    }

    /// Who issued a document, and where.
    pub(super) fn issued(&self, doc: DocId) -> Issued {
        let issuers = self.words(Field::Issuer, doc).collect();
        Issued { issuers, region: self.words(Field::Region, doc).last() }
    }

    /// What tells the copies of a document.
    pub(super) fn copy_keys(&self, doc: DocId) -> CopyKeys {
        CopyKeys {
            text: self.number(Field::SameText, doc),
            act: self.number(Field::SameAct, doc),
            bands: self.all(Field::Bands, doc).collect(),
            figures: Figures(self.number(Field::Figures, doc).unwrap_or_default()),
            written: self.day(Field::Written, doc),
        }
    }
}
