//! The gram stream of a text, and the phrase of grams that finds a string.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::shape::{HAN_EXTENT, Placed, Unit, Units, units};

/// Marks the term of the first character of a Han run; the last one's term is the bare character.
const RUN_START: char = '\u{1}';

/// Cuts folded text into grams.
#[derive(Clone, Default)]
pub(crate) struct GramTokenizer;

impl Tokenizer for GramTokenizer {
    type TokenStream<'a> = GramStream<'a>;

    fn token_stream<'a>(&'a mut self, folded: &'a str) -> GramStream<'a> {
        GramStream { units: units(folded), run: None, token: Token::default() }
    }
}

/// The grams of one text.
pub(crate) struct GramStream<'a> {
    units: Units<'a>,
    run: Option<Run<'a>>,
    token: Token,
}

impl TokenStream for GramStream<'_> {
    fn advance(&mut self) -> bool {
        loop {
            if self.run.as_mut().is_some_and(|run| run.advance(&mut self.token)) {
                return true;
            }
            self.run = None;
            let Some(placed) = self.units.next() else { return false };
            match placed.unit {
                Unit::Word(word) => {
                    set(&mut self.token, placed.position, placed.at, word);
                    return true;
                }
                Unit::Han(run) => self.run = Some(Run::new(run, placed)),
            }
        }
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// A Han run while its terms are given out: first character, pairs, last character.
struct Run<'a> {
    text: &'a str,
    position: u32,
    at: usize,
    /// The byte of `text` the next term begins at; `None` before the first character's term.
    next: Option<usize>,
    done: bool,
}

impl<'a> Run<'a> {
    fn new(text: &'a str, placed: Placed<'a>) -> Self {
        Self { text, position: placed.position, at: placed.at, next: None, done: false }
    }

    fn advance(&mut self, token: &mut Token) -> bool {
        match self.next {
            _ if self.done => false,
            None => {
                self.start(token);
                true
            }
            Some(from) => {
                self.gram(from, token);
                true
            }
        }
    }

    fn start(&mut self, token: &mut Token) {
        let end = char_end(self.text, 0);
        set(token, self.position, self.at, &self.text[..end]);
        token.text.insert(0, RUN_START);
        self.next = Some(0);
    }

    /// The pair that begins at `from`, or the last character alone.
    fn gram(&mut self, from: usize, token: &mut Token) {
        let middle = char_end(self.text, from);
        self.done = middle == self.text.len();
        let end = if self.done { middle } else { char_end(self.text, middle) };
        set(token, self.position, self.at + from, &self.text[from..end]);
        self.position = self.position.saturating_add(HAN_EXTENT);
        self.next = Some(middle);
    }
}

fn set(token: &mut Token, position: u32, at: usize, text: &str) {
    token.text.clear();
    token.text.push_str(text);
    token.position = position as usize;
    token.offset_from = at;
    token.offset_to = at + text.len();
    token.position_length = 1;
}

/// The byte after the character that begins at `from`.
fn char_end(text: &str, from: usize) -> usize {
    from + text[from..].chars().next().map_or(0, char::len_utf8)
}

/// The length of folded text as BM25 counts it: its pairs and words, as [`bigrams`] lists them.
pub(crate) fn length(folded: &str) -> u64 {
    let count = |placed: Placed<'_>| match placed.unit {
        Unit::Word(_) => 1,
        Unit::Han(run) => run.chars().count() as u64 - 1,
    };
    units(folded).map(count).sum()
}

/// What finds a string in the gram stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Phrase {
    /// The string holds no term: it consists of marks only.
    Empty,
    /// A single Han character: it stands in the stream of characters.
    Character(String),
    /// Terms with their positions, counted from the string's first.
    Terms(Vec<(usize, String)>),
}

/// The phrase that matches exactly where the folded text holds `folded`.
///
/// Every second pair and the last one cover a run of Han characters. A run of one character has no
/// pair: inside the string it is the end of a run of the text, or at the string's end the start of
/// one, for which there are terms.
pub(crate) fn phrase(folded: &str) -> Phrase {
    let placed: Vec<_> = units(folded).collect();
    let terms: Vec<_> = match placed[..] {
        [] => return Phrase::Empty,
        [Placed { unit: Unit::Han(run), .. }] if is_single(run) => {
            return Phrase::Character(run.to_string());
        }
        _ => placed.iter().flat_map(|unit| unit_terms(*unit, unit.position > 0)).collect(),
    };
    Phrase::Terms(terms)
}

/// How many positions lie between the start of folded text and the start of its last character or
/// word.
pub(crate) fn extent(folded: &str) -> u32 {
    let last = |placed: Placed<'_>| match placed.unit {
        Unit::Word(_) => placed.position,
        Unit::Han(run) => placed.position + HAN_EXTENT * (run.chars().count() as u32 - 1),
    };
    units(folded).last().map_or(0, last)
}

fn is_single(run: &str) -> bool {
    run.chars().nth(1).is_none()
}

