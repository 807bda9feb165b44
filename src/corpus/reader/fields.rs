//! What the columns of a dump and the keys of a front matter mean.
//!
//! The names are those of `data/fields.tsv`, compared without case, spaces, `_` and `-`; a name
//! given by the user goes before the table.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::column::{Column, squash};
use crate::extract::HintField;

/// The field called `name` in a table; `None` for what is not a field of a document.
pub(super) fn field(name: &str) -> Option<HintField> {
    match name.parse() {
        Ok(Column::Field(field)) => Some(field),
        _ => None,
    }
}

/// The rows of a table: its lines that are not blank and no comments.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty())
}

static TABLE: LazyLock<HashMap<String, (usize, Column)>> = LazyLock::new(|| {
    let mut table = HashMap::new();
    for row in rows(include_str!("data/fields.tsv")) {
        let Some((field, names)) = row.split_once('\t') else { continue };
        let Ok(column) = field.parse() else { continue };
        for name in names.split('|') {
            let rank = table.len() + 1;
            table.entry(squash(name)).or_insert((rank, column));
        }
    }
    table
});

/// The meanings of a dump's columns.
pub(super) struct Columns {
    own: HashMap<String, Column>,
}

impl Columns {
    /// The table's meanings under those a user gave.
    pub(super) fn new(own: &[(String, Column)]) -> Self {
        Self { own: own.iter().map(|(name, column)| (squash(name), *column)).collect() }
    }

    /// What the column called `name` holds, and how far it can be trusted (0 the most).
    pub(super) fn of(&self, name: &str) -> Option<(usize, Column)> {
        let name = squash(name);
        match self.own.get(&name) {
            Some(column) => Some((0, *column)),
            None => TABLE.get(&name).copied(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> Option<Column> {
        Columns::new(&[]).of(name).map(|(_, column)| column)
    }

    #[test]
    fn names_are_known_in_both_languages_and_any_spelling() {
        assert_eq!(of("Publishing date"), Some(Column::Field(HintField::Published)));
        assert_eq!(of("docNo"), Some(Column::Field(HintField::Number)));
        assert_eq!(of("发 文 机 关"), Some(Column::Field(HintField::Issuer)));
        assert_eq!(of("CONTENT"), Some(Column::Body));
        assert_eq!(of("crawled_by"), None);
    }

    #[test]
    fn a_user_goes_before_the_table() {
        let columns = Columns::new(&[("规章名".into(), "title".parse().unwrap())]);
        assert_eq!(columns.of("规章名"), Some((0, Column::Field(HintField::Title))));
    }

    #[test]
    fn every_row_names_a_field() {
        for row in rows(include_str!("data/fields.tsv")) {
            let (name, _) = row.split_once('\t').unwrap();
            assert_eq!(name.parse::<Column>().unwrap().to_string(), name);
        }
        assert!(
            "colour".parse::<Column>().unwrap_err().to_string().contains("choose from title, body")
        );
    }
}
