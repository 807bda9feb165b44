//! What else may stand for the words of a query: synonyms of the user, and the tables we carry.
//!
//! The vocabulary of those who ask is not that of those who write (房东 and 出租人): no weighting
//! of the words typed closes that gap. An expansion never replaces a word and never makes a hit of
//! what a phrase excludes; it adds matches below those that have the word itself.
//!
//! A term counts only where it cuts no dictionary word: 外资 does not occur in 境外资产. When each term
//! of `everyday.tsv` was put into six plain questions (我的…能赔吗), it was overlooked in 38 of 18,162,
//! where it makes a longer word with its neighbour (公司|法人 is read as 公司法|人).

mod carried;
mod expansion;
mod parse;
#[cfg(test)]
mod real_data;
mod rows;
mod spellings;

use std::cell::LazyCell;
use std::ops::Range;
use std::path::Path;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

pub(crate) use expansion::{Expansion, Origin};
pub(crate) use spellings::spellings;

use self::rows::alternatives;
use crate::analyzer::Dictionary;
use crate::error::{Error, ErrorKind, Result};
use crate::text::fold_str;

/// Terms and what may stand for them: those of the tables we carry, and a user's.
#[derive(Clone, Debug)]
pub(crate) struct Thesaurus {
    /// Folded term → folded texts of the user, in the order written.
    own: FxHashMap<String, Vec<String>>,
    /// The characters of the longest term.
    longest: usize,
}

