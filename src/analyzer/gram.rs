//! The gram stream of a text, and the phrase of grams that finds a string.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::shape::{Placed, Unit, Units, units};

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
        self.position = self.position.saturating_add(1);
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

/// How many terms the gram stream of `folded` has.
pub(crate) fn gram_count(folded: &str) -> u64 {
    let count = |placed: Placed<'_>| match placed.unit {
        Unit::Word(_) => 1,
        Unit::Han(run) => run.chars().count() as u64 + 1,
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
/// Every second pair and the last one cover a run; a run that ends or begins inside the string
/// must do so in the text, which the marked terms see to.
pub(crate) fn phrase(folded: &str) -> Phrase {
    let placed: Vec<_> = units(folded).collect();
    if let [Placed { unit: Unit::Han(run), .. }] = placed[..]
        && run.chars().count() == 1
    {
        return Phrase::Character(run.to_string());
    }
    let last = placed.len().saturating_sub(1);
    let mut terms = Vec::new();
    for (index, placed) in placed.iter().enumerate() {
        unit_terms(*placed, index > 0, index < last, &mut terms);
    }
    if terms.is_empty() { Phrase::Empty } else { Phrase::Terms(terms) }
}

/// The terms of a unit that has another unit `before` and `after` it in the string.
fn unit_terms(placed: Placed<'_>, before: bool, after: bool, terms: &mut Vec<(usize, String)>) {
    let position = placed.position as usize;
    let Unit::Han(run) = placed.unit else {
        return terms.push((position, placed.unit.text().to_string()));
    };
    let characters: Vec<char> = run.chars().collect();
    let last = characters.len() - 1;
    if before {
        terms.push((position, String::from_iter([RUN_START, characters[0]])));
    }
    for index in covering(last) {
        terms.push((position + index, characters[index..index + 2].iter().collect()));
    }
    if after {
        terms.push((position + last, characters[last].to_string()));
    }
}

/// Where the pairs begin that cover a run whose last character has the index `last`.
fn covering(last: usize) -> impl Iterator<Item = usize> {
    let odd_end = (last % 2 == 0 && last > 0).then(|| last.saturating_sub(1));
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
        let expected = [(0, "\u{1}安"), (0, "安全"), (1, "全生"), (2, "生产"), (3, "产")];
        assert_eq!(grams("安全生产"), owned(&expected));
        assert_eq!(grams("产"), owned(&[(0, "\u{1}产"), (0, "产")]));
        assert_eq!(gram_count("安全生产 产 gb"), 5 + 2 + 1);
    }

    #[test]
    fn a_phrase_covers_every_character_once_or_twice() {
        assert_eq!(phrase("安全生产"), Phrase::Terms(owned(&[(0, "安全"), (2, "生产")])));
        assert_eq!(phrase("一体化的"), Phrase::Terms(owned(&[(0, "一体"), (2, "化的")])));
        assert_eq!(phrase("一体化"), Phrase::Terms(owned(&[(0, "一体"), (1, "体化")])));
        assert_eq!(phrase("产"), Phrase::Character("产".into()));
        assert_eq!(phrase(""), Phrase::Empty);
    }

    #[test]
    fn a_break_or_word_inside_pins_the_run_ends() {
        let expected = [(0, "安全"), (1, "全"), (3, "\u{1}生"), (3, "生产")];
        assert_eq!(phrase("安全 生产"), Phrase::Terms(owned(&expected)));
        let expected = [(0, "第"), (1, "15"), (3, "\u{1}条")];
        assert_eq!(phrase("第15条"), Phrase::Terms(owned(&expected)));
    }

    #[test]
    fn a_phrase_is_found_in_the_grams_of_every_text_that_holds_it() {
        let text = "依照第15条第二款 安全 生产 gb 2312的规定";
        let terms = grams(text);
        for needle in ["第15条", "15条第二", "条第二款 安全 生", "全 生产 gb", "gb 2312的", "规定"]
        {
            let Phrase::Terms(wanted) = phrase(needle) else { panic!("{needle}") };
            let found = (0..40).any(|shift| {
                wanted.iter().all(|(at, term)| terms.contains(&(at + shift, term.clone())))
            });
            assert!(found, "{needle}");
        }
    }

    #[test]
    fn a_gap_is_a_break_and_nothing_else() {
        let Phrase::Terms(wanted) = phrase("安全 生产") else { panic!() };
        for text in ["安全的生产", "安全a生产", "安全生产", "安全 的生产"] {
            let terms = grams(text);
            let found = (0..9).any(|shift| {
                wanted.iter().all(|(at, term)| terms.contains(&(at + shift, term.clone())))
            });
            assert!(!found, "{text}");
        }
    }
}
