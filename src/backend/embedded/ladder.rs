//! The ladder a query climbs: its number, its title, all its words, most of its words.
//!
//! A hit on a higher rung comes before all on lower ones. Most of the words are asked only when
//! fewer than [`FEW`] announcements have them all: what a person typed in one piece of up to eight
//! characters is a term and is never taken apart, so that a mistyped term finds nothing instead of
//! something else; a longer piece is a sentence and its words count one by one.

use tantivy::Term;
use tantivy::query::BooleanQuery;
use tantivy::schema::Field;

use super::compile::{Compiler, Match, any, every, term, without};
use super::schema::{self, Fields};
use crate::analyzer::{Unit, cut, units};
use crate::announcement::DocNumber;
use crate::error::Result;
use crate::query::{Node, Query};
use crate::request::SearchRequest;
use crate::text::fold_str;

/// With this many hits that have all words, no others are looked for.
pub(super) const FEW: usize = 10;

/// Pieces of at most this many Han characters and words are terms.
const LONGEST_TERM: usize = 8;

/// From this many words on a query is a question, of which any word may answer.
const QUESTION: usize = 6;

/// The rungs of one query, each with what matches it.
pub(super) struct Ladder {
    /// Announcements with the number that the query is.
    pub(super) number: Option<Match>,
    /// Announcements with the title that the query is.
    pub(super) title: Option<Match>,
    /// Announcements with all words.
    pub(super) all: Match,
    /// Announcements with most words, and not all.
    pub(super) most: Option<Match>,
    /// The folded texts that score.
    pub(super) scored: Vec<String>,
    /// The folded pieces of the query outside quotes and fields.
    pub(super) pieces: Vec<String>,
}

impl Ladder {
    /// The ladder of a request.
    pub(super) fn new(
        request: &SearchRequest,
        compiler: &Compiler<'_>,
        fields: &Fields,
    ) -> Result<Self> {
        let filters = compiler.filters(&request.filters)?;
        let text = if request.filters.title_only { fields.title } else { fields.grams };
        let (words, strict) = split(&request.query);
        let pieces: Vec<String> = words.iter().map(|words| fold_str(words)).collect();
        let strict = compiler.node(&Node::And(strict), text)?;
        let rungs = Rungs { compiler, fields, text, pieces: &pieces, strict, filters };
        let number = rungs.number(&words);
        let all = match &number {
            Some(number) => compiler.phrase(&fold_str(&number.to_string()), text),
            None => every_or_all(pieces.iter().map(|piece| rungs.whole(piece)).collect()),
        };
        Ok(Self {
            title: rungs.title(),
            most: if number.is_some() { None } else { rungs.most(&all) },
            number: number.map(|number| rungs.with_number(&number)),
            all: rungs.filtered(all),
            scored: scored(&request.query.root),
            pieces,
        })
    }

    /// What matches any rung above the last.
    pub(super) fn strict(&self) -> Match {
        let rungs = [&self.number, &self.title].into_iter().flatten().chain([&self.all]);
        any(rungs.map(|rung| rung.box_clone()).collect())
    }
}

/// The words of the root that the ladder may relax, and the parts it may not.
fn split(query: &Query) -> (Vec<&str>, Vec<Node>) {
    let parts = match &query.root {
        Node::And(parts) => parts.as_slice(),
        part => std::slice::from_ref(part),
    };
    let (mut words, mut strict) = (Vec::new(), Vec::new());
    for part in parts {
        match part {
            Node::Words(text) => words.push(text.as_str()),
            part => strict.push(part.clone()),
        }
    }
    (words, strict)
}

/// The texts of a query that hits are scored by: all that is wanted, folded.
fn scored(node: &Node) -> Vec<String> {
    match node {
        Node::Words(text) | Node::Phrase(text) => vec![fold_str(text)],
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().flat_map(scored).collect(),
        Node::Title(node) => scored(node),
        _ => Vec::new(),
    }
}

/// Builds the rungs of one query.
struct Rungs<'a> {
    compiler: &'a Compiler<'a>,
    fields: &'a Fields,
    text: Field,
    pieces: &'a [String],
    strict: Match,
    filters: Vec<Match>,
}

impl Rungs<'_> {
    /// `matched`, within the parts that are never relaxed and the filters.
    fn filtered(&self, matched: Match) -> Match {
        let mut matches = vec![matched, self.strict.box_clone()];
        matches.extend(self.filters.iter().map(|filter| filter.box_clone()));
        every(matches)
    }

    /// The number that the words are, if they are one.
    fn number(&self, words: &[&str]) -> Option<DocNumber> {
        DocNumber::parse(&words.join(" "))
    }

    fn with_number(&self, number: &DocNumber) -> Match {
        self.filtered(term(Term::from_field_text(self.fields.number, &number.key())))
    }

    fn title(&self) -> Option<Match> {
        let key = schema::title_key(&self.pieces.concat());
        let matched = term(Term::from_field_text(self.fields.title_key, &key));
        (!key.is_empty()).then(|| self.filtered(matched))
    }

    /// Announcements with most of the units, and not `all` of the words.
    fn most(&self, all: &Match) -> Option<Match> {
        let units: Vec<Match> = self.pieces.iter().flat_map(|piece| self.units(piece)).collect();
        let least = match units.len() {
            0..3 => return None,
            count if count < QUESTION => count / 2 + 1,
            _ => 1,
        };
        let most = BooleanQuery::union_with_minimum_required_clauses(units, least);
        Some(self.filtered(without(vec![Box::new(most)], vec![all.box_clone()])))
    }

    /// All of a piece: the words of a term; a sentence as it is, for a long text holds the words
    /// of any sentence by chance.
    fn whole(&self, piece: &str) -> Match {
        match is_term(piece) {
            true => self.compiler.words(piece, self.text),
            false => self.compiler.phrase(piece, self.text),
        }
    }

    /// What counts as one word of a piece.
    fn units(&self, piece: &str) -> Vec<Match> {
        if is_term(piece) {
            return vec![self.compiler.words(piece, self.text)];
        }
        let telling = cut(piece).into_iter().filter(|word| word.chars().nth(1).is_some());
        telling.map(|word| self.compiler.phrase(word, self.text)).collect()
    }
}

/// Whether a piece is a term, which is never taken apart, and not a sentence.
fn is_term(piece: &str) -> bool {
    let length = |unit: Unit<'_>| match unit {
        Unit::Han(run) => run.chars().count(),
        Unit::Word(_) => 1,
    };
    units(piece).map(|placed| length(placed.unit)).sum::<usize>() <= LONGEST_TERM
}

/// Documents that match every one of `matches`, or all documents if there are none.
fn every_or_all(matches: Vec<Match>) -> Match {
    without(matches, Vec::new())
}
