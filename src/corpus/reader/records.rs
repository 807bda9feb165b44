//! A record of a dump → a document: which columns are text, which are hints, which name it.
//!
//! A record without a title and without a body is no document. Parts are unique in their file,
//! so that two records with one id are two documents.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use super::super::column::Column;
use super::fields::Columns;
use super::{fields, html, labels, lines};
use crate::extract::{Hint, HintField, HintSource, RawText};

/// One column of a record: its name and its value as text.
pub(super) type Cell = (String, String);

/// What a record came to.
pub(super) struct Document {
    /// The text and the hints; its part is not set yet.
    pub raw: RawText,
    /// The record's own id.
    pub id: Option<String>,
    /// Why its body was not read.
    pub problem: Option<String>,
}

static DIVISIONS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| fields::rows(include_str!("data/divisions.txt")).collect());

/// The document in a record, if it is one.
pub(super) fn document(cells: &[Cell], columns: &Columns) -> Option<Document> {
    let mut known: Vec<(usize, Column, &str)> = cells
        .iter()
        .filter_map(|(name, value)| {
            let (rank, column) = columns.of(name)?;
            (!value.trim().is_empty()).then_some((rank, column, value.trim()))
        })
        .collect();
    known.sort_by_key(|(rank, _, _)| *rank);
    let (body, problem) = body(&known);
    let mut raw = body.unwrap_or_default();
    let mut hints = record_hints(&known);
    let has_title = hints.iter().any(|hint| hint.field == HintField::Title);
    if !has_title && raw.text.is_empty() {
        return None;
    }
    hints.append(&mut raw.hints);
    raw.hints = hints;
    let id = known.iter().find(|(_, column, _)| *column == Column::Id);
    Some(Document { raw, id: id.map(|(_, _, value)| (*value).to_string()), problem })
}

/// The text of a record: the longest body, else an abstract.
fn body(known: &[(usize, Column, &str)]) -> (Option<RawText>, Option<String>) {
    let longest = |wanted: Column| {
        known
            .iter()
            .filter(|(_, column, _)| *column == wanted)
            .map(|(_, _, text)| *text)
            .max_by_key(|t| t.len())
    };
    match longest(Column::Body).or_else(|| longest(Column::Abstract)) {
        None => (None, None),
        Some(text) if !html::is_markup(text) => {
            let (text, hints) = labels::take(&lines::plain(text));
            (Some(RawText { text, hints, part: None }), None)
        }
        Some(page) => match html::read(page) {
            Ok(raw) => (Some(raw), None),
            Err(refusal) => (None, Some(refusal.to_string())),
        },
    }
}

fn record_hints(known: &[(usize, Column, &str)]) -> Vec<Hint> {
    let is_dated =
        known.iter().any(|(_, column, _)| *column == Column::Field(HintField::Published));
    known
        .iter()
        .filter_map(|(_, column, value)| {
            let field = match column {
                Column::Field(field) => *field,
                Column::Date if is_dated => HintField::Written,
                Column::Date => HintField::Published,
                _ => return None,
            };
            Some(hint(field, value))
        })
        .collect()
}

/// A hint of a record; a title may carry the marks of a search, an issuer be a division.
fn hint(field: HintField, value: &str) -> Hint {
    let value = html::without_tags(value);
    let field =
        if field == HintField::Issuer && is_division(&value) { HintField::Region } else { field };
    Hint { field, value, from: HintSource::Record }
}

fn is_division(name: &str) -> bool {
    DIVISIONS.contains(name) || name.ends_with(['省', '市', '县', '区', '州', '盟', '旗'])
}

/// The names of a file's records.
#[derive(Default)]
pub(super) struct Parts {
    given: HashSet<u64>,
}

impl Parts {
    /// The part of a record that stands at `place` (`line 7`) and calls itself `id`.
    pub(super) fn name(&mut self, id: Option<String>, place: &str) -> String {
        let name = id.unwrap_or_else(|| place.to_string());
        if self.given.insert(hash(&name)) {
            return name;
        }
        let mut name = format!("{name} ({place})");
        while !self.given.insert(hash(&name)) {
            name.push('\'');
        }
        name
    }
}

fn hash(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cells: &[(&str, &str)]) -> Option<Document> {
        let cells: Vec<Cell> = cells.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect();
        document(&cells, &Columns::new(&[]))
    }

    fn values(document: &Document, field: HintField) -> Vec<&str> {
        document.raw.hints_for(field).map(|hint| hint.value.as_str()).collect()
    }

    #[test]
    fn columns_become_text_and_hints() {
        let found = read(&[
            ("ID", "7"),
            ("Title", "关于<em>防汛</em>的通知&amp;附件"),
            ("正文", "各镇街：\r\n请落实。"),
            ("main_issuer", "河南"),
            ("Date", "2018-12-31"),
            ("Publishing date", "2019-01-08"),
            ("crawler", "x"),
        ])
        .unwrap();
        assert_eq!(found.raw.text, "各镇街：\n请落实。");
        assert_eq!(found.id.as_deref(), Some("7"));
        assert_eq!(values(&found, HintField::Title), ["关于防汛的通知&附件"]);
        assert_eq!(values(&found, HintField::Region), ["河南"]);
        assert_eq!(values(&found, HintField::Written), ["2018-12-31"]);
        assert_eq!(values(&found, HintField::Published), ["2019-01-08"]);
    }

    #[test]
    fn a_lone_date_is_the_date_published() {
        let found = read(&[("title", "公告"), ("日期", "2020-01-01")]).unwrap();
        assert_eq!(values(&found, HintField::Published), ["2020-01-01"]);
    }

    #[test]
    fn a_body_of_markup_is_read_as_a_page() {
        let found =
            read(&[("content", "<p>文号：通建〔2021〕4号</p><p>各单位：</p><p>请遵照执行。</p>")])
                .unwrap();
        assert_eq!(found.raw.text, "各单位：\n请遵照执行。");
        assert_eq!(values(&found, HintField::Number), ["通建〔2021〕4号"]);
    }

    #[test]
    fn a_record_without_title_and_body_is_none() {
        assert!(read(&[("id", "1"), ("title", " "), ("url", "http://a.cn/1")]).is_none());
    }

    #[test]
    fn parts_are_unique() {
        let mut parts = Parts::default();
        assert_eq!(parts.name(Some("a".into()), "line 1"), "a");
        assert_eq!(parts.name(Some("a".into()), "line 2"), "a (line 2)");
        assert_eq!(parts.name(None, "line 3"), "line 3");
    }
}
