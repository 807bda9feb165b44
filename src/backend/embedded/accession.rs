//! When the announcements of the last commit came in, for the run that brings it up to date or
//! replaces it.
//!
//! Fields are found by their names, so that an index of any format that has them tells the run that
//! rebuilds it. What is kept of each announcement in memory is two bits.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use tantivy::columnar::Column;
use tantivy::schema::Field as TantivyField;
use tantivy::{DocAddress, DocId, Index, ReloadPolicy, Searcher, SegmentReader, Term};

use super::directory::ReadOnlyDirectory;
use super::postings::for_each_document;
use super::verify::is_sound;
use crate::backend::seam::{Accession, Arrival, Seen};
use crate::document::Field;
use crate::error::{Result, unwind};

/// The announcements of the last commit.
pub(super) struct Accessions {
    searcher: Searcher,
    id: TantivyField,
    path: TantivyField,
    content: TantivyField,
    segments: Vec<Segment>,
    /// Whether all are replaced, whether deleted or not.
    replaced: bool,
}

/// Those of one segment.
struct Segment {
    content: Column<u64>,
    added: Column<u64>,
    deleted: Marks,
    returned: Marks,
}

impl Accessions {
    /// Those of an index that is brought up to date; `None` where its format has none.
    pub(super) fn of(index: &Index) -> Result<Option<Self>> {
        Self::open(index, false)
    }

    /// Those of the generation in the folder `path`, which is replaced; `None` where its format has
    /// none, or it is damaged: the rebuild is the cure.
    pub(super) fn replaced(path: &Path) -> Option<Self> {
        let open = || {
            if !is_sound(path) {
                return Ok(None);
            }
            Self::open(&Index::open(ReadOnlyDirectory::open(path)?)?, true)
        };
        unwind::catch(open).ok()?.ok()?
    }

    fn open(index: &Index, replaced: bool) -> Result<Option<Self>> {
        let schema = index.schema();
        let field = |field: Field| schema.get_field(field.name()).ok();
        let fields = [Field::Id, Field::Path, Field::Content, Field::Added].map(field);
        let [Some(id), Some(path), Some(content), Some(_)] = fields else { return Ok(None) };
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        let searcher = reader.try_into()?.searcher();
        let segments = searcher.segment_readers().iter().map(Segment::open);
        let segments = segments.collect::<tantivy::Result<_>>()?;
        Ok(Some(Self { searcher, id, path, content, segments, replaced }))
    }

    /// What is held of an arriving announcement.
    pub(super) fn seen(&self, arrival: Arrival) -> Result<Seen> {
        let mut before: Option<i64> = None;
        let mut unchanged: Option<i64> = None;
        self.each(self.id, arrival.id, |segment, doc| {
            let Some(added) = segment.added(doc) else { return };
            before = before.into_iter().chain([added]).min();
            if segment.content.first(doc) == arrival.content {
                unchanged = Some(added);
            }
        })?;
        if let Some(added) = unchanged {
            return Ok(Seen::Unchanged(added));
        }
        if let Some(content) = arrival.content {
            self.each(self.content, content, |segment, doc| {
                before = before.into_iter().chain(segment.added(doc)).min();
            })?;
        }
        Ok(before.map_or(Seen::Never, Seen::Before))
    }

    /// Notes that a text is in the next commit, and came in when it says.
    pub(super) fn returned(&self, (content, added): Accession) -> Result<()> {
        self.each(self.content, content, |segment, doc| {
            if segment.added(doc).is_some_and(|before| before >= added) {
                segment.returned.set(doc);
            }
        })
    }

    /// Notes that all announcements of the file at `path` are deleted.
    pub(super) fn delete(&self, path: &str) -> Result<()> {
        let term = Term::from_field_text(self.path, path);
        for_each_document(&self.searcher, &term, |doc| self.segment(doc).deleted.set(doc.doc_id))
    }

    /// The texts that are deleted or replaced, and did not return.
    pub(super) fn departed(&self) -> Vec<Accession> {
        let mut departed = Vec::new();
        for (reader, segment) in self.searcher.segment_readers().iter().zip(&self.segments) {
            let is_departed = |doc: &DocId| {
                (self.replaced || segment.deleted.has(*doc)) && !segment.returned.has(*doc)
            };
            let gone = reader.doc_ids_alive().filter(is_departed);
            departed.extend(
                gone.filter_map(|doc| Some((segment.content.first(doc)?, segment.added(doc)?))),
            );
        }
        departed
    }

    fn each(
        &self,
        field: TantivyField,
        value: u64,
        mut found: impl FnMut(&Segment, DocId),
    ) -> Result<()> {
        let term = Term::from_field_u64(field, value);
        for_each_document(&self.searcher, &term, |doc| found(self.segment(doc), doc.doc_id))
    }

    fn segment(&self, doc: DocAddress) -> &Segment {
        &self.segments[doc.segment_ord as usize]
    }
}

impl Segment {
    fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        let documents = segment.max_doc();
        let column = |field: Field| -> tantivy::Result<_> {
            let column = segment.fast_fields().column_opt(field.name())?;
            Ok(column.unwrap_or_else(|| Column::build_empty_column(documents)))
        };
        Ok(Self {
            content: column(Field::Content)?,
            added: column(Field::Added)?,
            deleted: Marks::new(documents),
            returned: Marks::new(documents),
        })
    }

    fn added(&self, doc: DocId) -> Option<i64> {
        i64::try_from(self.added.first(doc)?).ok()
    }
}

/// A mark for each document of a segment, set from any thread.
struct Marks(Vec<AtomicU64>);

impl Marks {
    fn new(documents: DocId) -> Self {
        Self((0..documents.div_ceil(64)).map(|_| AtomicU64::new(0)).collect())
    }

    fn set(&self, doc: DocId) {
        self.0[doc as usize / 64].fetch_or(1 << (doc % 64), Ordering::Relaxed);
    }

    fn has(&self, doc: DocId) -> bool {
        self.0[doc as usize / 64].load(Ordering::Relaxed) >> (doc % 64) & 1 == 1
    }
}
