//! A document as it is sent: one line of JSON.

use serde_json::{Map, Value as Json, json};

use super::fields::{Form, LENGTHS, REFERS_START, REFERS_TO, SINCE, hash};
use super::slots;
use crate::document::{Document, Field, Texts, Value};
use crate::text::is_han;

/// The line of a document that the run of this number writes.
pub(super) fn line(document: Document, since: u64) -> String {
    let Document { texts, values, .. } = document;
    let mut source = Map::new();
    let mut stored = String::new();
    for (field, value) in values {
        match value {
            Value::Text(text) if field == Field::Stored => stored = text,
            value => add(&mut source, field, &value),
        }
    }
    add_texts(&mut source, &texts);
    source.insert(SINCE.to_string(), json!(since));
    // What is stored is JSON already.
    let mut line = Json::Object(source).to_string();
    line.pop();
    line.push_str(&format!(",\"{}\":{stored}}}", Field::Stored.name()));
    line
}

fn add(source: &mut Map<String, Json>, field: Field, value: &Value) {
    push(source, field.name(), json_of(field, value));
    if let (Field::Refers, Value::Text(text)) = (field, value) {
        let start: String = text.chars().take(REFERS_START).collect();
        push(source, REFERS_TO, json!(start));
    }
}

/// A value as a field takes it.
pub(super) fn json_of(field: Field, value: &Value) -> Json {
    match value {
        Value::Text(text) => json!(text),
        Value::Number(number) if Form::of(field) == Form::Hash => json!(hash(*number)),
        Value::Number(number) => json!(number),
        Value::Day(day) => json!(day),
        Value::Flag(flag) => json!(flag),
    }
}

/// Adds a value to a field, which may have several.
fn push(source: &mut Map<String, Json>, name: &str, value: Json) {
    let values = source.entry(name).or_insert_with(|| Json::Array(Vec::new()));
    if let Json::Array(values) = values {
        values.push(value);
    }
}

fn add_texts(source: &mut Map<String, Json>, texts: &Texts) {
    let (grams, grams_length) = slots::of_text(&texts.text, &texts.beside);
    let (title, title_length) = slots::of_text(&texts.title, &texts.beside_title);
    let (characters, characters_length) = characters(&texts.text);
    let borders = slots::of_borders(&texts.title, &texts.text, &texts.boundaries);
    let fields = [Field::Grams, Field::Title, Field::Characters, Field::Boundaries];
    for (field, stream) in fields.into_iter().zip([grams, title, characters, borders]) {
        source.insert(field.name().to_string(), json!(stream));
    }
    let lengths = [grams_length, characters_length, title_length];
    for ((_, name), length) in LENGTHS.into_iter().zip(lengths) {
        source.insert(name.to_string(), json!(length));
    }
}

/// The Han characters of a text, one by one.
fn characters(folded: &str) -> (String, u32) {
    let mut stream = String::with_capacity(folded.len() * 4 / 3);
    let mut count = 0;
    for character in folded.chars().filter(|character| is_han(*character)) {
        stream.extend([character, ' ']);
        count += 1;
    }
    stream.pop();
    (stream, count)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::announcement::Announcement;
    use crate::document::{self, Record};
    use crate::response::Place;

    #[test]
    fn a_line_has_the_streams_the_values_and_the_announcement() {
        let announcement = Announcement {
            title: "通知".into(),
            body: "安全，生产。".into(),
            ..Announcement::default()
        };
        let place = Place { path: "a.txt".into(), ..Place::default() };
        let record = Record::of(place, Timestamp::UNIX_EPOCH, announcement);
        let line = line(document::of(&record).unwrap(), 7);
        let source: Json = serde_json::from_str(&line).unwrap();
        assert_eq!(source["since"], 7);
        assert_eq!(source["id"], json!([record.id.as_str()]));
        assert_eq!(source["path"], json!(["a.txt"]));
        assert_eq!(source["characters"], "通 知 安 全 生 产");
        assert_eq!(source["characters_length"], 6);
        assert_eq!(source["title_length"], 3);
        assert_eq!(source["stored"]["announcement"]["title"], "通知");
        assert!(!line.contains('\n'));
    }
}
