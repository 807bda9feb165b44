//! A terminal, and everything that is shown on it.

use std::io::{self, Write};
use std::path::Path;

use crate::announcement::Announcement;
use crate::engine::bench::{Bench, Comparison};
use crate::engine::check::Check;
use crate::engine::examine::Examined;
use crate::engine::{Report, Stats};
use crate::evaluation::{Evaluation, Topics};
use crate::response::{Place, Related, SearchResponse};

use super::export::Exported;
use super::page::Page;
use super::show::Showing;
use super::words::Language;
use super::{article, bench, check, eval, examined, exported, hits, report, show, stats};

/// A terminal of this width, with or without colour, read by a person of this language. Each method
/// writes one screen, and fails only when `out` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terminal {
    /// How many columns a line may have; fewer than 20 count as 20.
    pub width: usize,
    /// Whether to write ANSI colours.
    pub colour: bool,
    /// The language of everything that is not a value of a document.
    pub language: Language,
}

impl Terminal {
    /// Writes the answer to a search.
    pub fn response(&self, response: &SearchResponse, out: &mut dyn Write) -> io::Result<()> {
        hits::write(&mut self.page(out), response)
    }

    /// Writes what was written to the file `to`, and what was left out; of standard output only what
    /// was left out.
    pub fn exported(
        &self,
        response: &SearchResponse,
        exported: Exported,
        to: Option<&Path>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        exported::write(&mut self.page(out), response, exported, to)
    }

    /// Writes one announcement whole: what is known of it, what it is related to, then its text; or the
    /// articles of it that are shown alone, each with what names it.
    pub fn show(
        &self,
        announcement: &Announcement,
        place: &Place,
        related: &Related,
        showing: Showing,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let write = if showing.excerpts.is_empty() { show::write } else { article::write };
        write(&mut self.page(out), announcement, place, related, showing)
    }

    /// Writes what reader and extraction made of the file at `path`: its format, what it said of
    /// its documents beside their text, and the announcements.
    pub fn examined(
        &self,
        path: &Path,
        examined: &Examined,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        examined::write(&mut self.page(out), path, examined)
    }

    /// Writes what an indexing run did, or, with `rehearsed`, would do. A file has a line of its
    /// own, however long its name is.
    pub fn report(&self, report: &Report, rehearsed: bool, out: &mut dyn Write) -> io::Result<()> {
        report::write(&mut self.page(out), report, rehearsed)
    }

    /// Writes the counts of an indexing run on two lines.
    pub fn summary(&self, report: &Report, rehearsed: bool, out: &mut dyn Write) -> io::Result<()> {
        report::summary(report, rehearsed, self.language, out)
    }

    /// Writes what an index holds; with `skipped` every file that is not in it, and why, and what
    /// was wrong with parts of others. A file has a line of its own, however long its name is.
    pub fn stats(&self, stats: &Stats, skipped: bool, out: &mut dyn Write) -> io::Result<()> {
        stats::write(&mut self.page(out), stats, skipped)
    }

    /// Writes what a check found, and what to do about it.
    pub fn check(&self, check: &Check, out: &mut dyn Write) -> io::Result<()> {
        check::write(&mut self.page(out), check)
    }

    /// Writes an evaluation in 80 columns; queries are named where `topics` has them, and every
    /// topic's figures with `per_topic`.
    pub fn eval(
        &self,
        evaluation: &Evaluation,
        topics: &Topics,
        per_topic: bool,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        eval::write(evaluation, topics, per_topic, self.language, out)
    }

    /// Writes measured times, and what they are to those of another run; the tables have 78
    /// columns, however wide the terminal is.
    pub fn bench(
        &self,
        bench: &Bench,
        against: Option<&Comparison>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        bench::write(&mut self.page(out), bench, against)
    }

    fn page<'a>(&self, out: &'a mut dyn Write) -> Page<'a> {
        Page::new(out, (self.width, self.colour, self.language))
    }
}
