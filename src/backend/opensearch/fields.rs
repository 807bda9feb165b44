//! The table of fields as a mapping of OpenSearch, and the settings of a generation.

use serde_json::{Map, Value, json};

use super::marker::FORMAT;
use super::slots::HOLE;
use crate::analyzer::FINGERPRINT;
use crate::document::Field;
use crate::document::fields::{FIELDS, Storage};

/// The number of the run that wrote a document.
pub(super) const SINCE: &str = "since";

/// The beginning of each value of [`Field::Refers`], by which they are looked up: a relation and a name.
pub(super) const REFERS_TO: &str = "refers_to";

/// How many characters such a beginning has: a letter and 16 digits.
pub(super) const REFERS_START: usize = 17;

/// How many terms a text, its characters and its title have, as a similarity counts them.
pub(super) const LENGTHS: [(Field, &str); 3] = [
    (Field::Grams, "grams_length"),
    (Field::Characters, "characters_length"),
    (Field::Title, "title_length"),
];

/// The most hits that one search may return.
pub(super) const MOST_HITS: usize = 10_000;

/// How the values of a field are kept in OpenSearch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A stream of terms.
    Stream,
    /// Words as they are.
    Word,
    /// A number of 64 bits as 16 hexadecimal digits: no JSON reader loses a digit of it, and it is
    /// looked up by postings.
    Hash,
    /// A number.
    Number,
    /// Yes or no.
    Flag,
    /// The announcement.
    Stored,
}

impl Form {
    /// The form of a field.
    pub(super) fn of(field: Field) -> Self {
        match FIELDS[field.place()].2 {
            Storage::Grams | Storage::Characters | Storage::Places => Self::Stream,
            Storage::Name | Storage::Value => Self::Word,
            Storage::Key if field == Field::Level => Self::Number,
            Storage::Key => Self::Hash,
            Storage::Number => match field {
                Field::Figures | Field::Work | Field::Names | Field::Acts => Self::Hash,
                _ => Self::Number,
            },
            Storage::Day => Self::Number,
            Storage::Flag => Self::Flag,
            Storage::Stored => Self::Stored,
        }
    }
}

/// A number as it is kept in a field of hashes.
pub(super) fn hash(number: u64) -> String {
    format!("{number:016x}")
}

/// The shape of a generation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Shape {
    pub(super) shards: u32,
    pub(super) replicas: u32,
    /// The average length that the similarity takes for that of all announcements.
    pub(super) pivot: f64,
}

/// What a generation is created with.
pub(super) fn generation(shape: &Shape) -> Value {
    json!({
        "settings": {"index": {
            "number_of_shards": shape.shards,
            "number_of_replicas": shape.replicas,
            // Nothing is searchable before the run says so.
            "refresh_interval": "-1",
            // LZ4: of 40,000 announcements (126 MB) the index is built in 35 s instead of 51 s with
            // `best_compression` and takes 229 MB instead of 196 MB; searches take as long.
            "codec": "default",
            // Where segments are copied instead, a refresh reaches the primaries only.
            "replication.type": "DOCUMENT",
            "max_result_window": MOST_HITS,
            "analysis": {
                "filter": {"holes": {"type": "stop", "stopwords": [HOLE]}},
                "analyzer": {
                    "placed": {"type": "custom", "tokenizer": "whitespace", "filter": ["holes"]},
                    "spaced": {"type": "custom", "tokenizer": "whitespace"},
                },
            },
            "similarity": similarities(shape.pivot),
        }},
        "mappings": mappings(),
    })
}

/// The similarities: OpenSearch multiplies weights that we send, and weighs nothing itself.
///
/// `weighed` is the weight of a term times its saturated count (BM25 with k1 = 1.2 and b = 0.75), by
/// the rounded length of the text and the pivot; `counted` is the count times the boost.
pub(super) fn similarities(pivot: f64) -> Value {
    let weighed = format!(
        "double k = 1.2 * (0.25 + 0.75 * doc.length / {pivot:?}); \
         return weight * doc.freq * 2.2 / (doc.freq + k);"
    );
    json!({
        "weighed": {
            "type": "scripted",
            "discount_overlaps": false,
            "weight_script": {"source": "return query.boost;"},
            "script": {"source": weighed},
        },
        "counted": {
            "type": "scripted",
            "script": {"source": "return query.boost * doc.freq;"},
        },
    })
}

fn mappings() -> Value {
    let mut properties = Map::new();
    for (field, name, storage) in FIELDS {
        properties.insert(name.to_string(), property(field, storage));
    }
    properties.insert(SINCE.to_string(), json!({"type": "long"}));
    properties.insert(REFERS_TO.to_string(), json!({"type": "keyword", "doc_values": false}));
    for (_, name) in LENGTHS {
        properties.insert(name.to_string(), json!({"type": "integer", "index": false}));
    }
    json!({
        "dynamic": "strict",
        "_source": {"includes": [Field::Stored.name()]},
        "_meta": {"program": "policy-search", "format": FORMAT, "analyzer": FINGERPRINT},
        "properties": properties,
    })
}

fn property(field: Field, storage: Storage) -> Value {
    let stream = |similarity: &str, norms: bool| {
        json!({
            "type": "text", "analyzer": "placed", "similarity": similarity, "norms": norms,
        })
    };
    match (Form::of(field), storage) {
        (Form::Stream, Storage::Characters) => json!({
            "type": "text", "analyzer": "spaced", "similarity": "weighed", "index_options": "freqs",
        }),
        (Form::Stream, _) => match field {
            Field::Grams => stream("weighed", true),
            Field::Title => stream("counted", false),
            _ => stream("boolean", false),
        },
        (Form::Word, _) => json!({"type": "keyword", "doc_values": is_read(field)}),
        (Form::Hash, Storage::Key) => json!({"type": "keyword"}),
        (Form::Hash, _) => json!({"type": "keyword", "index": is_looked_up(field)}),
        (Form::Number, _) => json!({"type": "long"}),
        (Form::Flag, _) => json!({"type": "boolean"}),
        (Form::Stored, _) => json!({"type": "object", "enabled": false}),
    }
}

/// Whether values of words are read back, and not only looked up.
fn is_read(field: Field) -> bool {
    !matches!(field, Field::Path | Field::Validity)
}

/// Whether numbers are looked up, and not only read back.
fn is_looked_up(field: Field) -> bool {
    matches!(field, Field::Names | Field::Acts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_mapped_and_nothing_else() {
        let mapped = mappings();
        let properties = mapped["properties"].as_object().unwrap();
        assert_eq!(properties.len(), FIELDS.len() + 2 + LENGTHS.len());
        assert_eq!(properties["id"]["type"], "keyword");
        assert_eq!(properties["level"]["type"], "long");
        assert_eq!(properties["refers"]["doc_values"], true);
        assert_eq!(properties["path"]["doc_values"], false);
        assert_eq!(properties["figures"]["index"], false);
    }

    #[test]
    fn the_pivot_is_written_with_all_its_digits() {
        let script = similarities(1012.5)["weighed"]["script"]["source"].to_string();
        assert!(script.contains("doc.length / 1012.5)"), "{script}");
        let whole = similarities(1000.0)["weighed"]["script"]["source"].to_string();
        assert!(whole.contains("doc.length / 1000.0)"), "{whole}");
    }
}
