//! Tables as JSON writes them → objects: rows as arrays beside the names of their columns, columns
//! as objects or arrays, objects under keys of their own.

use serde_json::{Map, Value};

use crate::extract::kind;

type Object = Map<String, Value>;

/// The records of an object that is a table; `None` where it is none.
pub(super) fn records(map: &Object) -> Option<Vec<Object>> {
    rows_beside_names(map)
        .or_else(|| columns_of_keys(map))
        .or_else(|| columns_of_lists(map))
        .or_else(|| texts_by_title(map))
}

/// The rows of an object, or an array, that are arrays of values.
pub(super) fn rows(value: &Value) -> Option<&Vec<Value>> {
    const KEYS: [&str; 5] = ["data", "rows", "values", "records", "table"];
    let rows = match value {
        Value::Array(rows) => Some(rows),
        Value::Object(map) => KEYS.iter().find_map(|key| map.get(*key)?.as_array()),
        _ => None,
    };
    rows.filter(|rows| rows.len() > 1 && rows.iter().all(is_row))
}

/// Whether a value is a row: an array of values that are not objects or arrays.
pub(super) fn is_row(value: &Value) -> bool {
    let is_scalar = |value: &Value| !(value.is_object() || value.is_array());
    value.as_array().is_some_and(|row| row.len() > 1 && row.iter().all(is_scalar))
}

/// A row as texts.
pub(super) fn texts(row: &Value) -> Vec<String> {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    };
    row.as_array().into_iter().flatten().map(text).collect()
}

/// `{"columns": ["title", …], "data": [["…", …], …]}`.
fn rows_beside_names(map: &Object) -> Option<Vec<Object>> {
    const NAMES: [&str; 7] = ["columns", "header", "headers", "fields", "cols", "schema", "names"];
    let names = NAMES.iter().find_map(|key| names(map.get(*key)?))?;
    let rows =
        ["data", "rows", "values", "records"].iter().find_map(|key| map.get(*key)?.as_array())?;
    let object = |row: &Value| {
        let values = row.as_array()?.iter().cloned();
        Some(names.iter().cloned().zip(values).collect::<Object>())
    };
    rows.iter().map(object).collect()
}

/// Names of columns: texts, or objects with a name.
fn names(value: &Value) -> Option<Vec<String>> {
    let value = value.get("fields").unwrap_or(value);
    let name = |value: &Value| match value {
        Value::String(name) => Some(name.clone()),
        Value::Object(map) => {
            let name =
                ["name", "title", "field", "label"].iter().find_map(|key| map.get(*key)?.as_str());
            name.map(str::to_string)
        }
        _ => None,
    };
    let names: Option<Vec<_>> = value.as_array()?.iter().map(name).collect();
    names.filter(|names| !names.is_empty())
}

/// `{"title": {"0": "…", "1": "…"}, "content": {…}}`.
fn columns_of_keys(map: &Object) -> Option<Vec<Object>> {
    let columns: Option<Vec<_>> =
        map.iter().map(|(name, value)| Some((name, value.as_object()?))).collect();
    let columns = columns.filter(|columns| columns.len() > 1)?;
    let is_number = |key: &String| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit());
    if !columns.iter().all(|(_, values)| !values.is_empty() && values.keys().all(is_number)) {
        return None;
    }
    let mut keys: Vec<&String> = columns.iter().flat_map(|(_, values)| values.keys()).collect();
    keys.sort_by_key(|key| (key.len(), key.as_str()));
    keys.dedup();
    let object = |key: &&String| {
        let cell = |(name, values): &(&String, &Object)| {
            Some(((*name).clone(), values.get(*key)?.clone()))
        };
        columns.iter().filter_map(cell).collect::<Object>()
    };
    Some(keys.iter().map(object).collect())
}

/// `{"title": ["…", "…"], "content": ["…", "…"]}`.
fn columns_of_lists(map: &Object) -> Option<Vec<Object>> {
    let columns: Option<Vec<_>> =
        map.iter().map(|(name, value)| Some((name, value.as_array()?))).collect();
    let columns = columns.filter(|columns| columns.len() > 1)?;
    let length = columns[0].1.len();
    let is_scalar = |value: &Value| !(value.is_object() || value.is_array());
    let fits = |(_, values): &(&String, &Vec<Value>)| {
        values.len() == length && values.iter().all(is_scalar)
    };
    if length < 2 || !columns.iter().all(fits) {
        return None;
    }
    let object = |at: usize| {
        columns.iter().map(|(name, values)| ((*name).clone(), values[at].clone())).collect()
    };
    Some((0..length).map(object).collect())
}

/// `{"…的通知": "…", "…的意见": "…"}`.
fn texts_by_title(map: &Object) -> Option<Vec<Object>> {
    let is_titled = |(title, value): &(&String, &Value)| {
        value.is_string() && title.len() > 20 && kind::from_title(title).is_some()
    };
    let titled = map.iter().filter(is_titled).count();
    if titled < 2 || titled * 10 < map.len() * 8 {
        return None;
    }
    let object = |(title, value): (&String, &Value)| {
        let cells = [("title", Value::String(title.clone())), ("text", value.clone())];
        cells.into_iter().map(|(name, value)| (name.to_string(), value)).collect()
    };
    Some(map.iter().map(object).collect())
}

/// Objects under keys of their own (`{"0": {…}, "1": {…}}`) that have keys in common.
pub(super) fn by_key(map: &Object) -> Option<Vec<(&String, &Object)>> {
    let values: Option<Vec<_>> =
        map.iter().map(|(key, value)| Some((key, value.as_object()?))).collect();
    let values = values.filter(|values| values.len() > 1)?;
    let (_, first) = values[0];
    let alike = |(_, other): &(&String, &Object)| {
        let shared = other.keys().filter(|key| first.contains_key(*key)).count();
        shared > 1 && shared * 2 >= other.len().max(first.len())
    };
    values.iter().all(alike).then_some(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> String {
        let value: Value = serde_json::from_str(json).unwrap();
        let found = records(value.as_object().unwrap()).unwrap_or_default();
        serde_json::to_string(&found).unwrap()
    }

    #[test]
    fn tables_are_objects() {
        let expected = r#"[{"text":"一","title":"甲"},{"text":"二","title":"乙"}]"#;
        for json in [
            r#"{"columns":["title","text"],"index":[0,1],"data":[["甲","一"],["乙","二"]]}"#,
            r#"{"schema":{"fields":[{"name":"title"},{"name":"text"}]},"data":[["甲","一"],["乙","二"]]}"#,
            r#"{"title":{"0":"甲","1":"乙"},"text":{"0":"一","1":"二"}}"#,
            r#"{"title":["甲","乙"],"text":["一","二"]}"#,
        ] {
            let sorted: Vec<std::collections::BTreeMap<String, String>> =
                serde_json::from_str(&read(json)).unwrap();
            assert_eq!(serde_json::to_string(&sorted).unwrap(), expected, "{json}");
        }
        assert_eq!(read(r#"{"title":"甲","paragraphs":["一","二"]}"#), "[]");
    }
}
