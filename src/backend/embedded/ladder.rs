//! The ladder a query climbs: its number, its title, all its words, most of its words.
//!
//! A hit on a higher rung comes before all on lower ones. A piece of the query of up to
//! [`LONGEST_TERM`] characters is a term: announcements with most of the terms are asked only when
//! none has them all, and one mistyped term finds nothing instead of something else. A longer piece
//! is a sentence, and so is a shorter one made of words that all occur: whoever holds it as it
//! stands has all its words, and when few do, any of its pairs of characters may answer. (Asking
//! half of a question's words instead left 91 of 1,235 lay questions without an answer, and R@100
//! at .586 instead of .676.)

use tantivy::Term;
use tantivy::query::BooleanQuery;
use tantivy::schema::Field;

use super::compile::{Compiler, Match, any, every, is_function, term, without};
use super::schema::{self, Fields};
use crate::analyzer::{Unit, bigrams, cut, units};
use crate::announcement::DocNumber;
use crate::error::Result;
use crate::query::{Node, Query};
use crate::request::SearchRequest;
use crate::text::fold_str;

/// With this many hits that have all of a sentence, no others are looked for.
const FEW: usize = 10;

/// Pieces of at most this many Han characters and words are terms.
const LONGEST_TERM: usize = 8;

/// A short piece with one of these is a question and no term; no term of policy text holds them.
const QUESTION_WORDS: [&str; 12] =
    ["什么", "谁", "吗", "呢", "如何", "怎么", "怎样", "哪", "多少", "是否", "能否", "可否"];

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
    /// With fewer hits than this above it the last rung is asked.
    pub(super) few: usize,
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
            most: if number.is_some() { None } else { rungs.most(&all)? },
            number: number.map(|number| rungs.with_number(&number)),
            all: rungs.filtered(all),
            scored: scored(&request.query.root),
            few: if pieces.iter().all(|piece| is_term(piece) && !asks(piece)) { 1 } else { FEW },
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

/// How far a query may be relaxed.
enum Looseness {
    /// Not at all.
    None,
    /// At least so many of its terms.
    Terms(usize),
    /// Any of its pairs of characters.
    Pairs,
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

    /// Announcements with most of the words, and not `all` of them: of several terms more than
    /// half; of a sentence any pair of characters, for few of its words stand in what answers it.
    fn most(&self, all: &Match) -> Result<Option<Match>> {
        let most: Match = match self.looseness()? {
            Looseness::None => return Ok(None),
            Looseness::Terms(least) => {
                let terms = self.pieces.iter().map(|piece| self.compiler.words(piece, self.text));
                Box::new(BooleanQuery::union_with_minimum_required_clauses(terms.collect(), least))
            }
            Looseness::Pairs => {
                let pairs = self.pieces.iter().flat_map(|piece| bigrams(piece));
                any(pairs.map(|pair| term(Term::from_field_text(self.text, &pair))).collect())
            }
        };
        Ok(Some(self.filtered(without(vec![most], vec![all.box_clone()]))))
    }

    /// How far the query may be relaxed.
    fn looseness(&self) -> Result<Looseness> {
        let least = self.pieces.len() / 2 + 1;
        if self.pieces.iter().any(|piece| !is_term(piece)) {
            return Ok(Looseness::Pairs);
        }
        if least < self.pieces.len() {
            return Ok(Looseness::Terms(least));
        }
        for piece in self.pieces {
            if !self.is_sentence(piece)? {
                return Ok(Looseness::None);
            }
        }
        Ok(if self.pieces.is_empty() { Looseness::None } else { Looseness::Pairs })
    }

    /// Whether a short piece is a sentence after all: mostly words, and they all occur. A mistyped
    /// term is cut into stray characters, or into words that nothing holds.
    fn is_sentence(&self, piece: &str) -> Result<bool> {
        if asks(piece) {
            return Ok(true);
        }
        let words = cut(piece);
        let telling = words.iter().filter(|word| !is_function(word));
        let (words_only, stray): (Vec<&str>, Vec<&str>) =
            telling.partition(|word| word.chars().nth(1).is_some());
        if words.len() < 2 || stray.len() * 2 >= piece.chars().count() {
            return Ok(false);
        }
        for word in words_only {
            if !self.compiler.occurs(word)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// All of a piece: the words of a term; a sentence as it is, for a long text holds the words
    /// of any sentence by chance.
    fn whole(&self, piece: &str) -> Match {
        match is_term(piece) {
            true => self.compiler.words(piece, self.text),
            false => self.compiler.phrase(piece, self.text),
        }
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

/// Whether a piece asks something, in the words people ask with.
fn asks(piece: &str) -> bool {
    QUESTION_WORDS.iter().any(|word| piece.contains(word))
}