impl Thesaurus {
    /// The tables we carry alone: `statutes.tsv`, `everyday.tsv` and `policy.tsv`.
    pub(crate) fn builtin() -> &'static Thesaurus {
        static BUILTIN: LazyLock<Thesaurus> =
            LazyLock::new(|| Thesaurus { own: FxHashMap::default(), longest: carried::longest() });
        &BUILTIN
    }

    /// The tables we carry and the synonyms in `text`, which was read from `path`.
    ///
    /// A line is `a = b = c`, each of which may stand for the others, or `a => b, c`, which may
    /// stand for `a`; `#` begins a comment.
    ///
    /// # Errors
    /// When a line is neither: with the file, the line and what to write.
    pub(crate) fn with_user(text: &str, path: &Path) -> Result<Thesaurus> {
        let mut thesaurus = Self::builtin().clone();
        let pairs =
            parse::synonyms(text).map_err(|wrong| Error::at(path, ErrorKind::Vocabulary(wrong)))?;
        for (term, text) in pairs {
            thesaurus.add(fold_str(&term), fold_str(&text));
        }
        Ok(thesaurus)
    }

    fn add(&mut self, term: String, text: String) {
        if !term.is_empty() && !text.is_empty() {
            self.longest = self.longest.max(term.chars().count());
            self.own.entry(term).or_default().push(text);
        }
    }

    /// What may stand for a term, each once.
    fn texts<'a>(&'a self, term: &'a str) -> Vec<(&'a str, Origin)> {
        let carried = carried::rows_of(term)
            .filter(|(_, origin)| !origin.is_spelling())
            .flat_map(|(texts, origin)| alternatives(texts).map(move |text| (text, origin)));
        let own = self.own.get(term).into_iter().flatten();
        let own = own.map(|text| (text.as_str(), Origin::User));
        let mut texts: Vec<(&str, Origin)> = Vec::new();
        for (text, origin) in carried.chain(own) {
            if text != term && texts.iter().all(|(known, _)| *known != text) {
                texts.push((text, origin));
            }
        }
        texts
    }

    /// The folded title of the statute that `folded` is a short name of: 消法 is 消费者权益保护法.
    pub(crate) fn statute(&self, folded: &str) -> Option<String> {
        let mut texts = self.texts(folded).into_iter();
        let (title, _) = texts.find(|(_, origin)| *origin == Origin::ShortName)?;
        Some(fold_str(title))
    }

    /// What may stand for parts of `folded`, from left to right; a term inside a longer one that
    /// is known is not looked at, and 外资 is none of the words of 境外资产. The words are those of
    /// `dictionary`.
    pub(crate) fn expansions(&self, folded: &str, dictionary: &Dictionary) -> Vec<Expansion> {
        let starts: Vec<usize> = folded.char_indices().map(|(at, _)| at).collect();
        // Most queries hold no term at all, and their words need not be told.
        let borders = LazyCell::new(|| dictionary.borders(folded));
        let is_whole = |part: &Range<usize>| {
            [part.start, part.end].iter().all(|edge| borders.binary_search(edge).is_ok())
        };
        let mut expansions = Vec::new();
        let mut next = 0;
        while next < starts.len() {
            match self.longest_at(folded, &starts, next, is_whole) {
                Some((end, texts)) => {
                    let at = starts[next]..starts.get(end).copied().unwrap_or(folded.len());
                    expansions.extend(texts.into_iter().map(|(text, origin)| Expansion {
                        at: at.clone(),
                        text: fold_str(text),
                        origin,
                    }));
                    next = end;
                }
                None => next += 1,
            }
        }
        expansions
    }

    /// The longest term that begins at the character `from`: the character after it, and its row.
    fn longest_at<'a>(
        &'a self,
        folded: &'a str,
        starts: &[usize],
        from: usize,
        is_whole: impl Fn(&Range<usize>) -> bool,
    ) -> Option<(usize, Vec<(&'a str, Origin)>)> {
        let most = (starts.len() - from).min(self.longest);
        (1..=most).rev().find_map(|length| {
            let end = from + length;
            let stop = starts.get(end).copied().unwrap_or(folded.len());
            let part = starts[from]..stop;
            let texts = self.texts(&folded[part.clone()]);
            (!texts.is_empty() && is_whole(&part)).then_some((end, texts))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::rows::{EVERYDAY, TABLES, table};
    use super::*;
    use crate::text::is_han;

    fn texts(thesaurus: &Thesaurus, folded: &str) -> Vec<String> {
        thesaurus
            .expansions(folded, &Dictionary::default())
            .into_iter()
            .map(|expansion| expansion.text)
            .collect()
    }

    #[test]
    fn han_terms_of_the_tables_are_written_folded() {
        for (term, _) in TABLES.into_iter().flat_map(|(_, text)| table(text)) {
            let is_han = term.chars().all(is_han);
            assert!(!is_han || fold_str(term) == term, "{term} is folded to {}", fold_str(term));
        }
    }

    #[test]
    fn an_expansion_says_what_it_may_stand_for() {
        let folded = "房东不退押金";
        let expansions = Thesaurus::builtin().expansions(folded, &Dictionary::default());
        assert_eq!(&folded[expansions[0].at.clone()], "房东");
        assert_eq!(expansions[0].text, "出租人");
    }

    #[test]
    fn the_longest_term_is_taken() {
        let path = Path::new("synonyms.txt");
        let thesaurus = Thesaurus::with_user("甲乙 => 丙丁\n甲乙戊 => 己庚\n", path).unwrap();
        assert_eq!(texts(&thesaurus, "甲乙戊"), ["己庚"]);
        assert_eq!(texts(&thesaurus, "甲乙"), ["丙丁"]);
    }

    #[test]
    fn the_synonyms_of_a_user_hold_both_ways_in_any_script() {
        let path = Path::new("synonyms.txt");
        let text = "# mine\n運貿產 = 運輸貿易產業 = YMC\n\n運貿鏈 => 雙碳, 碳中和 # one way\n";
        let thesaurus = Thesaurus::with_user(text, path).unwrap();
        assert_eq!(texts(&thesaurus, "ymc"), ["运贸产", "运输贸易产业"]);
        assert_eq!(texts(&thesaurus, "xymc"), [""; 0]);
        assert_eq!(texts(&thesaurus, "运贸链"), ["双碳", "碳中和"]);
    }

    #[test]
    fn a_term_is_no_part_of_two_words() {
        let thesaurus = Thesaurus::builtin();
        assert_eq!(texts(thesaurus, "境外资产负债"), [""; 0]);
        assert_eq!(texts(thesaurus, "外资准入"), ["外商投资企业", "外国投资者"]);
        assert!(texts(thesaurus, "房东不退押金").contains(&"出租人".to_string()));
    }

    #[test]
    fn a_statute_is_known_by_its_short_names() {
        let thesaurus = Thesaurus::builtin();
        assert_eq!(thesaurus.statute("消法").as_deref(), Some("消费者权益保护法"));
        assert_eq!(thesaurus.statute("家暴"), None);
        assert_eq!(texts(thesaurus, "道交法规定的罚款")[0], "道路交通安全法");
    }

    #[test]
    fn a_short_name_is_that_of_one_statute() {
        let mut seen = std::collections::HashSet::new();
        for (term, title) in table(include_str!("statutes.tsv")) {
            assert!(seen.insert(term), "{term} stands there twice");
            assert!(term.chars().count() <= title.chars().count(), "{term} → {title}");
        }
    }

    #[test]
    fn a_line_that_is_no_synonym_is_named() {
        let wrong = Thesaurus::with_user("甲 = 乙\n丙丁\n", Path::new("s.txt")).unwrap_err();
        assert!(wrong.to_string().contains("s.txt:2: "), "{wrong}");
    }

    #[test]
    fn the_tables_we_carry_are_in_order() {
        let mut seen = std::collections::HashSet::new();
        let everyday = TABLES.into_iter().filter(|(letter, _)| *letter == EVERYDAY);
        for (term, text) in everyday.flat_map(|(_, text)| table(text)) {
            let (folded, official) = (fold_str(term), fold_str(text));
            assert!(folded.chars().count() > 1 && official.chars().count() > 1, "{term} {text}");
            assert!(seen.insert((folded, official)), "{term} → {text} stands there twice");
        }
        assert!(seen.len() > 3_000);
    }
}
