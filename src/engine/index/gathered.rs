//! What a run tells of the announcements and columns of its files, while they are read.

use std::collections::BTreeMap;

use super::report::{ColumnMapping, Few, NamedAnnouncement, Report};
use crate::announcement::Announcement;
use crate::corpus::reader::{Column, ColumnUse, Known};
use crate::response::Place;

/// How many announcements are named; more are counted only.
const NAMED: usize = 10;

/// How many files of one mapping of columns are named.
const FILES: usize = 20;

/// What one file brought.
#[derive(Debug, Default)]
pub(super) struct News {
    pub(super) new: Few,
    pub(super) changed: Few,
    pub(super) columns: Vec<ColumnUse>,
}

/// What tells one mapping of columns from another: where each is, its name, and what it is taken for.
type Mapping = Vec<(Option<String>, String, Option<Column>, Option<Known>, bool)>;

/// What all files brought.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    new: Few,
    changed: Few,
    mappings: BTreeMap<String, (Mapping, ColumnMapping)>,
}

impl Few {
    /// One more, which is named while there are few.
    pub(super) fn push(&mut self, named: NamedAnnouncement) {
        self.extend(Self { count: 1, named: vec![named] });
    }

    fn extend(&mut self, other: Self) {
        self.count += other.count;
        match self.count <= NAMED as u64 {
            true => self.named.extend(other.named),
            false => self.named.clear(),
        }
    }

    fn in_order(mut self) -> Self {
        self.named.sort_by(|one, other| place_of(one).cmp(&place_of(other)));
        self
    }
}

fn place_of(named: &NamedAnnouncement) -> (&str, &Option<String>) {
    (named.place.key(), &named.place.part)
}

impl NamedAnnouncement {
    pub(super) fn of(place: &Place, announcement: &Announcement) -> Self {
        let Announcement { title, written, published, .. } = announcement;
        let date = written.or(*published);
        Self { id: place.id(), title: title.clone(), date, place: place.clone() }
    }
}

impl Gathered {
    /// Takes what the file at `path` brought.
    pub(super) fn take(&mut self, path: &str, news: News) {
        let News { new, changed, columns } = news;
        self.new.extend(new);
        self.changed.extend(changed);
        if columns.is_empty() {
            return;
        }
        let mapping: Mapping = columns.iter().map(told_apart).collect();
        let key = format!("{mapping:?}");
        let (_, known) = self.mappings.entry(key).or_insert_with(|| {
            let none = |column: &ColumnUse| ColumnUse {
                records: 0,
                characters: 0,
                left_out: 0,
                ..column.clone()
            };
            let columns = columns.iter().map(none).collect();
            (mapping, ColumnMapping { files: 0, paths: Vec::new(), columns })
        });
        known.add(path, &columns);
    }

    /// Puts it into the report.
    pub(super) fn tell(self, report: &mut Report) {
        report.new = self.new.in_order();
        report.changed = self.changed.in_order();
        report.columns = self.mappings.into_values().map(|(_, mapping)| mapping).collect();
        report.columns.sort_by(|one, other| one.paths.cmp(&other.paths));
    }
}

fn told_apart(column: &ColumnUse) -> (Option<String>, String, Option<Column>, Option<Known>, bool) {
    let ColumnUse { place, name, taken, known, left_out, .. } = column.clone();
    (place, name, taken, known, left_out > 0)
}

impl ColumnMapping {
    fn add(&mut self, path: &str, columns: &[ColumnUse]) {
        self.files += 1;
        let at = self.paths.partition_point(|known| known.as_str() < path);
        self.paths.insert(at, path.to_string());
        self.paths.truncate(FILES);
        for (sum, column) in self.columns.iter_mut().zip(columns) {
            sum.records += column.records;
            sum.characters += column.characters;
            sum.left_out += column.left_out;
        }
    }
}