/// The terms that cover a unit, which stands `inside` the string or at its beginning.
fn unit_terms(placed: Placed<'_>, inside: bool) -> Vec<(usize, String)> {
    let position = placed.position as usize;
    let Unit::Han(run) = placed.unit else {
        return vec![(position, placed.unit.text().to_string())];
    };
    if is_single(run) {
        let start = inside.then(|| format!("{RUN_START}{run}"));
        return vec![(position, start.unwrap_or_else(|| run.to_string()))];
    }
    let characters: Vec<char> = run.chars().collect();
    let pair = |index: usize| {
        let text = characters[index..index + 2].iter().collect();
        (position + index * HAN_EXTENT as usize, text)
    };
    covering(characters.len() - 1).map(pair).collect()
}

/// Where the pairs begin that cover a run whose last character has the index `last`.
fn covering(last: usize) -> impl Iterator<Item = usize> {
    let odd_end = last.is_multiple_of(2).then(|| last.saturating_sub(1));
    (0..last).step_by(2).chain(odd_end)
}

/// The terms that score a query: all pairs and words, in order, repeated as they repeat.
pub(crate) fn bigrams(folded: &str) -> Vec<String> {
    let mut terms = Vec::new();
    for placed in units(folded) {
        match placed.unit {
            Unit::Word(word) => terms.push(word.to_string()),
            Unit::Han(run) => {
                let characters: Vec<char> = run.chars().collect();
                terms.extend(characters.windows(2).map(String::from_iter));
            }
        }
    }
    terms
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn grams(folded: &str) -> Vec<(usize, String)> {
        let mut tokenizer = GramTokenizer;
        let mut stream = tokenizer.token_stream(folded);
        let mut terms = Vec::new();
        stream.process(&mut |token| terms.push((token.position, token.text.clone())));
        terms
    }

    fn owned(terms: &[(usize, &str)]) -> Vec<(usize, String)> {
        terms.iter().map(|(position, text)| (*position, text.to_string())).collect()
    }

    #[test]
    fn a_run_is_its_pairs_between_its_marked_ends() {
        let expected = [(0, "\u{1}安"), (0, "安全"), (2, "全生"), (4, "生产"), (6, "产")];
        assert_eq!(grams("安全生产"), owned(&expected));
        assert_eq!(grams("产"), owned(&[(0, "\u{1}产"), (0, "产")]));
        assert_eq!(length("安全生产 产 gb"), 3 + 1);
    }

    #[test]
    fn a_phrase_covers_every_character_once_or_twice() {
        assert_eq!(phrase("安全生产"), Phrase::Terms(owned(&[(0, "安全"), (4, "生产")])));
        assert_eq!(phrase("一体化"), Phrase::Terms(owned(&[(0, "一体"), (2, "体化")])));
        assert_eq!(phrase("产"), Phrase::Character("产".into()));
        assert_eq!(phrase(""), Phrase::Empty);
    }

    #[test]
    fn a_run_of_one_character_is_pinned_by_a_run_end() {
        assert_eq!(phrase("安全 生产"), Phrase::Terms(owned(&[(0, "安全"), (5, "生产")])));
        let expected = [(0, "第"), (2, "15"), (4, "\u{1}条")];
        assert_eq!(phrase("第15条"), Phrase::Terms(owned(&expected)));
    }

    /// Whether the grams of `text` hold the phrase of `needle`.
    fn holds(text: &str, needle: &str) -> bool {
        let terms = grams(text);
        let Phrase::Terms(wanted) = phrase(needle) else { return text.contains(needle) };
        let is_at =
            |shift| wanted.iter().all(|(at, term)| terms.contains(&(at + shift, term.clone())));
        (0..200).any(is_at)
    }

    #[test]
    fn a_gap_is_a_break_and_nothing_else() {
        for text in ["安全的生产", "安全a生产", "安全生产", "安全 的 生产", "安全 a 生产"]
        {
            assert!(!holds(text, "安全 生产"), "{text}");
        }
        for text in ["5月9", "5 月 9", "5 0 9", "59"] {
            assert!(!holds(text, "5 9"), "{text}");
        }
        for text in ["a 产业 b", "a产b", "a 产b", "a 农产 b"] {
            assert!(!holds(text, "a 产 b"), "{text}");
        }
    }

    /// Whether no word of `text` is cut by the range.
    fn is_whole(text: &str, start: usize, end: usize) -> bool {
        let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let (before, inside, after) = (&text[..start], &text[start..end], &text[end..]);
        let cut = |left: Option<char>, right: Option<char>| word(left) && word(right);
        let begins = cut(before.chars().next_back(), inside.chars().next());
        let ends = cut(inside.chars().next_back(), after.chars().next());
        !begins && !ends
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn a_phrase_is_where_its_string_is(text in "[一二a1 ]{0,12}", needle in "[一二a1 ]{1,5}") {
            let tidy = |text: &str| {
                let words: Vec<_> = text.split_whitespace().collect();
                words.join(" ")
            };
            let (text, needle) = (tidy(&text), tidy(&needle));
            prop_assume!(!needle.is_empty());
            prop_assert_eq!(holds(&text, &needle), stands_in(&text, &needle));
        }
    }

    /// Whether `needle` stands whole somewhere in `text`, also where places overlap.
    fn stands_in(text: &str, needle: &str) -> bool {
        let starts = text.char_indices().map(|(at, _)| at);
        let mut places = starts.filter(|at| text[*at..].starts_with(needle));
        places.any(|at| is_whole(text, at, at + needle.len()))
    }
}
