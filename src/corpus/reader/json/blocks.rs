//! Texts that are cut into blocks (Draft.js, Editor.js, ProseMirror, Slate, Quill, lists of
//! paragraphs or of sections) → text, a block a line.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::super::fields;

/// How deep blocks may lie in each other.
const DEPTH: usize = 64;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// Holds text; in which place it is read.
    Text(usize),
    /// Says what a block is.
    Mark,
    Other,
}

static KEYS: LazyLock<HashMap<&'static str, Sort>> = LazyLock::new(|| {
    let rows = fields::rows(include_str!("../data/block_keys.txt"));
    let keys = rows.filter_map(|row| row.split_once('\t')).enumerate();
    keys.map(|(at, (sort, key))| match sort {
        "text" => (key, Sort::Text(at)),
        "mark" => (key, Sort::Mark),
        _ => (key, Sort::Other),
    })
    .collect()
});

/// What the keys of a list's objects show.
pub(super) struct Blocks {
    /// They say what they are (`type`, `tag`), as blocks of editors do.
    pub are_marked: bool,
    /// They have headings, as sections have; and so have records.
    pub have_headings: bool,
}

/// What the objects of a list show, if they can be blocks: all have text and nothing else.
pub(super) fn of(values: &[Value]) -> Option<Blocks> {
    let objects: Vec<_> = values.iter().filter_map(Value::as_object).collect();
    let others = values.iter().any(|value| !(value.is_object() || value.is_string()));
    if objects.is_empty() || others || !objects.iter().all(|map| is_block(map)) {
        return None;
    }
    let has = |wanted: &[&str]| {
        let with = |map: &&&Map<String, Value>| wanted.iter().any(|key| map.contains_key(*key));
        objects.iter().filter(with).count() * 2 >= objects.len()
    };
    const MARKS: [&str; 9] =
        ["type", "tag", "kind", "style", "nodeType", "tagName", "children", "nodes", "类型"];
    const HEADINGS: [&str; 7] = ["title", "heading", "header", "标题", "小标题", "章名", "条号"];
    Some(Blocks { are_marked: has(&MARKS), have_headings: has(&HEADINGS) })
}

/// Whether an object has only keys of blocks, and one of text.
fn is_block(map: &Map<String, Value>) -> bool {
    let sort = |key: &String| KEYS.get(&**key).copied();
    let has_text = map.iter().any(|(key, value)| {
        matches!(sort(key), Some(Sort::Text(_)))
            && !matches!(&**key, "title" | "标题")
            && !value.is_number()
    });
    // A picture or a rule among blocks has no text.
    let is_marked = map.keys().any(|key| sort(key) == Some(Sort::Mark));
    (has_text || is_marked) && map.keys().all(|key| sort(key).is_some())
}

/// Whether an object is a text as an editor keeps it.
pub(super) fn is_document(map: &Map<String, Value>) -> bool {
    const LISTS: [&str; 5] = ["blocks", "ops", "content", "children", "nodes"];
    let list = LISTS.iter().find_map(|key| map.get(*key)?.as_array());
    let is_known = |key: &String| KEYS.contains_key(&**key) || key == "object" || key == "document";
    list.is_some_and(|list| is_list(list)) && map.keys().all(is_known)
}

fn is_list(values: &[Value]) -> bool {
    of(values).is_some_and(|blocks| !blocks.have_headings || blocks.are_marked)
        || values.iter().any(|value| value.get("insert").is_some())
}

/// The text in blocks, in their order.
pub(super) fn text(value: &Value) -> String {
    let mut text = String::new();
    add(value, &mut text, 0);
    text.truncate(text.trim_end().len());
    text
}

fn add(value: &Value, text: &mut String, depth: usize) {
    add_in(value, text, depth, false);
}

/// Adds the text of a value, one of the rows of a table or not.
fn add_in(value: &Value, text: &mut String, depth: usize, in_rows: bool) {
    match value {
        _ if depth > DEPTH => {}
        Value::String(line) => {
            text.push_str(line);
            end_line(text);
        }
        Value::Number(number) => text.push_str(&number.to_string()),
        Value::Array(values) if is_inline(values) && (depth > 0 || are_inserts(values)) => {
            values.iter().for_each(|value| add_inline(value, text));
            end_line(text);
        }
        Value::Array(values) if in_rows && is_row(values) => {
            let cells: Vec<_> = values.iter().filter_map(Value::as_str).collect();
            text.push_str(&cells.join("\t"));
            end_line(text);
        }
        Value::Array(values) => {
            let are_rows = values.iter().all(Value::is_array);
            values.iter().for_each(|value| add_in(value, text, depth + 1, are_rows));
        }
        Value::Object(map) => {
            in_order(map).into_iter().for_each(|value| add(value, text, depth + 1));
            end_line(text);
        }
        _ => {}
    }
}

