//! Counts over all matches, as small tables whose rows add up.

use std::io;

use super::marked::Marked;
use super::page::{Page, STRONG};
use super::words::{FacetOf, Language};
use super::wrap::columns;
use crate::response::{FacetCount, Facets, ProvinceCount};

/// Columns of space before a value and before its count.
const GAP: usize = 2;

/// How many values of a facet have a row of their own.
const LISTED: usize = 10;

/// A row: how far it is indented, its name and its count.
type TableRow = (usize, String, usize);

pub(super) fn write(page: &mut Page, facets: &Facets) -> io::Result<()> {
    let say = page.language();
    let unknown = &facets.unknown;
    let flat = |of, counts, without| {
        (of, Rows { of, say, indent: 0 }.of(counts, (say.unknown(), without)))
    };
    let tables = [
        flat(FacetOf::Issuer, &facets.issuers, unknown.issuers),
        flat(FacetOf::Level, &facets.levels, unknown.levels),
        flat(FacetOf::Year, &facets.years, unknown.years),
        flat(FacetOf::Kind, &facets.kinds, unknown.kinds),
        (FacetOf::Region, regions(&facets.provinces, unknown.regions, say)),
    ];
    for (of, rows) in tables.into_iter().filter(|(_, rows)| !rows.is_empty()) {
        page.blank()?;
        page.text(0, say.facet(of), STRONG)?;
        table(page, &rows)?;
    }
    Ok(())
}

/// Makes the rows of a table.
struct Rows {
    of: FacetOf,
    say: Language,
    indent: usize,
}

impl Rows {
    /// The first values, the others together, and what has none; nothing where nothing has one.
    fn of(&self, counts: &[FacetCount], (name, without): (String, usize)) -> Vec<TableRow> {
        let (listed, others) = counts.split_at(counts.len().min(LISTED));
        let value = |row: &FacetCount| self.say.facet_value(self.of, &row.value);
        let mut rows: Vec<TableRow> =
            listed.iter().map(|row| (self.indent, value(row), row.count)).collect();
        if !others.is_empty() {
            let sum = others.iter().map(|row| row.count).sum();
            rows.push((self.indent, self.say.and_more(others.len()), sum));
        }
        if without > 0 && !rows.is_empty() {
            rows.push((self.indent, name, without));
        }
        rows
    }
}

/// The provinces; below one that more than half of the placed are of, what is in it.
fn regions(provinces: &[ProvinceCount], without: usize, say: Language) -> Vec<TableRow> {
    let counts: Vec<FacetCount> = provinces
        .iter()
        .map(|province| FacetCount { value: province.value.clone(), count: province.count })
        .collect();
    let of = FacetOf::Region;
    let mut all = Rows { of, say, indent: 0 }.of(&counts, (say.no_region(), without));
    let placed: usize = counts.iter().map(|row| row.count).sum();
    if let Some(most) = provinces.first().filter(|first| 2 * first.count > placed) {
        let in_cities: usize = most.cities.iter().map(|city| city.count).sum();
        let own = (say.province_itself(), most.count - in_cities);
        all.splice(1..1, Rows { of, say, indent: GAP }.of(&most.cities, own));
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

    fn rows(counts: &[FacetCount], unknown: usize) -> Vec<TableRow> {
        let say = Language::English;
        Rows { of: FacetOf::Kind, say, indent: 0 }.of(counts, (say.unknown(), unknown))
    }

    fn sum(rows: &[TableRow], indent: usize) -> usize {
        rows.iter().filter(|(own, ..)| *own == indent).map(|(.., count)| count).sum()
    }

    #[test]
    fn rows_and_more_and_unknown_make_up_the_total() {
        for values in [0, 1, 9, 10, 11, 40] {
            let rows = rows(&counts((1..=values).rev()), 3);
            let total = if values == 0 { 0 } else { 3 + (1..=values).sum::<usize>() };
            assert_eq!(sum(&rows, 0), total, "{values}");
            assert!(rows.len() <= LISTED + 2);
        }
        let rows = rows(&counts(1..=47), 0);
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
        let rows = regions(&most, 2, Language::English);
        assert_eq!((sum(&rows, 0), sum(&rows, GAP)), (33, 30));
        let half = [province("四川省", 2, &[2]), province("重庆市", 2, &[])];
        assert_eq!(regions(&half, 0, Language::English).len(), 2);
    }
}
