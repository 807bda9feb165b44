//! Our clauses as queries of OpenSearch: the only translation.
//!
//! A text becomes the stream of the terms that cover it, as a phrase. A single character has a field of
//! its own; in a title it is any term that begins with it.

use serde_json::{Value as Json, json};

use super::near;
use super::queries::{any, every, none, of_values, term};
use super::session::Session;
use super::slots;
use super::source::json_of;
use crate::analyzer::{HAN_EXTENT, Phrase, phrase, readings};
use crate::backend::clause::Clause;
use crate::document::{Field, Value};
use crate::error::Result;

/// What matches as `clause` says.
///
/// # Errors
/// When texts have to be read to tell what matches, and that fails.
pub(super) fn lowered(clause: &Clause, session: &Session) -> Result<Json> {
    Ok(match clause {
        Clause::All => json!({"match_all": {}}),
        Clause::None => none(),
        Clause::Text(of, text) => literal(*of, text),
        Clause::Apart(of, texts) => apart(*of, texts),
        Clause::Value(of, value) => term(of.name(), json_of(*of, value)),
        Clause::Values(of, values) => with_any(*of, values),
        Clause::Begins(of, text) => json!({"prefix": {of.name(): {"value": text}}}),
        Clause::Numbers(of, from, to) => {
            let number = |number: u64| json_of(*of, &Value::Number(number));
            range(*of, from.map(number), to.map(number))
        }
        Clause::Days(of, from, to) => range(*of, from.map(Json::from), to.map(Json::from)),
        Clause::Any(clauses) => match terms_alone(clauses) {
            Some((field, terms)) => json!({"terms": {field: terms}}),
            None => any(all_of(clauses, session)?),
        },
        Clause::Every(clauses) => every(all_of(clauses, session)?),
        Clause::Without(wanted, unwanted) => json!({"bool": {
            "filter": [lowered(wanted, session)?],
            "must_not": all_of(unwanted, session)?,
        }}),
        Clause::Near(scope, clause, part) => {
            near::narrowed(lowered(clause, session)?, *scope, part, session)?
        }
    })
}

fn all_of(clauses: &[Clause], session: &Session) -> Result<Vec<Json>> {
    clauses.iter().map(|clause| lowered(clause, session)).collect()
}

/// Documents with any of some values in a field.
fn with_any(of: Field, values: &[Value]) -> Json {
    let values: Vec<Json> = values.iter().map(|value| json_of(of, value)).collect();
    of_values(of.name(), &values)
}

/// The terms of clauses that are one term of one field each: no query has room for a thousand
/// clauses, and one of terms takes tens of thousands.
fn terms_alone(clauses: &[Clause]) -> Option<(&'static str, Vec<String>)> {
    let term = |clause: &Clause| {
        let Clause::Text(of, text) = clause else { return None };
        let mut ways = readings(text);
        let only = ways.pop().filter(|_| ways.is_empty())?;
        match only.phrase {
            Phrase::Terms(mut terms) if terms.len() == 1 => Some((of.name(), terms.remove(0).1)),
            Phrase::Character(text) if *of == Field::Grams => {
                Some((Field::Characters.name(), text))
            }
            _ => None,
        }
    };
    let terms: Option<Vec<_>> = clauses.iter().map(term).collect();
    let terms = terms.filter(|terms| terms.len() > 1)?;
    let field = terms[0].0;
    let is_of_one = terms.iter().all(|(own, _)| *own == field);
    is_of_one.then(|| (field, terms.into_iter().map(|(_, term)| term).collect()))
}

fn literal(of: Field, text: &str) -> Json {
    any(readings(text).into_iter().map(|reading| matched(of, reading.phrase)).collect())
}

fn matched(of: Field, phrase: Phrase) -> Json {
    match phrase {
        Phrase::Empty => none(),
        Phrase::Character(character) if of == Field::Grams => {
            term(Field::Characters.name(), character)
        }
        Phrase::Character(character) => json!({"prefix": {of.name(): {"value": character}}}),
        Phrase::Terms(terms) => placed(of, &terms),
    }
}

fn apart(of: Field, texts: &[(u32, String)]) -> Json {
    let mut all = Vec::new();
    for (units, text) in texts {
        // A single character is not a gram, and says nothing here.
        let Phrase::Terms(terms) = phrase(text) else { continue };
        let shift = (units * HAN_EXTENT) as usize;
        all.extend(terms.into_iter().map(|(at, term)| (at + shift, term)));
    }
    placed(of, &all)
}

/// Terms at positions counted from the first.
fn placed(of: Field, terms: &[(usize, String)]) -> Json {
    match terms {
        [] => json!({"match_all": {}}),
        [(_, only)] => term(of.name(), only.as_str()),
        _ => slots::of_phrase(terms).map_or_else(
            none,
            |stream| json!({"match_phrase": {of.name(): {"query": stream, "analyzer": "placed"}}}),
        ),
    }
}

/// Documents with a value between two; all documents where both ends are open.
fn range(of: Field, from: Option<Json>, to: Option<Json>) -> Json {
    let ends = [("gte", from), ("lte", to)];
    let ends: serde_json::Map<String, Json> =
        ends.into_iter().filter_map(|(name, end)| Some((name.to_string(), end?))).collect();
    match ends.is_empty() {
        true => json!({"match_all": {}}),
        false => json!({"range": {of.name(): ends}}),
    }
}
