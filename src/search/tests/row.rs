//! Folded text as a row of characters, words and breaks.

use crate::text::{fold_str, is_han, is_sign};

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
