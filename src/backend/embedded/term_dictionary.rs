//! Reading the dictionary of terms: the values of a field, and what stands beside a character.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::{DocAddress, Searcher, SegmentReader, TantivyError};

use super::postings::{count_alive, for_each_alive, read};
use super::schema::{field, text_term};
use super::statistics::holding;
use crate::backend::seam::{Gap, Held};
use crate::document::Field;
use crate::error::{Error, Result};
use crate::text::is_han;

/// The characters that stand in a gap, each with the number of documents that have it there.
type Standing = BTreeMap<char, u64>;

/// The distinct values of a field that begin with `prefix`.
pub(super) fn values(searcher: &Searcher, of: Field, prefix: &str) -> Result<BTreeSet<String>> {
    let mut values = BTreeSet::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field(of))?;
        let opened = index.terms().range().ge(prefix).into_stream();
        let mut stream = opened.map_err(Error::backend)?;
        while stream.advance() && stream.key().starts_with(prefix.as_bytes()) {
            if count_alive(segment, &index, stream.value())? > 0 {
                values.insert(String::from_utf8_lossy(stream.key()).into_owned());
            }
        }
    }
    Ok(values)
}

/// The documents with a value that begins with `prefix`, each with that value.
pub(super) fn holders_from(
    searcher: &Searcher,
    of: Field,
    prefix: &str,
) -> Result<Held<DocAddress>> {
    let mut found = Vec::new();
    for (ord, segment) in searcher.segment_readers().iter().enumerate() {
        let index = segment.inverted_index(field(of))?;
        let opened = index.terms().range().ge(prefix).into_stream();
        let mut stream = opened.map_err(TantivyError::from)?;
        while stream.advance() && stream.key().starts_with(prefix.as_bytes()) {
            let value = String::from_utf8_lossy(stream.key()).into_owned();
            for_each_alive(segment, &mut read(&index, stream.value())?, |doc| {
                found.push((value.clone(), DocAddress::new(ord as u32, doc)));
            });
        }
    }
    Ok(found)
}

/// The lowest numbers of a field between two, both included, at most so many.
pub(super) fn between(
    searcher: &Searcher,
    of: Field,
    (from, to): (u64, u64),
    most: usize,
) -> Result<Vec<u64>> {
    let mut found = BTreeSet::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field(of))?;
        let range = index.terms().range().ge(from.to_be_bytes()).le(to.to_be_bytes());
        let mut stream = range.into_stream().map_err(TantivyError::from)?;
        let mut left = most;
        while left > 0 && stream.advance() {
            let Ok(number) = stream.key().try_into().map(u64::from_be_bytes) else { continue };
            if count_alive(segment, &index, stream.value())? > 0 {
                found.insert(number);
                left -= 1;
            }
        }
    }
    Ok(found.into_iter().take(most).collect())
}

/// What stands in a gap, in the order of the characters.
pub(super) fn around(searcher: &Searcher, gap: Gap) -> Result<Vec<(char, u64)>> {
    let mut standing = Standing::new();
    for segment in searcher.segment_readers() {
        match (gap.left, gap.right) {
            (Some(left), _) => add_after(segment, left, gap, &mut standing)?,
            (None, Some(right)) => add_before(segment, right, gap, &mut standing)?,
            (None, None) => {}
        }
    }
    match (gap.left, gap.right) {
        (Some(_), Some(right)) => before(searcher, standing, right),
        _ => Ok(standing.into_iter().collect()),
    }
}

/// Those of `standing` that stand before `right`, too.
fn before(searcher: &Searcher, standing: Standing, right: char) -> Result<Vec<(char, u64)>> {
    let mut before = Vec::new();
    for (found, count) in standing {
        let pair = String::from_iter([found, right]);
        let on_the_right = holding(searcher, &text_term(Field::Grams, &pair))?;
        if on_the_right > 0 {
            before.push((found, count.min(on_the_right)));
        }
    }
    Ok(before)
}

/// Adds what stands after `left` in the pairs of a segment.
fn add_after(segment: &SegmentReader, left: char, gap: Gap, standing: &mut Standing) -> Result<()> {
    let grams = segment.inverted_index(field(Field::Grams))?;
    let prefix = left.to_string();
    let mut stream = grams.terms().range().ge(&prefix).into_stream().map_err(TantivyError::from)?;
    while stream.advance() && stream.key().starts_with(prefix.as_bytes()) {
        let right = only_han(&stream.key()[prefix.len()..]).filter(|right| gap.takes(*right));
        let Some(right) = right else { continue };
        add(standing, right, count_alive(segment, &grams, stream.value())?);
    }
    Ok(())
}

/// Adds which characters stand before `right` in the pairs of a segment.
fn add_before(
    segment: &SegmentReader,
    right: char,
    gap: Gap,
    standing: &mut Standing,
) -> Result<()> {
    let grams = segment.inverted_index(field(Field::Grams))?;
    let characters = segment.inverted_index(field(Field::Characters))?;
    let mut stream = characters.terms().stream().map_err(TantivyError::from)?;
    while stream.advance() {
        let Some(left) = only_han(stream.key()).filter(|left| gap.takes(*left)) else { continue };
        let pair = String::from_iter([left, right]);
        if let Some(info) = grams.terms().get(&pair).map_err(TantivyError::from)? {
            add(standing, left, count_alive(segment, &grams, &info)?);
        }
    }
    Ok(())
}

fn add(standing: &mut Standing, character: char, count: u64) {
    if count > 0 {
        *standing.entry(character).or_default() += count;
    }
}

/// The Han character that a term is.
fn only_han(term: &[u8]) -> Option<char> {
    let mut characters = std::str::from_utf8(term).ok()?.chars();
    let first = characters.next().filter(|first| is_han(*first))?;
    characters.next().is_none().then_some(first)
}
