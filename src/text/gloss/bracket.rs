//! Brackets that hold the reading of what comes before them.

use super::super::letter::{is_han, is_invisible};
use super::readings::{Spelled, aligned};
use std::ops::Range;

/// What closes the brackets of each kind; a full-width mark may close what a half-width one opened.
const CLOSERS: [&[char]; 5] = [
    &[')', '）', '﹚', '｠'],
    &[']', '］', '〕', '】', '〗', '﹞'],
    &['>', '＞', '〉', '》', '⟩', '﹥', '›', '»'],
    &['}', '｝', '﹜'],
    &['」', '』', '｣'],
];

/// What closes a bracket.
pub(super) fn closers(open: char) -> Option<&'static [char]> {
    let kind = match open {
        '(' | '（' | '﹙' | '｟' => 0,
        '[' | '［' | '〔' | '【' | '〖' | '﹝' => 1,
        '<' | '＜' | '〈' | '《' | '⟨' | '﹤' | '‹' | '«' => 2,
        '{' | '｛' | '﹛' => 3,
        '「' | '『' | '｢' => 4,
        _ => return None,
    };
    Some(CLOSERS[kind])
}

/// A gloss of some characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::text) struct Gloss {
    /// The bytes to take away: the bracket, and blanks before it.
    pub(in crate::text) range: Range<usize>,
    /// How many characters it is the reading of.
    pub(in crate::text) characters: usize,
    /// Its words.
    pub(in crate::text) words: Vec<Word>,
}

/// A word of a gloss: a syllable, or several written together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::text) struct Word {
    /// Its bytes, a tone number included.
    pub(in crate::text) range: Range<usize>,
    /// How many of the characters follow the last one that it is the reading of.
    pub(in crate::text) behind: usize,
}

/// `text` without `glosses`, which are in order.
pub(in crate::text) fn without<'g>(text: &str, glosses: impl Iterator<Item = &'g Gloss>) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for gloss in glosses {
        kept.push_str(&text[from..gloss.range.start]);
        from = gloss.range.end;
    }
    kept.push_str(&text[from..]);
    kept
}

/// Every gloss of a text, in order: of the character that it stands behind, or behind other glosses of it. What
/// stands behind a bracket that is kept is text, as it is where texts are folded.
pub(in crate::text) fn find(text: &str) -> Vec<Gloss> {
    let mut glosses: Vec<Gloss> = Vec::new();
    let mut done = 0;
    for (open, _) in text.match_indices(is_open) {
        let before = text[..open].trim_end_matches(is_blank);
        let is_behind = before.ends_with(is_han) || done > 0 && before.len() <= done;
        if open < done || !is_behind {
            continue;
        }
        if let Some(gloss) = at(text, open) {
            done = gloss.range.end;
            glosses.push(gloss);
        }
    }
    glosses
}

/// The bytes of all words of glosses in a text, tone numbers included.
pub(crate) fn gloss_words(text: &str) -> Vec<Range<usize>> {
    find(text).into_iter().flat_map(|gloss| gloss.words).map(|word| word.range).collect()
}

/// The gloss whose bracket opens at `open`.
pub(in crate::text) fn at(text: &str, open: usize) -> Option<Gloss> {
    let inside = &text[open..];
    let mut characters = inside.chars().skip(1).skip_while(|&c| is_blank(c));
    if !characters.next().is_some_and(|c| !is_han(c) && c.is_alphabetic()) {
        return None;
    }
    let bracket = bracket(text, open)?;
    let before = glossed(text, open);
    let behind = aligned(&before, &bracket.spelled)?;
    let words = bracket.spelled.words.into_iter().map(|word| word.range);
    let words = words.zip(behind.behind).map(|(range, behind)| Word { range, behind });
    let start = text[..open].trim_end_matches(is_blank).len();
    Some(Gloss { range: start..bracket.end, characters: behind.characters, words: words.collect() })
}

/// A bracket that holds syllables.
pub(super) struct Bracket {
    pub(super) spelled: Spelled,
    pub(super) end: usize,
}

/// The bracket that opens at `open`, if it may be a gloss.
pub(super) fn bracket(text: &str, open: usize) -> Option<Bracket> {
    /// The reading of twelve characters with decomposed tone marks.
    const LONGEST: usize = 96;
    let mark = text[open..].chars().next()?;
    let closers = closers(mark)?;
    let start = open + mark.len_utf8();
    let mut characters = text[start..].char_indices().take(LONGEST);
    let (length, closer) = characters.find(|(_, c)| closers.contains(c))?;
    let spelled = Spelled::of(text, start..start + length)?;
    Some(Bracket { spelled, end: start + length + closer.len_utf8() })
}

/// The characters before a place, the last one first; glosses, blanks and what is invisible are left out.
pub(super) fn glossed(text: &str, before: usize) -> Vec<char> {
    /// As many as a bracket may be the reading of, and as many brackets behind them.
    const MOST: usize = 16;
    let (mut characters, mut brackets) = (Vec::new(), 0);
    let mut end = before;
    while let Some(c) = text[..end].chars().next_back() {
        if is_han(c) && characters.len() < MOST {
            characters.push(c);
        } else if let Some(open) = opened(text, end).filter(|_| brackets < MOST) {
            (end, brackets) = (open, brackets + 1);
            continue;
        } else if !is_blank(c) {
            break;
        }
        end -= c.len_utf8();
    }
    characters
}

/// Where the bracket of syllables opens that ends before the byte `end`.
fn opened(text: &str, end: usize) -> Option<usize> {
    let last = text[..end].chars().next_back().filter(|&c| is_close(c))?;
    let before = text[..end - last.len_utf8()].trim_end_matches(|c| !is_open(c) && !is_han(c));
    let open = before.char_indices().next_back().filter(|&(_, c)| is_open(c))?.0;
    bracket(text, open).filter(|bracket| bracket.end == end).map(|_| open)
}

#[inline]
pub(in crate::text) fn is_open(c: char) -> bool {
    // None of most characters of a text.
    !('\u{3020}'..='\u{FDFF}').contains(&c) && closers(c).is_some()
}

pub(super) fn is_close(c: char) -> bool {
    CLOSERS.iter().any(|kind| kind.contains(&c))
}

/// A line may end anywhere, and a query is read on one line.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}
