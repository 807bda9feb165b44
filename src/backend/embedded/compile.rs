//! The query tree → tantivy queries that match; scores are made apart ([`super::rank`]).

use std::collections::BTreeSet;
use std::ops::Bound;

use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, EnableScoring, Occur,
    PhraseQuery, Query, RangeQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Searcher, TERMINATED, Term};

use super::exclude::excluded;
use super::near::{Part, near};
use super::schema::{self, Fields};
use super::searcher::EmbeddedSearcher;
use crate::analyzer::{Dictionary, Phrase, phrase};
use crate::announcement::{Issuer, Level};
use crate::error::{ErrorKind, Result};
use crate::issuer::{Context, registry};
use crate::query::{DateRange, Node};
use crate::request::Filters;
use crate::text::fold_str;

/// Characters that join words and say nothing: none is asked of a hit beside other words.
const FUNCTION_CHARACTERS: &str = "的了和与及或在是为对于把被将等之其有吗呢吧么所以";

/// A query that matches.
pub(super) type Match = Box<dyn Query>;

/// Compiles the parts of a query against one committed state.
pub(super) struct Compiler<'a> {
    index: &'a EmbeddedSearcher,
    searcher: &'a Searcher,
    fields: &'a Fields,
    dictionary: &'a Dictionary,
}

impl<'a> Compiler<'a> {
    /// A compiler for what `index` sees, which knows the words of its dictionary.
    pub(super) fn new(index: &'a EmbeddedSearcher) -> Self {
        let (searcher, fields) = (index.searcher(), index.fields());
        Self { index, searcher, fields, dictionary: index.dictionary() }
    }

