//! An object → the cells of a record: keys of nested objects are joined by dots, values are taken
//! out of what exports wrap them in.

use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use super::super::records::{Cell, Records};
use super::{blocks, sections};

/// How deep objects may lie in each other.
const DEPTH: usize = 8;

/// How many cells a record can have; what comes behind is joined to those of its column.
const MOST_CELLS: usize = 2_000;

/// The cells of a record that is an object.
pub(super) fn cells(map: &Map<String, Value>, records: &mut Records) -> Vec<Cell> {
    let mut flat = Flat::new(records, String::new());
    flat.object(map, 0);
    flat.cells
}

/// The cells in a value of a column that is JSON, or a list of a script, as text.
pub(in super::super) fn spelled_out(
    column: usize,
    text: &str,
    records: &mut Records,
) -> Option<Vec<Cell>> {
    let value = embedded(text)?;
    let name = records.name(column).to_string();
    let mut flat = Flat::new(records, name);
    flat.value(&value, 0);
    Some(flat.cells)
}

struct Flat<'r> {
    records: &'r mut Records,
    cells: Vec<Cell>,
    /// The name of the value that is looked at.
    name: String,
    /// Where the cells of a column are, once there are too many.
    by_column: FxHashMap<usize, usize>,
}

impl<'r> Flat<'r> {
    fn new(records: &'r mut Records, name: String) -> Self {
        Self { records, cells: Vec::new(), name, by_column: FxHashMap::default() }
    }

    fn object(&mut self, map: &Map<String, Value>, depth: usize) {
        for (key, value) in map {
            let length = self.name.len();
            if length > 0 {
                self.name.push('.');
            }
            self.name.push_str(key);
            match value {
                Value::Array(values) if sections::is_text(key, values, map, self.records) => {
                    self.cell(blocks::text(value), false);
                }
                value => self.value(value, depth),
            }
            self.name.truncate(length);
        }
    }

    fn value(&mut self, value: &Value, depth: usize) {
        match value {
            Value::Null | Value::Bool(_) => {}
            Value::Number(number) => self.cell(number.to_string(), false),
            Value::String(text) => match embedded(text) {
                Some(inner) if depth < DEPTH => self.value(&inner, depth + 1),
                _ => self.cell(text.clone(), false),
            },
            Value::Array(values) => self.list(values, depth),
            Value::Object(map) => self.nested(map, depth),
        }
    }

    fn nested(&mut self, map: &Map<String, Value>, depth: usize) {
        if let Some((key, value)) = unwrapped(map) {
            let length = self.name.len();
            if !key.starts_with('$') && !self.records.is_known(&self.name) {
                // The name outside says nothing: the one inside may.
                self.name.push('.');
                self.name.push_str(key);
            }
            self.value(value, depth + 1);
            self.name.truncate(length);
        } else if blocks::is_document(map) {
            self.cell(blocks::text(&Value::Object(map.clone())), false);
        } else if depth < DEPTH {
            self.object(map, depth + 1);
        }
    }

    fn list(&mut self, values: &[Value], depth: usize) {
        if let Some(day) = day(values) {
            return self.cell(day, false);
        }
        let scalar = |value: &Value| match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let texts: Vec<String> = values.iter().filter_map(scalar).collect();
        if !texts.is_empty() {
            self.cell(texts.join("\n"), true);
        }
        if depth < DEPTH {
            self.objects(values, depth);
        }
    }

    /// The texts in a list of objects, by their keys: what they are is not known.
    fn objects(&mut self, values: &[Value], depth: usize) {
        let length = self.name.len();
        self.name.push_str("[]");
        let before = self.cells.len();
        for value in values {
            match value {
                Value::Object(map) => self.object(map, depth + 1),
                Value::Array(inner) => self.list(inner, depth + 1),
                _ => {}
            }
        }
        self.name.truncate(length);
        self.join_from(before);
    }

    /// Joins the cells of one column among those from `before` on.
    fn join_from(&mut self, before: usize) {
        let mut joined: Vec<Cell> = Vec::new();
        let mut known: FxHashMap<usize, usize> = FxHashMap::default();
        for cell in self.cells.drain(before..) {
            match known.get(&cell.column) {
                None => {
                    known.insert(cell.column, joined.len());
                    joined.push(cell);
                }
                Some(at) => {
                    let other = &mut joined[*at];
                    other.value.push('\n');
                    other.value.push_str(&cell.value);
                    other.is_list = true;
                }
            }
        }
        self.by_column.clear();
        self.cells.append(&mut joined);
    }

