//! What documents hold of the terms of a query: frequencies, from the scores of named queries, and
//! passages, from the texts.
//!
//! Each term is a query with its number for a name, and the cluster tells what each scores in each
//! document. The similarity is our own, so that the count follows from the score and the length: of a
//! title the score is the count; of a text it is 2.2·n / (n + k). Up to some 1,800 occurrences the count is
//! exact; beyond, what counts for scores differs by less than 1e-7.

use serde_json::{Value as Json, json};

use super::columns::{Columns, Weighing};
use super::documents::{self, id_of, with_ids};
use super::fields::MOST_HITS;
use super::places::Places;
use super::searched::Hit;
use super::session::Session;
use crate::analyzer::HAN_EXTENT;
use crate::backend::bm25::{norm, rounded};
use crate::backend::seam::{Asked, Evidence, InPassage, Passages, Term};
use crate::document::{Field, keys};
use crate::error::Result;

/// The most terms of one search: a query has room for 1,024 clauses.
const TERMS_AT_ONCE: usize = 1_000;

/// What a score is below however often a term occurs: k1 + 1.
const MOST_SATURATED: f64 = 2.2;

/// How often each of the terms occurs in each of the ascending `docs`.
pub(super) fn evidence(
    session: &Session,
    columns: &Columns,
    docs: &[u64],
    asked: &Asked<'_>,
) -> Result<Evidence> {
    let weighing = columns.weighing(session, docs)?;
    let terms: Vec<&Term> = asked.text.iter().chain(asked.title).copied().collect();
    let mut counts = counts(session, &weighing, docs, &terms)?;
    let title = counts.split_off(asked.text.len());
    let length = |one: &Weighing| rounded(one.length_of(Field::Title));
    let title_lengths = weighing.iter().map(length).collect();
    Ok(Evidence { text: counts, title, title_lengths })
}

/// How often each of the terms occurs in each of `docs`, which ascend and weigh so.
pub(super) fn counts(
    session: &Session,
    weighing: &[Weighing],
    docs: &[u64],
    terms: &[&Term],
) -> Result<Vec<Vec<u32>>> {
    let mut counts = vec![vec![0; docs.len()]; terms.len()];
    let pivot = session.marker().pivot;
    for (batch, terms) in terms.chunks(TERMS_AT_ONCE).enumerate() {
        for ids in docs.chunks(MOST_HITS) {
            for hit in session.named(named(ids, terms))?.hits.hits {
                let Ok(at) = docs.binary_search(&id_of(&hit)?) else { continue };
                for (place, score) in scores(&hit) {
                    let counted = count(terms[place], score, &weighing[at], pivot);
                    counts[batch * TERMS_AT_ONCE + place][at] = counted;
                }
            }
        }
    }
    Ok(counts)
}

/// The search for the documents with these ids, whose named queries are the terms.
fn named(ids: &[u64], terms: &[&Term]) -> Json {
    let query = |(place, term): (usize, &&Term)| {
        let name = place.to_string();
        json!({"term": {term.field.name(): {"value": term.text, "_name": name}}})
    };
    let should: Vec<Json> = terms.iter().enumerate().map(query).collect();
    json!({
        "query": {"bool": {"filter": [with_ids(ids)], "should": should}},
        "size": ids.len(),
        "sort": [{Field::Id.name(): "asc"}],
        "track_total_hits": false,
        "stored_fields": "_none_",
    })
}

/// The numbers of the terms that a document has, with their scores.
fn scores(hit: &Hit) -> impl Iterator<Item = (usize, f64)> {
    let matched = hit.matched_queries.as_object().into_iter().flatten();
    matched.filter_map(|(name, score)| Some((name.parse().ok()?, score.as_f64()?)))
}

/// How often a term occurs that scores so in a document.
fn count(term: &Term, score: f64, weighing: &Weighing, pivot: f64) -> u32 {
    if term.field == Field::Title {
        return score.round() as u32;
    }
    let length = rounded(weighing.length_of(term.field));
    let k = f64::from(norm(length as f32, pivot as f32));
    let share = score / MOST_SATURATED;
    (k * share / (1.0 - share)).round().max(1.0) as u32
}

/// How often each of the terms occurs in the passages of the ascending `docs`.
pub(super) fn passages(
    session: &Session,
    docs: &[Passages<u64>],
    terms: &[&Term],
) -> Result<Vec<Vec<InPassage>>> {
    let mut found: Vec<Vec<InPassage>> = terms.iter().map(|_| Vec::new()).collect();
    let ids: Vec<u64> = docs.iter().map(|one| one.doc).collect();
    let mut at = 0;
    documents::each(session, &with_ids(&ids), &mut |record| {
        let id = keys::of_id(&record.id);
        while docs.get(at).is_some_and(|one| one.doc < id) {
            at += 1;
        }
        let places = Places::of_text(&record);
        for (term, found) in terms.iter().zip(&mut found) {
            if let (Some(positions), Some(asked)) = (places.get(&term.text), docs.get(at)) {
                note(at, asked.units, positions, found);
            }
        }
        Ok(())
    })?;
    Ok(found)
}

/// Notes in which passages of a document a term occurs that has these positions.
fn note(doc: usize, units: Option<u32>, positions: &[u32], found: &mut Vec<InPassage>) {
    let passage =
        |position: &u32| units.map_or(0, |units| (position / (units * HAN_EXTENT)) as usize);
    for same in positions.chunk_by(|one, next| passage(one) == passage(next)) {
        found.push(InPassage { doc, passage: passage(&same[0]), count: same.len() as u32 });
    }
}
