//! Words within one sentence or paragraph.
//!
//! Usually the engine decides: it looks for an interval that holds all parts and contains no beginning
//! of a sentence or paragraph. The slots of pairs, words and run starts make that exact, and the terms of
//! the characters that end one. A gloss is not exact, as its slot may be that of the beginning behind it.
//! For a part with one the candidates are read, that is, the announcements that hold all parts anywhere,
//! and decided here.

use serde_json::{Value as Json, json};

use super::documents;
use super::fields::hash;
use super::intervals::{Interval, Lowering};
use super::places::Places;
use super::queries::{none, of_values};
use super::session::Session;
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
    match Interval::of(part) {
        Some(interval) if interval.is_nowhere() => Ok(none()),
        Some(interval) => {
            let within = Lowering { scope, session }.within(&interval)?;
            Ok(json!({"bool": {"filter": [matched, {"intervals": {Field::Grams.name(): within}}]}}))
        }
        None => {
            let asked = format!("{scope:?} {part:?} {matched}");
            session.told(asked, || read(scope, &matched, part, session))
        }
    }
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