    /// The words that texts of a query are cut into.
    pub(super) fn dictionary(&self) -> &'a Dictionary {
        self.dictionary
    }

    /// The words of folded text without those that only join others, unless it has no others.
    pub(super) fn telling<'t>(&self, folded: &'t str) -> Vec<&'t str> {
        let words = self.dictionary.cut(folded);
        let telling: Vec<_> = words.iter().copied().filter(|word| !is_function(word)).collect();
        if telling.is_empty() { words } else { telling }
    }

    /// What of `node`, which holds text alone, is to stand together.
    fn part(&self, node: &Node, text: Field) -> Part {
        let parts = |nodes: &[Node]| nodes.iter().map(|node| self.part(node, text)).collect();
        match node {
            Node::Words(words) => {
                let folded = fold_str(words);
                let words = self.telling(&folded).into_iter();
                Part::All(words.map(|word| Part::literal(word, text)).collect())
            }
            Node::Phrase(words) => Part::literal(&fold_str(words), text),
            Node::And(nodes) => Part::All(parts(nodes)),
            Node::Or(nodes) => Part::Any(parts(nodes)),
            _ => Part::Any(Vec::new()),
        }
    }

    /// What matches `node`, its text looked for in the field `text`.
    pub(super) fn node(&self, node: &Node, text: Field) -> Result<Match> {
        Ok(match node {
            Node::Words(words) => self.words(&fold_str(words), text),
            Node::Phrase(words) => self.phrase(&fold_str(words), text),
            Node::And(nodes) => self.all(nodes, text)?,
            Node::Or(nodes) => any(self.nodes(nodes, text)?),
            Node::Not(node) => without(vec![Box::new(AllQuery)], vec![self.node(node, text)?]),
            Node::Title(node) => self.node(node, self.fields.title)?,
            Node::Near(scope, node) => {
                near(self.node(node, text)?, self.part(node, text), *scope, self.fields)
            }
            Node::Issuer(name) => self.issuers(name)?,
            Node::Region(name) => self.regions(name)?,
            Node::Level(level) => self.level(*level),
            Node::Number(number) => value(self.fields.number, &number.key()),
            Node::Kind(kind) => value(self.fields.kind, kind.name()),
            Node::Validity(validity) => self.index.standings()?.matching(self.index, *validity),
            Node::Date(range) => self.dates(*range),
        })
    }

    fn nodes(&self, nodes: &[Node], text: Field) -> Result<Vec<Match>> {
        nodes.iter().map(|node| self.node(node, text)).collect()
    }

    fn all(&self, nodes: &[Node], text: Field) -> Result<Match> {
        let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
        for node in nodes {
            match node {
                Node::Not(node) => unwanted.push(self.node(node, text)?),
                node => wanted.push(self.node(node, text)?),
            }
        }
        Ok(without(wanted, unwanted))
    }

    /// All words of folded text, wherever they stand.
    ///
    /// Every word is a part of the text, so whoever holds the text holds them all.
    pub(super) fn words(&self, folded: &str, text: Field) -> Match {
        every(self.telling(folded).into_iter().map(|word| self.phrase(word, text)).collect())
    }

    /// Folded text, literally.
    pub(super) fn phrase(&self, folded: &str, text: Field) -> Match {
        match phrase(folded) {
            Phrase::Empty => Box::new(EmptyQuery),
            Phrase::Character(character) => self.character(&character, text),
            Phrase::Terms(terms) => match &terms[..] {
                [(_, only)] => term(Term::from_field_text(text, only)),
                _ => {
                    let terms = terms.into_iter();
                    let terms = terms
                        .map(|(position, term)| (position, Term::from_field_text(text, &term)));
                    Box::new(PhraseQuery::new_with_offset(terms.collect()))
                }
            },
        }
    }

    /// Whether any document holds a word literally.
    pub(super) fn occurs(&self, word: &str) -> Result<bool> {
        self.exists(&self.phrase(word, self.fields.grams))
    }

    /// Whether any document matches; no more than one is looked at.
    pub(super) fn exists(&self, matched: &Match) -> Result<bool> {
        let weight = matched.weight(EnableScoring::disabled_from_searcher(self.searcher))?;
        for segment in self.searcher.segment_readers() {
            let mut found = weight.scorer(segment, 1.0)?;
            while found.doc() != TERMINATED && segment.is_deleted(found.doc()) {
                found.advance();
            }
            if found.doc() != TERMINATED {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// A single character: its own field has it, or in a title all grams that begin with it.
    fn character(&self, character: &str, text: Field) -> Match {
        if text == self.fields.grams {
            return term(Term::from_field_text(self.fields.characters, character));
        }
        let next: String =
            character.chars().filter_map(|c| char::from_u32(u32::from(c) + 1)).collect();
        let lower = Bound::Included(Term::from_field_text(text, character));
        let upper = Bound::Excluded(Term::from_field_text(text, &next));
        Box::new(RangeQuery::new(lower, upper))
    }

    /// What a hit must be besides matching the query.
    pub(super) fn filters(&self, filters: &Filters) -> Result<Vec<Match>> {
        self.nodes(&filters.nodes(), self.fields.grams)
    }

    fn level(&self, level: Level) -> Match {
        term(Term::from_field_u64(self.fields.level, level.rank().into()))
    }

    fn dates(&self, range: DateRange) -> Match {
        let bound = |date: Option<jiff::civil::Date>| match date {
            Some(date) => Bound::Included(Term::from_field_i64(self.fields.day, schema::day(date))),
            None => Bound::Unbounded,
        };
        match (range.from, range.to) {
            (None, None) => Box::new(AllQuery),
            (from, to) => Box::new(RangeQuery::new(bound(from), bound(to))),
        }
    }

    /// Documents that a body issued which `name` means.
    fn issuers(&self, name: &str) -> Result<Match> {
        let filter = registry().filter(name);
        if let Some(names) = filter.full_names() {
            let term = |name: &String| Term::from_field_text(self.fields.issuer, name);
            return Ok(Box::new(TermSetQuery::new(names.iter().map(term))));
        }
        let read = |value: &str| {
            let known = registry().resolve(value, &Context::default());
            known.unwrap_or_else(|| Issuer { name: value.to_string(), level: None, region: None })
        };
        let matches = |value: &str| filter.may_match(value) && filter.matches(&read(value));
        self.values(self.fields.issuer, matches)
    }

    fn regions(&self, name: &str) -> Result<Match> {
        self.values(self.fields.region, |value| registry().region_matches(name, value))
    }

    /// The keys of all titles that begin with `prefix`.
    pub(super) fn titles_from(&self, prefix: &str) -> Result<BTreeSet<String>> {
        values_from(self.searcher, self.fields.title_key, prefix)
    }

    /// Any of the values of a field that `matches` takes.
    fn values(&self, field: Field, matches: impl Fn(&str) -> bool) -> Result<Match> {
        let mut terms = Vec::new();
        for value in values(self.searcher, field)? {
            if matches(&value) {
                terms.push(Term::from_field_text(field, &value));
            }
        }
        Ok(Box::new(TermSetQuery::new(terms)))
    }
}

/// The distinct values of a field, sorted.
fn values(searcher: &Searcher, field: Field) -> Result<BTreeSet<String>> {
    values_from(searcher, field, "")
}

/// The distinct values of a field that begin with `prefix`, sorted.
pub(super) fn values_from(
    searcher: &Searcher,
    field: Field,
    prefix: &str,
) -> Result<BTreeSet<String>> {
    let mut values = BTreeSet::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        let opened = index.terms().range().ge(prefix).into_stream();
        let mut stream = opened.map_err(|error| ErrorKind::Backend(error.to_string()))?;
        while stream.advance() && stream.key().starts_with(prefix.as_bytes()) {
            values.insert(String::from_utf8_lossy(stream.key()).into_owned());
        }
    }
    Ok(values)
}

/// Whether a word is a single character that joins others.
pub(super) fn is_function(word: &str) -> bool {
    let mut characters = word.chars();
    match (characters.next(), characters.next()) {
        (Some(character), None) => FUNCTION_CHARACTERS.contains(character),
        _ => false,
    }
}

/// Documents with `term`.
pub(super) fn term(term: Term) -> Match {
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

/// Documents with `term`, scored by it times `boost`.
pub(super) fn boosted(term: &Term, boost: f32) -> Match {
    let scored = TermQuery::new(term.clone(), IndexRecordOption::WithFreqs);
    Box::new(BoostQuery::new(Box::new(scored), boost))
}

fn value(field: Field, text: &str) -> Match {
    term(Term::from_field_text(field, text))
}

/// Documents that match every one of `matches`; none if there are none.
pub(super) fn every(matches: Vec<Match>) -> Match {
    combine(matches, Occur::Must)
}

/// Documents that match any of `matches`; none if there are none.
pub(super) fn any(matches: Vec<Match>) -> Match {
    combine(matches, Occur::Should)
}

fn combine(mut matches: Vec<Match>, occur: Occur) -> Match {
    match matches.len() {
        0 => Box::new(EmptyQuery),
        1 => matches.remove(0),
        _ => Box::new(BooleanQuery::new(matches.into_iter().map(|one| (occur, one)).collect())),
    }
}

/// Documents that match every one of `wanted` (all documents if there are none) and none of
/// `unwanted`.
pub(super) fn without(wanted: Vec<Match>, unwanted: Vec<Match>) -> Match {
    let wanted = if wanted.is_empty() { Box::new(AllQuery) } else { every(wanted) };
    if unwanted.is_empty() {
        return wanted;
    }
    let mut clauses: Vec<(Occur, Match)> = vec![(Occur::Must, wanted)];
    clauses.extend(unwanted.into_iter().map(|one| (Occur::MustNot, excluded(one))));
    Box::new(BooleanQuery::new(clauses))
}

/// Documents that match `matched`, scored by the sum of `scored` alone.
pub(super) fn scored_by(matched: Match, scored: Vec<Match>) -> Match {
    let matched: Match = Box::new(ConstScoreQuery::new(matched, 0.0));
    let mut clauses = vec![(Occur::Must, matched)];
    clauses.extend(scored.into_iter().map(|one| (Occur::Should, one)));
    Box::new(BooleanQuery::new(clauses))
}
