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
        self.wanted() == 0
    }

    /// How many matches are still wanted, if none of them is a copy.
    pub(super) fn wanted(&self) -> usize {
        self.last.saturating_sub(self.rank)
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

    /// Takes the next matches in order, which are no more than [`Page::wanted`].
    pub(super) fn offer(&mut self, candidates: Vec<(S::Doc, C)>) -> Result<()> {
        let wanted = candidates.iter().enumerate().filter(|(at, (doc, _))| {
            let is_listed = self.collapses && self.rank + at + 1 > self.offset;
            is_listed || self.alike.may_be_copy(doc)
        });
        let wanted: Vec<S::Doc> = wanted.map(|(_, (doc, _))| *doc).collect();
        self.groups.prepare(&wanted)?;
        candidates.into_iter().try_for_each(|(doc, candidate)| self.take(doc, candidate))
    }

    /// Takes the next match: on this page, on one before, or as the copy of one.
    fn take(&mut self, doc: S::Doc, candidate: C) -> Result<()> {
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
