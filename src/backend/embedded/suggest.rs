//! What was probably meant by a query that finds nothing: one character put right.
//!
//! Each piece of the query, of Han characters alone, that no announcement holds is looked for with one of its characters
//! left open; what stands there in the corpus completes it. A character that sounds like the one
//! typed comes first (运茂产一体化 → 运贸产一体化), then what occurs most often. It is a suggestion
//! and never a match: an engine that matched by sound had to take it back.

use std::collections::HashMap;

use tantivy::collector::TopDocs;
use tantivy::query::PhraseQuery;
use tantivy::{DocAddress, Searcher, Term};

use super::compile::{Compiler, Match, every, term};
use super::schema::{self, Fields};
use crate::analyzer::HAN_EXTENT;
use crate::error::Result;
use crate::text::{fold_str, is_han, sounds_alike};

/// How many announcements are read to complete one gap.
const MOST_READ: usize = 20;

/// How many queries are suggested.
const MOST_SUGGESTED: usize = 3;

/// How many positions of the grams a character takes.
const EXTENT: usize = HAN_EXTENT as usize;

/// Pieces outside these lengths in characters are left as they are.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=24;

/// Looks for what was meant.
pub(super) struct Suggester<'a> {
    pub(super) searcher: &'a Searcher,
    pub(super) fields: &'a Fields,
    pub(super) compiler: &'a Compiler<'a>,
}

impl Suggester<'_> {
    /// Queries like the folded `pieces` of one that found nothing, best first.
    pub(super) fn suggest(&self, pieces: &[String]) -> Result<Vec<String>> {
        let mut suggestions = Vec::new();
        for (index, piece) in pieces.iter().enumerate() {
            let is_run = piece.chars().all(is_han) && LENGTHS.contains(&piece.chars().count());
            if !is_run || self.compiler.occurs(piece)? {
                continue;
            }
            for completed in self.completions(piece)? {
                let mut pieces = pieces.to_vec();
                pieces[index] = completed;
                suggestions.push(pieces.join(" "));
            }
        }
        suggestions.truncate(MOST_SUGGESTED);
        Ok(suggestions)
    }

    fn top(&self, found: &Match) -> Result<Vec<DocAddress>> {
        let found =
            self.searcher.search(found, &TopDocs::with_limit(MOST_READ).order_by_score())?;
        Ok(found.into_iter().map(|(_, address)| address).collect())
    }

    /// What stands in the corpus like `piece` with one character changed.
    fn completions(&self, piece: &str) -> Result<Vec<String>> {
        let characters: Vec<char> = piece.chars().collect();
        let mut counts = HashMap::new();
        for gap in 0..characters.len() {
            let Some(found) = self.around(&characters, gap) else { continue };
            for address in self.top(&found)? {
                let record = schema::record(self.fields, &self.searcher.doc(address)?)?;
                let announcement = &record.announcement;
                let text = fold_str(&format!("{}\n{}", announcement.title, announcement.body));
                count_completions(&text, &characters, gap, &mut counts);
            }
        }
        Ok(best_first(counts))
    }

    /// Documents that hold what stands on both sides of the gap, as far apart.
    fn around(&self, characters: &[char], gap: usize) -> Option<Match> {
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
    let mut found: Vec<_> = counts.into_iter().collect();
    found.sort_by(|(left, (left_alike, left_count)), (right, (right_alike, right_count))| {
        (right_alike, right_count, left).cmp(&(left_alike, left_count, right))
    });
    found.into_iter().map(|(text, _)| text).collect()
}
