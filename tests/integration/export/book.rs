//! A workbook read back cell by cell: what the JSON says of each hit, with its type.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use quick_xml::events::Event;
use serde_json::Value;

use policy_search::printer::Format;

use super::{ODD, PAGES, hits, json, odd_hits, run, workspace, write};
use crate::workspace::Workspace;

/// The day 0 of workbooks.
const DAY_ZERO: Date = date(1899, 12, 30);

/// What is in a cell: a text, a number, or yes or no.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Text(String),
    Number(f64),
    Mark(bool),
}

/// The text of a file in a workbook.
fn file(workspace: &Workspace, book: &str, name: &str) -> String {
    let mut book = zip::ZipArchive::new(File::open(workspace.path(book)).unwrap()).unwrap();
    let mut text = String::new();
    book.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The cells of the first sheet, by row and column.
fn cells(sheet: &str) -> Vec<BTreeMap<usize, Cell>> {
    let mut rows: Vec<BTreeMap<usize, Cell>> = Vec::new();
    let mut reader = quick_xml::Reader::from_str(sheet);
    let (mut place, mut kind, mut text, mut is_in) = (0, String::new(), String::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return rows,
            Event::Start(tag) | Event::Empty(tag) => match tag.name().as_ref() {
                "row" => rows.push(BTreeMap::new()),
                "c" => {
                    let value = |name: &str| {
                        let found = tag.try_get_attribute(name).unwrap();
                        found.map(|found| found.value.to_string())
                    };
                    place = column(&value("r").unwrap());
                    kind = value("t").unwrap_or_default();
                    text.clear();
                }
                "v" | "t" => is_in = true,
                _ => (),
            },
            Event::Text(part) if is_in => text += &part,
            Event::GeneralRef(part) if is_in => {
                let sign = part.resolve_char_ref().unwrap();
                text += &sign.map_or_else(|| named(&part).to_string(), String::from);
            }
            Event::End(tag) => match tag.name().as_ref() {
                "v" | "t" => is_in = false,
                "c" => _ = rows.last_mut().unwrap().insert(place, cell(&kind, &text)),
                _ => (),
            },
            _ => (),
        }
    }
}

fn named(reference: &str) -> &str {
    match reference {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        other => panic!("&{other};"),
    }
}

fn cell(kind: &str, text: &str) -> Cell {
    match kind {
        // `_x005F_` is the underscore of what would be read as an escape.
        "inlineStr" => Cell::Text(text.replace("_x005F_", "_")),
        "b" => Cell::Mark(text == "1"),
        "" | "n" => Cell::Number(text.parse().unwrap()),
        other => panic!("a cell of type {other}"),
    }
}

/// The number of a column, from 0: of `AA7` 26.
fn column(place: &str) -> usize {
    let letters = place.bytes().take_while(u8::is_ascii_uppercase);
    letters.fold(0, |number, letter| number * 26 + usize::from(letter - b'A') + 1) - 1
}

/// The cell that a value of JSON makes in a column.
fn expected(name: &str, hit: &Value) -> Option<Cell> {
    let value = &hit[name];
    let text = |text: &str| Some(Cell::Text(text.to_string()));
    match (name, value) {
        ("kind", Value::String(kind)) if kind == "通知" => text("notice"),
        ("rung", Value::String(rung)) if rung == "typed" => text("as typed"),
        ("issuers", Value::Array(issuers)) => {
            let names: Vec<_> = issuers.iter().map(|one| one["name"].as_str().unwrap()).collect();
            text(&names.join("; "))
        }
        ("copies", Value::Array(copies)) => Some(Cell::Number(copies.len() as f64)),
        ("snippet", snippet) => text(snippet["text"].as_str().unwrap()),
        ("written" | "published", Value::String(day)) => {
            let day: Date = day.parse().unwrap();
            Some(Cell::Number(f64::from((day - DAY_ZERO).get_days())))
        }
        ("added", Value::String(time)) => {
            let time = time.parse::<Timestamp>().unwrap().to_zoned(TimeZone::UTC).datetime();
            let days = f64::from((time.date() - DAY_ZERO).get_days());
            let seconds = (time - time.start_of_day()).total(jiff::Unit::Second).unwrap();
            Some(Cell::Number(days + seconds / 86_400.0))
        }
        (_, Value::String(value)) => text(value),
        (_, Value::Number(number)) => number.as_f64().map(Cell::Number),
        (_, Value::Bool(is)) => Some(Cell::Mark(*is)),
        (_, Value::Null) => None,
        (_, other) => panic!("{name}: {other}"),
    }
}

