//! The screen, the facets and the table say the same numbers as the answer in JSON.

use std::collections::BTreeMap;

use serde_json::Value;

use super::counts::{Asked, QUERIES, asked, counted};
use super::{Hit, ask, screen, villages};
use crate::workspace::{Dice, Workspace};

/// A limit that no answer reaches.
const ALL: &str = "10000";

/// The hits that an answer is about.
fn about(hits: &[Hit]) -> Vec<&Hit> {
    let strict: Vec<&Hit> = hits.iter().filter(|hit| !hit.is_nearest()).collect();
    if strict.is_empty() { hits.iter().collect() } else { strict }
}

/// The numbers of the lines above the first hit.
fn numbers_above(screen: &str) -> Vec<usize> {
    let head: Vec<&str> = screen.lines().take_while(|line| !line.trim().is_empty()).collect();
    let numbers = head.join(" ").replace(',', "");
    numbers.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect()
}

fn wrong(workspace: &Workspace, asked: &Asked) -> Option<String> {
    let flags = [&asked.flags[..], &["-n", ALL]].concat();
    let each = [&flags[..], &["--no-collapse"]].concat();
    header(workspace, asked, &flags)
        .or_else(|| facets(workspace, asked, &each))
        .or_else(|| table(workspace, asked, &flags))
        .map(|wrong| format!("{asked}: {wrong}"))
}

/// The header names the total, every rung and the copies.
fn header(workspace: &Workspace, asked: &Asked, flags: &[&str]) -> Option<String> {
    let answer = ask(workspace, &asked.query, flags);
    let mut wanted: Vec<usize> = answer.rungs().into_iter().map(|(_, hits)| hits).collect();
    wanted.push(answer.total());
    wanted.extend(super::number(&answer.json["copies"]).filter(|copies| *copies > 0));
    let screen = screen(workspace, &asked.query, &asked.flags);
    let shown = numbers_above(&screen);
    let missing: Vec<&usize> = wanted.iter().filter(|number| !shown.contains(number)).collect();
    (answer.total() > 0 && !missing.is_empty())
        .then(|| format!("{missing:?} not in {:?}", screen.lines().next()))
}

/// The facets count the announcements that the answer is about.
fn facets(workspace: &Workspace, asked: &Asked, flags: &[&str]) -> Option<String> {
    let answer = ask(workspace, &asked.query, &[flags, &["--facets"]].concat());
    let hits = answer.hits();
    let mut wanted: BTreeMap<String, usize> = BTreeMap::new();
    for kind in about(&hits).iter().filter_map(|hit| hit.kind.clone()) {
        *wanted.entry(kind).or_default() += 1;
    }
    let rows = answer.json["facets"]["kinds"].as_array().cloned().unwrap_or_default();
    let row = |row: &Value| {
        (row["value"].as_str().unwrap().to_string(), super::number(&row["count"]).unwrap())
    };
    let counts: BTreeMap<String, usize> = rows.iter().map(row).collect();
    (counts != wanted).then(|| format!("facets {counts:?}, not {wanted:?}"))
}

/// The table has a row a hit that the answer is about.
fn table(workspace: &Workspace, asked: &Asked, flags: &[&str]) -> Option<String> {
    let hits = ask(workspace, &asked.query, flags).hits();
    let csv = screen(workspace, &asked.query, &[flags, &["--csv"]].concat());
    let rows = csv::Reader::from_reader(csv.as_bytes()).into_records().count();
    (rows != counted(&hits)).then(|| format!("{rows} rows, not {}", counted(&hits)))
}

#[test]
fn screen_facets_and_table_say_the_same_numbers() {
    let workspace = villages::workspace();
    let everything = workspace.everything();
    let mut dice = Dice(41);
    let all: Vec<Asked> = (0..QUERIES).map(|_| asked(&everything, &mut dice)).collect();
    let wrong: Vec<String> = all.iter().filter_map(|one| wrong(&workspace, one)).collect();
    super::hold(&wrong, all.len());
}
