//! Where the terms of one text stand, worked out from the text itself.

use std::collections::HashMap;

use crate::analyzer::{Phrase, each_gloss, each_gram, readings};
use crate::backend::clause::Part;
use crate::backend::scopes::{common, whole};
use crate::document::{self, Field, Record};
use crate::error::Result;
use crate::query::Scope;
use crate::text::{Begin, fold};

/// The positions of the terms of a text and of its title, and where its sentences begin.
pub(super) struct Places {
    text: HashMap<String, Vec<u32>>,
    title: HashMap<String, Vec<u32>>,
    begins: Vec<(u32, Begin)>,
}

impl Places {
    /// Those of an announcement.
    ///
    /// # Errors
    /// When it cannot be made a document.
    pub(super) fn of(record: &Record) -> Result<Self> {
        let texts = document::of(record)?.texts;
        Ok(Self {
            text: positions(&texts.text, &texts.beside),
            title: positions(&texts.title, &texts.beside_title),
            begins: texts.boundaries,
        })
    }

    /// The positions of each term of its text.
    pub(super) fn of_text(record: &Record) -> HashMap<String, Vec<u32>> {
        let announcement = &record.announcement;
        let (title, body) = (fold(&announcement.title), fold(&announcement.body));
        let (text, beside) = document::whole(&title, &body);
        positions(&text, &beside)
    }

    /// Whether one scope has a part.
    pub(super) fn hold(&self, scope: Scope, part: &Part) -> bool {
        let counts = |begin: Begin| scope == Scope::Sentence || begin == Begin::Paragraph;
        let begins = self.begins.iter().filter(|(_, begin)| counts(*begin));
        let begins: Vec<u32> = begins.map(|(position, _)| *position).collect();
        !self.scopes(part, &begins).is_empty()
    }

    /// The scopes that hold a part, in order, counted by the beginnings before them.
    fn scopes(&self, part: &Part, begins: &[u32]) -> Vec<usize> {
        let sets = |parts: &[Part]| -> Vec<Vec<usize>> {
            parts.iter().map(|part| self.scopes(part, begins)).collect()
        };
        match part {
            Part::Text(field, text) => self.of_literal(*field, text, begins),
            Part::Any(parts) => merged(sets(parts)),
            Part::All(parts) => {
                let mut sets = sets(parts).into_iter();
                let first = sets.next().unwrap_or_default();
                sets.fold(first, |held, set| common(&held, &set))
            }
        }
    }

    fn of_literal(&self, field: Field, text: &str, begins: &[u32]) -> Vec<usize> {
        let terms = if field == Field::Title { &self.title } else { &self.text };
        let ways = readings(text).into_iter().map(|reading| match reading.phrase {
            Phrase::Empty => Vec::new(),
            Phrase::Character(character) => whole(&of_character(terms, &character), 0, begins),
            Phrase::Terms(phrase) => whole(&starts(terms, &phrase), reading.extent, begins),
        });
        merged(ways.collect())
    }
}

/// All numbers of some lists, ascending, each once.
fn merged(lists: Vec<Vec<usize>>) -> Vec<usize> {
    let mut all: Vec<usize> = lists.into_iter().flatten().collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn positions(folded: &str, beside: &[crate::text::Beside]) -> HashMap<String, Vec<u32>> {
    let mut terms: HashMap<String, Vec<u32>> = HashMap::new();
    let mut take = |gram: crate::analyzer::Gram<'_>, position: u32| {
        let mut term = String::new();
        gram.push_to(&mut term);
        terms.entry(term).or_default().push(position);
    };
    each_gram(folded, &mut take);
    each_gloss(folded, beside, &mut take);
    terms
}

/// The positions at which all terms of a phrase stand at their distances.
fn starts(terms: &HashMap<String, Vec<u32>>, phrase: &[(usize, String)]) -> Vec<u32> {
    let shifted = phrase.iter().map(|(at, term)| {
        let positions = terms.get(term).map_or(&[][..], Vec::as_slice).iter();
        positions.filter_map(|position| position.checked_sub(*at as u32)).collect::<Vec<u32>>()
    });
    shifted.reduce(|starts, next| common(&starts, &next)).unwrap_or_default()
}

/// Where a character stands: of each occurrence one gram that is no run start begins with it.
fn of_character(terms: &HashMap<String, Vec<u32>>, character: &str) -> Vec<u32> {
    let own = terms.iter().filter(|(term, _)| term.starts_with(character));
    let mut positions: Vec<u32> =
        own.flat_map(|(_, positions)| positions.iter().copied()).collect();
    positions.sort_unstable();
    positions
}
