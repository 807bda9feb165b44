//! Random strings of documents: 1 to 12 characters as their sources write them, words left whole.

use std::ops::Range;

use super::tally::Class;
use crate::analyzer::{cuts_word, is_of_word};
use crate::announcement::Announcement;
use crate::evaluation::dice::Dice;
use crate::text::{fold_str, gloss_words};

/// The longest string, in characters.
const LONGEST: usize = 12;

/// One string in so many is cut from a title.
const TITLES: usize = 5;

/// One string in so many is cut where the text has a letter, a digit or a sign, of which some texts have
/// few.
const AT_WORDS: usize = 4;

/// How often a document is cut for one string before the string is left to the next document.
const ATTEMPTS: usize = 50;

/// Cuts strings from documents as they pass, every document being as likely as any other.
pub(super) struct Sampler {
    dice: Dice,
    /// How many strings are still to be cut from each document, the last one first.
    quotas: Vec<u32>,
    /// Strings that documents before could not give.
    owed: u32,
    /// How many documents passed.
    passed: u32,
    strings: Vec<Cut>,
}

/// A string, and the number of the document it was cut from.
#[derive(Clone, Debug)]
pub(super) struct Cut {
    pub(super) string: String,
    pub(super) from: u32,
}

impl Sampler {
    /// To cut `count` strings from `documents`.
    pub(super) fn new(count: usize, documents: usize, seed: u64) -> Self {
        let mut dice = Dice(seed);
        let mut quotas = vec![0; documents];
        if documents > 0 {
            (0..count).for_each(|_| quotas[dice.below(documents)] += 1);
        }
        Self { dice, quotas, owed: 0, passed: 0, strings: Vec::with_capacity(count) }
    }

    /// Cuts the next document's strings.
    pub(super) fn cut(&mut self, announcement: &Announcement) {
        let wanted = self.owed + self.quotas.pop().unwrap_or(0);
        self.owed = 0;
        let texts = [&announcement.title, &announcement.body].map(|text| Cuttable::new(text));
        for _ in 0..wanted {
            match (0..ATTEMPTS).find_map(|_| self.string(&texts)) {
                Some(string) => self.strings.push(Cut { string, from: self.passed }),
                None => self.owed += 1,
            }
        }
        self.passed += 1;
    }

    fn string(&mut self, [title, body]: &[Cuttable<'_>; 2]) -> Option<String> {
        let from_title = self.dice.below(TITLES) == 0;
        let cuttable = if from_title { title } else { body };
        let text = cuttable.text;
        if text.is_empty() {
            return None;
        }
        let mut start = text.floor_char_boundary(self.dice.below(text.len()));
        if self.dice.below(AT_WORDS) == 0 {
            start = self.near_word(text, start).unwrap_or(start);
        }
        let length = 1 + self.dice.below(LONGEST);
        let string: String = text[start..].chars().take(length).collect();
        let whole = cuttable.is_whole(start, start + string.len());
        (whole && !fold_str(&string).is_empty()).then_some(string)
    }

    /// Up to [`LONGEST`] characters before the first letter, digit or sign from a place on.
    fn near_word(&mut self, text: &str, from: usize) -> Option<usize> {
        let is_word = |c: char| folded(c).chars().any(is_of_word);
        let at = from + text[from..].find(is_word)?;
        let back = self.dice.below(LONGEST);
        let before = text[..at].char_indices().rev().map(|(at, _)| at);
        Some(before.take(back).last().unwrap_or(at))
    }

    /// The strings that were cut; fewer than asked where documents hold too little.
    pub(super) fn into_strings(self) -> Vec<Cut> {
        self.strings
    }
}

/// A text that strings are cut from.
struct Cuttable<'a> {
    text: &'a str,
    /// The bytes of the words of its glosses, tone numbers included.
    glosses: Vec<Range<usize>>,
}

impl<'a> Cuttable<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, glosses: gloss_words(text) }
    }

    /// Whether a range cuts no word of letters and no number.
    fn is_whole(&self, start: usize, end: usize) -> bool {
        !self.cuts(start) && !self.cuts(end)
    }

    /// Whether a word is cut here, by the folded forms of the characters on either side, or a syllable from its tone.
    fn cuts(&self, at: usize) -> bool {
        let (before, after) = self.text.split_at(at);
        let (before, after) = (before.chars().next_back(), after.chars().next());
        let (before, after) = (before.map(folded), after.map(folded));
        let touching = before.iter().flat_map(|text| text.chars().next_back());
        let touching = touching.zip(after.iter().flat_map(|text| text.chars().next()));
        touching.into_iter().any(|(before, after)| cuts_word(before, after))
            || self.glosses.iter().any(|word| word.start < at && at < word.end)
    }
}

fn folded(c: char) -> String {
    fold_str(c.encode_utf8(&mut [0; 4]))
}

/// What a string consists of, by its folded form.
pub(super) fn class_of(folded: &str) -> Class {
    if folded.contains(' ') {
        Class::Marks
    } else if folded.contains(is_of_word) {
        Class::Letters
    } else {
        Class::Han
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(title: &str, body: &str) -> Announcement {
        Announcement { title: title.into(), body: body.into(), ..Announcement::default() }
    }

    #[test]
    fn strings_are_cut_from_the_text_with_whole_words() {
        let source =
            document("关于GB 18030标准的通知", "各镇街：\n执行GB18030，按2025年要求落实。");
        let mut sampler = Sampler::new(300, 1, 3);
        sampler.cut(&source);
        let strings = sampler.into_strings();
        assert_eq!(strings.len(), 300);
        for Cut { string, .. } in &strings {
            assert!(source.title.contains(string) || source.body.contains(string), "{string}");
            let words = fold_str(string);
            let words = words.split(|c| !is_of_word(c)).filter(|word| !word.is_empty());
            for word in words {
                assert!(["gb", "18030", "gb18030", "2025"].contains(&word), "{string}");
            }
        }
        assert!(strings.iter().any(|cut| class_of(&fold_str(&cut.string)) == Class::Marks));
    }

    #[test]
    fn what_a_document_cannot_give_is_asked_of_the_next() {
        let mut sampler = Sampler::new(40, 3, 5);
        for body in ["", "。。。", "请抓好落实"] {
            sampler.cut(&document("", body));
        }
        let strings = sampler.into_strings();
        assert_eq!(strings.len(), 40);
        assert!(strings.iter().all(|cut| cut.from == 2));
    }
}
