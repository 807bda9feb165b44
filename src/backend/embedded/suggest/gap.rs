//! One character left open: what stands there in the corpus.
//!
//! A character that sounds like the one typed comes first (运茂产一体化 → 运贸产一体化), then what
//! makes a word (发改进 → 发改委), then what occurs most often. A pair of characters leaves too
//! little to go by: only what sounds alike completes it (补帖 → 补贴).

use std::collections::HashMap;

use tantivy::collector::TopDocs;
use tantivy::query::PhraseQuery;
use tantivy::{DocAddress, Term};

use super::super::compile::{Match, every, term};
use super::super::schema;
use super::{MOST_READ, Suggester};
use crate::analyzer::{HAN_EXTENT, cut};
use crate::error::{ErrorKind, Result};
use crate::text::{fold_str, is_han, sounds_alike};

/// How many positions of the grams a character takes.
const EXTENT: usize = HAN_EXTENT as usize;

impl Suggester<'_> {
    fn top(&self, found: &Match) -> Result<Vec<DocAddress>> {
        let found =
            self.searcher.search(found, &TopDocs::with_limit(MOST_READ).order_by_score())?;
        Ok(found.into_iter().map(|(_, address)| address).collect())
    }

    /// What stands in the corpus like `characters` with one of them changed.
    pub(super) fn completions(&self, characters: &[char]) -> Result<Vec<String>> {
        if let [first, second] = *characters {
            return self.alike(first, second);
        }
        let mut counts = HashMap::new();
        for gap in 0..characters.len() {
            let Some(found) = self.holding(characters, gap) else { continue };
            for address in self.top(&found)? {
                let record = schema::record(self.fields, &self.searcher.doc(address)?)?;
                let announcement = &record.announcement;
                let text = fold_str(&format!("{}\n{}", announcement.title, announcement.body));
                count_completions(&text, characters, gap, &mut counts);
            }
        }
        Ok(best_first(counts))
    }

    /// The pairs of the corpus that sound like this one and share a character, most frequent first.
    fn alike(&self, first: char, second: char) -> Result<Vec<String>> {
        let mut counts: HashMap<String, u32> = HashMap::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(self.fields.grams)?;
            let opened = index.terms().stream();
            let mut grams = opened.map_err(|error| ErrorKind::Backend(error.to_string()))?;
            while grams.advance() {
                let gram = String::from_utf8_lossy(grams.key());
                if sounds_like(&gram, first, second) {
                    *counts.entry(gram.into_owned()).or_default() += grams.value().doc_freq;
                }
            }
        }
        let mut found: Vec<_> = counts.into_iter().collect();
        found.sort_by(|left, right| right.1.cmp(&left.1).then(left.0.cmp(&right.0)));
        Ok(found.into_iter().map(|(gram, _)| gram).collect())
    }

    /// Documents that hold what stands on both sides of the gap, as far apart.
    fn holding(&self, characters: &[char], gap: usize) -> Option<Match> {
        let pair = |at: usize| {
            let text: String = characters[at..at + 2].iter().collect();
            (at * EXTENT, Term::from_field_text(self.fields.grams, &text))
        };
        let pairs = (0..characters.len() - 1).filter(|at| *at != gap && *at + 1 != gap);
        let mut terms: Vec<_> = pairs.map(pair).collect();
        match terms.len() {
            0 => None,
            1 => Some(every(vec![term(terms.remove(0).1)])),
            _ => Some(Box::new(PhraseQuery::new_with_offset(terms))),
        }
    }
}

/// Whether a gram is the pair of these characters with one of them replaced by one that sounds so.
fn sounds_like(gram: &str, first: char, second: char) -> bool {
    let mut characters = gram.chars();
    let (Some(left), Some(right), None) = (characters.next(), characters.next(), characters.next())
    else {
        return false;
    };
    (left == first && right != second && sounds_alike(right, second))
        || (right == second && left != first && sounds_alike(left, first))
}

/// Counts the strings of `text` that are `characters` with another one in the `gap`, and whether
/// that one sounds alike.
fn count_completions(
    text: &str,
    characters: &[char],
    gap: usize,
    counts: &mut HashMap<String, (bool, usize)>,
) {
    let text: Vec<char> = text.chars().collect();
    for window in text.windows(characters.len()) {
        let found = window[gap];
        let same = |at: usize| at == gap || window[at] == characters[at];
        if is_han(found) && found != characters[gap] && (0..window.len()).all(same) {
            let alike = sounds_alike(found, characters[gap]);
            counts.entry(window.iter().collect()).or_insert((alike, 0)).1 += 1;
        }
    }
}

fn best_first(counts: HashMap<String, (bool, usize)>) -> Vec<String> {
    let is_word = |text: &str| cut(text).len() == 1;
    let ranked =
        counts.into_iter().map(|(text, (alike, count))| (alike, is_word(&text), count, text));
    let mut found: Vec<_> = ranked.collect();
    found.sort_by(|left, right| {
        let key = |one: &(bool, bool, usize, String)| (one.0, one.1, one.2);
        key(right).cmp(&key(left)).then(left.3.cmp(&right.3))
    });
    found.into_iter().map(|(_, _, _, text)| text).collect()
}
