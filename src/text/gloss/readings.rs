//! Syllables, and the characters that are read so.

use super::super::letter::{Letter, is_combining, is_invisible, letter};
use pinyin::{Pinyin, ToPinyinMulti};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// All syllables, without tones.
static SYLLABLES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../data/syllables.txt").lines();
    lines.filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
});

/// The longest syllable: zhuang.
const LONGEST: usize = 6;

/// The words of a gloss, spelled in the bare alphabet.
pub(super) struct Spelled {
    pub(super) words: Vec<SpelledWord>,
    /// Whether tones are told.
    pub(super) is_toned: bool,
}

pub(super) struct SpelledWord {
    /// Its bytes, a tone number included.
    pub(super) range: Range<usize>,
    /// Small letters without tone, ü and v as u.
    pub(super) letters: String,
}

impl Spelled {
    /// The words that the bytes `range` of a text hold; nothing if they hold anything else.
    pub(super) fn of(text: &str, range: Range<usize>) -> Option<Self> {
        let mut spelled = Self { words: Vec::new(), is_toned: false };
        let mut goes_on = false;
        for (at, c) in text[range.clone()].char_indices() {
            let end = range.start + at + c.len_utf8();
            goes_on = match Sort::of(c) {
                Sort::Letter(letter, toned) => {
                    spelled.push(letter, end - c.len_utf8()..end, goes_on);
                    spelled.is_toned |= toned;
                    true
                }
                Sort::Tone if goes_on => {
                    spelled.extend(end);
                    // A1 is a label.
                    let is_number = !is_combining(c);
                    spelled.is_toned |= !is_number || spelled.last_is_longer();
                    !is_number
                }
                Sort::Nothing => goes_on,
                Sort::Parting => false,
                Sort::Tone | Sort::Other => return None,
            };
        }
        let label = text[range].trim();
        let is_label = label.len() == 1 && label.starts_with(|c: char| c.is_ascii_uppercase());
        (!spelled.words.is_empty() && !is_label).then_some(spelled)
    }

    fn push(&mut self, letter: char, range: Range<usize>, goes_on: bool) {
        match self.words.last_mut().filter(|_| goes_on) {
            Some(word) => {
                word.letters.push(letter);
                word.range.end = range.end;
            }
            None => self.words.push(SpelledWord { range, letters: letter.into() }),
        }
    }

    fn extend(&mut self, end: usize) {
        if let Some(word) = self.words.last_mut() {
            word.range.end = end;
        }
    }

    /// All letters.
    pub(super) fn letters(&self) -> String {
        self.words.iter().map(|word| word.letters.as_str()).collect()
    }

    fn last_is_longer(&self) -> bool {
        self.words.last().is_some_and(|word| word.letters.len() > 1)
    }

    /// Whether it consists of syllables.
    pub(super) fn is_syllabic(&self) -> bool {
        self.words.iter().all(|word| !syllables(&word.letters).is_empty())
    }
}

/// What a character of a gloss is.
enum Sort {
    /// A letter, in the bare alphabet, and whether it has a tone mark.
    Letter(char, bool),
    /// A tone mark or number, of the letter before.
    Tone,
    /// A blank, an apostrophe or a hyphen.
    Parting,
    Nothing,
    Other,
}

impl Sort {
    fn of(c: char) -> Self {
        let mut parts = std::iter::once(c).nfkd();
        let first = parts.next().unwrap_or(c);
        match first.to_ascii_lowercase() {
            'v' => Self::Letter('u', false),
            base @ 'a'..='z' => Self::Letter(base, parts.any(is_tone)),
            'ɡ' => Self::Letter('g', false),
            'ɑ' => Self::Letter('a', parts.any(is_tone)),
            '0'..='5' => Self::Tone,
            _ if is_tone(c) => Self::Tone,
            _ if is_combining(c) || is_invisible(c) => Self::Nothing,
            '\'' | '’' | '‘' | 'ʼ' | '-' | '·' | '‐' => Self::Parting,
            _ if c.is_whitespace() => Self::Parting,
            _ => Self::Other,
        }
    }
}

/// The marks of the four tones.
fn is_tone(c: char) -> bool {
    matches!(c, '\u{300}' | '\u{301}' | '\u{304}' | '\u{30C}')
}

/// Which characters a gloss is the reading of.
pub(super) struct Aligned {
    /// How many.
    pub(super) characters: usize,
    /// Of each word, how many of them follow the last one that it is the reading of.
    pub(super) behind: Vec<usize>,
}

/// How the words are readings of the last of `characters`, which are given from the last one on.
pub(super) fn aligned(characters: &[char], spelled: &Spelled) -> Option<Aligned> {
    let mut lengths = spelled.words.iter().rev().map(|word| word.letters.as_str());
    let first = lengths.next()?;
    let words: Vec<&str> = std::iter::once(first).chain(lengths).collect();
    let mut behind = Vec::with_capacity(words.len());
    let mut steps = STEPS;
    let characters = align(characters, 0, &words, first.len(), &mut behind, &mut steps)?;
    // Found from the first word on, each with what follows it.
    Some(Aligned { characters, behind })
}

/// The most steps of one alignment.
const STEPS: usize = 400;

