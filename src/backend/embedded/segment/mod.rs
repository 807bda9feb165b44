//! A segment of the index on its way to disk: postings, columns and stored texts of many documents.
//!
//! tantivy writes the files, in its own formats, and reads and merges them; what stands in the
//! postings is gathered here ([`places`]): of 2,718 laws an index takes 5.5 s of CPU so, where tantivy's own
//! writer of postings took 9.9 s and held every text in a queue besides; the answers are the same.

mod characters;
mod places;
mod values;
mod varint;

use std::collections::BTreeMap;
use std::io;

use tantivy::directory::TerminatingWrite;
use tantivy::fastfield::FastFieldsWriter;
use tantivy::fieldnorm::{FieldNormReaders, FieldNormsSerializer, FieldNormsWriter};
use tantivy::index::{Segment, SegmentComponent, SegmentMeta};
use tantivy::postings::{FieldSerializer, InvertedIndexSerializer};
use tantivy::schema::{Field, Schema, TantivyDocument, Value};
use tantivy::store::StoreWriter;
use tantivy::{DocId, Index};

use self::characters::Characters;
use self::places::Places;
use self::values::Values;
use super::schema::field;
use crate::analyzer::{Gram, each_gloss, each_gram};
use crate::document::boundaries::letter;
use crate::document::{Field as OurField, Texts};
use crate::text::{Begin, Beside};

/// A segment being filled.
pub(super) struct SegmentBuilder {
    segment: Segment,
    schema: Schema,
    grams: Places,
    characters: Characters,
    title: Places,
    boundaries: Places,
    values: BTreeMap<Field, Values>,
    lengths: FieldNormsWriter,
    columns: FastFieldsWriter,
    store: StoreWriter,
    documents: DocId,
}

impl SegmentBuilder {
    /// A new segment of `index`.
    pub(super) fn new(index: &Index) -> tantivy::Result<Self> {
        let (segment, schema) = (index.new_segment(), index.schema());
        let settings = index.settings();
        let store = StoreWriter::new(
            segment.open_write(SegmentComponent::Store)?,
            settings.docstore_compression,
            settings.docstore_blocksize,
            false,
        )?;
        let tokenizers = index.tokenizers().clone();
        Ok(Self {
            columns: FastFieldsWriter::from_schema_and_tokenizer_manager(&schema, tokenizers)?,
            lengths: FieldNormsWriter::for_schema(&schema),
            values: whole_values(&schema),
            segment,
            schema,
            grams: Places::default(),
            characters: Characters::default(),
            title: Places::default(),
            boundaries: Places::default(),
            store,
            documents: 0,
        })
    }

    /// Adds a document with its texts.
    pub(super) fn add(&mut self, document: &TantivyDocument, texts: &Texts) -> tantivy::Result<()> {
        self.columns.add_document(document)?;
        self.store.store(document, &self.schema)?;
        self.add_values(document);
        self.add_texts(texts);
        self.documents += 1;
        Ok(())
    }

    /// The bytes of memory it takes, more or less.
    pub(super) fn bytes(&self) -> usize {
        let places = [&self.grams, &self.title, &self.boundaries].map(Places::bytes);
        let values = self.values.values().map(Values::bytes).sum::<usize>();
        places.iter().sum::<usize>()
            + self.characters.bytes()
            + values
            + self.columns.mem_usage()
            + self.lengths.mem_usage()
    }

    fn add_values(&mut self, document: &TantivyDocument) {
        for (field, value) in document.field_values() {
            let Some(values) = self.values.get_mut(&field) else { continue };
            if let Some(number) = value.as_u64() {
                values.push_number(number, self.documents);
            } else if let Some(name) = value.as_str() {
                values.push_name(name, self.documents);
            }
        }
    }

