//! The gram stream of a text, and the phrase of grams that finds a string.

use super::shape::{HAN_EXTENT, Placed, Unit, joined, units};
use crate::text::is_sign;

/// Marks the term of the first character of a Han run; the last one's term is the bare character.
const RUN_START: char = '\u{1}';

/// Mark the term of a word of a gloss: another where a word of the text follows at once.
const GLOSSES: [char; 2] = ['\u{2}', '\u{3}'];

/// A term of the gram stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gram<'a> {
    /// The first character of a Han run, marked.
    Start(char),
    /// Two neighbouring Han characters.
    Pair(char, char),
    /// The last character of a Han run.
    End(char),
    /// A word of letters, a number or a sign.
    Word(&'a str),
    /// A word of a gloss, which is beside the text, and whether a word of the text follows at once.
    Gloss(&'a str, bool),
}

impl Gram<'_> {
    /// Appends the text of the term.
    pub(crate) fn push_to(self, term: &mut String) {
        match self {
            Gram::Start(only) => term.extend([RUN_START, only]),
            Gram::Pair(first, second) => term.extend([first, second]),
            Gram::End(only) => term.push(only),
            Gram::Word(word) => term.push_str(word),
            Gram::Gloss(word, is_before_word) => {
                term.push(GLOSSES[usize::from(is_before_word)]);
                term.push_str(word);
            }
        }
    }
}

/// Hands the grams of folded text, in order, to `take`, each with its position.
///
/// Of every Han character one [`Gram::Pair`] or [`Gram::End`] begins with it, and no other.
pub(crate) fn each_gram<'a>(folded: &'a str, mut take: impl FnMut(Gram<'a>, u32)) {
    for placed in units(folded) {
        match placed.unit {
            Unit::Word(word) => take(Gram::Word(word), placed.position),
            Unit::Han(run) => each_of_run(run, placed.position, &mut take),
        }
    }
}

/// First character, pairs, last character.
fn each_of_run<'a>(run: &'a str, mut position: u32, take: &mut impl FnMut(Gram<'a>, u32)) {
    let mut characters = run.chars();
    let Some(mut last) = characters.next() else { return };
    take(Gram::Start(last), position);
    for next in characters {
        take(Gram::Pair(last, next), position);
        position = position.saturating_add(HAN_EXTENT);
        last = next;
    }
    take(Gram::End(last), position);
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
    /// A single Han character: it occurs in the stream of characters.
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

/// The terms that cover a unit, which is `inside` the string or at its beginning.
pub(super) fn unit_terms(placed: Placed<'_>, inside: bool) -> Vec<(usize, String)> {
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
    units(folded).for_each(|placed| push_pairs(placed.unit, &mut terms));
    terms
}

/// The texts one of which a text has that is near to a query: all pairs, and words, with letters,
/// digits and signs that touch in one: another 9 is not near to `h7n9`. A sign alone is near to
/// nothing.
pub(crate) fn pairs_and_words(folded: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let is_telling = |unit: &Unit<'_>| !unit.text().chars().all(is_sign);
    joined(folded).filter(is_telling).for_each(|unit| push_pairs(unit, &mut texts));
    texts
}

fn push_pairs(unit: Unit<'_>, terms: &mut Vec<String>) {
    match unit {
        Unit::Word(word) => terms.push(word.to_string()),
        Unit::Han(run) => {
            let characters: Vec<char> = run.chars().collect();
            terms.extend(characters.windows(2).map(String::from_iter));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_that_touch_are_near_as_one() {
        assert_eq!(pairs_and_words("h7n9防控"), ["h7n9", "防控"]);
        assert_eq!(pairs_and_words("iso 9001 互联网+"), ["iso", "9001", "互联", "联网"]);
        assert!(pairs_and_words("①").is_empty());
    }

    fn grams(folded: &str) -> Vec<(usize, String)> {
        let mut terms = Vec::new();
        each_gram(folded, |gram, position| {
            let mut term = String::new();
            gram.push_to(&mut term);
            terms.push((position as usize, term));
        });
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

    /// Whether no word or number of `text` is cut by the range.
    fn is_whole(text: &str, start: usize, end: usize) -> bool {
        let before = &text[..start];
        let inside = &text[start..end];
        let after = &text[end..];
        let cut = |left: Option<char>, right: Option<char>| match (left, right) {
            (Some(left), Some(right)) => {
                (left.is_ascii_digit() && right.is_ascii_digit())
                    || (left.is_ascii_lowercase() && right.is_ascii_lowercase())
            }
            _ => false,
        };
        let begins = cut(before.chars().next_back(), inside.chars().next());
        let ends = cut(inside.chars().next_back(), after.chars().next());
        !begins && !ends
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn a_phrase_is_where_its_string_is(text in "[一二a1% ]{0,12}", needle in "[一二a1% ]{1,5}") {
            let tidy = |text: &str| {
                let words: Vec<_> = text.split_whitespace().collect();
                words.join(" ")
            };
            let (text, needle) = (tidy(&text), tidy(&needle));
            prop_assume!(!needle.is_empty());
            prop_assert_eq!(holds(&text, &needle), stands_in(&text, &needle));
        }
    }

    /// Whether `needle` is whole somewhere in `text`, also where places overlap.
    fn stands_in(text: &str, needle: &str) -> bool {
        let starts = text.char_indices().map(|(at, _)| at);
        let mut places = starts.filter(|at| text[*at..].starts_with(needle));
        places.any(|at| is_whole(text, at, at + needle.len()))
    }
}
