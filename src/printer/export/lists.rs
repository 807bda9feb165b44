//! Lists of hits: objects of JSON, one a line, and references.

use std::io::{self, Write};

use jiff::civil::Date;

use super::rows::{Exported, Rows};
use crate::response::Hit;
use crate::wire::{Citation, Cited, hit_json};

/// One object a line.
pub(super) struct Lines<'w>(pub(super) Box<dyn Write + 'w>);

impl Rows for Lines<'_> {
    fn hit(&mut self, hit: &Hit, seen: Date, _: &mut Exported) -> io::Result<()> {
        hit_json(hit, seen, &mut self.0)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.0.flush()
    }
}

/// References in one style.
pub(super) struct References<'w> {
    style: Citation,
    out: Box<dyn Write + 'w>,
    is_first: bool,
}

impl<'w> References<'w> {
    pub(super) fn new(style: Citation, out: Box<dyn Write + 'w>) -> Self {
        Self { style, out, is_first: true }
    }

    /// What is before a reference, the first and every other.
    fn before(&self) -> [&'static str; 2] {
        match self.style {
            Citation::CslJson => ["[", ",\n"],
            _ => ["", "\n\n"],
        }
    }

    fn end(&self) -> &'static str {
        match (self.style, self.is_first) {
            (Citation::CslJson, true) => "[]\n",
            (Citation::CslJson, false) => "]\n",
            (_, true) => "",
            (_, false) => "\n",
        }
    }
}

impl Rows for References<'_> {
    fn hit(&mut self, hit: &Hit, seen: Date, _: &mut Exported) -> io::Result<()> {
        let [first, other] = self.before();
        let before = if self.is_first { first } else { other };
        self.is_first = false;
        let cited = Cited { id: &hit.id, announcement: &hit.announcement, seen };
        write!(self.out, "{before}{}", self.style.of(&cited))
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        let end = self.end();
        self.out.write_all(end.as_bytes())?;
        self.out.flush()
    }
}
