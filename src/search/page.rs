//! A page of hits: of matches in order, those between two ranks, re-posts left out.

use super::copies::Groups;
use super::counts::{Alike, Met};
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
    groups: Groups<'a, S>,
    alike: Alike<S::Doc>,
    met: Met<S::Doc>,
    collapses: bool,
    rank: usize,
    offset: usize,
    last: usize,
}

impl<'a, S: Snapshot, C> Page<'a, S, C> {
    /// The page that `request` asks for, of matches of which these may be copies.
    pub(super) fn new(
        request: &SearchRequest,
        groups: Groups<'a, S>,
        alike: Alike<S::Doc>,
    ) -> Self {
        Self {
            placed: Vec::new(),
            groups,
            alike,
            met: Met::default(),
            collapses: request.collapse,
            rank: 0,
            offset: request.offset,
            last: request.offset.saturating_add(request.limit),
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.rank >= self.last
    }

    /// What is on the page so far, which is then empty: the texts that copies were told by are let go.
    pub(super) fn taken(&mut self) -> Vec<Placed<C>> {
        self.groups.forget();
        std::mem::take(&mut self.placed)
    }

    /// Takes no more matches.
    pub(super) fn close(&mut self) {
        self.last = self.rank;
    }

    /// Takes the next match in order: on this page, on one before, or as the copy of one.
    pub(super) fn offer(&mut self, doc: S::Doc, candidate: C) -> Result<()> {
        if self.met.is_copy(doc, &self.alike, &mut self.groups)? {
            return Ok(());
        }
        self.rank += 1;
        if self.rank > self.offset && self.rank <= self.last {
            let copies = if self.collapses { self.listed(doc)? } else { Vec::new() };
            self.placed.push(Placed { rank: self.rank, candidate, copies });
        }
        Ok(())
    }

    /// Where the copies of a match are.
    fn listed(&mut self, doc: S::Doc) -> Result<Vec<Copied>> {
        let copies = self.groups.copies(doc)?;
        self.groups.listed(&copies)
    }
}
