//! The words of glosses, which are kept beside folded text, each behind the character that it is a reading of.
//!
//! A string that was cut inside a gloss folds to words of the gloss and to what follows it: `bó）州市` to `bo 州市`. A text
//! holds it where it has those words one after the other, and then, at once or after a break, what follows. The order of
//! the words is that of the characters they belong to, whether one bracket holds them or several.

use super::super::letter::is_han;
use super::readings::syllables;
use std::ops::Range;

/// A word of a gloss beside folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Beside {
    /// The byte of the folded text behind the last character that it is the reading of.
    pub(crate) at: usize,
    /// The folded word, without its tone number.
    pub(crate) word: String,
    /// Its bytes in the source, its tone number included.
    pub(crate) source: Range<usize>,
}

/// A folded text, as one that was cut inside a gloss.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Cut<'t> {
    /// The words of the gloss that it begins with.
    pub(crate) words: Vec<&'t str>,
    /// What follows.
    pub(crate) rest: &'t str,
}

/// A place of a cut text beside another.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The words beside the text, by index: the first and the last.
    pub(crate) words: (usize, usize),
    /// The bytes of what follows them; an empty range if nothing does.
    pub(crate) rest: Range<usize>,
}

/// The ways in which folded text may have been cut inside a gloss: its first words are of one, as many as are syllables.
pub(crate) fn cuts(folded: &str) -> Vec<Cut<'_>> {
    /// The most words of a gloss that are told apart.
    const MOST: usize = 4;
    let (mut words, mut rest, mut cuts) = (Vec::new(), folded, Vec::new());
    while !rest.is_empty() && words.len() < MOST {
        let (first, after) = rest.split_once(' ').unwrap_or((rest, ""));
        let Some(own) = syllabic(first) else { break };
        words.extend(own);
        rest = after;
        cuts.push(Cut { words: words.clone(), rest });
    }
    cuts
}

/// The words of a folded word, if all are syllables: tone numbers part them.
fn syllabic(word: &str) -> Option<Vec<&str>> {
    let words = word.split_inclusive(|c: char| c.is_ascii_digit()).map(|word| {
        let letters = word.strip_suffix(|c| matches!(c, '0'..='5')).unwrap_or(word);
        (!syllables(letters).is_empty()).then_some(letters)
    });
    words.collect()
}

/// How many characters may lie between the places of two words of glosses, the first of them `before` the other: as many
/// as that one has syllables, or none where a bracket was repeated.
pub(crate) fn steps(before: &str, word: &str) -> Vec<usize> {
    let repeated = (before == word).then_some(0);
    repeated.into_iter().chain(syllables(word)).collect()
}

/// Where `folded` is beside `text`, whose words of glosses are `beside`, in order. A single character behind a gloss
/// is not looked for, unless a break parts them.
pub(crate) fn places(text: &str, beside: &[Beside], folded: &str) -> Vec<Place> {
    let mut places = Vec::new();
    if beside.is_empty() {
        return places;
    }
    for Cut { words, rest } in cuts(folded) {
        for first in (0..beside.len()).filter(|at| beside[*at].word == words[0]) {
            let lasts = lasts(text, beside, first, &words);
            let ends = lasts.into_iter().flat_map(|last| {
                let rests = rests(text, beside[last].at, rest).into_iter();
                rests.map(move |rest| Place { words: (first, last), rest })
            });
            places.extend(ends);
        }
    }
    places
}

/// The words beside a text that may be the last one of `words`, whose first is the one with the index `first`.
fn lasts(text: &str, beside: &[Beside], first: usize, words: &[&str]) -> Vec<usize> {
    let mut lasts = vec![first];
    for pair in words.windows(2) {
        let next = |from: usize| {
            let behind = steps(pair[0], pair[1]).into_iter().filter_map(move |step| {
                let at = behind(text, beside[from].at, step)?;
                beside.binary_search_by_key(&at, |one| one.at).ok()
            });
            behind.filter(|at| beside[*at].word == pair[1]).collect::<Vec<_>>()
        };
        lasts = lasts.into_iter().flat_map(next).collect();
    }
    lasts
}

/// The byte behind so many Han characters from a byte on.
fn behind(text: &str, from: usize, characters: usize) -> Option<usize> {
    let mut end = from;
    for c in text[from..].chars().take(characters) {
        end += is_han(c).then_some(c.len_utf8())?;
    }
    (text[from..end].chars().count() == characters).then_some(end)
}

/// Where `rest` comes next from the byte `at` of a text.
fn rests(text: &str, at: usize, rest: &str) -> Vec<Range<usize>> {
    let after = &text[at..];
    let is_single = rest.starts_with(is_han) && rest.chars().nth(1).is_none();
    let at_once = !is_single && after.starts_with(rest);
    let behind_break =
        !rest.is_empty() && after.strip_prefix(' ').is_some_and(|after| after.starts_with(rest));
    let starts = at_once.then_some(at).into_iter().chain(behind_break.then_some(at + 1));
    starts.map(|start| start..start + rest.len()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::fold;
    use super::*;

    fn stands(source: &str, folded: &str) -> bool {
        let text = fold(source);
        !places(text.as_str(), text.beside(), folded).is_empty()
    }

    #[test]
    fn what_was_cut_inside_a_gloss_stands_beside_the_text() {
        let source = "安徽省亳（bó）州（zhōu）市，砀山（Dàngshān）县；歙[shè4]、黟（yī）5户";
        for held in [
            "bo",
            "zhou",
            "bo 州市",
            "zhou 市 砀山县",
            "bo zhou",
            "bo zhou 市 砀山",
            "dangshan",
            "she4",
            "she 黟5",
            "yi 5户",
        ] {
            assert!(stands(source, held), "{held}");
        }
        for other in [
            "bo 市",
            "zhou 市",
            "bo州市",
            "dangshan 山",
            "dangshan 县",
            "dang",
            "yi 户",
            "she yi",
            "bo 州市x",
            "市",
            "gdp",
        ] {
            assert!(!stands(source, other), "{other}");
        }
    }

    #[test]
    fn a_repeated_bracket_is_one_word() {
        assert!(stands("政(zheng)(zheng)府网", "zheng zheng 府网"));
        assert!(stands("平平（píng píng）安安", "ping ping 安安"));
        assert!(!stands("平（píng）安安", "ping ping 安"));
    }

    #[test]
    fn texts_are_cut_where_syllables_end() {
        let cut = |words: &[&'static str], rest| Cut { words: words.to_vec(), rest };
        assert_eq!(cuts("bo 州市"), [cut(&["bo"], "州市")]);
        assert_eq!(cuts("bo2zhou1 市"), [cut(&["bo", "zhou"], "市")]);
        assert_eq!(cuts("bo zhou"), [cut(&["bo"], "zhou"), cut(&["bo", "zhou"], "")]);
        assert!(cuts("gdp 增长").is_empty() && cuts("bo州").is_empty() && cuts("州 bo").is_empty());
    }
}
