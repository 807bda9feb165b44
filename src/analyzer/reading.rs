//! The words of glosses beside the gram stream, and the phrases that find a string which was cut inside one.
//!
//! A gloss is nothing in folded text, and its words are terms of a class of their own. An engine that holds one term a
//! place gives each term a slot: a run start, a word and a gloss take the slot of their position, a pair and a run end
//! the next one. Behind a Han character at `p`, which takes `p` and `p + 1`, there comes
//!
//! * another one at `p + 2`, whose pair or end takes the slot `p + 3`; being inside a run it has no start;
//! * a break at `p + 2`, which has no term, or the end of the text;
//! * a word at `p + 2`, which takes the slot `p + 2` and leaves `p + 3` free.
//!
//! So the position of a gloss is `p + 2`, or `p + 3` where a word follows at once, and no other term has its slot: only
//! one word is kept behind a character. The second sort is marked otherwise, or else what follows that word would be at
//! the distance of a break: `(erba)1` in 二八(erba)a1. A gloss adds no position to the text, so that all other terms are
//! where they are without it, and the phrase of a string matches where it did. What follows a gloss is at a distance that
//! tells whether a break is between, and the phrase of a string that was cut matches where
//! [`places`](crate::text::places) finds it. Tests below hold both for random texts.

use super::gram::{Gram, Phrase, extent, phrase, unit_terms};
use super::shape::{HAN_EXTENT, Unit, is_of_word, units};
use crate::text::{Beside, Cut, cuts, steps};

/// One way to find a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) phrase: Phrase,
    /// How many positions lie between its first term and its last character or word.
    pub(crate) extent: u32,
}

/// The most phrases that find one string.
const MOST: usize = 24;

/// The phrases one of which matches where a text holds `folded`: as it stands, first, and beside the text.
pub(crate) fn readings(folded: &str) -> Vec<Reading> {
    let literal = Reading { phrase: phrase(folded), extent: extent(folded) };
    let cut = cuts(folded).into_iter().flat_map(|cut| of_cut(&cut));
    std::iter::once(literal).chain(cut).take(MOST).collect()
}

/// Hands the words beside folded text, in order, to `take`, each with its position.
pub(crate) fn each_gloss<'a>(
    folded: &str,
    beside: &'a [Beside],
    mut take: impl FnMut(Gram<'a>, u32),
) {
    let mut units = units(folded).peekable();
    for gloss in beside {
        while units.next_if(|unit| unit.at + unit.unit.text().len() < gloss.at).is_some() {}
        let Some(run) = units.peek() else { return };
        let characters = folded[run.at..gloss.at].chars().count() as u32;
        let is_before_word = folded[gloss.at..].starts_with(is_of_word);
        let position = run.position + characters * HAN_EXTENT + u32::from(is_before_word);
        take(Gram::Gloss(&gloss.word, is_before_word), position);
    }
}

/// The phrases of a string that was cut inside a gloss.
fn of_cut(cut: &Cut<'_>) -> Vec<Reading> {
    let chains = chains(&cut.words);
    let chains = chains.iter().flat_map(|chain| {
        let last = chain.last().copied().unwrap_or_default();
        continued(cut.rest, last).into_iter().map(move |rest| (chain, rest))
    });
    chains.map(|(chain, rest)| reading(&cut.words, chain, rest)).collect()
}

/// The positions at which words of glosses may be one after the other, from that of the first one on.
fn chains(words: &[&str]) -> Vec<Vec<u32>> {
    let mut chains = vec![vec![0]];
    for pair in words.windows(2) {
        let next = |chain: &Vec<u32>| {
            let last = chain.last().copied().unwrap_or_default();
            let steps = steps(pair[0], pair[1]).into_iter();
            let steps = steps.map(|step| last + step as u32 * HAN_EXTENT);
            steps.map(|next| [chain.as_slice(), &[next]].concat()).collect::<Vec<_>>()
        };
        chains = chains.iter().flat_map(next).collect();
    }
    chains
}

/// What follows the last word of a gloss.
struct Rest {
    /// Whether a word follows at once, so that the last one is a position further on.
    is_word: bool,
    terms: Vec<(usize, String)>,
    extent: u32,
}

