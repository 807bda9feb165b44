//! Who names a document, by the terms of references.

use crate::announcement::Relation;
use crate::backend::seam::Snapshot;
use crate::document::Field;
use crate::document::names::{Name, day_of, prefix};
use crate::error::Result;

/// One document that names another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Naming<D> {
    pub(super) relation: Relation,
    pub(super) by: D,
    /// The one meant was written before this day.
    pub(super) before: i64,
    pub(super) name: Name,
}

/// Who names each of several documents by one of its names in one of these relations.
pub(super) fn naming<S: Snapshot>(
    snapshot: &S,
    names: &[Vec<Name>],
    relations: &[Relation],
) -> Result<Vec<Vec<Naming<S::Doc>>>> {
    let mut asked = Vec::new();
    for (target, names) in names.iter().enumerate() {
        for name in names {
            asked.extend(relations.iter().map(|relation| (target, *name, *relation)));
        }
    }
    let mut found: Vec<Vec<Naming<S::Doc>>> = names.iter().map(|_| Vec::new()).collect();
    if asked.is_empty() {
        return Ok(found);
    }
    let prefixes: Vec<String> =
        asked.iter().map(|(_, name, relation)| prefix(*relation, name.hash)).collect();
    let holders = snapshot.holders_from(Field::Refers, &prefixes)?;
    for ((target, name, relation), holders) in asked.into_iter().zip(holders) {
        let naming =
            |(term, by): (String, S::Doc)| Naming { relation, by, before: day_of(&term), name };
        found[target].extend(holders.into_iter().map(naming));
    }
    Ok(found)
}
