//! One announcement as a plain list knows it: its row of characters, and what it says of each field.

use std::collections::BTreeSet;

use super::row::{Row, Token, places, tokens};
use crate::backend::clause::{Clause, Part};
use crate::backend::seam::Term;
use crate::document::{self, Field, Record, Value};
use crate::query::Scope;
use crate::text::{Begin, begins, fold};

/// One announcement, read.
#[derive(Clone)]
pub(super) struct Read {
    pub(super) record: Record,
    pub(super) values: Vec<(Field, Value)>,
    pub(super) title: Row,
    /// Title and body, with a break between.
    pub(super) text: Row,
    /// Where sentences and paragraphs begin in the text, as places in the row.
    pub(super) begins: Vec<(usize, Begin)>,
}

impl Read {
    pub(super) fn new(record: &Record) -> Self {
        let announcement = &record.announcement;
        let (title, body) = (fold(&announcement.title), fold(&announcement.body));
        let (text, beside) = document::whole(&title, &body);
        let shift = title.as_str().len() + 1;
        let mut begun = begins(&announcement.title, &title);
        begun.push((shift, Begin::Paragraph));
        let of_body = begins(&announcement.body, &body).into_iter();
        begun.extend(of_body.map(|(at, begin)| (at + shift, begin)));
        let place = |(at, begin): (usize, Begin)| (tokens(&text[..at]).len(), begin);
        Self {
            record: record.clone(),
            values: document::of(record).unwrap().values,
            title: Row::new(title.as_str().to_string(), title.beside().to_vec()),
            begins: begun.into_iter().map(place).collect(),
            text: Row::new(text, beside),
        }
    }

    pub(super) fn row(&self, field: Field) -> &Row {
        match field {
            Field::Title => &self.title,
            _ => &self.text,
        }
    }

    pub(super) fn values(&self, field: Field) -> impl Iterator<Item = &Value> {
        self.values.iter().filter(move |(own, _)| *own == field).map(|(_, value)| value)
    }

    pub(super) fn numbers(&self, field: Field) -> impl Iterator<Item = u64> {
        self.values(field).filter_map(|value| match value {
            Value::Number(number) => Some(*number),
            _ => None,
        })
    }

    pub(super) fn names(&self, field: Field) -> impl Iterator<Item = &str> {
        self.values(field).filter_map(|value| match value {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        })
    }

    pub(super) fn day(&self, field: Field) -> Option<i64> {
        self.values(field).find_map(|value| match value {
            Value::Day(day) => Some(*day),
            _ => None,
        })
    }

    pub(super) fn is(&self, field: Field) -> bool {
        self.values(field).any(|value| *value == Value::Flag(true))
    }

    /// How often a term occurs in it: two characters side by side, a word, or one character.
    pub(super) fn count(&self, term: &Term) -> u32 {
        places(&self.row(term.field).tokens, &tokens(&term.text)).len() as u32
    }

    /// Whether texts stand in one run, each so many characters or words behind the first.
    pub(super) fn holds_apart(&self, field: Field, texts: &[(u32, String)]) -> bool {
        let row = &self.row(field).tokens;
        let end = |(at, text): &(u32, String)| *at as usize + tokens(text).len();
        let length = texts.iter().map(end).max().unwrap_or_default();
        let is_run = |from: usize| !row[from..from + length].contains(&Token::Break);
        let stands = |from: usize, (at, text): &(u32, String)| {
            row[from + *at as usize..].starts_with(&tokens(text))
        };
        let mut starts = 0..row.len().saturating_sub(length) + 1;
        starts.any(|from| {
            from + length <= row.len()
                && is_run(from)
                && texts.iter().all(|text| stands(from, text))
        })
    }

    pub(super) fn matches(&self, clause: &Clause) -> bool {
        match clause {
            Clause::All => true,
            Clause::None => false,
            Clause::Text(field, text) => !self.row(*field).places(text).is_empty(),
            Clause::Apart(field, texts) => self.holds_apart(*field, texts),
            Clause::Value(field, value) => self.values(*field).any(|own| own == value),
            Clause::Begins(field, text) => self.names(*field).any(|own| own.starts_with(text)),
            Clause::Values(field, values) => self.values(*field).any(|own| values.contains(own)),
            Clause::Numbers(_, None, None) | Clause::Days(_, None, None) => true,
            Clause::Numbers(field, from, to) => self.numbers(*field).any(|number| {
                from.is_none_or(|from| from <= number) && to.is_none_or(|to| number <= to)
            }),
            Clause::Days(field, from, to) => self.day(*field).is_some_and(|day| {
                from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
            }),
            Clause::Any(clauses) => clauses.iter().any(|clause| self.matches(clause)),
            Clause::Every(clauses) => clauses.iter().all(|clause| self.matches(clause)),
            Clause::Without(wanted, unwanted) => {
                self.matches(wanted) && !unwanted.iter().any(|clause| self.matches(clause))
            }
            Clause::Near(scope, clause, part) => {
                self.matches(clause) && !self.scopes(*scope, part).is_empty()
            }
        }
    }

    /// The sentences or paragraphs that hold a part, by number.
    pub(super) fn scopes(&self, scope: Scope, part: &Part) -> BTreeSet<usize> {
        let sets = |parts: &[Part]| -> Vec<BTreeSet<usize>> {
            parts.iter().map(|part| self.scopes(scope, part)).collect()
        };
        match part {
            Part::Text(field, text) => {
                let places = self.row(*field).places(text).into_iter();
                let ends =
                    places.map(|(from, to)| (self.scope(scope, from), self.scope(scope, to)));
                ends.filter(|(first, last)| first == last).map(|(scope, _)| scope).collect()
            }
            Part::Any(parts) => sets(parts).into_iter().flatten().collect(),
            Part::All(parts) => {
                let sets = sets(parts);
                let in_all = |one: &usize| sets.iter().all(|set| set.contains(one));
                let first = sets.first().cloned().unwrap_or_default();
                first.into_iter().filter(in_all).collect()
            }
        }
    }

    /// The number of the sentence or paragraph of a place.
    pub(super) fn scope(&self, scope: Scope, at: usize) -> usize {
        let counts = |begin: Begin| scope == Scope::Sentence || begin == Begin::Paragraph;
        self.begins.iter().filter(|(place, begin)| counts(*begin) && *place <= at).count()
    }
}
