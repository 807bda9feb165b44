//! Re-posts of one text as one hit.

use std::collections::{BTreeSet, HashMap};

use tantivy::collector::DocSetCollector;
use tantivy::schema::Field;
use tantivy::{DocAddress, Searcher, Term};

use super::compile::{any, term};
use super::schema::Fields;
use crate::error::Result;

/// The keys by which copies of a document are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Keys {
    text: Option<u64>,
    act: Option<u64>,
}

/// Reads the keys of a document.
pub(super) fn keys(searcher: &Searcher, address: DocAddress) -> Result<Keys> {
    let fast = searcher.segment_reader(address.segment_ord).fast_fields();
    let first = |name| -> Result<Option<u64>> {
        let column = fast.column_opt::<u64>(name)?;
        Ok(column.and_then(|column| column.first(address.doc_id)))
    };
    Ok(Keys { text: first("same_text")?, act: first("same_act")? })
}

/// Keeps the first of each group of copies, in order.
#[derive(Default)]
pub(super) struct Groups {
    texts: HashMap<u64, ()>,
    acts: HashMap<u64, ()>,
}

impl Groups {
    /// Whether no copy of the document came before; its keys are known from now on.
    pub(super) fn is_first(&mut self, keys: Keys) -> bool {
        let text = keys.text.is_some_and(|key| self.texts.insert(key, ()).is_some());
        let act = keys.act.is_some_and(|key| self.acts.insert(key, ()).is_some());
        !text && !act
    }
}

/// The other documents that are copies of the one at `address`, whatever they match.
pub(super) fn copies(
    searcher: &Searcher,
    fields: &Fields,
    address: DocAddress,
) -> Result<BTreeSet<DocAddress>> {
    let keys = keys(searcher, address)?;
    let wanted =
        |field: Field, key: Option<u64>| key.map(|key| term(Term::from_field_u64(field, key)));
    let matches = [wanted(fields.same_text, keys.text), wanted(fields.same_act, keys.act)];
    let found = searcher.search(&any(matches.into_iter().flatten().collect()), &DocSetCollector)?;
    Ok(found.into_iter().filter(|other| *other != address).collect())
}
