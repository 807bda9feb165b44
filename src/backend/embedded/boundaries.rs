//! Reading where sentences and paragraphs of documents begin.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, SegmentReader};

use super::postings::seek;
use super::schema::{field, text_term};
use crate::document::Field;
use crate::document::boundaries::letter;
use crate::query::Scope;
use crate::text::Begin;

/// Reads the boundaries in the documents of one segment, in ascending order.
pub(super) struct Boundaries {
    postings: Vec<SegmentPostings>,
    read: Vec<u32>,
}

impl Boundaries {
    /// The boundaries of what `scope` means in `segment`.
    pub(super) fn open(segment: &SegmentReader, scope: Scope) -> tantivy::Result<Self> {
        let wanted: &[Begin] = match scope {
            Scope::Sentence => &[Begin::Sentence, Begin::Paragraph],
            Scope::Paragraph => &[Begin::Paragraph],
        };
        let index = segment.inverted_index(field(Field::Boundaries))?;
        let mut postings = Vec::new();
        for begin in wanted {
            let term = text_term(Field::Boundaries, letter(*begin));
            let with = IndexRecordOption::WithFreqsAndPositions;
            postings.extend(index.read_postings(&term, with)?);
        }
        Ok(Self { postings, read: Vec::new() })
    }

    /// The boundaries of a document in order, but for that of its text.
    pub(super) fn of(&mut self, doc: DocId) -> &[u32] {
        self.read.clear();
        for postings in &mut self.postings {
            if seek(postings, doc) {
                postings.append_positions_with_offset(0, &mut self.read);
            }
        }
        self.read.sort_unstable();
        &self.read
    }
}
