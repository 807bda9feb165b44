//! What an index takes on disk.

use std::collections::BTreeMap;
use std::path::Path;

use crate::error::{Error, Result};

/// The bytes of the files of a generation by what they hold, most first.
pub(super) fn bytes_by_part(path: &Path) -> Result<Vec<(String, u64)>> {
    let mut parts = BTreeMap::new();
    for entry in std::fs::read_dir(path).map_err(|error| Error::at(path, error))?.flatten() {
        let name = entry.path();
        let part = match name.extension().and_then(|extension| extension.to_str()) {
            Some("store") => "stored text",
            Some("pos") => "positions",
            Some("idx") => "postings",
            Some("term") => "terms",
            Some("fast") => "columns",
            Some("fieldnorm") => "lengths",
            _ => "other",
        };
        let bytes = entry.metadata().map_or(0, |metadata| metadata.len());
        *parts.entry(part.to_string()).or_insert(0) += bytes;
    }
    let mut parts: Vec<_> = parts.into_iter().collect();
    parts.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    Ok(parts)
}
