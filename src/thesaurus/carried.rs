//! The tables we carry, sorted by `build.rs`: a search reads the rows that it asks for and no other.
//!
//! A map of all terms, filled when a search started, took 4.6 of the 20.5 million instructions of the
//! shortest one.
//!
//! Han terms are written folded, which a test holds. The few others are folded when one is asked for.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::expansion::Origin;
use super::rows::{STATUTE, VARIANT};
use crate::text::{fold_str, is_han};

/// Lines of term, letter of the table and right side of the row, parted by tabs, by term; those of one
/// term in the order written.
static HAN: &str = include_str!(concat!(env!("OUT_DIR"), "/terms.tsv"));

/// The same of terms with other characters than Han, not folded.
static OTHERS: &str = include_str!(concat!(env!("OUT_DIR"), "/other_terms.tsv"));

/// The right side of a row, and where it comes from.
type Row = (&'static str, Origin);

/// The rows of a folded term, in the order written.
pub(super) fn rows_of(term: &str) -> impl Iterator<Item = Row> {
    static FOLDED: LazyLock<FxHashMap<String, Vec<Row>>> = LazyLock::new(|| {
        let mut folded: FxHashMap<String, Vec<Row>> = FxHashMap::default();
        for (term, row) in lines(OTHERS) {
            folded.entry(fold_str(term)).or_default().push(row);
        }
        folded
    });
    let is_other = !term.chars().all(is_han);
    let others = is_other.then(|| FOLDED.get(term)).flatten().into_iter().flatten().copied();
    let han = lines(&HAN[first(term)..]).take_while(move |(known, _)| *known == term);
    han.map(|(_, row)| row).chain(others)
}

/// The characters of the longest term.
pub(super) fn longest() -> usize {
    env!("LONGEST_TERM").parse().expect("the length was counted by build.rs")
}

fn lines(text: &'static str) -> impl Iterator<Item = (&'static str, Row)> {
    text.lines().filter_map(|line| {
        let (term, rest) = line.split_once('\t')?;
        let (letter, texts) = rest.split_once('\t')?;
        Some((term, (texts, origin(letter))))
    })
}

/// Where the rows of a table come from.
fn origin(letter: &str) -> Origin {
    match letter {
        STATUTE => Origin::ShortName,
        VARIANT => Origin::Variant,
        _ => Origin::Everyday,
    }
}

/// Where the first line begins whose term does not come before `term`.
fn first(term: &str) -> usize {
    let (mut low, mut high) = (0, HAN.len());
    while low < high {
        let middle = HAN.floor_char_boundary(low.midpoint(high));
        let start = HAN[low..middle].rfind('\n').map_or(low, |at| low + at + 1);
        let line = HAN[start..].split_inclusive('\n').next().unwrap_or_default();
        match line.split('\t').next() {
            Some(known) if known < term => low = start + line.len(),
            _ => high = start,
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::super::rows::{TABLES, alternatives, rows};
    use super::*;

    #[test]
    fn every_row_that_is_written_is_found_by_each_of_its_terms() {
        let mut longest = 0;
        for (letter, table) in TABLES {
            for (terms, texts) in rows(table) {
                for term in alternatives(terms) {
                    longest = longest.max(term.chars().count());
                    let is_row = |row: &Row| *row == (texts, origin(letter));
                    assert!(rows_of(&fold_str(term)).any(|row| is_row(&row)), "{term}");
                }
            }
        }
        assert_eq!(super::longest(), longest);
    }

    #[test]
    fn what_is_no_term_has_no_rows() {
        for text in ["", "一", "房", "房东不", "龥龥", "zzz", "\u{10FFFF}"] {
            assert_eq!(rows_of(text).count(), 0, "{text}");
        }
    }
}
