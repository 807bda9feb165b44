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

/// The provinces; below one that more than half of the placed are of, what is in it.
fn regions(provinces: &[ProvinceCount], without: usize) -> Vec<TableRow> {
    let counts: Vec<FacetCount> = provinces
        .iter()
        .map(|province| FacetCount { value: province.value.clone(), count: province.count })
        .collect();
    let mut all = rows(0, &counts, (words::NO_REGION, without));
    let placed: usize = counts.iter().map(|row| row.count).sum();
    if let Some(most) = provinces.first().filter(|first| 2 * first.count > placed) {
        let in_cities: usize = most.cities.iter().map(|city| city.count).sum();
        let own = (words::ITSELF, most.count - in_cities);
        all.splice(1..1, rows(GAP, &most.cities, own));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(of: impl Iterator<Item = usize>) -> Vec<FacetCount> {
        of.map(|count| FacetCount { value: format!("{count}号"), count }).collect()
    }

    fn sum(rows: &[TableRow], indent: usize) -> usize {
        rows.iter().filter(|(own, ..)| *own == indent).map(|(.., count)| count).sum()
    }

    #[test]
    fn rows_and_more_and_unknown_make_up_the_total() {
        for values in [0, 1, 9, 10, 11, 40] {
            let rows = rows(0, &counts((1..=values).rev()), ("unknown", 3));
            let total = if values == 0 { 0 } else { 3 + (1..=values).sum::<usize>() };
            assert_eq!(sum(&rows, 0), total, "{values}");
            assert!(rows.len() <= LISTED + 2);
        }
        let rows = rows(0, &counts(1..=47), ("unknown", 0));
        assert_eq!(rows[LISTED].1, "and 37 more");
    }

    #[test]
    fn a_province_of_most_is_parted_into_what_is_in_it() {
        let province = |value: &str, count, cities: &[usize]| ProvinceCount {
            value: value.into(),
            count,
            cities: counts(cities.iter().copied()),
        };
        let most = [province("四川省", 30, &[20, 4]), province("重庆市", 1, &[1])];
        let rows = regions(&most, 2);
        assert_eq!((sum(&rows, 0), sum(&rows, GAP)), (33, 30));
        let half = [province("四川省", 2, &[2]), province("重庆市", 2, &[])];
        assert_eq!(regions(&half, 0).len(), 2);
    }
}
