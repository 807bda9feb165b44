//! Counts over all matches, as small tables whose rows add up.

use std::io;

use super::marked::Marked;
use super::page::{Page, STRONG};
use super::words;
use super::wrap::columns;
use crate::response::{FacetCount, Facets, ProvinceCount};

/// Columns of space before a value and before its count.
const GAP: usize = 2;

/// How many values of a facet have a row of their own.
const LISTED: usize = 10;

/// A row: how far it is indented, its name and its count.
type TableRow = (usize, String, usize);

pub(super) fn write(page: &mut Page, facets: &Facets) -> io::Result<()> {
    let unknown = &facets.unknown;
    let flat = |counts, without| rows(0, counts, (words::UNKNOWN, without));
    let tables = [
        ("issuers", flat(&facets.issuers, unknown.issuers)),
        ("levels", flat(&facets.levels, unknown.levels)),
        ("years", flat(&facets.years, unknown.years)),
        ("kinds", flat(&facets.kinds, unknown.kinds)),
        ("regions", regions(&facets.provinces, unknown.regions)),
    ];
    for (name, rows) in tables.into_iter().filter(|(_, rows)| !rows.is_empty()) {
        page.blank()?;
        page.text(0, name, STRONG)?;
        table(page, &rows)?;
    }
    Ok(())
}

/// The first values, the others together, and what has none; nothing where nothing has one.
fn rows(indent: usize, counts: &[FacetCount], (name, without): (&str, usize)) -> Vec<TableRow> {
    let (listed, others) = counts.split_at(counts.len().min(LISTED));
    let mut rows: Vec<TableRow> =
        listed.iter().map(|row| (indent, row.value.clone(), row.count)).collect();
    if !others.is_empty() {
        let sum = others.iter().map(|row| row.count).sum();
        rows.push((indent, words::and_more(others.len()), sum));
    }
    if without > 0 && !rows.is_empty() {
        rows.push((indent, name.to_string(), without));
    }
    rows
}

/// The provinces; of a single one what is in it too.
fn regions(provinces: &[ProvinceCount], without: usize) -> Vec<TableRow> {
    let counts: Vec<FacetCount> = provinces
        .iter()
        .map(|province| FacetCount { value: province.value.clone(), count: province.count })
        .collect();
    let mut all = rows(0, &counts, (words::NO_REGION, without));
    if let [only] = provinces {
        let in_cities: usize = only.cities.iter().map(|city| city.count).sum();
        let own = (words::ITSELF, only.count - in_cities);
        all.splice(1..1, rows(GAP, &only.cities, own));
    }
    all
}

fn table(page: &mut Page, rows: &[TableRow]) -> io::Result<()> {
    let digits = rows.iter().map(|(.., count)| count.to_string().len()).max().unwrap_or(1);
    let room = page.width().saturating_sub(2 * GAP + digits);
    let names: Vec<String> = rows
        .iter()
        .map(|(indent, name, _)| format!("{:indent$}{}", "", shortened(name, room - indent)))
        .collect();
    let widest = names.iter().map(|name| columns(name)).max().unwrap_or(0);
    for (name, (.., count)) in names.iter().zip(rows) {
        let head = format!("{:GAP$}{name}", "");
        page.row(&head, GAP + widest + GAP, &format!("{count:>digits$}"))?;
    }
    Ok(())
}

/// `value` made safe, cut with `…` where it takes more than `room` columns.
fn shortened(value: &str, room: usize) -> String {
    let value = Marked::from(value).text;
    if columns(&value) <= room {
        return value;
    }
    let mut short = String::new();
    for c in value.chars() {
        if columns(&short) + columns(c.encode_utf8(&mut [0; 4])) + 1 > room {
            break;
        }
        short.push(c);
    }
    short + "…"
}
