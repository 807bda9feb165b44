//! JSON-LD of a page (schema.org) → hints, by the rows of `data/linked.tsv`.
//!
//! Invariant: only an object whose type is that of a document counts; of several the first that
//! has a title or a date.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::super::fields;
use super::markup::without_tags;
use super::tree::Tree;
use crate::extract::{Hint, HintField, HintSource};

/// How deep objects are looked for in one another.
const DEEPEST: usize = 6;

/// What the rows of the table say.
struct Names {
    types: Vec<&'static str>,
    fields: Vec<(HintField, &'static str)>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names { types: Vec::new(), fields: Vec::new() };
    for row in fields::rows(include_str!("../data/linked.tsv")) {
        let Some((meaning, words)) = row.split_once('\t') else { continue };
        match fields::field(meaning) {
            Some(field) => names.fields.extend(words.split(' ').map(|word| (field, word))),
            None => names.types.extend(words.split(' ')),
        }
    }
    names
});

/// What the data of a page say of its document.
pub(super) fn hints(tree: &Tree) -> Vec<Hint> {
    let values = tree.linked.iter().filter_map(|data| serde_json::from_str(data.trim()).ok());
    let mut found = values.filter_map(|value: Value| document(&value, 0));
    found.next().unwrap_or_default()
}

/// The first document in a value, with what it says.
fn document(value: &Value, depth: usize) -> Option<Vec<Hint>> {
    if depth > DEEPEST {
        return None;
    }
    match value {
        Value::Array(values) => values.iter().find_map(|value| document(value, depth + 1)),
        Value::Object(object) => {
            let own = is_document(object).then(|| said(object)).filter(|hints| tells(hints));
            let inner = ["@graph", "mainEntity", "mainEntityOfPage"];
            let inner = inner.into_iter().filter_map(|key| object.get(key));
            own.or_else(|| inner.into_iter().find_map(|value| document(value, depth + 1)))
        }
        _ => None,
    }
}

fn is_document(object: &Map<String, Value>) -> bool {
    let is_type = |value: &Value| value.as_str().is_some_and(|kind| NAMES.types.contains(&kind));
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is_type),
        Some(kind) => is_type(kind),
        // Baidu's data have no type.
        None => object.contains_key("pubDate"),
    }
}

/// Whether the hints are more than an address and a name of who published.
fn tells(hints: &[Hint]) -> bool {
    hints.iter().any(|hint| matches!(hint.field, HintField::Title | HintField::Published))
}

fn said(object: &Map<String, Value>) -> Vec<Hint> {
    let mut hints: Vec<Hint> = Vec::new();
    for (field, key) in &NAMES.fields {
        let value = object.get(*key).and_then(text).map(|value| without_tags(value.trim()));
        let value = value.filter(|value| !value.is_empty());
        if let Some(value) = value.filter(|_| !hints.iter().any(|hint| hint.field == *field)) {
            hints.push(Hint { field: *field, value, from: HintSource::Meta });
        }
    }
    hints
}

/// A value as text: a string, the name of an object, the first of several.
fn text(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        Value::Object(object) => object.get("name").and_then(Value::as_str),
        Value::Array(values) => {
            let first = values.first()?;
            first.as_str().or_else(|| first.as_object()?.get("name")?.as_str())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(data: &str) -> Vec<(HintField, String)> {
        let page = format!(r#"<script type="application/ld+json">{data}</script>"#);
        let found = hints(&Tree::parse(&page));
        found.into_iter().map(|hint| (hint.field, hint.value)).collect()
    }

    #[test]
    fn a_document_says_its_title_date_and_publisher() {
        let expected = vec![
            (HintField::Title, "关于防汛的通知".to_string()),
            (HintField::Published, "2024-03-05T08:00:00+08:00".to_string()),
            (HintField::Publisher, "某县水利局".to_string()),
        ];
        for data in [
            r#"{"@type":"NewsArticle","headline":"关于防汛的通知","name":"通知","datePublished":"2024-03-05T08:00:00+08:00","publisher":{"@type":"Organization","name":"某县水利局"}}"#,
            r#"[{"@type":"WebSite","name":"某站"},{"@type":["Article","Thing"],"headline":"关于防汛的通知","datePublished":"2024-03-05T08:00:00+08:00","publisher":[{"name":"某县水利局"}]}]"#,
            r#"{"@graph":[{"@type":"BreadcrumbList"},{"@type":"GovernmentService","name":"关于防汛的通知","datePublished":"2024-03-05T08:00:00+08:00","provider":"某县水利局"}]}"#,
        ] {
            assert_eq!(of(data), expected, "{data}");
        }
    }

    #[test]
    fn sites_and_broken_data_say_nothing() {
        for data in [
            r#"{"@type":"Organization","name":"某县水利局"}"#,
            r#"{"@type":"Article","publisher":"某县水利局"}"#,
            r#"{"@type":"Article","headline":"#,
            "",
        ] {
            assert_eq!(of(data), [], "{data}");
        }
    }

    #[test]
    fn every_row_of_the_table_is_used() {
        for row in fields::rows(include_str!("../data/linked.tsv")) {
            let (meaning, words) = row.split_once('\t').unwrap();
            assert!(meaning == "type" || fields::field(meaning).is_some(), "{row}");
            assert!(words.split(' ').all(|word| !word.is_empty()), "{row}");
        }
    }
}
