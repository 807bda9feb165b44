//! Documents that have a short word itself come before those that only have its characters.
//!
//! The texts of the first candidates are read before they are handed out, and the places of the word in
//! them are told apart ([`Border`]): a place across the border of others counts little, one in a longer
//! word half, and so in the title. A score only sinks by that. So a candidate is read when it is about
//! to be handed out, and what is read is what is shown, unless it sinks.
//!
//! # Three ways
//!
//! Share of documents with a real place among the first ten of 2,768, for the 100 words of
//! `tests/data/questions/words.tsv` that are shown, and for the 58 of them with traps. The judgement of
//! each way orders the first 50 of a search without any, so that only the judgement differs.
//!
//! | way | all | with traps | costs |
//! |---|---|---|---|
//! | none | .900 | .828 | |
//! | words of jieba in the index, any that hold the word are real | .961 | .933 | 28 % of the CPU of a run, 6 % of the bytes |
//! | the same, exact words alone | .978 | .962 | the same |
//! | a check of the candidates, false and real | .961 | .933 | up to 100 texts read |
//! | a check, longer words apart (kept) | .977 | .960 | the same |
//! | a list of traps, the one that is the truth here | .986 | .976 | 7.6 rows a word, and nothing for others |
//!
//! The check needs neither format nor list and reaches what the words of an index do. A list by hand
//! helps the words that are in it; the figure is its ceiling, since the same list judges.
//!
//! By the engine as it is, .974 of all and .955 with traps; on the third of the words kept aside, asked
//! once, .875 → .977 and .769 → .958. Snippets that mark no real place though the text has one: 46 of
//! 480 → 15 of 554, and 15 of 206 → 5 of 257 on the words kept aside. Where longer words count whole:
//! .928 with traps at 100 texts, .924 at 70, .921 at 50, .917 at 30; where they count half, .947 at 50.
//! The few words that need more than 50 are those that hardly ever occur as words: of the first ten
//! for 民政 three are real at 50, and all at 100. All false places together may as well count 0 or .3 of
//! a word as .1 (.929, .928, .928 at 100).
//!
//! Instructions of a search of 2,768 documents, in millions, before and after: 补帖 18.1 and 17.1, 安全生产
//! 74.0 and 78.9, 合同 90.5 and 100.2, 业主 46.6 and 110.3. A text that is read and not shown costs 1.5, so
//! that 民政, which reads all, goes from 112.6 to 272.3.
//!
//! A document that is not among the first 100 is not lifted: in a large collection those that have such
//! a word may not be among them.

use std::cell::Cell;
use std::collections::VecDeque;
use std::mem;
use std::ops::Add;

use memchr::memmem;

use super::candidate::{Candidate, compare};
use super::rank::{Counted, ScoredTexts};
use super::snippet::Highlighter;
use crate::analyzer::{Border, Place};
use crate::announcement::Announcement;
use crate::backend::seam::Snapshot;
use crate::document::Record;
use crate::error::Result;
use crate::request::Order;

/// Of how many candidates of a search the texts are read. Those beyond are taken to be like them.
const READ: usize = 100;

/// How many are read at a time.
const AT_ONCE: usize = 10;

/// What all places of a word in longer ones count together, the first of its own counting 1.
const HELD: f32 = 0.5;

/// What all false places count together.
const CROSSED: f32 = 0.1;

/// The short words of a query.
pub(super) struct ShortWords {
    borders: Vec<Border>,
    /// How many texts score.
    texts: usize,
    /// How many candidates may still be read.
    left: Cell<usize>,
}

impl ShortWords {
    /// Those of a query: none where it is a question, whose passages are scored. What no
    /// dictionary has is left alone, for it may be short for longer words: 酒驾 for 饮酒驾驶.
    pub(super) fn of(scored: &ScoredTexts) -> Self {
        let texts = if scored.is_question { [].as_slice() } else { &scored.own };
        let borders = texts.iter().filter_map(|text| Border::of(text));
        let borders = borders.filter(Border::is_known).collect();
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
            let in_title = Places::of(border, title);
            let places = in_title + Places::of(border, body);
            counted.places.push((places.counted(), places.all()));
            counted.titled -= (1.0 - in_title.share()) / self.texts as f32;
        }
        counted
    }
}

/// How many places of a word in a text are of each sort.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Places {
    words: usize,
    held: usize,
    crossed: usize,
}

impl Places {
    /// Those in folded text.
    fn of(border: &Border, folded: &str) -> Self {
        let mut places = Self::default();
        for at in memmem::find_iter(folded.as_bytes(), border.word()) {
            match border.place_in(folded, at) {
                Place::Word => places.words += 1,
                Place::Held => places.held += 1,
                Place::Crossed => places.crossed += 1,
            }
        }
        places
    }

    fn all(self) -> f32 {
        (self.words + self.held + self.crossed) as f32
    }

    /// How much they count together.
    fn counted(self) -> f32 {
        let once = |many: usize, count: f32| if many > 0 { count } else { 0.0 };
        self.words as f32 + once(self.held, HELD) + once(self.crossed, CROSSED)
    }

    /// How far a title with these is one of the word: as far as its best place, or wholly where it
    /// has none.
    fn share(self) -> f32 {
        match self {
            Self { words: 1.., .. } | Self { held: 0, crossed: 0, .. } => 1.0,
            Self { held: 1.., .. } => HELD,
            Self { .. } => 0.0,
        }
    }
}

impl Add for Places {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            words: self.words + other.words,
            held: self.held + other.held,
            crossed: self.crossed + other.crossed,
        }
    }
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
        assert!(words(&["民政部门", "gdp", "税", "酒驾"], false).is_empty());
    }

    #[test]
    fn places_in_a_text_are_told_apart() {
        let border = Border::of("民政").unwrap();
        let places = Places::of(&border, "乡人民政府和县民政局、民政所、民政");
        assert_eq!(places, Places { words: 2, held: 1, crossed: 1 });
        assert_eq!(Places::of(&border, "乡镇"), Places::default());
    }

    #[test]
    fn all_false_places_together_count_for_less_than_a_word() {
        let counted = words(&["民政"], false).counted("人民政府令", "人民政府、人民政府，民政");
        assert_eq!(counted.places, [(1.0 + CROSSED, 4.0)]);
        assert_eq!(counted.titled, 0.0);
        let counted = words(&["民政", "低保"], false).counted("人民政府令", "低保");
        assert_eq!(counted.places, [(CROSSED, 1.0), (1.0, 1.0)]);
        assert_eq!(counted.titled, 0.5);
    }

    #[test]
    fn a_longer_word_counts_half_of_a_word() {
        let counted = words(&["动产"], false).counted("不动产登记", "不动产、不动产");
        assert_eq!(counted.places, [(HELD, 3.0)]);
        assert_eq!(counted.titled, HELD);
    }
}