    fn cell(&mut self, value: String, is_list: bool) {
        if value.is_empty() {
            return;
        }
        let column = self.records.column(&self.name);
        if self.cells.len() < MOST_CELLS {
            return self.cells.push(Cell { column, value, is_list });
        }
        if self.by_column.is_empty() {
            let cells = self.cells.iter().enumerate();
            self.by_column = cells.map(|(at, cell)| (cell.column, at)).collect();
        }
        let at = *self.by_column.entry(column).or_insert(MOST_CELLS - 1);
        if let Some(cell) = self.cells.get_mut(at) {
            cell.value.push('\n');
            cell.value.push_str(&value);
        }
    }
}

/// The value in an object that only wraps one: as databases export types, and as interfaces keep
/// one text in several forms.
fn unwrapped(map: &Map<String, Value>) -> Option<(&str, &Value)> {
    const TYPES: [&str; 8] = [
        "$date",
        "$oid",
        "$numberLong",
        "$numberInt",
        "$numberDouble",
        "$numberDecimal",
        "$symbol",
        "$uuid",
    ];
    const TEXTS: [&str; 10] = [
        "rendered", "text", "content", "html", "value", "#text", "__cdata", "_text", "$t", "plain",
    ];
    const SILENT: [&str; 8] =
        ["type", "format", "mime", "lang", "language", "protected", "raw", "@type"];
    let typed = TYPES.iter().find_map(|key| Some((*key, map.get(*key)?)));
    if map.len() == 1 && typed.is_some() {
        return typed;
    }
    let is_silent = |key: &&String| TEXTS.contains(&&***key) || SILENT.contains(&&***key);
    if map.len() > 4 || !map.keys().all(|key| is_silent(&key)) {
        return None;
    }
    let is_text = |value: &&Value| value.is_string() || value.is_number();
    TEXTS.iter().find_map(|key| Some((*key, map.get(*key).filter(is_text)?)))
}

/// The value that a text spells out as JSON, or as a list of Python.
fn embedded(text: &str) -> Option<Value> {
    let text = text.trim();
    let (first, last) = (text.bytes().next()?, text.bytes().next_back()?);
    if !matches!((first, last), (b'{', b'}') | (b'[', b']')) || text.len() < 3 {
        return None;
    }
    let found = serde_json::from_str(text).ok().or_else(|| python_list(text))?;
    let is_telling = match &found {
        Value::Object(map) => !map.is_empty(),
        Value::Array(values) => values.iter().any(|value| !value.is_number()),
        _ => false,
    };
    is_telling.then_some(found)
}

/// `['一', "二"]`, as scripts write lists into tables.
pub(super) fn python_list(text: &str) -> Option<Value> {
    let mut rest = text.strip_prefix('[')?.strip_suffix(']')?.trim_start();
    let mut found = Vec::new();
    while !rest.is_empty() {
        let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
        let mut element = String::new();
        let mut characters = rest.char_indices().skip(1);
        let end = loop {
            match characters.next()? {
                (_, '\\') => match characters.next()?.1 {
                    'n' => element.push('\n'),
                    't' => element.push('\t'),
                    'r' => {}
                    c @ ('\'' | '"' | '\\') => element.push(c),
                    c => element.extend(['\\', c]),
                },
                (at, c) if c == quote => break at + 1,
                (_, c) => element.push(c),
            }
        };
        found.push(Value::String(element));
        let behind = rest[end..].trim_start();
        rest = behind.strip_prefix(',').unwrap_or(behind).trim_start();
        if behind == rest && !rest.is_empty() {
            return None;
        }
    }
    (!found.is_empty()).then_some(Value::Array(found))
}

/// A day that is a list of its figures: `[2024, 3, 5, 18, 30]`.
fn day(values: &[Value]) -> Option<String> {
    let figures: Option<Vec<u64>> = values.iter().map(Value::as_u64).collect();
    match figures.as_deref() {
        Some([year @ 1900..=2099, month @ 1..=12, day @ 1..=31, time @ ..]) if time.len() <= 4 => {
            Some(format!("{year}-{month}-{day}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_scripts_are_lists() {
        let read = |text: &str| python_list(text).map(|value| value.to_string());
        assert_eq!(
            read(r#"['一、目标。', "二\n三"]"#).as_deref(),
            Some(r#"["一、目标。","二\n三"]"#)
        );
        assert_eq!((read("[2024]"), read("['a' 'b']"), read("[]")), (None, None, None));
    }

    #[test]
    fn figures_are_a_day() {
        let of = |json: &str| day(serde_json::from_str::<Value>(json).unwrap().as_array().unwrap());
        assert_eq!(of("[2024,3,5,18,30]").as_deref(), Some("2024-3-5"));
        assert_eq!((of("[2024,13,5]"), of("[1,2,3]"), of("[]")), (None, None, None));
    }
}
