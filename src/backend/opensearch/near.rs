//! Words within one sentence or paragraph.
//!
//! Usually the engine decides: it looks for an interval that holds all parts and contains no beginning
//! of a sentence or paragraph. The slots of pairs, words and run starts make that exact. A single
//! character is not, as no term ends at it; nor is a gloss, whose slot may be that of the beginning
//! behind it. For such parts the candidates are read, that is, the announcements that hold all parts
//! anywhere, and decided here.

use serde_json::{Value as Json, json};

use super::documents;
use super::fields::hash;
use super::places::Places;
use super::queries::{none, of_values};
use super::session::Session;
use super::slots;
use crate::analyzer::{Phrase, Reading, readings};
use crate::backend::clause::Part;
use crate::document::{Field, Record, keys};
use crate::error::{ErrorKind, Result};
use crate::query::Scope;

/// Of more texts than this none is read: 100 MB of announcements, or 300 MB of laws.
const MOST_READ: usize = 20_000;

/// What is `matched`, which holds all of `part`, and has it in one `scope`.
///
/// # Errors
/// When texts have to be read and are too many, or cannot be.
pub(super) fn narrowed(
    matched: Json,
    scope: Scope,
    part: &Part,
    session: &Session,
) -> Result<Json> {
    match interval(part) {
        Interval::Nowhere => Ok(none()),
        Interval::Of(interval) => Ok(json!({"bool": {"filter": [
            matched,
            {"intervals": {Field::Grams.name(): within(scope, interval)}},
        ]}})),
        Interval::Unknown => {
            let asked = format!("{scope:?} {part:?} {matched}");
            session.told(asked, || read(scope, &matched, part, session))
        }
    }
}

/// A part as the engine finds it.
enum Interval {
    Of(Json),
    Nowhere,
    /// Only the text tells.
    Unknown,
}

fn interval(part: &Part) -> Interval {
    match part {
        Part::Text(of, text) => any_of(readings(text).iter().map(|one| reading(*of, one))),
        Part::Any(parts) => any_of(parts.iter().map(interval)),
        Part::All(parts) => all_of(parts.iter().map(interval)),
    }
}

/// One way to find a text. The positions of a title are those of the text, which begins with it.
fn reading(of: Field, reading: &Reading) -> Interval {
    match &reading.phrase {
        Phrase::Empty => Interval::Nowhere,
        Phrase::Character(_) => Interval::Unknown,
        Phrase::Terms(terms) if terms.iter().any(|(_, term)| is_gloss(term)) => Interval::Unknown,
        Phrase::Terms(terms) => slots::of_phrase(terms).map_or(Interval::Nowhere, |stream| {
            Interval::Of(json!({"match": {
                "query": stream, "max_gaps": 0, "mode": "ordered", "analyzer": "placed",
                "use_field": of.name(),
            }}))
        }),
    }
}

/// Whether a term is a word of a gloss, which is marked.
fn is_gloss(term: &str) -> bool {
    term.starts_with(['\u{2}', '\u{3}'])
}

fn any_of(parts: impl Iterator<Item = Interval>) -> Interval {
    let mut intervals = Vec::new();
    for part in parts {
        match part {
            Interval::Of(interval) => intervals.push(interval),
            Interval::Nowhere => {}
            Interval::Unknown => return Interval::Unknown,
        }
    }
    match intervals.len() {
        0 => Interval::Nowhere,
        1 => Interval::Of(intervals.remove(0)),
        _ => Interval::Of(json!({"any_of": {"intervals": intervals}})),
    }
}

fn all_of(parts: impl Iterator<Item = Interval>) -> Interval {
    let mut intervals = Vec::new();
    let mut is_known = true;
    for part in parts {
        match part {
            Interval::Of(interval) => intervals.push(interval),
            Interval::Nowhere => return Interval::Nowhere,
            Interval::Unknown => is_known = false,
        }
    }
    match intervals.len() {
        _ if !is_known => Interval::Unknown,
        0 => Interval::Nowhere,
        1 => Interval::Of(intervals.remove(0)),
        _ => Interval::Of(json!({"all_of": {"mode": "unordered", "intervals": intervals}})),
    }
}

/// An interval that lies in one scope.
fn within(scope: Scope, mut interval: Json) -> Json {
    let begin =
        |letter: &str| json!({"match": {"query": letter, "use_field": Field::Boundaries.name()}});
    let begins = match scope {
        Scope::Paragraph => begin("p"),
        Scope::Sentence => json!({"any_of": {"intervals": [begin("s"), begin("p")]}}),
    };
    if let Some(rule) = interval.as_object_mut().and_then(|rule| rule.values_mut().next()) {
        rule["filter"] = json!({"not_containing": begins});
    }
    interval
}

/// Those of what is `matched` whose text has the part in one scope, told by reading it.
fn read(scope: Scope, matched: &Json, part: &Part, session: &Session) -> Result<Json> {
    let found = documents::ids(session, matched, MOST_READ + 1)?;
    if found.len() > MOST_READ {
        return Err(ErrorKind::TooManyTexts { most: MOST_READ }.into());
    }
    let mut held = Vec::new();
    let mut keep = |record: Record| {
        if Places::of(&record)?.hold(scope, part) {
            held.push(json!(hash(keys::of_id(&record.id))));
        }
        Ok(())
    };
    documents::each(session, &documents::with_ids(&found), &mut keep)?;
    Ok(of_values(Field::Id.name(), &held))
}
