//! One character left open: what stands there in the corpus.
//!
//! A character that sounds like the one typed comes first (运茂产一体化 → 运贸产一体化), then what
//! makes a word (发改进 → 发改委), then what more announcements have. A pair of characters leaves too
//! little to go by: only what sounds alike completes it (补帖 → 补贴).
//!
//! All is read from the terms: what follows the character before the gap is a range of the
//! dictionary of pairs, and only what is about to be suggested is looked for as a phrase. (Reading
//! twenty announcements for each gap instead took 22 ms on 60,000 articles.)

use std::collections::BTreeMap;

use tantivy::query::PhraseQuery;
use tantivy::termdict::TermDictionary;
use tantivy::{TantivyError, Term};

use super::super::compile::{Match, term};
use super::{MOST_TRIED, Suggester};
use crate::analyzer::{HAN_EXTENT, cut};
use crate::error::Result;
use crate::text::{is_han, sounds_alike};

/// How many positions of the grams a character takes.
const EXTENT: usize = HAN_EXTENT as usize;

/// How many completions, whose pairs all occur, are looked for as a whole.
const MOST_LOOKED_FOR: usize = 60;

/// The characters that stand in a gap, each with the number of announcements that have it there, by
/// the rarer of the pairs that it makes.
type Standing = BTreeMap<char, u64>;

/// A text that may have been meant. The greater the better.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Completion {
    sounds_alike: bool,
    is_word: bool,
    count: u64,
    text: String,
}

impl Suggester<'_> {
    /// Texts of the corpus that differ from `characters` in one of them, best first; nothing for
    /// a single character, which has no neighbour that could tell what was meant.
    pub(super) fn completions(&self, characters: &[char]) -> Result<Vec<String>> {
        if characters.len() < 2 {
            return Ok(Vec::new());
        }
        let absent = self.absent_pairs(characters)?;
        let mut completions = Vec::new();
        for gap in 0..characters.len() {
            let is_cause = absent.iter().all(|pair| *pair == gap || *pair + 1 == gap);
            if is_cause && self.stands_around(characters, gap)? {
                completions.extend(self.completed(characters, gap)?);
            }
        }
        completions.sort_unstable_by(|left, right| right.cmp(left));
        self.that_occur(completions)
    }

    /// The places of the pairs that no announcement has.
    fn absent_pairs(&self, characters: &[char]) -> Result<Vec<usize>> {
        let mut absent = Vec::new();
        for (at, pair) in characters.windows(2).enumerate() {
            if self.announcements_with(pair[0], pair[1])? == 0 {
                absent.push(at);
            }
        }
        Ok(absent)
    }

    fn announcements_with(&self, first: char, second: char) -> Result<u64> {
        let pair = [first, second].iter().collect::<String>();
        Ok(self.searcher.doc_freq(&Term::from_field_text(self.fields.grams, &pair))?)
    }

    /// Whether any announcement has what stands on both sides of the gap, as far apart.
    fn stands_around(&self, characters: &[char], gap: usize) -> Result<bool> {
        let term_at = |(at, pair): (usize, &[char])| {
            let text: String = pair.iter().collect();
            (at * EXTENT, Term::from_field_text(self.fields.grams, &text))
        };
        let pairs = characters.windows(2).enumerate();
        let pairs = pairs.filter(|(at, _)| *at != gap && *at + 1 != gap);
        let mut terms: Vec<_> = pairs.map(term_at).collect();
        let around: Match = match terms.len() {
            0 => return Ok(true),
            1 => term(terms.remove(0).1),
            _ => Box::new(PhraseQuery::new_with_offset(terms)),
        };
        self.compiler.exists(&around)
    }

    /// The characters with others in the gap.
    fn completed(&self, characters: &[char], gap: usize) -> Result<Vec<Completion>> {
        let typed = characters[gap];
        let standing = self.standing(characters, gap)?.into_iter();
        let completion = |(found, count)| {
            let mut completed = characters.to_vec();
            completed[gap] = found;
            let text: String = completed.into_iter().collect();
            let is_word = cut(&text).len() == 1;
            Completion { sounds_alike: sounds_alike(found, typed), is_word, count, text }
        };
        Ok(standing.map(completion).collect())
    }

    /// What makes pairs with the characters on both sides of the gap, and may have been meant.
    fn standing(&self, characters: &[char], gap: usize) -> Result<Standing> {
        let typed = characters[gap];
        let may_be_meant =
            |found: char| found != typed && (characters.len() > 2 || sounds_alike(found, typed));
        let left = gap.checked_sub(1).and_then(|left| characters.get(left));
        let right = characters.get(gap + 1);
        let mut standing = Standing::new();
        for segment in self.searcher.segment_readers() {
            let grams = segment.inverted_index(self.fields.grams)?;
            match (left, right) {
                (Some(left), _) => add_after(grams.terms(), *left, &mut standing, may_be_meant)?,
                (None, Some(right)) => {
                    let all = segment.inverted_index(self.fields.characters)?;
                    let (grams, all) = (grams.terms(), all.terms());
                    add_before(grams, all, *right, &mut standing, may_be_meant)?;
                }
                (None, None) => {}
            }
        }
        match (left, right) {
            (Some(_), Some(right)) => self.before(standing, *right),
            _ => Ok(standing),
        }
    }

    /// Those of `standing` that stand before `right`, too.
    fn before(&self, standing: Standing, right: char) -> Result<Standing> {
        let mut before = Standing::new();
        for (found, count) in standing {
            let on_the_right = self.announcements_with(found, right)?;
            if on_the_right > 0 {
                before.insert(found, count.min(on_the_right));
            }
        }
        Ok(before)
    }

    /// The texts that announcements have, as many as are tried.
    fn that_occur(&self, completions: Vec<Completion>) -> Result<Vec<String>> {
        let mut occurring = Vec::new();
        for completion in completions.into_iter().take(MOST_LOOKED_FOR) {
            if occurring.len() < MOST_TRIED && self.compiler.occurs(&completion.text)? {
                occurring.push(completion.text);
            }
        }
        Ok(occurring)
    }
}