/// The ways in which `rest` follows a gloss at the position `last`.
fn continued(rest: &str, last: u32) -> Vec<Rest> {
    let nothing = |is_word| Rest { is_word, terms: Vec::new(), extent: last + u32::from(is_word) };
    let placed = |at: u32, is_word: bool, is_behind_break: bool| {
        let terms = units(rest).flat_map(|unit| {
            let is_inside = is_behind_break || unit.position > 0;
            let terms = unit_terms(unit, is_inside).into_iter();
            terms.map(|(own, term)| (own + at as usize, term)).collect::<Vec<_>>()
        });
        Rest { is_word, terms: terms.collect(), extent: at + extent(rest) }
    };
    let at_once = match units(rest).next().map(|first| first.unit) {
        None => return vec![nothing(false), nothing(true)],
        Some(Unit::Han(_)) if rest.chars().nth(1).is_none() => None,
        Some(Unit::Han(_)) => Some(placed(last, false, false)),
        Some(Unit::Word(_)) => Some(placed(last, true, false)),
    };
    at_once.into_iter().chain([placed(last + 1, false, true)]).collect()
}

/// The phrase of words of glosses at the positions of `chain`, and of what follows.
fn reading(words: &[&str], chain: &[u32], rest: Rest) -> Reading {
    let last = chain.last().copied().unwrap_or_default();
    let mut terms: Vec<(usize, String)> = Vec::new();
    for (word, at) in words.iter().zip(chain) {
        let is_before_word = rest.is_word && *at == last;
        let mut term = String::new();
        Gram::Gloss(word, is_before_word).push_to(&mut term);
        terms.push(((at + u32::from(is_before_word)) as usize, term));
    }
    terms.dedup();
    terms.extend(rest.terms);
    terms.sort_by_key(|(at, _)| *at);
    // A phrase is counted from its first term.
    let first = terms.first().map_or(0, |(at, _)| *at);
    terms.iter_mut().for_each(|(at, _)| *at -= first);
    Reading { phrase: Phrase::Terms(terms), extent: rest.extent - first as u32 }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::super::gram::each_gram;
    use super::*;
    use crate::text::{fold, places};

    /// The terms of a text with their positions, and whether each takes the slot behind its position.
    fn terms(source: &str) -> Vec<(usize, String, bool)> {
        let text = fold(source);
        let mut terms = Vec::new();
        let mut take = |gram: Gram<'_>, position: u32| {
            let mut term = String::new();
            gram.push_to(&mut term);
            terms.push((position as usize, term, matches!(gram, Gram::Pair(..) | Gram::End(_))));
        };
        each_gram(text.as_str(), &mut take);
        each_gloss(text.as_str(), text.beside(), &mut take);
        terms
    }

    fn matches(terms: &[(usize, String, bool)], phrase: &Phrase) -> bool {
        let Phrase::Terms(wanted) = phrase else { return false };
        let is_there =
            |at: usize, term: &String| terms.iter().any(|(p, t, _)| *p == at && t == term);
        (0..200).any(|base| wanted.iter().all(|(at, term)| is_there(base + at, term)))
    }

    fn shown(source: &str) -> String {
        let shown = terms(source).into_iter().map(|(at, term, _)| format!("{at}{term}"));
        shown
            .collect::<Vec<_>>()
            .join(" ")
            .replace('\u{1}', "^")
            .replace('\u{2}', "~")
            .replace('\u{3}', "≈")
    }

    #[test]
    fn a_gloss_stands_where_what_follows_its_character_does() {
        assert_eq!(shown("亳（bó）州"), "0^亳 0亳州 2州 2~bo");
        assert_eq!(shown("亳（bó）。州"), "0^亳 0亳 3^州 3州 2~bo");
        assert_eq!(shown("亩（mǔ）5"), "0^亩 0亩 25 3≈mu");
        assert_eq!(shown("亳州（bó zhōu）"), "0^亳 0亳州 2州 2~bo 4~zhou");
        assert_eq!(shown("亳州（bózhōu）市"), "0^亳 0亳州 2州市 4市 4~bozhou");
    }

    #[test]
    fn a_string_that_was_cut_has_phrases_of_its_own() {
        let phrases = |folded| {
            let readings = readings(folded).into_iter();
            let terms = readings.map(|reading| match reading.phrase {
                Phrase::Terms(terms) => format!("{terms:?}+{}", reading.extent),
                other => format!("{other:?}"),
            });
            terms
                .collect::<Vec<_>>()
                .join(" | ")
                .replace("\\u{1}", "^")
                .replace("\\u{2}", "~")
                .replace("\\u{3}", "≈")
        };
        assert_eq!(phrases("州市"), "[(0, \"州市\")]+2");
        assert_eq!(phrases("gdp"), "[(0, \"gdp\")]+0");
        assert_eq!(phrases("bo"), "[(0, \"bo\")]+0 | [(0, \"~bo\")]+0 | [(0, \"≈bo\")]+0");
        assert_eq!(
            phrases("bo 州市"),
            "[(0, \"bo\"), (3, \"州市\")]+5 | [(0, \"~bo\"), (0, \"州市\")]+2 | [(0, \"~bo\"), (1, \"州市\")]+3"
        );
        assert_eq!(
            phrases("mu 5"),
            "[(0, \"mu\"), (3, \"5\")]+3 | [(0, \"5\"), (1, \"≈mu\")]+0 | [(0, \"~mu\"), (1, \"5\")]+1"
        );
    }

    /// Pieces of texts: characters with and without glosses, words, breaks.
    fn source() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "一",
            "二",
            "八(ba)",
            "八（ba）（ba）",
            "一(yi)",
            "二八(er ba)",
            "二八(erba)",
            "，",
            " ",
            "a",
            "ba",
            "er",
            "1",
            "%",
            "一(a)",
            "(yi)",
            "八(ba2)",
            "八(ba)1",
            "二(er)a",
        ]);
        prop::collection::vec(piece, 0..9).prop_map(|pieces| pieces.concat())
    }

    fn needle() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "一", "二", "八", "ba", "er", "yi", "erba", "a", "1", " ", " ", "%",
        ]);
        prop::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat())
    }

    /// Whether `rest`, at these bytes of folded text, ends with its word.
    fn is_whole(text: &str, end: usize) -> bool {
        let (before, after) = (text[..end].chars().next_back(), text[end..].chars().next());
        !before
            .zip(after)
            .is_some_and(|(before, after)| super::super::shape::cuts_word(before, after))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 6000, max_global_rejects: 6000, ..ProptestConfig::default() })]

        #[test]
        fn a_cut_string_is_found_where_it_stands(source in source(), needle in needle()) {
            let text = fold(&source);
            let needle = needle.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assume!(!needle.is_empty());
            let places = places(text.as_str(), text.beside(), &needle);
            let stands = places.iter().any(|place| is_whole(text.as_str(), place.rest.end));
            let terms = terms(&source);
            let beside = readings(&needle).split_off(1);
            let found = beside.iter().any(|reading| matches(&terms, &reading.phrase));
            prop_assert_eq!(found, stands, "{:?} in {:?} {:?}", needle, source, beside);
        }

        #[test]
        fn no_two_terms_share_a_slot(source in source()) {
            let slots: Vec<usize> = terms(&source).iter().map(|(at, _, is_behind)| at + usize::from(*is_behind)).collect();
            let distinct: BTreeSet<usize> = slots.iter().copied().collect();
            prop_assert_eq!(slots.len(), distinct.len(), "{}", source);
        }

        #[test]
        fn terms_of_the_text_stand_as_without_glosses(source in source()) {
            let plain = |source: &str| -> Vec<_> {
                terms(source).into_iter().filter(|(_, term, _)| !term.starts_with(['\u{2}', '\u{3}'])).collect()
            };
            let folded = fold(&source).into_string();
            let mut expected = Vec::new();
            each_gram(&folded, |gram, position| {
                let mut term = String::new();
                gram.push_to(&mut term);
                expected.push((position as usize, term));
            });
            let found: Vec<_> = plain(&source).into_iter().map(|(at, term, _)| (at, term)).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
