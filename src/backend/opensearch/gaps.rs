//! What stands between two characters, for what was probably meant.
//!
//! A cluster cannot list the terms of a text. So the pairs of characters that any run ever wrote are kept
//! in an index of their own, by the first one: they name the characters to ask for, and what no
//! document holds any more counts nothing.

use std::collections::BTreeSet;

use serde_json::json;

use super::columns::listed;
use super::fields::MOST_HITS;
use super::frequencies::Frequencies;
use super::meta::{LEFT, RIGHTS};
use super::queries::term;
use super::searched;
use super::session::Session;
use crate::backend::seam::{Gap, Term};
use crate::document::Field;
use crate::error::Result;

/// What stands in each gap, in the order of the characters.
pub(super) fn around(
    session: &Session,
    frequencies: &Frequencies,
    gaps: &[Gap],
) -> Result<Vec<Vec<(char, u64)>>> {
    let mut standing = Vec::with_capacity(gaps.len());
    for gap in gaps {
        let candidates = candidates(session, gap)?;
        let wanted = candidates.into_iter().filter(|character| gap.takes(*character));
        standing.push(wanted.collect::<Vec<char>>());
    }
    let pairs: Vec<Vec<Vec<Term>>> = gaps
        .iter()
        .zip(&standing)
        .map(|(gap, standing)| standing.iter().map(|one| pairs_of(gap, *one)).collect())
        .collect();
    let all = pairs.iter().flatten().flatten();
    let mut counts = frequencies.of(session, all)?.into_iter();
    let counted = standing.into_iter().zip(pairs).map(|(standing, pairs)| {
        let least = |pairs: Vec<Term>| counts.by_ref().take(pairs.len()).min().unwrap_or_default();
        let counted = standing.into_iter().zip(pairs.into_iter().map(least).collect::<Vec<_>>());
        counted.filter(|(_, count)| *count > 0).collect()
    });
    Ok(counted.collect())
}

/// The characters that may stand in a gap: all that ever stood after the one on its left, else before
/// the one on its right.
fn candidates(session: &Session, gap: &Gap) -> Result<BTreeSet<char>> {
    match (gap.left, gap.right) {
        (Some(left), _) => rights(session, left),
        (None, Some(right)) => beside(session, (RIGHTS, right), LEFT),
        (None, None) => Ok(BTreeSet::new()),
    }
}

/// The characters that ever stood after one.
pub(super) fn rights(session: &Session, left: char) -> Result<BTreeSet<char>> {
    beside(session, (LEFT, left), RIGHTS)
}

/// The characters that the pairs have in the field `wanted` which have this one in the other.
fn beside(session: &Session, (field, has): (&str, char), wanted: &str) -> Result<BTreeSet<char>> {
    let path = format!("/{}/_search", session.names().pairs());
    let body = json!({
        "query": term(field, has.to_string()),
        "size": MOST_HITS,
        "track_total_hits": false,
        "stored_fields": "_none_",
        "docvalue_fields": [wanted],
    });
    let found = searched::search(session.client(), &path, &body)?;
    let values = found.hits.hits.iter().flat_map(|hit| listed(&hit.fields, wanted));
    Ok(values.filter_map(|value| value.chars().next()).collect())
}

/// The pairs that a character makes with its neighbours.
fn pairs_of(gap: &Gap, character: char) -> Vec<Term> {
    let left = gap.left.map(|left| String::from_iter([left, character]));
    let right = gap.right.map(|right| String::from_iter([character, right]));
    let texts = left.into_iter().chain(right);
    texts.map(|text| Term { field: Field::Grams, text }).collect()
}
