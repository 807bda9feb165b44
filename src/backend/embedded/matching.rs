//! All that a request matches and all that an index holds, without rank or limit.

use tantivy::collector::DocSetCollector;
use tantivy::{Searcher, TantivyDocument};

use super::columns::Columns;
use super::ladder::Ladder;
use super::schema::{self, Fields};
use crate::announcement::Id;
use crate::backend::Record;
use crate::error::{ErrorKind, Result};

/// How many blocks of stored text are kept while all are read in order: no block is read twice.
const BLOCKS_KEPT: usize = 1;

/// The ids of all documents on any rung of the ladder, sorted.
pub(super) fn matching(searcher: &Searcher, columns: &Columns, ladder: &Ladder) -> Result<Vec<Id>> {
    let mut found = searcher.search(&ladder.strict(), &DocSetCollector)?;
    if let Some(most) = ladder.relaxed(found.len()) {
        found.extend(searcher.search(&most.matched, &DocSetCollector)?);
    }
    let mut keys: Vec<u64> = found.iter().map(|address| columns.id(*address)).collect();
    keys.sort_unstable();
    Ok(keys.into_iter().map(schema::id_of).collect())
}

/// Hands every record to `visit`; a stored document that cannot be read is an error.
pub(super) fn each(
    searcher: &Searcher,
    fields: &Fields,
    visit: &mut dyn FnMut(Record) -> Result<()>,
) -> Result<()> {
    for segment in searcher.segment_readers() {
        let store = segment
            .get_store_reader(BLOCKS_KEPT)
            .map_err(|error| ErrorKind::Damaged(format!("the stored texts: {error}")))?;
        for document in store.iter::<TantivyDocument>(segment.alive_bitset()) {
            visit(schema::record(fields, &document?)?)?;
        }
    }
    Ok(())
}
