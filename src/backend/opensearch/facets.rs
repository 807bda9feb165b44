//! Counts of all matches by issuing body, level, year, kind and region: exact, or an error.

use std::cmp::Reverse;

use serde_json::{Map, Value as Json, json};

use super::session::Session;
use crate::announcement::Level;
use crate::document::Field;
use crate::error::Result;
use crate::response::{FacetCount, Facets, UnknownCounts};

/// The facets: issuers, kinds, regions, years, levels.
const FACETS: [Field; 5] = [Field::Issuer, Field::Kind, Field::Region, Field::Year, Field::Level];

/// How many values one page has. A count of whole pages is exact, on however many shards.
const AT_ONCE: usize = 10_000;

/// The counts of the values of each facet over what matches.
pub(super) fn facets(session: &Session, query: &Json) -> Result<Facets> {
    let mut aggregations = Map::new();
    for field in FACETS.map(Field::name) {
        aggregations.insert(format!("{field}-values"), paged(field, None));
        aggregations.insert(format!("{field}-none"), json!({"missing": {"field": field}}));
    }
    let found = session.search(json!({
        "query": query, "size": 0, "track_total_hits": true, "aggs": aggregations,
    }))?;
    let mut values = Vec::new();
    for field in FACETS {
        let page = &found.aggregations[format!("{}-values", field.name())];
        values.push(counted(session, query, field, page)?);
    }
    let none = |field: Field| {
        let count = &found.aggregations[format!("{}-none", field.name())]["doc_count"];
        count.as_u64().unwrap_or_default() as usize
    };
    let [issuers, kinds, regions, years, levels] = [0, 1, 2, 3, 4].map(|at| values[at].clone());
    Ok(Facets {
        total: found.total(),
        unknown: UnknownCounts {
            issuers: none(Field::Issuer),
            levels: none(Field::Level),
            years: none(Field::Year),
            kinds: none(Field::Kind),
            regions: none(Field::Region),
        },
        provinces: Vec::new(),
        issuers: most_first(issuers),
        kinds: most_first(kinds),
        regions: most_first(regions),
        years: years.into_iter().rev().map(|(year, count)| facet(shown(&year), count)).collect(),
        levels: levels.into_iter().map(|(rank, count)| facet(level(&rank), count)).collect(),
    })
}

/// All values of a field over what matches, ascending, each with its count; the first page is known.
fn counted(
    session: &Session,
    query: &Json,
    field: Field,
    first: &Json,
) -> Result<Vec<(Json, usize)>> {
    let mut all = Vec::new();
    let mut page = first.clone();
    loop {
        let buckets = page["buckets"].as_array().map_or(&[][..], Vec::as_slice);
        all.extend(buckets.iter().map(|bucket| {
            let count = bucket["doc_count"].as_u64().unwrap_or_default();
            (bucket["key"]["value"].clone(), count as usize)
        }));
        let after = page["after_key"].clone();
        if buckets.len() < AT_ONCE || after.is_null() {
            return Ok(all);
        }
        let aggregations = json!({"values": paged(field.name(), Some(after))});
        let body = json!({"query": query, "size": 0, "aggs": aggregations});
        page = session.search(body)?.aggregations["values"].take();
    }
}

/// All values of a field over what matches, ascending.
pub(super) fn all_values(session: &Session, query: &Json, field: Field) -> Result<Vec<Json>> {
    let aggregations = json!({"values": paged(field.name(), None)});
    let body = json!({"query": query, "size": 0, "aggs": aggregations});
    let first = session.search(body)?.aggregations["values"].take();
    let counted = counted(session, query, field, &first)?;
    Ok(counted.into_iter().map(|(value, _)| value).collect())
}

fn paged(field: &str, after: Option<Json>) -> Json {
    let sources = json!([{"value": {"terms": {"field": field}}}]);
    let mut composite = json!({"size": AT_ONCE, "sources": sources});
    if let Some(after) = after {
        composite["after"] = after;
    }
    json!({"composite": composite})
}

fn most_first(mut counts: Vec<(Json, usize)>) -> Vec<FacetCount> {
    counts.sort_by_key(|(_, count)| Reverse(*count));
    counts.into_iter().map(|(value, count)| facet(shown(&value), count)).collect()
}

fn facet(value: String, count: usize) -> FacetCount {
    FacetCount { value, count }
}

fn shown(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_string)
}

fn level(rank: &Json) -> String {
    let level = rank.as_u64().and_then(|rank| Level::ALL.get(rank as usize));
    level.map_or("", |level| level.name()).to_string()
}
