//! Which objects of a JSON value are records, wherever in the answer of a site they are.
//!
//! An object is a record if it has a body; if it has a title or a text and no records in it; and if
//! others of its array are.

use serde_json::{Map, Value};

use super::super::super::column::Column;
use super::super::records::{self, Cell, Look, Records};
use super::{blocks, flatten, sections, tables};
use crate::extract::HintField;

/// A record that was found.
pub(super) struct Found {
    pub cells: Vec<Cell>,
    /// Whether it is the value itself, and not one in it.
    pub is_value: bool,
    /// Whether it is one of a list, and not an object that only lies in another.
    is_listed: bool,
}

impl Found {
    /// A value that is taken for a record as it stands.
    pub(super) fn whole(cells: Vec<Cell>) -> Self {
        Self { cells, is_value: true, is_listed: false }
    }
}

/// The records in `value`, in order.
pub(super) fn records(value: &Value, records: &mut Records) -> Vec<Found> {
    let mut found = Vec::new();
    Finder { records }.collect(value, true, &mut found);
    found
}

/// The cells of a value as a record, whatever it holds.
pub(super) fn as_record(value: &Value, records: &mut Records) -> Option<Vec<Cell>> {
    match value {
        Value::Object(map) => Some(flatten::cells(map, records)),
        Value::String(text) => {
            let column = records.column("text");
            Some(vec![Cell { column, value: text.clone(), is_list: false }])
        }
        _ => None,
    }
}

struct Finder<'r> {
    records: &'r mut Records,
}

impl Finder<'_> {
    fn collect(&mut self, value: &Value, is_value: bool, found: &mut Vec<Found>) {
        match value {
            Value::Array(values) => self.array(values, found),
            Value::Object(map) => self.object(map, is_value, found),
            _ => {}
        }
    }

    /// The records of an array: where an element is one, its siblings are.
    fn array(&mut self, values: &[Value], found: &mut Vec<Found>) {
        let mut elements = Vec::with_capacity(values.len());
        let mut has_own = false;
        for value in values {
            let mut inner = Vec::new();
            self.collect(value, true, &mut inner);
            has_own |= inner.iter().any(|found| found.is_value);
            elements.push((value, inner));
        }
        for (value, mut inner) in elements {
            if let (true, true, Value::Object(map)) = (has_own, inner.is_empty(), value) {
                inner.push(Found::whole(flatten::cells(map, self.records)));
            }
            let listed = |one| Found { is_value: false, is_listed: true, ..one };
            found.extend(inner.into_iter().map(listed));
        }
    }

    fn object(&mut self, map: &Map<String, Value>, is_value: bool, found: &mut Vec<Found>) {
        if self.table(map, found) {
            return;
        }
        if blocks::is_document(map) {
            let column = self.records.column("text");
            let text = blocks::text(&Value::Object(map.clone()));
            let cells = vec![Cell { column, value: text, is_list: false }];
            found.extend(is_value.then(|| Found::whole(cells)));
            return;
        }
        let cells = flatten::cells(map, self.records);
        let look = self.records.look(&cells);
        if look == Look::Body {
            return found.push(Found { cells, is_value, is_listed: false });
        }
        let mut inner = Vec::new();
        for (key, value) in map {
            let is_text = match value {
                Value::Array(values) => sections::is_text(key, values, map, self.records),
                _ => false,
            };
            if !is_text && is_inside(key, value) {
                self.collect(value, false, &mut inner);
            }
        }
        if look > Look::Other {
            // What lies in an object of its own is told by the names of this one.
            inner.retain(|found: &Found| found.is_listed);
        }
        let has_texts = inner.iter().any(|found| self.records.look(&found.cells) >= Look::Text);
        if inner.is_empty() && look > Look::Other || look == Look::Text && !has_texts {
            found.push(Found { cells, is_value, is_listed: false });
        } else {
            found.append(&mut inner);
        }
    }

    /// Whether an object is a table, whose records are found then.
    fn table(&mut self, map: &Map<String, Value>, found: &mut Vec<Found>) -> bool {
        let all: Vec<_> = match tables::records(map) {
            Some(objects) => {
                objects.iter().map(|object| flatten::cells(object, self.records)).collect()
            }
            None => {
                let objects = tables::by_key(map).unwrap_or_default();
                objects.into_iter().map(|(key, object)| self.under_key(key, object)).collect()
            }
        };
        let are_records = all.iter().any(|cells| self.records.look(cells) > Look::Other);
        if are_records {
            found.extend(all.into_iter().map(|cells| Found {
                cells,
                is_value: false,
                is_listed: true,
            }));
        }
        are_records
    }

    /// The cells of an object that lies under a key of its own: its address, or its title where it
    /// has no other.
    fn under_key(&mut self, key: &str, object: &Map<String, Value>) -> Vec<Cell> {
        const TITLE: Column = Column::Field(HintField::Title);
        let mut cells = flatten::cells(object, self.records);
        let is_link = records::is_link(key);
        let mut names = object.keys();
        let is_title = records::is_title(key, records::han(key))
            && !names.any(|name| self.records.holds(name) == Some(TITLE));
        if is_link || is_title {
            let column = self.records.column(if is_link { "url" } else { "title" });
            cells.insert(0, Cell { column, value: key.to_string(), is_list: false });
        }
        cells
    }
}

/// What is in an object beside its attachments and related pages.
fn is_inside(key: &str, value: &Value) -> bool {
    const BESIDE: [&str; 9] =
        ["attach", "附件", "image", "img", "related", "相关", "highlight", "comment", "评论"];
    let key = key.to_lowercase();
    (value.is_object() || value.is_array())
        && !key.starts_with("file")
        && !BESIDE.iter().any(|beside| key.contains(beside))
}
