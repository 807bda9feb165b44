//! Reading documents: their ids, their announcements, any of their values, page by page.
//!
//! Where only ids and values are read, no stored field is asked for, not even the id of the cluster's
//! own: with it the announcement would be unpacked, in blocks of several. Of 2,383 laws the ids took 4,400
//! ms with it, on a busy machine.
//!
//! All are read in the order of their ids, which tells one page from the next whatever shard a
//! document is on.

use serde_json::{Value as Json, json};

use super::fields::{MOST_HITS, hash};
use super::queries::{none, of_values};
use super::searched::{Hit, Searched};
use super::session::Session;
use crate::backend::seam::Found;
use crate::document::{Field, Record, stored};
use crate::error::{Error, ErrorKind, Result};

/// How many announcements are read at once: of laws some 3 MB.
const RECORDS_AT_ONCE: usize = 200;

/// How many ids come with a count.
const IDS_AT_FIRST: usize = 1_000;

/// The documents with these ids.
pub(super) fn with_ids(ids: &[u64]) -> Json {
    let ids: Vec<Json> = ids.iter().map(|id| json!(hash(*id))).collect();
    of_values(Field::Id.name(), &ids)
}

/// The ids of what matches, ascending, at most so many.
pub(super) fn ids(session: &Session, query: &Json, most: usize) -> Result<Vec<u64>> {
    let mut ids = Vec::new();
    let body = json!({"query": query, "stored_fields": "_none_"});
    pages(session, body, MOST_HITS, &mut |hits| {
        for hit in hits {
            ids.push(id_of(&hit)?);
        }
        Ok(ids.len() < most)
    })?;
    ids.truncate(most);
    Ok(ids)
}

/// What each of some queries finds: all ids, ascending, where they are no more than `most`, else how
/// many. Most find little, so the first ids come with the count.
pub(super) fn found(session: &Session, queries: Vec<Json>, most: usize) -> Result<Vec<Found<u64>>> {
    let begun = most.min(IDS_AT_FIRST);
    let body = |query: &Json| {
        json!({
            "query": query,
            "size": begun,
            "sort": [{Field::Id.name(): "asc"}],
            "track_total_hits": true,
            "stored_fields": "_none_",
        })
    };
    let firsts = session.searches(queries.iter().map(body).collect())?;
    let rest = |(query, first): (&Json, Searched)| match first.total() {
        many if many > most => Ok(Found::Many(many)),
        many if many > begun => ids(session, query, most).map(Found::All),
        _ => first.hits.hits.iter().map(id_of).collect::<Result<_>>().map(Found::All),
    };
    queries.iter().zip(firsts).map(rest).collect()
}

/// The values of some fields of what matches, in the order of the ids.
pub(super) fn values(
    session: &Session,
    query: &Json,
    fields: &[&str],
    visit: &mut dyn FnMut(u64, &Hit) -> Result<()>,
) -> Result<()> {
    let body = json!({"query": query, "stored_fields": "_none_", "docvalue_fields": fields});
    pages(session, body, MOST_HITS, &mut |hits| {
        hits.iter().try_for_each(|hit| visit(id_of(hit)?, hit))?;
        Ok(true)
    })
}

/// Hands every announcement that matches to `visit`, in the order of the ids.
pub(super) fn each(
    session: &Session,
    query: &Json,
    visit: &mut dyn FnMut(Record) -> Result<()>,
) -> Result<()> {
    each_stored(session, query, true, &mut |json| visit(stored::record(json)?))
}

/// Hands what is stored of every announcement that matches to `visit`, with its text or without.
pub(super) fn each_stored(
    session: &Session,
    query: &Json,
    with_text: bool,
    visit: &mut dyn FnMut(&str) -> Result<()>,
) -> Result<()> {
    let name = Field::Stored.name();
    let left_out = if with_text { vec![] } else { vec![format!("{name}.announcement.body")] };
    let body = json!({"query": query, "_source": {"includes": [name], "excludes": left_out}});
    let at_once = if with_text { RECORDS_AT_ONCE } else { MOST_HITS };
    pages(session, body, at_once, &mut |hits| {
        for mut hit in hits {
            let mut stored = hit.source[name].take();
            if !with_text {
                stored["announcement"]["body"] = json!("");
            }
            visit(&stored.to_string())?;
        }
        Ok(true)
    })
}

/// The number behind the id of a document, by which it was sorted last.
pub(super) fn id_of(hit: &Hit) -> Result<u64> {
    number(hit.sort.last())
}

fn number(id: Option<&Json>) -> Result<u64> {
    let id = id.and_then(|id| u64::from_str_radix(id.as_str()?, 16).ok());
    id.ok_or_else(|| Error::from(ErrorKind::Damaged("a document without its id".to_string())))
}

/// Hands what a search finds to `take`, so many at once, until it wants no more.
pub(super) fn pages(
    session: &Session,
    mut body: Json,
    at_once: usize,
    take: &mut dyn FnMut(Vec<Hit>) -> Result<bool>,
) -> Result<()> {
    if body["query"] == none() {
        return Ok(());
    }
    body["size"] = json!(at_once);
    body["sort"] = json!([{Field::Id.name(): "asc"}]);
    body["track_total_hits"] = json!(false);
    loop {
        let hits = session.search(body.clone())?.hits.hits;
        let found = hits.len();
        let last = hits.last().map(|hit| json!(hit.sort));
        if found == 0 || !take(hits)? || found < at_once {
            break;
        }
        body["search_after"] = last.unwrap_or_default();
    }
    Ok(())
}
