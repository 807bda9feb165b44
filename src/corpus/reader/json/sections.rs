//! Which lists of objects are one text, and which are records of their own.

use serde_json::{Map, Value};

use super::super::super::column::Column;
use super::super::records::Records;
use super::blocks;
use crate::extract::HintField;

/// Whether the list at `key` of the object `above` is text that was cut into blocks or sections.
pub(super) fn is_text(
    key: &str,
    values: &[Value],
    above: &Map<String, Value>,
    records: &mut Records,
) -> bool {
    let Some(found) = blocks::of(values) else { return false };
    if is_page_of_records(above) {
        return false;
    }
    let is_named = is_of_text(key) || records.holds(key) == Some(Column::Body);
    if found.have_headings {
        return is_named && has_title(above, records);
    }
    is_named || found.are_marked
}

/// Whether a list so named is of pieces of a text.
fn is_of_text(key: &str) -> bool {
    const NAMES: [&str; 15] = [
        "sections",
        "section",
        "chapters",
        "chapter",
        "paragraphs",
        "paras",
        "articles",
        "clauses",
        "blocks",
        "children",
        "nodes",
        "parts",
        "章节",
        "条款",
        "段落",
    ];
    NAMES.contains(&&*key.to_lowercase())
}

/// Whether an object tells which page of how many records it is.
fn is_page_of_records(above: &Map<String, Value>) -> bool {
    const KEYS: [&str; 10] = [
        "total",
        "totalelements",
        "totalpages",
        "totalcount",
        "pageno",
        "pagenum",
        "pagesize",
        "pageindex",
        "count",
        "pageable",
    ];
    above.keys().any(|key| KEYS.contains(&&*key.to_lowercase()))
}

/// Whether an object has a title of its own, or a number or a day as documents have.
fn has_title(above: &Map<String, Value>, records: &mut Records) -> bool {
    above.iter().any(|(key, value)| {
        let holds = records.holds(key);
        let tells = |field| holds == Some(Column::Field(field));
        value.is_string() && (tells(HintField::Title) || tells(HintField::Number))
    })
}