fn is_alike(left: Option<&Cell>, right: Option<&Cell>) -> bool {
    let text = |cell: Option<&Cell>| matches!(cell, Some(Cell::Text(text)) if text.is_empty());
    match (left, right) {
        (Some(Cell::Number(left)), Some(Cell::Number(right))) => (left - right).abs() < 1e-6,
        (left, right) => {
            left == right || (left.is_none() && text(right)) || (text(left) && right.is_none())
        }
    }
}

/// The columns, by the names that the plain CSV gives them.
fn columns(workspace: &Workspace) -> Vec<String> {
    let table = crate::workspace::stdout(&run(workspace, &["--csv", "-n", "1"]));
    table.lines().next().unwrap().split(',').map(String::from).collect()
}

#[test]
fn a_workbook_says_of_each_hit_what_the_json_says_with_types() {
    let workspace = workspace();
    let hits = odd_hits(&workspace);
    let exported = write(&workspace, &hits, Format::Xlsx, "a.xlsx");
    assert_eq!((exported.hits, exported.cut, exported.beyond), (hits.len(), 0, 0));
    let sheet = file(&workspace, "a.xlsx", "xl/worksheets/sheet1.xml");
    let (rows, hits, columns) = (cells(&sheet), json(&hits), columns(&workspace));
    assert_eq!(rows.len(), hits.len() + 1);
    assert_eq!(rows[0].len(), columns.len());
    for (row, hit) in rows[1..].iter().zip(&hits) {
        for (at, name) in columns.iter().enumerate() {
            let (cell, expected) = (row.get(&at), expected(name, hit));
            assert!(is_alike(cell, expected.as_ref()), "{name}: {cell:?} of {hit}");
        }
    }
    assert_eq!(rows[1].get(&3), Some(&Cell::Text(ODD[0].into())));
    assert!(sheet.contains("<pane ySplit=\"1\"") && sheet.contains("state=\"frozen\""), "{sheet}");
}

#[test]
fn pages_and_files_can_be_followed_from_a_workbook() {
    let workspace = workspace();
    run(&workspace, &["-o", "a.xlsx"]);
    let links = file(&workspace, "a.xlsx", "xl/worksheets/_rels/sheet1.xml.rels");
    let hits = hits(&workspace);
    let pages = hits.iter().filter(|hit| hit["url"].is_string()).count();
    assert_eq!((pages, links.matches("Target=\"https://").count()), (PAGES, pages));
    let file = hits[0]["file"].as_str().unwrap();
    assert!(
        std::path::Path::new(file).is_absolute() && links.contains(&format!("{file}\"")),
        "{links}"
    );
    assert_eq!(links.matches("<Relationship ").count(), pages + hits.len());
}

#[test]
fn a_text_that_is_too_long_for_a_cell_is_cut_and_that_is_counted() {
    let workspace = workspace();
    let mut hits = odd_hits(&workspace);
    // The citation holds the title, and is cut too.
    hits[0].announcement.title = "井".repeat(32_768);
    hits[1].announcement.title = "𬬭".repeat(16_383);
    let exported = write(&workspace, &hits, Format::Xlsx, "a.xlsx");
    let rows = cells(&file(&workspace, "a.xlsx", "xl/worksheets/sheet1.xml"));
    assert_eq!(rows[1].get(&3), Some(&Cell::Text("井".repeat(32_766) + "…")));
    assert_eq!(rows[2].get(&3), Some(&Cell::Text("𬬭".repeat(16_383))));
    assert_eq!(exported.cut, 3);
}
