//! The best of what matches by their priors alone, where no term scores.
//!
//! The cluster knows no prior. But within one level, force and condition the prior falls with age and
//! depends on nothing else: so the latest of each such group are fetched, and the best of all are among
//! them.

use serde_json::{Value as Json, json};

use super::columns::Fields;
use super::documents::id_of;
use super::fields::MOST_HITS;
use super::keyed::{Keyed, best_first, first_of, grounds};
use super::searched::Hit;
use super::session::Session;
use crate::backend::seam::Best;
use crate::document::Field;
use crate::error::Result;

/// What groups are told apart by.
const APART: [Field; 4] = [Field::Level, Field::Superseded, Field::Damaged, Field::Recognised];

/// More groups than there are: eight levels with the unknown one, and three times yes or no.
const MOST_GROUPS: usize = 64;

/// The best of what matches, best first.
pub(super) fn best(session: &Session, what: &Json, wanted: &Best<'_>) -> Result<Vec<u64>> {
    let groups = groups(session, what)?;
    let bodies = groups.iter().map(|group| latest(what, group, wanted.limit.min(MOST_HITS)));
    let mut found: Vec<Keyed> = Vec::new();
    for (group, first) in groups.iter().zip(session.searches(bodies.collect())?) {
        let hits = first.hits.hits;
        let is_whole = hits.len() < MOST_HITS || wanted.limit <= MOST_HITS;
        for hit in &hits {
            found.push(keyed(hit, wanted)?);
        }
        if !is_whole {
            add_rest(session, what, group, wanted, &hits, &mut found)?;
        }
    }
    found.sort_unstable_by(best_first);
    found.truncate(wanted.limit);
    Ok(found.into_iter().map(|one| one.id).collect())
}

/// The groups that have a match, each as what its documents match.
fn groups(session: &Session, what: &Json) -> Result<Vec<Json>> {
    let sources: Vec<Json> = APART
        .iter()
        .map(|field| {
            json!({field.name(): {"terms": {"field": field.name(), "missing_bucket": true}}})
        })
        .collect();
    let found = session.search(json!({
        "query": what, "size": 0, "track_total_hits": false,
        "aggs": {"groups": {"composite": {"size": MOST_GROUPS, "sources": sources}}},
    }))?;
    let buckets = found.aggregations["groups"]["buckets"].as_array().cloned();
    Ok(buckets.unwrap_or_default().iter().map(|bucket| of_group(&bucket["key"])).collect())
}

/// What the documents of a group match.
fn of_group(key: &Json) -> Json {
    let (mut filter, mut without) = (Vec::new(), Vec::new());
    for field in APART.map(Field::name) {
        match &key[field] {
            Json::Null => without.push(json!({"exists": {"field": field}})),
            value => filter.push(json!({"term": {field: value}})),
        }
    }
    json!({"bool": {"filter": filter, "must_not": without}})
}

/// The search for the latest of a group.
fn latest(what: &Json, group: &Json, size: usize) -> Json {
    let fields = [Field::Day, Field::Level, Field::Superseded, Field::Damaged, Field::Recognised];
    json!({
        "query": {"bool": {"filter": [what, group]}},
        "sort": [
            {Field::Day.name(): {"order": "desc", "missing": "_last"}},
            {Field::Id.name(): "asc"},
        ],
        "size": size,
        "track_total_hits": false,
        "stored_fields": "_none_",
        "docvalue_fields": fields.map(Field::name),
    })
}

/// Adds what of a group follows its first page, up to as many as are wanted.
fn add_rest(
    session: &Session,
    what: &Json,
    group: &Json,
    wanted: &Best<'_>,
    first: &[Hit],
    found: &mut Vec<Keyed>,
) -> Result<()> {
    let mut body = latest(what, group, MOST_HITS);
    let mut left = wanted.limit.saturating_sub(first.len());
    let mut last = first.last().map(|hit| json!(hit.sort));
    while let Some(after) = last.take().filter(|_| left > 0) {
        body["search_after"] = after;
        let hits = session.search(body.clone())?.hits.hits;
        for hit in &hits {
            found.push(keyed(hit, wanted)?);
        }
        left = left.saturating_sub(hits.len());
        last = hits.last().filter(|_| hits.len() == MOST_HITS).map(|hit| json!(hit.sort));
    }
    Ok(())
}

fn keyed(hit: &Hit, wanted: &Best<'_>) -> Result<Keyed> {
    let grounds = grounds(&Fields(&hit.fields));
    let first = first_of(wanted.order, &grounds, None);
    Ok(Keyed::of(id_of(hit)?, first, 1.0, wanted.priors.of(&grounds).factor()))
}