/// Adds what stands after `left` in the pairs of a segment.
fn add_after(
    grams: &TermDictionary,
    left: char,
    standing: &mut Standing,
    may_be_meant: impl Fn(char) -> bool,
) -> Result<()> {
    let prefix = left.to_string();
    let mut stream = grams.range().ge(&prefix).into_stream().map_err(TantivyError::from)?;
    while stream.advance() && stream.key().starts_with(prefix.as_bytes()) {
        if let Some(right) =
            only_han(&stream.key()[prefix.len()..]).filter(|one| may_be_meant(*one))
        {
            *standing.entry(right).or_default() += u64::from(stream.value().doc_freq);
        }
    }
    Ok(())
}

/// Adds which of `all` characters stand before `right` in the pairs of a segment.
fn add_before(
    grams: &TermDictionary,
    all: &TermDictionary,
    right: char,
    standing: &mut Standing,
    may_be_meant: impl Fn(char) -> bool,
) -> Result<()> {
    let mut stream = all.stream().map_err(TantivyError::from)?;
    let mut pair = String::new();
    while stream.advance() {
        let Some(left) = only_han(stream.key()).filter(|one| may_be_meant(*one)) else { continue };
        pair.clear();
        pair.extend([left, right]);
        if let Some(info) = grams.get(&pair).map_err(TantivyError::from)? {
            *standing.entry(left).or_default() += u64::from(info.doc_freq);
        }
    }
    Ok(())
}

/// The Han character that a term is.
fn only_han(term: &[u8]) -> Option<char> {
    let mut characters = std::str::from_utf8(term).ok()?.chars();
    let first = characters.next().filter(|first| is_han(*first))?;
    characters.next().is_none().then_some(first)
}
