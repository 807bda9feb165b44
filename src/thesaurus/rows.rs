//! The tables we carry, as they are written: one idea a row.
//!
//! `build.rs` compiles this file too and sorts the terms for [`carried`](super::carried).

/// The letter of the short names of statutes.
pub(crate) const STATUTE: &str = "s";

/// The letter of everyday words.
pub(crate) const EVERYDAY: &str = "e";

/// The letter of words with variants.
pub(crate) const VARIANT: &str = "v";

/// The tables, each with the letter that tells its terms from those of others.
#[allow(dead_code, reason = "build.rs and the tests read them")]
pub(crate) const TABLES: [(&str, &str); 4] = [
    (STATUTE, include_str!("statutes.tsv")),
    (EVERYDAY, include_str!("everyday.tsv")),
    (EVERYDAY, include_str!("policy.tsv")),
    (VARIANT, include_str!("spellings/variants.tsv")),
];

/// The rows of a table: terms, and what may stand for each of them; see [`alternatives`]. Where a row
/// has one side alone, each of it may stand for the others.
#[allow(dead_code, reason = "build.rs and the tests read them")]
pub(crate) fn rows(table: &str) -> impl Iterator<Item = (&str, &str)> {
    let rows = table.lines().filter(|row| !row.starts_with('#') && !row.is_empty());
    rows.map(|row| row.split_once('\t').unwrap_or((row, row)))
}

/// What one side of a row lists.
pub(crate) fn alternatives(side: &str) -> impl Iterator<Item = &str> {
    side.split('|')
}

/// The pairs of a table: each term of a row's left side with each of its right side that differs.
#[cfg(test)]
pub(super) fn table(table: &str) -> impl Iterator<Item = (&str, &str)> {
    rows(table).flat_map(|(terms, texts)| {
        let pairs = move |term| alternatives(texts).map(move |text| (term, text));
        alternatives(terms).flat_map(pairs).filter(|(term, text)| term != text)
    })
}
