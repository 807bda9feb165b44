//! Sentences of the library in the language of the user.
//!
//! What a reader found wrong with a file, a parser with a query, or a factor of a score was made from, the
//! library says in an English sentence: there are hundreds, most are kept in indexes as they are, and each
//! has its meaning only where it is made. `told.tsv` has the Chinese of each, with the same `{}` for
//! what a sentence passes on; what is passed on may be a sentence itself. What is not in the table (the
//! words of the system and of other programs) stays as it is. A test holds the table to the sources.

use std::sync::LazyLock;

use super::language::Language;

/// A sentence a line: English, a tab, Chinese; lines that begin with `#` are headings.
const TABLE: &str = include_str!("told.tsv");

static SENTENCES: LazyLock<Vec<Sentence>> = LazyLock::new(|| {
    let mut sentences: Vec<Sentence> = rows().map(Sentence::of).collect();
    // The sentence with most words of its own is what was meant.
    sentences.sort_by_key(|sentence| std::cmp::Reverse(sentence.own()));
    sentences
});

/// English and Chinese of each sentence.
pub(super) fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.filter_map(|line| line.split_once('\t'))
}

/// A sentence of both languages, cut where it passes something on.
struct Sentence {
    english: Vec<&'static str>,
    chinese: Vec<&'static str>,
}

impl Sentence {
    fn of((english, chinese): (&'static str, &'static str)) -> Self {
        Self { english: english.split("{}").collect(), chinese: chinese.split("{}").collect() }
    }

    /// How many bytes are its own.
    fn own(&self) -> usize {
        self.english.iter().map(|piece| piece.len()).sum()
    }

    /// What `text` passes on where it is this sentence.
    fn passed_on<'a>(&self, text: &'a str) -> Option<Vec<&'a str>> {
        let [first, .., last] = &self.english[..] else {
            return (text == self.english[0]).then(Vec::new);
        };
        let mut rest = text.strip_prefix(first)?.strip_suffix(last)?;
        let mut passed_on = Vec::new();
        for piece in &self.english[1..self.english.len() - 1] {
            let (before, after) = rest.split_once(piece)?;
            passed_on.push(before);
            rest = after;
        }
        passed_on.push(rest);
        Some(passed_on)
    }

    fn in_chinese(&self, passed_on: &[&str]) -> String {
        let mut told = self.chinese[0].to_string();
        for (what, piece) in passed_on.iter().zip(&self.chinese[1..]) {
            // A word alone may be one of a document or a user.
            match what.contains(' ') {
                true => told.push_str(&in_chinese(what)),
                false => told.push_str(what),
            }
            told.push_str(piece);
        }
        told
    }
}

impl Language {
    /// A sentence of the library (a problem of a request, a reason) in this language; the words of other
    /// programs stay as they are.
    ///
    /// ```
    /// use policy_search::printer::Language;
    ///
    /// assert_eq!(Language::Chinese.told("-1 is not a whole number: write one as 10"), "-1 不是整数：写法如 10");
    /// ```
    pub fn told(self, text: &str) -> String {
        match self {
            Self::English => text.to_string(),
            Self::Chinese => in_chinese(text),
        }
    }
}

pub(super) fn in_chinese(text: &str) -> String {
    if !text.contains(|c: char| c.is_ascii_alphabetic()) {
        return text.to_string();
    }
    let found = SENTENCES.iter().find_map(|sentence| Some((sentence, sentence.passed_on(text)?)));
    found.map_or(text.to_string(), |(sentence, passed_on)| sentence.in_chinese(&passed_on))
}

#[cfg(test)]
mod tests;
