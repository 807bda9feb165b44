//! What is read of every announcement of the sample corpus, against what a careful reader takes.

use std::collections::BTreeMap;
use std::fs;

use policy_search::text::fold_str;
use policy_search::{Announcement, DocNumber, Hit};

use crate::workspace::{Workspace, repository};

/// One row of the truth: a document of the sample corpus, or a file that is none.
struct Row {
    place: String,
    fields: Vec<String>,
}

impl Row {
    fn is_junk(&self) -> bool {
        self.fields[0] == "!"
    }
}

fn rows() -> Vec<Row> {
    let table = fs::read_to_string(repository().join("tests/data/expected.tsv")).unwrap();
    let lines = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1);
    let row = |line: &str| {
        let mut cells = line.split('\t').map(String::from);
        let (path, part) = (cells.next().unwrap(), cells.next().unwrap());
        Row { place: format!("corpus/{path}#{part}"), fields: cells.collect() }
    };
    lines.map(row).collect()
}

fn by_place(hits: Vec<Hit>) -> BTreeMap<String, Announcement> {
    let place =
        |hit: &Hit| format!("{}#{}", hit.place.path, hit.place.part.as_deref().unwrap_or_default());
    hits.into_iter().map(|hit| (place(&hit), hit.announcement)).collect()
}

/// What was read, in the columns of the truth.
fn read(announcement: &Announcement) -> Vec<String> {
    let dash = |value: Option<String>| value.unwrap_or_else(|| "-".to_string());
    let issuers: Vec<_> = announcement.issuers.iter().map(|issuer| issuer.name.clone()).collect();
    let written = announcement.written.map(|date| {
        let mark = if date.inferred { "~" } else { "" };
        format!("{mark}{date}")
    });
    vec![
        announcement.title.clone(),
        dash((!issuers.is_empty()).then(|| issuers.join(";"))),
        dash(announcement.level().map(|level| level.name().to_string())),
        dash(announcement.number.as_ref().map(DocNumber::to_string)),
        dash(written),
        dash(announcement.published.map(|date| date.to_string())),
        dash(announcement.kind.map(|kind| kind.name().to_string())),
        dash(announcement.region.clone()),
    ]
}

const COLUMNS: [&str; 8] =
    ["title", "issuers", "level", "number", "written", "published", "kind", "region"];

fn agrees(column: usize, expected: &str, found: &str) -> bool {
    match column {
        0 => fold_str(expected).replace(' ', "") == fold_str(found).replace(' ', ""),
        3 => DocNumber::parse(expected) == DocNumber::parse(found),
        _ => expected == found,
    }
}

#[test]
fn every_field_of_every_sample_is_read_right() {
    let found = by_place(Workspace::with_sample().everything());
    let mut wrong = Vec::new();
    for row in rows().iter().filter(|row| !row.is_junk()) {
        let Some(announcement) = found.get(&row.place) else {
            wrong.push(format!("{}: not indexed", row.place));
            continue;
        };
        let read = read(announcement);
        for (column, (expected, found)) in row.fields.iter().zip(&read).enumerate() {
            if !agrees(column, expected, found) {
                let name = COLUMNS[column];
                wrong.push(format!("{} {name}: {found}, not {expected}", row.place));
            }
        }
    }
    assert!(wrong.is_empty(), "{} fields: {wrong:#?}", wrong.len());
}

#[test]
fn what_is_no_announcement_is_not_indexed() {
    let found = by_place(Workspace::with_sample().everything());
    let rows = rows();
    let junk: Vec<_> = rows.iter().filter(|row| row.is_junk()).collect();
    assert!(junk.iter().all(|row| !found.contains_key(&row.place)));
    assert_eq!(found.len(), rows.len() - junk.len(), "every document is in the table of truth");
}
