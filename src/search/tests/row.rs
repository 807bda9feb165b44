//! Folded text as a row of characters, words and breaks.

use crate::analyzer::cuts_word;
use crate::text::{self, Beside, fold_str, is_han, is_sign};

/// A folded text as a row, with the words of glosses beside it.
#[derive(Clone)]
pub(super) struct Row {
    pub(super) tokens: Vec<Token>,
    text: String,
    beside: Vec<Beside>,
}

impl Row {
    pub(super) fn new(text: String, beside: Vec<Beside>) -> Self {
        Self { tokens: tokens(&text), text, beside }
    }

    /// How long it is for an index.
    pub(super) fn length(&self) -> u32 {
        length(&self.tokens) + self.beside.len() as u32
    }

    /// Where a folded text stands in it: its first and its last token, or those that follow the glosses it is cut from.
    pub(super) fn places(&self, folded: &str) -> Vec<(usize, usize)> {
        let needle = tokens(folded);
        let last = needle.len().saturating_sub(1);
        let in_row = places(&self.tokens, &needle).into_iter().map(|at| (at, at + last));
        let beside = text::places(&self.text, &self.beside, folded).into_iter();
        let beside = beside.filter(|place| self.is_whole(place.rest.end)).map(|place| {
            let token = |at: usize| tokens(&self.text[..at]).len();
            let gloss = |word: usize| token(self.beside[word].at);
            let (first, last) = place.words;
            match place.rest.is_empty() {
                true => (gloss(first), gloss(last)),
                false => (gloss(first), token(place.rest.end) - 1),
            }
        });
        in_row.chain(beside).collect()
    }

    fn is_whole(&self, end: usize) -> bool {
        let (before, after) = self.text.split_at(end);
        let touching = before.chars().next_back().zip(after.chars().next());
        !touching.is_some_and(|(before, after)| cuts_word(before, after))
    }
}

/// What folded text is a row of.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Han(char),
    Word(String),
    Break,
}

/// The row of folded text.
pub(super) fn tokens(folded: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for character in folded.chars() {
        match (character, tokens.last_mut()) {
            (' ', _) => tokens.push(Token::Break),
            (character, _) if is_han(character) => tokens.push(Token::Han(character)),
            (character, Some(Token::Word(word))) if goes_on(word, character) => {
                word.push(character)
            }
            (character, _) => tokens.push(Token::Word(character.to_string())),
        }
    }
    tokens
}

/// Whether a character goes on the word of letters or the number before it; a sign is a word.
fn goes_on(word: &str, character: char) -> bool {
    let is_number = |c: char| c.is_ascii_digit();
    let last = word.chars().next_back();
    !is_sign(character)
        && last.is_some_and(|last| !is_sign(last) && is_number(last) == is_number(character))
}

/// Where `needle` occurs in a row.
pub(super) fn places(row: &[Token], needle: &[Token]) -> Vec<usize> {
    let starts = 0..row.len().saturating_sub(needle.len()) + 1;
    match needle.is_empty() {
        true => Vec::new(),
        false => starts.filter(|at| row[*at..].starts_with(needle)).collect(),
    }
}

/// How long a row is for an index: the pairs of its runs of characters, two ends each, and its words.
pub(super) fn length(row: &[Token]) -> u32 {
    let is_run =
        |left: &Token, right: &Token| matches!((left, right), (Token::Han(_), Token::Han(_)));
    let terms = row.chunk_by(is_run).map(|run| match &run[0] {
        Token::Han(_) => run.len() as u32 + 1,
        Token::Word(_) => 1,
        Token::Break => 0,
    });
    terms.sum()
}

/// A length as indexes keep it: above 24 with four significant bits (`SmallFloat.intToByte4` of Lucene).
pub(super) fn rounded(length: u32) -> u32 {
    let above = length.saturating_sub(24);
    let lost = (u32::BITS - above.leading_zeros()).saturating_sub(4);
    length - (above & ((1 << lost) - 1))
}

/// How far a place is from the beginning: two for a character or a word, one for a break.
pub(super) fn position(row: &[Token], at: usize) -> u32 {
    row[..at].iter().map(|token| if *token == Token::Break { 1 } else { 2 }).sum()
}

/// How much a term counts that stands so often, of a text so many average lengths long (BM25).
pub(super) fn saturated(count: f32, lengths: f32) -> f32 {
    2.2 * count / (count + 1.2 * (0.25 + 0.75 * lengths))
}

#[test]
fn a_text_is_read_as_characters_words_and_breaks() {
    let row = tokens(&fold_str("安全GB2312第15条"));
    let words: Vec<&Token> = row.iter().filter(|token| matches!(token, Token::Word(_))).collect();
    assert_eq!(words.len(), 3, "{row:?}");
    assert_eq!(tokens("5%++").len(), 4);
    assert_eq!(places(&row, &tokens("15条")).len(), 1);
    assert!(places(&row, &tokens("5条")).is_empty());
    assert_eq!(position(&row, 2), 4);
    assert_eq!([7, 40, 41, 42, 55, 56, 59, 60].map(rounded), [7, 40, 40, 42, 54, 56, 56, 60]);
}