    fn add_texts(&mut self, texts: &Texts) {
        let (grams, characters) = (&mut self.grams, &mut self.characters);
        let before = grams.total();
        each_gram(&texts.text, |gram, position| {
            grams.push(gram, position);
            if let Gram::Pair(character, _) | Gram::End(character) = gram {
                characters.count(character);
            }
        });
        each_gloss(&texts.text, &texts.beside, |gloss, position| grams.push(gloss, position));
        grams.end();
        let length = (self.grams.total() - before) as u32;
        self.lengths.record(self.documents, field(OurField::Grams), length);
        let length = self.characters.end(self.documents);
        self.lengths.record(self.documents, field(OurField::Characters), length);
        self.add_title(&texts.title, &texts.beside_title);
        self.add_boundaries(&texts.boundaries);
    }

    fn add_title(&mut self, title: &str, beside: &[Beside]) {
        let before = self.title.total();
        each_gram(title, |gram, position| self.title.push(gram, position));
        each_gloss(title, beside, |gloss, position| self.title.push(gloss, position));
        self.title.end();
        let length = (self.title.total() - before) as u32;
        self.lengths.record(self.documents, field(OurField::Title), length);
    }

    fn add_boundaries(&mut self, boundaries: &[(u32, Begin)]) {
        for (position, begin) in boundaries {
            self.boundaries.push(Gram::Word(letter(*begin)), *position);
        }
        self.boundaries.end();
    }

    /// Writes it to disk, and tells what the index is to know of it.
    pub(super) fn finish(mut self) -> tantivy::Result<SegmentMeta> {
        self.lengths.fill_up_to_max_doc(self.documents);
        let lengths = self.segment.open_write(SegmentComponent::FieldNorms)?;
        self.lengths.serialize(FieldNormsSerializer::from_write(lengths)?, None)?;
        let mut columns = self.segment.open_write(SegmentComponent::FastFields)?;
        self.columns.serialize(&mut columns, None)?;
        columns.terminate()?;
        self.store.close()?;
        let segment = self.segment.clone().with_max_doc(self.documents);
        let Self { grams, characters, title, boundaries, values, .. } = self;
        let mut postings = Postings::open(&segment)?;
        postings
            .write(field(OurField::Grams), grams.total(), |serializer| grams.write(serializer))?;
        postings.write(field(OurField::Characters), characters.total(), |serializer| {
            characters.write(serializer)
        })?;
        postings
            .write(field(OurField::Title), title.total(), |serializer| title.write(serializer))?;
        postings.write(field(OurField::Boundaries), boundaries.total(), |serializer| {
            boundaries.write(serializer)
        })?;
        for (field, values) in values {
            postings.write(field, values.total(), |serializer| values.write(serializer))?;
        }
        postings.serializer.close()?;
        Ok(segment.meta().clone())
    }
}

/// The fields whose values are terms as they are.
fn whole_values(schema: &Schema) -> BTreeMap<Field, Values> {
    let is_whole = |field: &Field| {
        let kind = schema.get_field_entry(*field).field_type();
        !kind.index_record_option().is_some_and(|option| option.has_freq())
    };
    let indexed = schema.fields().filter(|(_, entry)| entry.is_indexed());
    indexed
        .map(|(field, _)| field)
        .filter(is_whole)
        .map(|field| (field, Values::default()))
        .collect()
}

/// The postings of a segment being written.
struct Postings {
    serializer: InvertedIndexSerializer,
    lengths: FieldNormReaders,
}

impl Postings {
    fn open(segment: &Segment) -> tantivy::Result<Self> {
        let lengths = FieldNormReaders::open(segment.open_read(SegmentComponent::FieldNorms)?)?;
        Ok(Self { serializer: InvertedIndexSerializer::open(segment)?, lengths })
    }

    /// Writes the postings of a field that has so many, if it has any.
    fn write(
        &mut self,
        field: Field,
        total: u64,
        write: impl FnOnce(&mut FieldSerializer<'_>) -> io::Result<()>,
    ) -> tantivy::Result<()> {
        if total == 0 {
            return Ok(());
        }
        let lengths = self.lengths.get_field(field)?;
        let mut serializer = self.serializer.new_field(field, total, lengths)?;
        write(&mut serializer)?;
        Ok(serializer.close()?)
    }
}

#[cfg(test)]
mod tests;
