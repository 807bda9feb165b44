//! Reading all stored announcements of an index.

use tantivy::{Searcher, TantivyDocument};

use super::schema;
use crate::document::{Record, stored};
use crate::error::{Error, ErrorKind, Result};

/// How many blocks of stored text are kept while all are read in order: no block is read twice.
const BLOCKS_KEPT: usize = 1;

/// Hands every record to `visit`; a stored document that cannot be read is an error.
pub(super) fn each(searcher: &Searcher, visit: &mut dyn FnMut(Record) -> Result<()>) -> Result<()> {
    for segment in searcher.segment_readers() {
        let store = segment.get_store_reader(BLOCKS_KEPT).map_err(|error| {
            let told = format!("the stored texts: {error}");
            Error::caused_by(error, ErrorKind::Damaged(told))
        })?;
        for document in store.iter::<TantivyDocument>(segment.alive_bitset()) {
            visit(stored::record(schema::stored(&document?)?)?)?;
        }
    }
    Ok(())
}