/// Reads `words`, from the last one on, whose first has `left` letters left, by the characters from the index `at` on;
/// how many there are.
fn align(
    characters: &[char],
    at: usize,
    words: &[&str],
    left: usize,
    behind: &mut Vec<usize>,
    steps: &mut usize,
) -> Option<usize> {
    *steps = steps.checked_sub(1)?;
    let (word, rest) = words.split_first()?;
    let c = *characters.get(at)?;
    let begun_at = if left == word.len() { Some(at) } else { None };
    for reading in readings(c) {
        let Some(before) = word[..left].strip_suffix(reading.as_str()) else { continue };
        let found = match (before.len(), rest.first()) {
            (0, None) => Some(at + 1),
            (0, Some(next)) => align(characters, at + 1, rest, next.len(), behind, steps),
            (left, _) => align(characters, at + 1, words, left, behind, steps),
        };
        if found.is_some() {
            behind.extend(begun_at);
            return found;
        }
    }
    None
}

/// Whether the syllables of `letters` are readings of the first of `characters`.
pub(super) fn begins(characters: &[char], letters: &str) -> bool {
    let mut left = vec![letters];
    for c in characters {
        let readings = readings(*c);
        let mut next = Vec::new();
        for rest in left {
            next.extend(readings.iter().filter_map(|reading| rest.strip_prefix(&**reading)));
        }
        left = next;
        left.sort_unstable();
        left.dedup();
        if left.first().is_some_and(|rest| rest.is_empty()) {
            return true;
        }
    }
    false
}

/// Whether `letters` are syllables and then readings of the first of `characters`: the characters of those are cut off.
pub(super) fn goes_before(characters: &[char], letters: &str) -> bool {
    let cut_off = |at: usize| {
        let (before, after) = letters.split_at(at);
        !syllables(before).is_empty() && begins(characters, after)
    };
    (1..letters.len()).any(cut_off)
}

/// How many syllables a word of small letters may consist of, ascending: shu of one, shuo of one or two.
pub(super) fn syllables(word: &str) -> Vec<usize> {
    if !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Vec::new();
    }
    let letters = word.replace('v', "u");
    let mut counts: Vec<Vec<usize>> = vec![Vec::new(); letters.len() + 1];
    counts[0].push(0);
    for end in 1..=letters.len() {
        let begins = end.saturating_sub(LONGEST)..end;
        let begins = begins.filter(|begin| SYLLABLES.contains(&letters[*begin..end]));
        let mut at_end: Vec<usize> =
            begins.flat_map(|begin| counts[begin].iter().map(|count| count + 1)).collect();
        at_end.sort_unstable();
        at_end.dedup();
        counts[end] = at_end;
    }
    let mut whole = counts.pop().unwrap_or_default();
    whole.retain(|count| *count > 0);
    whole
}

/// A word of a gloss as it is folded, without its tone number.
pub(in crate::text) fn read_word(written: &str) -> String {
    let form = |c: char| match letter(c) {
        Letter::Other(form) if !form.is_ascii_digit() => Some(form),
        _ => None,
    };
    written.chars().filter_map(form).collect()
}

/// The readings of a character and of its Simplified form, without tones: the table gives 说 a shui, 說 none.
fn readings(c: char) -> Vec<String> {
    let mut readings = readings_of(c);
    if let Letter::Han(form) | Letter::TaiwanHan(form) = letter(c)
        && form != c
    {
        readings.extend(readings_of(form));
    }
    readings.sort_unstable();
    readings.dedup();
    readings
}

fn readings_of(c: char) -> Vec<String> {
    let bare =
        |one: Pinyin| -> String { one.plain().nfd().filter(|&c| !is_combining(c)).collect() };
    c.to_pinyin_multi().into_iter().flatten().map(bare).collect()
}

/// Whether two characters have a reading in common, tones apart: 茂 and 贸 do, 茂 and 产 do not.
pub fn sounds_alike(left: char, right: char) -> bool {
    let readings = |c: char| c.to_pinyin_multi().into_iter().flatten().map(|one| one.plain());
    readings(left).any(|one| readings(right).any(|other| one == other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_those_of_the_table_of_readings() {
        let read: HashSet<String> = ('\u{3400}'..='\u{9FFF}').flat_map(readings_of).collect();
        let known: HashSet<String> = SYLLABLES.iter().map(ToString::to_string).collect();
        assert_eq!(read, known);
    }

    #[test]
    fn a_word_consists_of_syllables_or_not() {
        assert_eq!(syllables("bozhou"), [2]);
        assert_eq!(syllables("shuo"), [1, 2]);
        assert_eq!(syllables("nv"), [1]);
        for word in ["gdp", "wifi", "", "b", "Bo", "plan"] {
            assert!(syllables(word).is_empty(), "{word}");
        }
    }

    #[test]
    fn common_characters_have_their_common_readings() {
        let pairs = [
            ("的", "di"),
            ("地", "de"),
            ("和", "huo"),
            ("行", "hang"),
            ("會", "kuai"),
            ("長", "zhang"),
            ("還", "huan"),
            ("說", "shui"),
            ("這", "zhe"),
            ("誰", "shui"),
            ("血", "xue"),
            ("不", "bu"),
            ("一", "yi"),
            ("臺", "tai"),
            ("廳", "ting"),
            ("準", "zhun"),
            ("裏", "li"),
            ("於", "yu"),
            ("爲", "wei"),
            ("衆", "zhong"),
            ("産", "chan"),
            ("麼", "me"),
            ("兒", "er"),
            ("儘", "jin"),
            ("幾", "ji"),
            ("〇", "ling"),
        ];
        for (c, reading) in pairs {
            let c = c.chars().next().unwrap_or(' ');
            assert!(readings(c).iter().any(|own| own == reading), "{c} {reading}");
        }
    }
}
