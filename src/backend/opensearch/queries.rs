//! The few queries of OpenSearch that all others are made of.

use serde_json::{Value as Json, json};

/// The most values of one query of terms: OpenSearch takes 65,536.
const MOST_VALUES: usize = 60_000;

/// What nothing matches.
pub(super) fn none() -> Json {
    json!({"match_none": {}})
}

/// Documents with a term or value in a field.
pub(super) fn term(field: &str, value: impl Into<Json>) -> Json {
    json!({"term": {field: {"value": value.into()}}})
}

/// Documents that match any of some queries.
pub(super) fn any(mut queries: Vec<Json>) -> Json {
    match queries.len() {
        0 => none(),
        1 => queries.remove(0),
        _ => json!({"bool": {"should": queries, "minimum_should_match": 1}}),
    }
}

/// Documents that match every one of some queries.
pub(super) fn every(mut queries: Vec<Json>) -> Json {
    match queries.len() {
        0 => none(),
        1 => queries.remove(0),
        _ => json!({"bool": {"filter": queries}}),
    }
}

/// Documents with any of some values in a field of this name.
pub(super) fn of_values(field: &str, values: &[Json]) -> Json {
    any(values.chunks(MOST_VALUES).map(|values| json!({"terms": {field: values}})).collect())
}
