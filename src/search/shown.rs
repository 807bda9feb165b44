//! The announcements of a page, read with the passages that answer.
//!
//! Reading ten texts and looking for their best passages is a third of the instructions of a search, and each is a
//! work of its own: two threads share it.

use std::panic::resume_unwind;

use super::snippet::Highlighter;
use crate::backend::seam::Snapshot;
use crate::document::Record;
use crate::error::{Result, unwind};
use crate::response::Snippet;

/// So many documents are worth a thread of their own.
const LEAST_FOR_A_THREAD: usize = 3;

/// Reads announcements as a request wants them shown.
pub(super) struct Shown<'a, S> {
    pub(super) snapshot: &'a S,
    pub(super) highlighter: &'a Highlighter,
    /// Whether their texts are asked for.
    pub(super) texts: bool,
}

impl<S: Snapshot> Shown<'_, S> {
    /// The announcements of `docs` in their order, as far as their texts are asked for, and their passages.
    pub(super) fn of(&self, docs: &[S::Doc]) -> Result<Vec<(Record, Snippet)>> {
        let (first, second) = docs.split_at(docs.len() / 2);
        if first.len() < LEAST_FOR_A_THREAD {
            return self.read(docs);
        }
        std::thread::scope(|scope| {
            let beside = scope.spawn(|| unwind::pass_on(|| self.read(second)));
            let first = self.read(first);
            let second = beside.join().unwrap_or_else(|panic| resume_unwind(panic));
            let mut read = first?;
            read.extend(second?);
            Ok(read)
        })
    }

    fn read(&self, docs: &[S::Doc]) -> Result<Vec<(Record, Snippet)>> {
        let passage = |title: &str, body: &str| self.highlighter.snippet(title, body);
        if !self.texts {
            return self.snapshot.shown(docs, &passage);
        }
        let shown = |record: Record| {
            let passage = passage(&record.announcement.title, &record.announcement.body);
            (record, passage)
        };
        Ok(self.snapshot.records(docs)?.into_iter().map(shown).collect())
    }
}
