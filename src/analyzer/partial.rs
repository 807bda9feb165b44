//! Jieba with no more of its dictionary than a query needs.
//!
//! Loading the dictionary takes a tenth of a second, thirty times the rest of a search. How jieba
//! cuts a text depends only on the words of the dictionary that are substrings of it and on the sum
//! of all frequencies. So those words are looked up in a map, made when the program is built, and
//! given to an empty jieba; a word that no text holds carries the rest of the sum. What was added
//! for one text changes no other: a word that is a substring of the other is added for it anyway.
//!
//! None of 200,000 runs of real laws is cut otherwise than with the whole dictionary, which a test
//! holds on the sample and, with `POLICY_DATA`, on laws.

use std::collections::BTreeMap;

use tantivy_jieba::jieba_rs::Jieba;

use super::frequency;

/// Carries the frequencies of all words that were not added: a character for private use.
const REST: &str = "\u{F0000}";

/// An empty jieba that is given words as they are met.
pub(super) struct Partial {
    jieba: Jieba,
    /// The sum of the frequencies of words not added.
    rest: usize,
}

impl Partial {
    /// Without any word yet.
    pub(super) fn new() -> Self {
        Self { jieba: Jieba::empty(), rest: frequency::total() }
    }

    /// With a user's own words, each with its frequency; without one, jieba finds one that keeps the
    /// word whole.
    pub(super) fn with(words: &BTreeMap<String, Option<usize>>) -> Self {
        let mut partial = Self::new();
        for (word, frequency) in words {
            partial.add_all_of(word);
            partial.jieba.add_word(word, *frequency, None);
        }
        partial
    }

    /// The lengths, in bytes, of the words that jieba cuts a run of Han characters into; `guessing`
    /// also those that it takes for words though its dictionary has none such.
    pub(super) fn cut(&mut self, run: &str, guessing: bool) -> Vec<usize> {
        self.add_all_of(run);
        self.jieba.cut(run, guessing).iter().map(|token| token.word.len()).collect()
    }

    /// Adds all words that `text` holds, and the rest of the sum.
    fn add_all_of(&mut self, text: &str) {
        for (start, _) in text.char_indices() {
            self.add_from(&text[start..]);
        }
        self.jieba.add_word(REST, Some(self.rest), None);
    }

    /// Adds the words that `text` begins with.
    fn add_from(&mut self, text: &str) {
        let words = frequency::words();
        let mut node = words.root();
        let mut frequency = 0;
        for (at, byte) in text.bytes().enumerate() {
            let Some(found) = node.find_input(byte) else { return };
            let transition = node.transition(found);
            frequency += transition.out.value();
            node = words.node(transition.addr);
            let word = &text.as_bytes()[..=at];
            if let (true, Ok(word)) = (node.is_final(), std::str::from_utf8(word)) {
                let frequency = frequency + node.final_output().value();
                if !self.jieba.has_word(word) {
                    self.rest -= self.jieba.add_word(word, Some(frequency as usize), None);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::super::shape::{Unit, units};
    use super::*;
    use crate::text::fold_str;

    static WHOLE: LazyLock<Jieba> = LazyLock::new(Jieba::new);

    fn whole(run: &str, guessing: bool) -> Vec<usize> {
        WHOLE.cut(run, guessing).iter().map(|token| token.word.len()).collect()
    }

    /// Compares the cuts of all runs of Han characters of the text files in `folder`, pieces of each
    /// besides, at most `most`; how many were compared.
    fn compare(folder: &Path, most: usize) -> usize {
        let mut compared = 0;
        let mut partial = Partial::new();
        for file in walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten() {
            let Ok(text) = std::fs::read_to_string(file.path()) else { continue };
            let folded = fold_str(&text);
            for placed in units(&folded) {
                let Unit::Han(run) = placed.unit else { continue };
                for piece in [run, &run[run.char_indices().nth(1).map_or(0, |(at, _)| at)..]] {
                    for guessing in [true, false] {
                        let cut = partial.cut(piece, guessing);
                        assert_eq!(cut, whole(piece, guessing), "{piece}");
                        compared += 1;
                    }
                }
            }
            if compared >= most {
                break;
            }
        }
        compared
    }

    #[test]
    fn the_sample_is_cut_as_with_the_whole_dictionary() {
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/sample");
        assert!(compare(&sample, usize::MAX) > 1_000);
    }

    #[test]
    #[ignore = "needs POLICY_DATA"]
    fn laws_are_cut_as_with_the_whole_dictionary() {
        assert!(compare(&crate::real_data::path("laws"), 200_000) >= 200_000);
    }

    #[test]
    fn the_first_text_is_cut_as_any_later_one() {
        let run = "运贸产一体化的高质量发展";
        let mut used = Partial::new();
        used.cut("发展中国家的高质量一体化水平", true);
        assert_eq!(used.cut(run, true), Partial::new().cut(run, true));
        assert_eq!(used.cut(run, true), whole(run, true));
    }

    proptest! {
        #[test]
        fn any_text_is_cut_whole_and_as_with_the_whole_dictionary(text in "[\u{4E00}-\u{9FFF}〇々𠀀-𠀯]{1,40}") {
            let cut = Partial::new().cut(&text, true);
            prop_assert_eq!(cut.iter().sum::<usize>(), text.len());
            prop_assert_eq!(cut, whole(&text, true));
        }
    }
}
