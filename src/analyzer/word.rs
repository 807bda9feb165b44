//! Words as jieba cuts them: of a text for the index, of a query for its words.

use std::sync::{LazyLock, Mutex, PoisonError};

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use tantivy_jieba::JiebaTokenizer;

use super::partial::Partial;
use super::shape::{Unit, units};

/// Jieba with the words of all queries so far.
static JIEBA: LazyLock<Mutex<Partial>> = LazyLock::new(|| Mutex::new(Partial::new()));

/// The lengths of the words of a run, as [`Partial::cut`] tells them.
fn lengths(run: &str, guessing: bool) -> Vec<usize> {
    // Words are only ever added whole: what a panic left behind is sound.
    JIEBA.lock().unwrap_or_else(PoisonError::into_inner).cut(run, guessing)
}

/// The words of a query: each Han run cut by jieba without overlaps, Latin and number words whole.
pub(crate) fn cut(folded: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for placed in units(folded) {
        match placed.unit {
            Unit::Word(word) => words.push(word),
            Unit::Han(run) if run.chars().count() < 3 => words.push(run),
            Unit::Han(run) => {
                let mut rest = run;
                words.extend(lengths(run, true).into_iter().map(|length| {
                    let (word, after) = rest.split_at(length);
                    rest = after;
                    word
                }));
            }
        }
    }
    words
}

/// The bytes of folded text at which no word is cut in two, in order: the edges of dictionary words,
/// and of characters that stand in none. What jieba only guesses to be a word has its borders inside.
pub(crate) fn borders(folded: &str) -> Vec<usize> {
    let mut borders = Vec::new();
    for placed in units(folded) {
        let mut at = placed.at;
        borders.push(at);
        let parts = match placed.unit {
            Unit::Word(word) => vec![word.len()],
            Unit::Han(run) => lengths(run, false),
        };
        for part in parts {
            at += part;
            borders.push(at);
        }
    }
    borders.dedup();
    borders
}

/// Cuts folded text into jieba's words and the dictionary words inside them.
#[derive(Clone)]
pub(crate) struct WordTokenizer {
    jieba: JiebaTokenizer,
}

impl Default for WordTokenizer {
    fn default() -> Self {
        Self { jieba: JiebaTokenizer::new() }
    }
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = WordStream<<JiebaTokenizer as Tokenizer>::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, folded: &'a str) -> Self::TokenStream<'a> {
        WordStream { tokens: self.jieba.token_stream(folded) }
    }
}

/// Jieba's words without the breaks, which jieba gives out as tokens too.
pub(crate) struct WordStream<S> {
    tokens: S,
}

impl<S: TokenStream> TokenStream for WordStream<S> {
    fn advance(&mut self) -> bool {
        while self.tokens.advance() {
            if self.tokens.token().text.trim() != "" {
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        self.tokens.token()
    }

    fn token_mut(&mut self) -> &mut Token {
        self.tokens.token_mut()
    }
}
