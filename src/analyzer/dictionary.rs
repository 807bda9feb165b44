//! A user's own words beside those that jieba knows.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use super::cutters::{Cutters, Words};
use super::word::{JIEBA, borders_by, cut_by};
use crate::error::{Error, ErrorKind, Line, Result};
use crate::text::{fold_str, is_han};

/// The words that queries are cut into: jieba's, and those a user adds.
///
/// A line holds a word of two Han characters or more, in any script, and its frequency if that is to
/// be other than one that keeps the word whole; a third column (jieba's part of speech) is passed
/// over. `#` begins a comment. A dictionary tells which characters of a query belong
/// together; texts are found by any string, so that no index depends on one.
#[derive(Clone, Default)]
pub(crate) struct Dictionary {
    /// What cuts queries, if it has words.
    own: Option<Arc<Cutters>>,
}

impl Dictionary {
    /// The dictionary in the file at `path`.
    ///
    /// # Errors
    /// When the file cannot be read, and as [`Dictionary::parse`].
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|error| Error::at(path, error))?;
        Self::parse(&text, path)
    }

    /// The dictionary in `text`, which was read from `path`.
    ///
    /// # Errors
    /// When a line holds no word or no frequency: with the file, the line and what to write.
    pub(crate) fn parse(text: &str, path: &Path) -> Result<Self> {
        let mut words = Words::new();
        for (number, line) in text.trim_start_matches('\u{FEFF}').lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default();
            let entry = entry(line).map_err(|wrong| {
                Error::at(path, ErrorKind::Vocabulary(Line::new(number + 1, wrong)))
            })?;
            words.extend(entry);
        }
        Ok(Self { own: (!words.is_empty()).then(|| Arc::new(Cutters::of(words))) })
    }

    /// The words of a query: each Han run cut without overlaps, Latin and number words whole.
    pub(crate) fn cut<'a>(&self, folded: &'a str) -> Vec<&'a str> {
        cut_by(self.jieba(), folded)
    }

    /// The bytes of folded text at which no word is cut in two, in order: the edges of dictionary
    /// words, and of characters that are in none. What is only guessed to be a word has its
    /// borders inside.
    pub(crate) fn borders(&self, folded: &str) -> Vec<usize> {
        borders_by(self.jieba(), folded)
    }

    fn jieba(&self) -> &Cutters {
        self.own.as_deref().unwrap_or(&JIEBA)
    }
}

impl fmt::Debug for Dictionary {
    /// Its own words alone: jieba has 350,000 more.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Dictionary").field(&self.own.as_ref().map(|own| own.words())).finish()
    }
}

/// The word of a line with its frequency, if it has one; what is wrong with it otherwise.
fn entry(line: &str) -> std::result::Result<Option<(String, Option<usize>)>, String> {
    let mut columns = line.split_whitespace();
    let Some(written) = columns.next() else { return Ok(None) };
    let word = fold_str(written);
    if word.chars().count() < 2 || !word.chars().all(is_han) {
        return Err(format!(
            "no word in “{written}”: write two Han characters or more; Latin words and numbers are \
             words by themselves"
        ));
    }
    let frequency = columns.next().map(frequency).transpose()?;
    Ok(Some((word, frequency)))
}

/// A frequency beside jieba's own, whose words have 60 million together.
fn frequency(text: &str) -> std::result::Result<usize, String> {
    let frequency = text.parse::<u32>().ok().filter(|frequency| *frequency > 0);
    let wrong = || format!("no frequency in “{text}”: write a whole number above 0, or nothing");
    frequency.map(|frequency| frequency as usize).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use tantivy_jieba::jieba_rs::Jieba;

    use super::*;

    fn dictionary(text: &str) -> Dictionary {
        Dictionary::parse(text, Path::new("d.txt")).unwrap()
    }

    fn own_words(dictionary: &Dictionary) -> &Words {
        dictionary.own.as_ref().unwrap().words()
    }

    #[test]
    fn a_word_of_ones_own_is_whole() {
        let text = "某区运贸产一体化试点";
        assert!(!Dictionary::default().cut(text).contains(&"运贸产一体化"));
        assert!(dictionary("運貿產一體化").cut(text).contains(&"运贸产一体化"));
        assert!(!dictionary("\u{FEFF}# none\n").cut(text).contains(&"运贸产一体化"));
    }

    #[test]
    fn a_frequency_decides_between_words_that_overlap() {
        let cut = |dictionary: &Dictionary| dictionary.cut("境外资产").join("/");
        assert_eq!(cut(&dictionary("外资产 1")), "境外/资产");
        assert_eq!(cut(&dictionary("外资产 90000000")), "境/外资产");
    }

    #[test]
    fn queries_are_cut_as_with_the_whole_dictionary() {
        let dictionary = dictionary("外资产 90000000\n运贸产一体化\n法人代表 7\n的通知\n");
        let mut whole = Jieba::new();
        for (word, frequency) in own_words(&dictionary) {
            whole.add_word(word, *frequency, None);
        }
        for text in ["境外资产", "关于运贸产一体化发展的通知", "公司法人代表人", "通知法人"]
        {
            let cut: Vec<&str> = whole.cut(text, true).iter().map(|token| token.word).collect();
            assert_eq!(dictionary.cut(text), cut);
        }
    }

    #[test]
    fn a_line_that_is_no_word_is_named() {
        for (line, part) in [
            ("ai大模型", "no word in “ai大模型”"),
            ("税", "no word in “税”"),
            ("多式联运 often", "no frequency in “often”"),
            ("多式联运 0", "no frequency in “0”"),
        ] {
            let text = format!("运贸产\n{line}\n");
            let wrong = Dictionary::parse(&text, Path::new("d.txt")).unwrap_err().to_string();
            assert!(wrong.starts_with("d.txt:2: ") && wrong.contains(part), "{wrong}");
        }
        assert_eq!(own_words(&dictionary("多式联运 20 n\n")).len(), 1);
    }

    #[test]
    fn a_line_is_a_word_with_what_is_said_of_it() {
        let dictionary = dictionary("運貿產一體化 # ours\n\n多式联运 200\n");
        let words = [("多式联运".to_string(), Some(200)), ("运贸产一体化".to_string(), None)];
        assert_eq!(own_words(&dictionary), &Words::from(words));
    }
}
