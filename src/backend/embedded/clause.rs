//! Our clauses as tantivy's queries: the only translation.
//!
//! A text becomes the grams that cover it, at their positions: one term, or a phrase of several. A
//! single character has a field of its own; in a title it is any gram that begins with it.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query,
    RangeQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::IndexRecordOption;

use super::exclude::excluded;
use super::near::near;
use super::schema::{self, field, text_term};
use crate::analyzer::{HAN_EXTENT, Phrase, phrase, readings};
use crate::backend::clause::Clause;
use crate::document::Field;

/// A query that matches, without a score that counts.
pub(super) type Match = Box<dyn Query>;

/// What matches as `clause` says.
pub(super) fn lowered(clause: &Clause) -> Match {
    match clause {
        Clause::All => Box::new(AllQuery),
        Clause::None => Box::new(EmptyQuery),
        Clause::Text(of, text) => literal(*of, text),
        Clause::Apart(of, texts) => apart(*of, texts),
        Clause::Value(of, value) => term(schema::term(*of, value)),
        Clause::Values(of, values) => {
            Box::new(TermSetQuery::new(values.iter().map(|value| schema::term(*of, value))))
        }
        Clause::Begins(of, text) => begins(*of, text),
        Clause::Numbers(of, from, to) => {
            let number = |number| Term::from_field_u64(field(*of), number);
            range(from.map(number), to.map(number))
        }
        Clause::Days(of, from, to) => {
            let day = |day| Term::from_field_i64(field(*of), day);
            range(from.map(day), to.map(day))
        }
        Clause::Any(clauses) => combined(clauses, Occur::Should),
        Clause::Every(clauses) => combined(clauses, Occur::Must),
        Clause::Without(wanted, unwanted) => without(lowered(wanted), unwanted),
        Clause::Near(scope, clause, part) => near(lowered(clause), part, *scope),
    }
}

/// Documents with `term`.
pub(super) fn term(term: Term) -> Match {
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

/// Documents with any of the terms, scored by the sum of them, each times its boost.
pub(super) fn scored_by_any(terms: impl Iterator<Item = (Term, f32)>) -> Match {
    let mut terms: Vec<(Occur, Match)> = terms.map(|term| (Occur::Should, boosted(term))).collect();
    match terms.len() {
        0 => Box::new(EmptyQuery),
        1 => terms.remove(0).1,
        _ => Box::new(BooleanQuery::new(terms)),
    }
}

/// Documents that match `matched`, scored by the terms alone, each times its boost.
pub(super) fn scored_by(matched: Match, terms: impl Iterator<Item = (Term, f32)>) -> Match {
    let matched: Match = Box::new(ConstScoreQuery::new(matched, 0.0));
    let mut clauses = vec![(Occur::Must, matched)];
    clauses.extend(terms.map(|term| (Occur::Should, boosted(term))));
    Box::new(BooleanQuery::new(clauses))
}

fn boosted((term, boost): (Term, f32)) -> Match {
    let scored = TermQuery::new(term, IndexRecordOption::WithFreqs);
    Box::new(BoostQuery::new(Box::new(scored), boost))
}

fn combined(clauses: &[Clause], occur: Occur) -> Match {
    let clauses = clauses.iter().map(|clause| (occur, lowered(clause)));
    Box::new(BooleanQuery::new(clauses.collect()))
}

fn without(wanted: Match, unwanted: &[Clause]) -> Match {
    let mut clauses: Vec<(Occur, Match)> = vec![(Occur::Must, wanted)];
    clauses.extend(unwanted.iter().map(|one| (Occur::MustNot, excluded(lowered(one)))));
    Box::new(BooleanQuery::new(clauses))
}

fn literal(of: Field, text: &str) -> Match {
    let mut ways = readings(text).into_iter().map(|reading| matched(of, reading.phrase));
    match (ways.next(), ways.len()) {
        (Some(only), 0) => only,
        (first, _) => {
            let ways = first.into_iter().chain(ways).map(|way| (Occur::Should, way));
            Box::new(BooleanQuery::new(ways.collect()))
        }
    }
}

fn matched(of: Field, phrase: Phrase) -> Match {
    match phrase {
        Phrase::Empty => Box::new(EmptyQuery),
        Phrase::Character(character) => self::character(of, &character),
        Phrase::Terms(terms) => placed(of, terms),
    }
}

fn apart(of: Field, texts: &[(u32, String)]) -> Match {
    let mut all = Vec::new();
    for (units, text) in texts {
        // A single character is not a gram, and says nothing here.
        let Phrase::Terms(terms) = phrase(text) else { continue };
        let shift = (units * HAN_EXTENT) as usize;
        all.extend(terms.into_iter().map(|(at, term)| (at + shift, term)));
    }
    placed(of, all)
}

/// Terms at positions counted from the first.
fn placed(of: Field, terms: Vec<(usize, String)>) -> Match {
    match &terms[..] {
        [] => Box::new(AllQuery),
        [(_, only)] => term(text_term(of, only)),
        _ => {
            let terms = terms.iter().map(|(at, text)| (*at, text_term(of, text)));
            Box::new(PhraseQuery::new_with_offset(terms.collect()))
        }
    }
}

/// A single character: its own field has it, or in a title all grams that begin with it.
fn character(of: Field, character: &str) -> Match {
    if of == Field::Grams {
        return term(text_term(Field::Characters, character));
    }
    let next: String = character.chars().filter_map(|c| char::from_u32(u32::from(c) + 1)).collect();
    let lower = Bound::Included(text_term(of, character));
    let upper = Bound::Excluded(text_term(of, &next));
    Box::new(RangeQuery::new(lower, upper))
}

/// Documents with a value that begins with `text`.
fn begins(of: Field, text: &str) -> Match {
    // No text has the last of all characters, which stands for none.
    let last = format!("{text}{}", char::MAX);
    let lower = Bound::Included(text_term(of, text));
    Box::new(RangeQuery::new(lower, Bound::Excluded(text_term(of, &last))))
}

/// Documents with a value between two; all documents where both ends are open.
fn range(from: Option<Term>, to: Option<Term>) -> Match {
    let bound = |end: Option<Term>| end.map_or(Bound::Unbounded, Bound::Included);
    match (from, to) {
        (None, None) => Box::new(AllQuery),
        (from, to) => Box::new(RangeQuery::new(bound(from), bound(to))),
    }
}
