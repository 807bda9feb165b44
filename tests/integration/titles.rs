//! Real titles with the issuers and the kind a careful reader takes from them, against what we read.

use std::fs;

use policy_search::extract::kind;
use policy_search::issuer::{Context, registry};

use crate::workspace::repository;

/// A title of the hand-checked samples, and what its reader wrote down.
struct Title {
    sample: String,
    context: Context,
    title: String,
    issuers: String,
    kind: String,
}

fn titles() -> Vec<Title> {
    let table = fs::read_to_string(repository().join("tests/data/titles.tsv")).unwrap();
    table.lines().filter(|line| !line.starts_with('#')).map(title).collect()
}

fn title(line: &str) -> Title {
    let cells: Vec<&str> = line.split('\t').collect();
    let [sample, region, date, title, issuers, kind] = cells[..] else {
        panic!("not six cells: {line}");
    };
    let region = (region != "-").then(|| region.to_string());
    let context = Context { region, year: date.get(..4).and_then(|year| year.parse().ok()) };
    let [sample, title, issuers, kind] = [sample, title, issuers, kind].map(String::from);
    Title { sample, context, title, issuers, kind }
}

/// The issuers read from a title, as the table writes them.
fn issuers(title: &Title) -> String {
    let found = registry().from_title(&title.title, &title.context);
    let names: Vec<String> = found.into_iter().map(|issuer| issuer.name).collect();
    if names.is_empty() { "-".into() } else { names.join("、") }
}

fn kind_of(title: &Title) -> String {
    kind::from_title(&title.title).map_or("-", |kind| kind.name()).into()
}

/// Holds that at least 98 of 100 titles of a sample read as its reader wrote, and lists the others.
fn hold(sample: &str, size: usize, read: fn(&Title) -> String, truth: fn(&Title) -> &str) {
    let all = titles();
    let drawn: Vec<&Title> = all.iter().filter(|title| title.sample == sample).collect();
    assert_eq!(drawn.len(), size, "titles of the {sample} sample");
    let misses: Vec<String> = drawn
        .iter()
        .filter(|title| read(title) != truth(title))
        .map(|title| format!("{}: {}, not {}", title.title, read(title), truth(title)))
        .collect();
    println!("{sample}: {} of {size} right; {misses:#?}", size - misses.len());
    assert!(misses.len() * 50 <= size, "{} of {size}: {misses:#?}", misses.len());
}

#[test]
fn titles_name_their_issuers() {
    hold("first", 300, issuers, |title| &title.issuers);
    hold("second", 200, issuers, |title| &title.issuers);
}

#[test]
fn titles_tell_their_kinds() {
    hold("first", 300, kind_of, |title| &title.kind);
    hold("second", 200, kind_of, |title| &title.kind);
}
