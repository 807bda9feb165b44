//! Texts that are in no cell: text boxes, and notes at cells.

use super::super::super::bytes::u16_at;
use super::records::{Record, kind};
use super::text::{Pieces, Script};

/// The text of an object, if it has one.
pub(super) fn text(record: &Record<'_>, script: Script) -> Option<String> {
    match (record.kind, script) {
        // A note of today is a text object, which this record only points to.
        (kind::NOTE, Script::Wide) => None,
        (kind::NOTE, Script::Bytes(_)) => Pieces::of(record, 4).string(script, false),
        (_, Script::Bytes(_)) => None,
        (_, Script::Wide) => {
            let count = usize::from(u16_at(record.bytes, 10)?);
            let mut pieces = Pieces::of(record, record.bytes.len());
            // The text is in the record that continues this one.
            Some(pieces.characters(count, false)).filter(|text| !text.trim().is_empty())
        }
    }
}
