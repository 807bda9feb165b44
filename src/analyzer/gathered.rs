//! The terms of a text with all occurrences of one together.
//!
//! A writer of postings looks each term up in a table far larger than the caches of a processor. In
//! a long text most terms come again: where they come one after the other, only the first look-up
//! waits for memory. What is indexed is the same, for positions go with the terms, and those of one
//! term stay in order.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// A text of fewer bytes repeats too little for the sorting to pay.
const SHORTEST: usize = 3000;

/// Gives out what another tokenizer does, term by term.
#[derive(Clone, Default)]
pub(crate) struct Gathered<T> {
    inner: T,
}

impl<T: Tokenizer> Tokenizer for Gathered<T> {
    type TokenStream<'a> = GatheredStream<T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        let mut inner = self.inner.token_stream(text);
        if text.len() < SHORTEST {
            return GatheredStream::AsTheyCome(inner);
        }
        GatheredStream::Together(Terms::of(&mut inner))
    }
}

/// The terms of one text.
pub(crate) enum GatheredStream<S> {
    /// Of a short text, in its order.
    AsTheyCome(S),
    /// Of a long text, by term.
    Together(Terms),
}

impl<S: TokenStream> TokenStream for GatheredStream<S> {
    fn advance(&mut self) -> bool {
        match self {
            Self::AsTheyCome(inner) => inner.advance(),
            Self::Together(terms) => terms.advance(),
        }
    }

    fn token(&self) -> &Token {
        match self {
            Self::AsTheyCome(inner) => inner.token(),
            Self::Together(terms) => &terms.token,
        }
    }

    fn token_mut(&mut self) -> &mut Token {
        match self {
            Self::AsTheyCome(inner) => inner.token_mut(),
            Self::Together(terms) => &mut terms.token,
        }
    }
}

/// All terms of a text, sorted.
pub(crate) struct Terms {
    /// The terms' texts, one behind the other as they came.
    texts: String,
    /// A hash of each, so that the same are neighbours, and its place among those that came.
    order: Vec<(u64, u32)>,
    came: Vec<Came>,
    next: usize,
    token: Token,
}

/// A term as it came, but for its text, which ends at `end` of all texts.
struct Came {
    end: usize,
    token: Token,
}

impl Terms {
    fn of(stream: &mut impl TokenStream) -> Self {
        let (mut texts, mut order, mut came) = (String::new(), Vec::new(), Vec::new());
        while stream.advance() {
            let token = stream.token();
            order.push((hash(&token.text), came.len() as u32));
            texts.push_str(&token.text);
            let token = Token { text: String::new(), ..*token };
            came.push(Came { end: texts.len(), token });
        }
        order.sort_unstable();
        Self { texts, order, came, next: 0, token: Token::default() }
    }

    fn advance(&mut self) -> bool {
        let Some(&(_, place)) = self.order.get(self.next) else { return false };
        self.next += 1;
        let place = place as usize;
        let start = place.checked_sub(1).map_or(0, |before| self.came[before].end);
        let Came { end, token } = &self.came[place];
        let mut text = std::mem::take(&mut self.token.text);
        text.clear();
        text.push_str(&self.texts[start..*end]);
        self.token = Token { text, ..*token };
        true
    }
}

/// FNV-1a (Fowler, Noll and Vo). Two terms of one hash are given out mixed, which harms nothing.
fn hash(term: &str) -> u64 {
    term.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::super::{GramTokenizer, WordTokenizer};
    use super::*;

    fn terms(mut tokenizer: impl Tokenizer, text: &str) -> Vec<Token> {
        let mut terms = Vec::new();
        tokenizer.token_stream(text).process(&mut |token| terms.push(token.clone()));
        terms
    }

    /// A text of many repetitions, long enough to be sorted.
    fn text() -> String {
        (0..200).map(|n| format!("第{n}条 各级人民政府应当加强gb {n}的管理 ")).collect()
    }

    fn check<T: Tokenizer + Default>() {
        let text = text();
        let mut plain = terms(T::default(), &text);
        let gathered = terms(Gathered::<T>::default(), &text);
        let changes =
            |terms: &[Token]| terms.windows(2).filter(|pair| pair[0].text != pair[1].text).count();
        assert!(text.len() > SHORTEST && changes(&gathered) * 2 < changes(&plain));
        let mut sorted = gathered.clone();
        let key = |token: &Token| (token.text.clone(), token.position, token.offset_from);
        // Stable: of each term the positions are in order as they were given out.
        sorted.sort_by_key(|token| token.text.clone());
        plain.sort_by_key(key);
        assert_eq!(sorted, plain);
    }

    #[test]
    fn the_same_terms_come_with_the_same_places() {
        check::<GramTokenizer>();
        check::<WordTokenizer>();
    }

    #[test]
    fn a_short_text_is_cut_as_ever() {
        let text = "各级人民政府 gb 1";
        assert_eq!(terms(Gathered::<GramTokenizer>::default(), text), terms(GramTokenizer, text));
    }
}
