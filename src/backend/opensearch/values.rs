//! The values of fields and the documents that have them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rustc_hash::FxHashSet;
use serde_json::{Value as Json, json};

use super::columns::Fields;
use super::documents;
use super::facets::all_values;
use super::fields::{MOST_HITS, REFERS_START, REFERS_TO, hash};
use super::queries::{any, of_values};
use super::session::Session;
use crate::backend::seam::Held;
use crate::document::Field;
use crate::error::Result;

/// The most numbers that are looked up in one search.
const NUMBERS_AT_ONCE: usize = 20_000;

/// The distinct values of a field of words that begin with `prefix`.
pub(super) fn words(session: &Session, field: Field, prefix: &str) -> Result<BTreeSet<String>> {
    let values = all_values(session, &begins(field.name(), prefix), field)?;
    let words = values.iter().filter_map(Json::as_str);
    Ok(words.filter(|word| word.starts_with(prefix)).map(str::to_string).collect())
}

fn begins(field: &str, prefix: &str) -> Json {
    match prefix.is_empty() {
        true => json!({"exists": {"field": field}}),
        false => json!({"prefix": {field: {"value": prefix}}}),
    }
}

/// All numbers of a field.
pub(super) fn numbers(session: &Session, field: Field) -> Result<FxHashSet<u64>> {
    let values = all_values(session, &json!({"match_all": {}}), field)?;
    Ok(values.iter().filter_map(number).collect())
}

fn number(value: &Json) -> Option<u64> {
    match value {
        Json::String(text) => u64::from_str_radix(text, 16).ok(),
        value => value.as_u64(),
    }
}

/// The documents that hold each of the keys, ascending.
pub(super) fn holders(session: &Session, keys: &[(Field, u64)]) -> Result<Vec<Vec<u64>>> {
    let mut places: HashMap<(Field, u64), Vec<usize>> = HashMap::new();
    for (place, key) in keys.iter().enumerate() {
        places.entry(*key).or_default().push(place);
    }
    let fields: BTreeSet<Field> = keys.iter().map(|(field, _)| *field).collect();
    let numbers = |field: Field| {
        let own = keys.iter().filter(move |(of, _)| *of == field);
        own.map(|(_, key)| json!(hash(*key))).collect::<Vec<Json>>()
    };
    let queries = fields.iter().map(|field| of_values(field.name(), &numbers(*field)));
    let names: Vec<&str> = fields.iter().map(|field| field.name()).collect();
    let mut holders = vec![Vec::new(); keys.len()];
    if keys.is_empty() {
        return Ok(holders);
    }
    documents::values(session, &any(queries.collect()), &names, &mut |id, hit| {
        for field in &fields {
            let own: BTreeSet<u64> = Fields(&hit.fields).hashes(*field).collect();
            for key in own {
                for place in places.get(&(*field, key)).into_iter().flatten() {
                    holders[*place].push(id);
                }
            }
        }
        Ok(())
    })?;
    Ok(holders)
}

/// The documents with a value that begins with each of `prefixes`, each with that value.
pub(super) fn holders_from(
    session: &Session,
    field: Field,
    prefixes: &[String],
) -> Result<Vec<Held<u64>>> {
    let mut found: Vec<Held<u64>> = vec![Vec::new(); prefixes.len()];
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, prefix) in prefixes.iter().enumerate() {
        places.entry(prefix).or_default().push(place);
    }
    for prefixes in places.keys().copied().collect::<Vec<_>>().chunks(NUMBERS_AT_ONCE) {
        let query = from_any(field, prefixes);
        documents::values(session, &query, &[field.name()], &mut |id, hit| {
            let own: BTreeSet<String> = Fields(&hit.fields).words(field).collect();
            for value in own {
                for place in places_of(&places, &value) {
                    found[place].push((value.clone(), id));
                }
            }
            Ok(())
        })?;
    }
    Ok(found)
}

/// What has a value that begins with any of some texts. The beginnings of references are values of their
/// own, of which a query takes thousands.
fn from_any(field: Field, prefixes: &[&str]) -> Json {
    let is_whole = |prefix: &&str| prefix.chars().count() == REFERS_START;
    if field == Field::Refers && prefixes.iter().all(is_whole) {
        let starts: Vec<Json> = prefixes.iter().map(|prefix| json!(prefix)).collect();
        return of_values(REFERS_TO, &starts);
    }
    any(prefixes.iter().map(|prefix| begins(field.name(), prefix)).collect())
}

/// The places of the prefixes that a value begins with.
fn places_of(places: &BTreeMap<&str, Vec<usize>>, value: &str) -> Vec<usize> {
    let ends = value.char_indices().map(|(at, _)| at).chain([value.len()]);
    ends.filter_map(|end| places.get(&value[..end])).flatten().copied().collect()
}

/// The lowest numbers of a field of hashes between two, both included, at most so many.
pub(super) fn between(
    session: &Session,
    field: Field,
    (from, to): (u64, u64),
    most: usize,
) -> Result<Vec<u64>> {
    let name = field.name();
    let found = session.search(json!({
        "query": {"range": {name: {"gte": hash(from), "lte": hash(to)}}},
        "size": most.min(MOST_HITS),
        "sort": [{name: "asc"}],
        "track_total_hits": false,
        "stored_fields": "_none_",
    }))?;
    let numbers = found.hits.hits.iter().filter_map(|hit| number(hit.sort.first()?));
    let numbers: BTreeSet<u64> = numbers.collect();
    Ok(numbers.into_iter().collect())
}

/// Which of some numbers any document has in a field.
pub(super) fn known(
    session: &Session,
    field: Field,
    numbers: &BTreeSet<u64>,
) -> Result<FxHashSet<u64>> {
    let mut known = FxHashSet::default();
    let numbers: Vec<Json> = numbers.iter().map(|number| json!(hash(*number))).collect();
    for numbers in numbers.chunks(NUMBERS_AT_ONCE) {
        let found = session.search(json!({
            "query": {"terms": {field.name(): numbers}},
            "size": 0,
            "aggs": {"known": {"terms": {
                "field": field.name(), "include": numbers, "size": numbers.len(),
                "shard_size": numbers.len(),
            }}},
        }))?;
        let buckets = found.aggregations["known"]["buckets"].as_array().into_iter().flatten();
        known.extend(buckets.filter_map(|bucket| number(&bucket["key"])));
    }
    Ok(known)
}

/// The documents with a number in `field` that any document has in `among`, ascending.
pub(super) fn meeting(session: &Session, field: Field, among: Field) -> Result<Vec<u64>> {
    let mut found = BTreeSet::new();
    let numbers = numbers(session, among)?;
    let numbers: Vec<Json> = numbers.iter().map(|number| json!(hash(*number))).collect();
    for numbers in numbers.chunks(NUMBERS_AT_ONCE) {
        let query = json!({"terms": {field.name(): numbers}});
        found.extend(documents::ids(session, &query, usize::MAX)?);
    }
    Ok(found.into_iter().collect())
}
