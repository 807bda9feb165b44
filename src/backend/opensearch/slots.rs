//! Grams as a stream of words, from which a stock analyzer makes our terms at our positions.
//!
//! Two of our terms may share a position, which words between spaces cannot. So each class of terms has
//! a slot of its own: a run start, a word and a gloss take the slot of their position, a pair and a
//! run end the next one. Each unit of a text takes two positions, so that no two terms meet in
//! one slot, and terms at given distances in slots are at these distances in positions: a phrase
//! matches in slots exactly where it does in positions. The stream has one term or [`HOLE`] a slot;
//! the analyzer splits it at spaces and drops the holes, which keeps the distances.
//!
//! Where a sentence or paragraph begins at the position `p`, its term takes the slot `p − 1`: no phrase
//! that begins at `p` has it, and every phrase that goes from before `p` to `p` or beyond does.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::analyzer::{Gram, HAN_EXTENT, each_gloss, each_gram};
use crate::document::Field;
use crate::document::boundaries::letter;
use crate::text::{Begin, Beside, is_han};

/// Stands in a slot without a term: a character that folding drops, so that no term has it. JSON takes
/// it as it is, in one byte, where lower ones take six: the laws are sent in half the bytes.
pub(super) const HOLE: &str = "\u{7f}";

/// The stream of a text with its glosses, and how many terms it has.
pub(super) fn of_text(folded: &str, beside: &[Beside]) -> (String, u32) {
    let mut terms: Vec<(u32, Gram<'_>)> = Vec::with_capacity(folded.len() / 3 + 2);
    each_gram(folded, |gram, position| terms.push((slot_of(gram, position), gram)));
    let without = terms.len();
    each_gloss(folded, beside, |gloss, position| terms.push((slot_of(gloss, position), gloss)));
    if terms.len() > without {
        terms.sort_by_key(|(slot, _)| *slot);
    }
    let count = terms.len() as u32;
    (stream(terms, |gram, stream| gram.push_to(stream)), count)
}

/// The stream of the places where sentences and paragraphs of a text begin and end.
///
/// The slot of a character's pair or run end is that of the beginning right behind it, which would so be
/// within an interval that ends with the character. So where a sentence or paragraph ends with a
/// character, a term of it takes the slot before, which no beginning has.
pub(super) fn of_borders(title: &str, text: &str, begins: &[(u32, Begin)]) -> String {
    let places: FxHashSet<u32> = begins.iter().map(|(position, _)| *position).collect();
    let mut terms: BTreeMap<u32, String> = begins
        .iter()
        .map(|(position, begin)| (position.saturating_sub(1), letter(*begin).to_string()))
        .collect();
    for (field, text) in [(Field::Grams, text), (Field::Title, title)] {
        each_gram(text, |gram, position| match gram {
            Gram::Pair(last, _) | Gram::End(last) if places.contains(&(position + HAN_EXTENT)) => {
                terms.insert(position, last_term(field, last));
            }
            _ => {}
        });
    }
    stream(terms, |term, stream| stream.push_str(&term))
}

/// The terms of a character that ends a sentence or paragraph in a field.
pub(super) fn last_terms(of: Field, character: char) -> Vec<String> {
    let fields = if of == Field::Title { vec![of] } else { vec![of, Field::Title] };
    fields.into_iter().map(|field| last_term(field, character)).collect()
}

/// The term of a character that ends one in the title, which is a part of the text, or behind it.
fn last_term(of: Field, character: char) -> String {
    if of == Field::Title { format!("t{character}") } else { character.to_string() }
}

/// The stream of a phrase whose terms have these positions; `None` where two terms are to be at one
/// place, which no text has.
pub(super) fn of_phrase(terms: &[(usize, String)]) -> Option<String> {
    let mut slots: Vec<(u32, &str)> =
        terms.iter().map(|(at, term)| (*at as u32 + lag(term), term.as_str())).collect();
    slots.sort_unstable();
    slots.dedup();
    let first = slots.first().map_or(0, |(slot, _)| *slot);
    let is_apart = slots.windows(2).all(|two| two[0].0 < two[1].0);
    let shifted = slots.into_iter().map(|(slot, term)| (slot - first, term));
    is_apart.then(|| stream(shifted, |term, stream| stream.push_str(term)))
}

/// The slot of a gram at a position.
fn slot_of(gram: Gram<'_>, position: u32) -> u32 {
    position + u32::from(matches!(gram, Gram::Pair(..) | Gram::End(_)))
}

/// How far the slot of a term lies behind its position: pairs and run ends alone begin with a Han
/// character.
fn lag(term: &str) -> u32 {
    u32::from(term.starts_with(is_han))
}

/// Terms at ascending slots, with a hole in each slot between.
fn stream<T>(
    terms: impl IntoIterator<Item = (u32, T)>,
    mut write: impl FnMut(T, &mut String),
) -> String {
    let mut stream = String::new();
    let mut next = 0;
    for (slot, term) in terms {
        for _ in next..slot {
            stream.push_str(HOLE);
            stream.push(' ');
        }
        write(term, &mut stream);
        stream.push(' ');
        next = slot + 1;
    }
    stream.pop();
    stream
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::analyzer::{Phrase, readings};
    use crate::text::{fold, places};

    fn shown(stream: &str) -> String {
        stream.replace(HOLE, "_").replace('\u{1}', "^").replace('\u{2}', "~").replace('\u{3}', "≈")
    }

    fn of(source: &str) -> (String, u32) {
        let text = fold(source);
        of_text(text.as_str(), text.beside())
    }

    #[test]
    fn a_stream_has_one_term_or_a_hole_in_each_slot() {
        let (stream, count) = of("安全生产。第15条");
        assert_eq!(shown(&stream), "^安 安全 _ 全生 _ 生产 _ 产 _ ^第 第 15 _ ^条 条");
        assert_eq!(count, 10);
        assert_eq!(shown(&of("亳（bó）州").0), "^亳 亳州 ~bo 州");
        assert_eq!(of(""), (String::new(), 0));
    }

    #[test]
    fn a_character_that_ends_a_sentence_or_paragraph_has_a_term_before_the_next_one() {
        let (title, text) = (fold("通知"), fold("通知 安全。第15条"));
        let begins = [(4, Begin::Paragraph), (8, Begin::Sentence)];
        let borders = of_borders(title.as_str(), text.as_str(), &begins);
        assert_eq!(shown(&borders), "_ _ t知 p _ _ 全 s");
        assert_eq!(last_terms(Field::Title, '知'), ["t知"]);
        assert_eq!(last_terms(Field::Grams, '知'), ["知", "t知"]);
        let apart = of_borders("", text.as_str(), &[(9, Begin::Sentence)]);
        assert_eq!(shown(&apart), "_ _ _ _ _ _ _ _ s");
    }

    #[test]
    fn a_phrase_begins_in_its_first_slot() {
        let phrase = |terms: &[(usize, &str)]| {
            let terms: Vec<_> = terms.iter().map(|(at, term)| (*at, term.to_string())).collect();
            of_phrase(&terms).map(|stream| shown(&stream))
        };
        assert_eq!(phrase(&[(0, "安全"), (4, "生产")]).unwrap(), "安全 _ _ _ 生产");
        assert_eq!(phrase(&[(0, "第"), (2, "15"), (4, "\u{1}条")]).unwrap(), "第 15 _ ^条");
        assert_eq!(phrase(&[(0, "安全"), (0, "安全"), (2, "全生")]).unwrap(), "安全 _ 全生");
        assert_eq!(phrase(&[(0, "安全"), (0, "安排")]), None);
    }

    /// The terms of a stream by slot, as the analyzer sees them.
    fn analyzed(stream: &str) -> BTreeMap<usize, &str> {
        let words = stream.split(' ').enumerate();
        words.filter(|(_, word)| *word != HOLE && !word.is_empty()).collect()
    }

    fn matches(text: &str, phrase: &str) -> bool {
        let (text, phrase) = (analyzed(text), analyzed(phrase));
        let is_there =
            |base: usize| phrase.iter().all(|(slot, term)| text.get(&(base + slot)) == Some(term));
        (0..=text.keys().last().copied().unwrap_or_default()).any(is_there)
    }

    /// Whether a character is white space for Java, which splits the stream.
    fn splits(character: char) -> bool {
        let is_no_break = matches!(character, '\u{a0}' | '\u{2007}' | '\u{202f}');
        character.is_whitespace() && !is_no_break || ('\u{1c}'..='\u{1f}').contains(&character)
    }

    #[test]
    fn no_character_of_a_term_is_a_hole_or_splits_the_stream() {
        for character in '\0'..=char::MAX {
            let text = fold(&format!("a{character}b"));
            let mut is_sound = !text.as_str().contains(HOLE);
            each_gram(text.as_str(), |gram, _| {
                let mut term = String::new();
                gram.push_to(&mut term);
                is_sound &= !term.contains(splits);
            });
            assert!(is_sound, "{character:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn a_phrase_matches_in_slots_where_its_string_is(
            source in "[一二甲a1% （）ǎ]{0,12}",
            needle in "[一二甲a1% ]{1,5}",
        ) {
            let text = fold(&source);
            let needle = fold(&needle).as_str().to_string();
            prop_assume!(needle.chars().count() > 1 || !needle.contains(is_han));
            prop_assume!(!needle.is_empty());
            let (stream, _) = of_text(text.as_str(), text.beside());
            let found = readings(&needle).into_iter().any(|reading| match reading.phrase {
                Phrase::Terms(terms) => of_phrase(&terms).is_some_and(|one| matches(&stream, &one)),
                _ => false,
            });
            let is_whole = |at: usize| {
                let cut = |left: Option<char>, right: Option<char>| {
                    left.zip(right).is_some_and(|(l, r)| crate::analyzer::cuts_word(l, r))
                };
                let (before, rest) = text.as_str().split_at(at);
                let (inside, after) = rest.split_at(needle.len());
                !cut(before.chars().next_back(), inside.chars().next())
                    && !cut(inside.chars().next_back(), after.chars().next())
            };
            let starts = text.as_str().char_indices().map(|(at, _)| at);
            let literal = starts
                .filter(|at| text.as_str()[*at..].starts_with(needle.as_str()))
                .any(is_whole);
            let beside = !places(text.as_str(), text.beside(), &needle).is_empty();
            prop_assert!(found || !literal, "{source:?} {needle:?}");
            prop_assert!(!found || literal || beside, "{source:?} {needle:?}");
        }
    }
}
