//! The table of fields as tantivy's schema, and our values as tantivy's.
//!
//! Until format 6 there was a field of jieba's words, with frequencies, which no query asked. On 2,718
//! laws it took 28 % of the CPU (15.3 s with it, 11.1 s without, tantivy's writer of postings) and 6 %
//! of the bytes (61.2 and 57.3 MB), and every index depended on the dictionary it was built with.

use tantivy::Term;
use tantivy::schema::document::TantivyDocument;
use tantivy::schema::{
    FAST, Field as TantivyField, IndexRecordOption, NumericOptions, STORED, Schema, SchemaBuilder,
    TextFieldIndexing, TextOptions, Value as _,
};

use crate::document::fields::{FIELDS, Storage};
use crate::document::{Field, Value};
use crate::error::{Error, ErrorKind, Result};

/// Raised whenever an index of an earlier version cannot be read, or would be read wrongly.
pub(super) const FORMAT: u32 = 11;

/// The schema.
pub(super) fn schema() -> Schema {
    let mut builder = SchemaBuilder::new();
    for (_, name, kind) in FIELDS {
        add(&mut builder, name, kind);
    }
    builder.build()
}

fn add(builder: &mut SchemaBuilder, name: &str, kind: Storage) {
    use IndexRecordOption::{WithFreqs, WithFreqsAndPositions};
    match kind {
        Storage::Grams => builder.add_text_field(name, analysed("grams", WithFreqsAndPositions)),
        Storage::Characters => builder.add_text_field(name, analysed("characters", WithFreqs)),
        Storage::Places => builder.add_text_field(name, places()),
        Storage::Name => builder.add_text_field(name, whole()),
        Storage::Value => builder.add_text_field(name, whole().set_fast("raw")),
        // The announcement is stored as text, for tantivy reads bytes one by one.
        Storage::Stored => builder.add_text_field(name, STORED),
        Storage::Key => {
            builder.add_u64_field(name, NumericOptions::default().set_indexed().set_fast())
        }
        Storage::Number => builder.add_u64_field(name, FAST),
        Storage::Day => builder.add_i64_field(name, FAST),
        Storage::Flag => builder.add_bool_field(name, FAST),
    };
}

fn analysed(tokenizer: &str, record: IndexRecordOption) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(record);
    TextOptions::default().set_indexing_options(indexing)
}

/// Whole values have no lengths, of which every document would have one a field.
fn whole() -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer("raw").set_fieldnorms(false);
    TextOptions::default().set_indexing_options(indexing.set_index_option(IndexRecordOption::Basic))
}

/// The tokenizer is never run: it is the name that is written into the index.
fn places() -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer("begins").set_fieldnorms(false);
    let places = indexing.set_index_option(IndexRecordOption::WithFreqsAndPositions);
    TextOptions::default().set_indexing_options(places)
}

/// The number of a field in the schema.
pub(super) fn field(field: Field) -> TantivyField {
    TantivyField::from_field_id(field.place() as u32)
}

/// The term of a value.
pub(super) fn term(of: Field, value: &Value) -> Term {
    match value {
        Value::Text(text) => text_term(of, text),
        Value::Number(number) => Term::from_field_u64(field(of), *number),
        Value::Day(day) => Term::from_field_i64(field(of), *day),
        Value::Flag(flag) => Term::from_field_bool(field(of), *flag),
    }
}

/// The term of a text.
pub(super) fn text_term(of: Field, text: &str) -> Term {
    Term::from_field_text(field(of), text)
}

/// The values of a document as tantivy takes them.
pub(super) fn document(values: Vec<(Field, Value)>) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    for (of, value) in values {
        match value {
            Value::Text(text) => document.add_text(field(of), text),
            Value::Number(number) => document.add_u64(field(of), number),
            Value::Day(day) => document.add_i64(field(of), day),
            Value::Flag(flag) => document.add_bool(field(of), flag),
        }
    }
    document
}

/// What a stored document holds of the announcement.
pub(super) fn stored(document: &TantivyDocument) -> Result<&str> {
    let json = document.get_first(field(Field::Stored)).and_then(|value| value.as_str());
    let damaged = || Error::from(ErrorKind::Damaged("a document without its text".to_string()));
    json.ok_or_else(damaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_has_the_number_of_its_place() {
        let schema = schema();
        for (of, name, _) in FIELDS {
            assert_eq!(schema.get_field(name).ok(), Some(field(of)), "{name}");
        }
    }
}
