//! Where each part of a folded text came from.

/// What is told of each part of the folded text as it is written.
pub(super) trait Trace {
    /// The next `length` bytes are as long in the source, where they start at `source`.
    fn same(&mut self, folded: usize, source: usize);
    /// The next bytes, up to the next call, stand for `length` bytes of the source as a whole.
    fn whole(&mut self, folded: usize, source: usize, length: usize);
}

impl Trace for () {
    fn same(&mut self, _: usize, _: usize) {}
    fn whole(&mut self, _: usize, _: usize, _: usize) {}
}

/// Where the folded text came from, as runs: `length` 0 marks a run as long as its source, character by character.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Origins(pub(super) Vec<Origin>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Origin {
    pub(super) folded: usize,
    pub(super) source: usize,
    pub(super) length: usize,
}

impl Trace for Origins {
    #[inline]
    fn same(&mut self, folded: usize, source: usize) {
        let goes_on =
            |last: &Origin| last.length == 0 && last.source + (folded - last.folded) == source;
        if !self.0.last().is_some_and(goes_on) {
            self.0.push(Origin { folded, source, length: 0 });
        }
    }

    #[inline]
    fn whole(&mut self, folded: usize, source: usize, length: usize) {
        self.0.push(Origin { folded, source, length });
    }
}

impl Origins {
    /// The source of the byte at `folded`, or the end of the last one's.
    pub(super) fn start(&self, folded: usize) -> usize {
        match self.of(folded) {
            Some(origin) if origin.length == 0 => origin.source + (folded - origin.folded),
            Some(origin) => origin.source,
            None => 0,
        }
    }

    /// Where the source of the byte before `folded` ends.
    pub(super) fn end(&self, folded: usize) -> usize {
        match self.of(folded.saturating_sub(1)) {
            Some(origin) if origin.length == 0 => origin.source + (folded - origin.folded),
            Some(origin) => origin.source + origin.length,
            None => 0,
        }
    }

    fn of(&self, folded: usize) -> Option<Origin> {
        let after = self.0.partition_point(|origin| origin.folded <= folded);
        after.checked_sub(1).map(|index| self.0[index])
    }
}
