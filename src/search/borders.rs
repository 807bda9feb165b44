//! What has only the characters of a short word, across the border of others, comes later.
//!
//! The texts of the first candidates are read before they are handed out, and the places of the word in
//! them are told apart ([`Border`]). All false places together count for [`FALSE`] of a real one, and a
//! title that has no real place counts as none. A score only sinks by that, so that a candidate is read
//! when it is about to be handed out, and those of a page whose places are real cost nothing: what is
//! read is what is shown.

use std::cell::Cell;
use std::collections::VecDeque;
use std::mem;

use memchr::memmem;

use super::candidate::{Candidate, compare};
use super::rank::{Counted, ScoredTexts};
use super::snippet::Highlighter;
use crate::analyzer::Border;
use crate::announcement::Announcement;
use crate::backend::seam::Snapshot;
use crate::document::Record;
use crate::error::Result;
use crate::request::Order;

/// Of how many candidates of a search the texts are read. Those beyond are taken to be like them.
const READ: usize = 50;

/// How many are read at a time.
const AT_ONCE: usize = 10;

/// What all false places of a word in a text count together, a real one counting 1.
const FALSE: f32 = 0.1;

/// The short words of a query.
pub(super) struct ShortWords {
    borders: Vec<Border>,
    /// How many texts score.
    texts: usize,
    /// How many candidates may still be read.
    left: Cell<usize>,
}

impl ShortWords {
    /// Those of a query: none where it is a question, whose passages are scored.
    pub(super) fn of(scored: &ScoredTexts) -> Self {
        let texts = if scored.is_question { [].as_slice() } else { &scored.own };
        let borders = texts.iter().filter_map(|text| Border::of(text)).collect();
        Self { borders, texts: scored.own.len(), left: Cell::new(READ) }
    }

    /// Whether the query has none.
    pub(super) fn is_empty(&self) -> bool {
        self.borders.is_empty()
    }

    /// What counts of the folded texts of a candidate.
    fn counted(&self, title: &str, body: &str) -> Counted {
        let mut counted = Counted::whole(self.texts);
        for border in &self.borders {
            let [of_title, of_body] = [title, body].map(|text| places(border, text));
            let (real, all) = (of_title.0 + of_body.0, of_title.1 + of_body.1);
            let crossed = if all > real { FALSE } else { 0.0 };
            counted.places.push((real as f32 + crossed, all as f32));
            if of_title.0 == 0 && of_title.1 > 0 {
                counted.titled -= 1.0 / self.texts as f32;
            }
        }
        counted
    }
}

/// How many places of a word in folded text are real, and how many there are.
fn places(border: &Border, folded: &str) -> (usize, usize) {
    let places = memmem::find_iter(folded.as_bytes(), border.word());
    places.fold((0, 0), |(real, all), at| {
        (real + usize::from(!border.is_false_in(folded, at)), all + 1)
    })
}

/// The candidates of a rung, each read before it is handed out.
pub(super) struct InOrder<'a, S: Snapshot> {
    snapshot: &'a S,
    words: &'a ShortWords,
    highlighter: &'a Highlighter,
    /// Whether the texts of announcements are shown whole.
    keeps_texts: bool,
    /// Those not read, the best first.
    unread: VecDeque<Candidate<S::Doc>>,
    /// Those read, the best last.
    read: Vec<Candidate<S::Doc>>,
    /// What the scores of those read were multiplied by.
    factors: Vec<f32>,
}

impl<'a, S: Snapshot> InOrder<'a, S> {
    /// `candidates`, the best first as far as is known without reading them.
    pub(super) fn new(
        snapshot: &'a S,
        words: &'a ShortWords,
        highlighter: &'a Highlighter,
        keeps_texts: bool,
        candidates: Vec<Candidate<S::Doc>>,
    ) -> Self {
        let (unread, read, factors) = (candidates.into(), Vec::new(), Vec::new());
        Self { snapshot, words, highlighter, keeps_texts, unread, read, factors }
    }

    /// The next one.
    pub(super) fn next(&mut self) -> Result<Option<Candidate<S::Doc>>> {
        while self.is_unread_next() {
            match self.words.left.get().min(AT_ONCE).min(self.unread.len()) {
                0 => self.take_as_read(),
                many => self.read(many)?,
            }
        }
        Ok(self.read.pop())
    }

    /// Whether the best of all was not read.
    fn is_unread_next(&self) -> bool {
        let Some(unread) = self.unread.front() else { return false };
        self.read.last().is_none_or(|read| compare(Order::Relevance, unread, read).is_lt())
    }

    /// Reads the next `many`.
    fn read(&mut self, many: usize) -> Result<()> {
        self.words.left.set(self.words.left.get() - many);
        let candidates: Vec<_> = self.unread.drain(..many).collect();
        let docs: Vec<S::Doc> = candidates.iter().map(|candidate| candidate.doc).collect();
        for (mut candidate, record) in candidates.into_iter().zip(self.snapshot.records(&docs)?) {
            let counted = self.show(&mut candidate, record);
            self.factors.push(candidate.scored.sink(&counted));
            self.read.push(candidate);
        }
        self.sort();
        Ok(())
    }

    /// Keeps what would be shown of a candidate; what counts of it.
    fn show(&self, candidate: &mut Candidate<S::Doc>, mut record: Record) -> Counted {
        let Announcement { title, body, .. } = &record.announcement;
        let mut counted = Counted::whole(self.words.texts);
        let count = &mut |title: &str, body: &str| counted = self.words.counted(title, body);
        let snippet = self.highlighter.passage(title, body, count);
        if !self.keeps_texts {
            record.announcement.body = String::new();
        }
        candidate.shown = Some((record, snippet));
        counted
    }

    /// Takes those that may not be read to be like the average of those that were.
    fn take_as_read(&mut self) {
        let mean = self.factors.iter().sum::<f32>() / self.factors.len().max(1) as f32;
        for mut candidate in mem::take(&mut self.unread) {
            candidate.scored.sink_by(if self.factors.is_empty() { 1.0 } else { mean });
            self.read.push(candidate);
        }
        self.sort();
    }

    fn sort(&mut self) {
        self.read.sort_by(|left, right| compare(Order::Relevance, right, left));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(own: &[&str], is_question: bool) -> ShortWords {
        let own = own.iter().map(ToString::to_string).collect();
        ShortWords::of(&ScoredTexts { own, is_question, ..ScoredTexts::default() })
    }

    #[test]
    fn short_words_outside_questions_have_their_places_told_apart() {
        assert!(!words(&["民政"], false).is_empty());
        assert!(words(&["民政"], true).is_empty());
        assert!(words(&["民政部门", "gdp", "税"], false).is_empty());
    }

    #[test]
    fn places_in_a_text_are_real_or_false() {
        let border = Border::of("民政").unwrap();
        assert_eq!(places(&border, "乡人民政府和县民政局、民政所"), (2, 3));
        assert_eq!(places(&border, "乡镇"), (0, 0));
    }

    #[test]
    fn all_false_places_together_count_for_less_than_a_real_one() {
        let counted = words(&["民政"], false).counted("人民政府令", "人民政府、人民政府，民政局");
        assert_eq!(counted.places, [(1.0 + FALSE, 4.0)]);
        assert_eq!(counted.titled, 0.0);
        let counted = words(&["民政", "低保"], false).counted("人民政府令", "低保");
        assert_eq!(counted.places, [(FALSE, 1.0), (1.0, 1.0)]);
        assert_eq!(counted.titled, 0.5);
    }
}