/// The values of a block that hold text, in the order of reading.
fn in_order(map: &Map<String, Value>) -> Vec<&Value> {
    let mut found: Vec<_> = map
        .iter()
        .filter_map(|(key, value)| match KEYS.get(&**key) {
            Some(Sort::Text(at)) if !value.is_number() => Some((*at, value)),
            _ => None,
        })
        .collect();
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, value)| value).collect()
}

/// Whether values are pieces of one line: runs of text with marks of their own.
fn is_inline(values: &[Value]) -> bool {
    let is_run = |value: &Value| match value.as_object() {
        None => false,
        Some(map) if map.contains_key("insert") => true,
        Some(map) => {
            let mark = map.get("type").or(map.get("kind")).and_then(Value::as_str);
            let is_text = matches!(mark, None | Some("text" | "link" | "hard_break" | "hardBreak"));
            is_text && (mark.is_some() || map.get("text").is_some_and(Value::is_string))
        }
    };
    let all_runs = values.iter().all(is_run);
    let marked =
        values.iter().any(|value| value.get("type").is_some() || value.get("insert").is_some());
    !values.is_empty()
        && all_runs
        && (marked || values.iter().any(|value| value.as_object().is_some_and(is_styled)))
}

fn are_inserts(values: &[Value]) -> bool {
    values.iter().all(|value| value.get("insert").is_some())
}

fn is_styled(map: &Map<String, Value>) -> bool {
    ["bold", "italic", "underline", "color", "marks"].iter().any(|key| map.contains_key(*key))
}

fn add_inline(value: &Value, text: &mut String) {
    let Some(map) = value.as_object() else { return };
    let is_break =
        matches!(map.get("type").and_then(Value::as_str), Some("hard_break" | "hardBreak"));
    if is_break {
        return text.push('\n');
    }
    for value in in_order(map) {
        match value {
            Value::String(run) => text.push_str(run),
            Value::Array(values) => values.iter().for_each(|value| add_inline(value, text)),
            _ => {}
        }
    }
}

/// Whether values are the cells of a row of a table.
fn is_row(values: &[Value]) -> bool {
    values.len() > 1 && values.iter().all(Value::is_string)
}

fn end_line(text: &mut String) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> String {
        text(&serde_json::from_str(json).unwrap())
    }

    #[test]
    fn every_editor_gives_a_paragraph_a_line() {
        for json in [
            r#"[{"type":"p","text":"一、目标。"},{"type":"p","text":"二、任务。"}]"#,
            r#"{"blocks":[{"key":"a","text":"一、目标。","type":"unstyled","depth":0,"inlineStyleRanges":[],"entityRanges":[],"data":{}},{"key":"b","text":"二、任务。","type":"unstyled"}],"entityMap":{}}"#,
            r#"{"time":1,"blocks":[{"type":"header","data":{"text":"一、目标。","level":2}},{"type":"paragraph","data":{"text":"二、任务。"}}],"version":"2"}"#,
            r#"{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"一、"},{"type":"text","marks":[{"type":"bold"}],"text":"目标。"}]},{"type":"paragraph","content":[{"type":"text","text":"二、任务。"}]}]}"#,
            r#"[{"type":"paragraph","children":[{"text":"一、"},{"text":"目标。","bold":true}]},{"type":"paragraph","children":[{"text":"二、任务。"}]}]"#,
            r#"{"ops":[{"insert":"一、"},{"insert":"目标。","attributes":{"bold":true}},{"insert":"\n二、任务。\n"}]}"#,
            r#"[{"title":"一、目标。","content":"二、任务。"}]"#,
            r#"["一、目标。","二、任务。"]"#,
            r#"[{"text":"一、目标。"},{"text":"二、任务。"}]"#,
        ] {
            assert_eq!(read(json), "一、目标。\n二、任务。", "{json}");
        }
    }

    #[test]
    fn lists_and_tables_of_editors_keep_their_texts() {
        let json = r#"{"blocks":[{"type":"list","data":{"style":"ordered","items":["甲。","乙。"]}},{"type":"table","data":{"content":[["项目","金额"],["补贴","三千"]]}}]}"#;
        assert_eq!(read(json), "甲。\n乙。\n项目\t金额\n补贴\t三千");
    }

    #[test]
    fn objects_with_facts_of_their_own_are_no_blocks() {
        let of = |json: &str| {
            of(serde_json::from_str::<Value>(json).unwrap().as_array().unwrap()).is_some()
        };
        assert!(!of(r#"[{"title":"公告","url":"http://a.cn"}]"#));
        assert!(!of(r#"[{"title":"公告","content":"各镇：","pubDate":"2024-03-05"}]"#));
        assert!(of(r#"[{"type":"image"},{"type":"p","text":"各镇："}]"#));
    }
}
