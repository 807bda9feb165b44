//! The stream of single Han characters.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::text::is_han;

/// Cuts folded text into its Han characters and leaves out the rest.
#[derive(Clone, Default)]
pub(crate) struct CharacterTokenizer;

impl Tokenizer for CharacterTokenizer {
    type TokenStream<'a> = CharacterStream<'a>;

    fn token_stream<'a>(&'a mut self, folded: &'a str) -> CharacterStream<'a> {
        CharacterStream { rest: folded.char_indices(), token: Token::default() }
    }
}

/// The Han characters of one text.
pub(crate) struct CharacterStream<'a> {
    rest: std::str::CharIndices<'a>,
    token: Token,
}

impl TokenStream for CharacterStream<'_> {
    fn advance(&mut self) -> bool {
        let Some((at, character)) = self.rest.find(|(_, c)| is_han(*c)) else { return false };
        self.token.text.clear();
        self.token.text.push(character);
        self.token.position = self.token.position.wrapping_add(1);
        self.token.offset_from = at;
        self.token.offset_to = at + character.len_utf8();
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
