//! A page of hits: of matches in order, those between two ranks, re-posts left out.

use super::copies::Groups;
use crate::backend::seam::Snapshot;
use crate::error::Result;
use crate::request::SearchRequest;
use crate::response::Copied;

/// A match with its rank over all pages and its copies.
pub(super) struct Placed<C> {
    pub(super) rank: usize,
    pub(super) candidate: C,
    pub(super) copies: Vec<Copied>,
}

/// A page being filled.
pub(super) struct Page<'a, S: Snapshot, C> {
    pub(super) placed: Vec<Placed<C>>,
    groups: Option<Groups<'a, S>>,
    rank: usize,
    offset: usize,
    last: usize,
}

impl<'a, S: Snapshot, C> Page<'a, S, C> {
    pub(super) fn new(request: &SearchRequest, snapshot: &'a S) -> Self {
        Self {
            placed: Vec::new(),
            groups: request.collapse.then(|| Groups::new(snapshot)),
            rank: 0,
            offset: request.offset,
            last: request.offset.saturating_add(request.limit),
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.rank >= self.last
    }

    /// Takes the next match in order: on this page, on one before, or as the copy of one.
    pub(super) fn offer(&mut self, doc: S::Doc, candidate: C) -> Result<()> {
        let Some(copies) = self.copies(doc)? else { return Ok(()) };
        self.rank += 1;
        if self.rank > self.offset && self.rank <= self.last {
            let copies = match &mut self.groups {
                Some(groups) => groups.listed(&copies)?,
                None => Vec::new(),
            };
            self.placed.push(Placed { rank: self.rank, candidate, copies });
        }
        Ok(())
    }

    /// The copies of a match; `None` if it is itself a copy of one before it.
    fn copies(&mut self, doc: S::Doc) -> Result<Option<Vec<S::Doc>>> {
        match &mut self.groups {
            Some(groups) => groups.first(doc),
            None => Ok(Some(Vec::new())),
        }
    }
}
