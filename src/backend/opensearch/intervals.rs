//! Parts of a scope as intervals that the engine looks for.
//!
//! Two habits of Lucene's intervals would make wrong answers and errors of a plain translation. What is
//! named twice in a list has to stand there twice, also where lists are nested or an alternative comes to
//! the same: so an interval holds each of its parts once, in lists that are flat. And a condition on a list
//! with alternatives is applied to the product of all of them, which is an error above 1,024 (seven
//! ministries in one paragraph, each with its short names), unless each alternative is one term long: so
//! a longer one is stood for by one of its terms that lies within it.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::gaps;
use super::session::Session;
use super::slots::{self, last_terms};
use crate::analyzer::{Phrase, Reading, readings};
use crate::backend::clause::Part;
use crate::document::Field;
use crate::document::boundaries::letter;
use crate::error::Result;
use crate::query::Scope;
use crate::text::Begin;

/// How many terms the engine tries that begin with a character, less than the 1,024 clauses that a query
/// may have. In 2,767 laws and pages 1,592 begin with `的`.
const MOST_TERMS: usize = 1000;

/// What the engine looks for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Interval {
    Term(Field, String),
    /// Any term that begins with this character.
    Beginning(Field, char),
    /// Several terms, as their stream.
    Phrase(Field, String),
    /// Any of these, none of which is another list of this kind; nothing where there is none.
    Any(BTreeSet<Interval>),
    /// All of these, none of which is another list of this kind, and of which there are two or more.
    All(BTreeSet<Interval>),
}

impl Interval {
    /// What finds a part; `None` where only the text tells.
    pub(super) fn of(part: &Part) -> Option<Self> {
        let each = |parts: &[Part]| parts.iter().map(Self::of).collect::<Option<Vec<_>>>();
        match part {
            Part::Text(of, text) => {
                let read = readings(text);
                Some(Self::any(read.iter().map(|one| reading(*of, one)).collect::<Option<_>>()?))
            }
            Part::Any(parts) => Some(Self::any(each(parts)?)),
            Part::All(parts) => Some(Self::all(each(parts)?)),
        }
    }

    pub(super) fn is_nowhere(&self) -> bool {
        matches!(self, Self::Any(intervals) if intervals.is_empty())
    }

    fn nowhere() -> Self {
        Self::Any(BTreeSet::new())
    }

    fn any(intervals: Vec<Self>) -> Self {
        let flat = intervals.into_iter().flat_map(|interval| match interval {
            Self::Any(intervals) => intervals,
            other => BTreeSet::from([other]),
        });
        only(flat.collect()).unwrap_or_else(Self::Any)
    }

    fn all(intervals: Vec<Self>) -> Self {
        if intervals.is_empty() || intervals.iter().any(Self::is_nowhere) {
            return Self::nowhere();
        }
        let flat = intervals.into_iter().flat_map(|interval| match interval {
            Self::All(intervals) => intervals,
            other => BTreeSet::from([other]),
        });
        only(flat.collect()).unwrap_or_else(Self::All)
    }
}

/// The only one of some intervals, or all of them.
fn only(mut intervals: BTreeSet<Interval>) -> Result<Interval, BTreeSet<Interval>> {
    match (intervals.len(), intervals.pop_first()) {
        (1, Some(only)) => Ok(only),
        (_, first) => Err(first.into_iter().chain(intervals).collect()),
    }
}

/// What finds one way to read a text; `None` where only the text tells. The positions of a title are
/// those of the text, which begins with it.
fn reading(of: Field, reading: &Reading) -> Option<Interval> {
    match &reading.phrase {
        Phrase::Empty => Some(Interval::nowhere()),
        Phrase::Character(text) => {
            Some(Interval::any(text.chars().map(|one| Interval::Beginning(of, one)).collect()))
        }
        Phrase::Terms(terms) if terms.iter().any(|(_, term)| is_gloss(term)) => None,
        Phrase::Terms(terms) => Some(match slots::of_phrase(terms) {
            None => Interval::nowhere(),
            Some(stream) if stream.contains(' ') => Interval::Phrase(of, stream),
            Some(term) => Interval::Term(of, term),
        }),
    }
}

/// Whether a term is a word of a gloss, which is marked.
fn is_gloss(term: &str) -> bool {
    term.starts_with(['\u{2}', '\u{3}'])
}

/// Intervals of one scope, as the engine takes them.
pub(super) struct Lowering<'a> {
    pub(super) scope: Scope,
    pub(super) session: &'a Session,
}

impl Lowering<'_> {
    /// An interval that lies in one scope.
    ///
    /// # Errors
    /// When the cluster does not tell what stands after a character.
    pub(super) fn within(&self, interval: &Interval) -> Result<Json> {
        Ok(filtered(self.lowered(interval)?, "not_containing", &self.begins()))
    }

    fn lowered(&self, interval: &Interval) -> Result<Json> {
        match interval {
            Interval::Term(of, stream) | Interval::Phrase(of, stream) => Ok(exactly(*of, stream)),
            Interval::Beginning(of, character) => {
                let asked = format!("{of:?} {character}");
                self.session.told(asked, || self.beginning(*of, *character))
            }
            Interval::Any(alternatives) => {
                let one_term = alternatives.iter().map(|one| match one {
                    Interval::Phrase(..) | Interval::All(_) => {
                        Ok(filtered(self.term_of(one)?, "contained_by", &self.within(one)?))
                    }
                    one => self.lowered(one),
                });
                Ok(any_of(one_term.collect::<Result<_>>()?))
            }
            Interval::All(parts) => {
                let parts =
                    parts.iter().map(|part| self.lowered(part)).collect::<Result<Vec<_>>>()?;
                Ok(json!({"all_of": {"mode": "unordered", "intervals": parts}}))
            }
        }
    }

    /// A term that lies in each interval of this kind.
    fn term_of(&self, interval: &Interval) -> Result<Json> {
        match interval {
            Interval::Phrase(of, stream) => {
                Ok(exactly(*of, stream.split(' ').next().unwrap_or_default()))
            }
            Interval::Any(alternatives) => {
                let terms = alternatives.iter().map(|one| self.term_of(one));
                Ok(any_of(terms.collect::<Result<_>>()?))
            }
            Interval::All(parts) => {
                parts.first().map_or_else(|| Ok(any_of(Vec::new())), |part| self.term_of(part))
            }
            one => self.lowered(one),
        }
    }

    /// A character: its pair or its run end, of which there is one wherever it stands, and its last
    /// term where a sentence or paragraph ends with it.
    fn beginning(&self, of: Field, character: char) -> Result<Json> {
        let ends = last_terms(of, character);
        let mut terms: Vec<Json> =
            ends.iter().map(|term| exactly(Field::Boundaries, term)).collect();
        let rights: Vec<char> = gaps::rights(self.session, character)?.into_iter().collect();
        if rights.len() <= MOST_TERMS {
            terms.push(matching(of, &format!("{character}.?")));
            return Ok(any_of(terms));
        }
        terms.push(exactly(of, &character.to_string()));
        for some in rights.chunks(MOST_TERMS) {
            let (from, to) = (some[0], some[some.len() - 1]);
            terms.push(matching(of, &format!("{character}[{from}-{to}]")));
        }
        Ok(any_of(terms))
    }

    /// Where a scope begins.
    fn begins(&self) -> Json {
        let begin = |begin| exactly(Field::Boundaries, letter(begin));
        match self.scope {
            Scope::Paragraph => begin(Begin::Paragraph),
            Scope::Sentence => any_of(vec![begin(Begin::Sentence), begin(Begin::Paragraph)]),
        }
    }
}

/// An interval with a condition.
fn filtered(mut interval: Json, condition: &str, other: &Json) -> Json {
    if let Some(rule) = interval.as_object_mut().and_then(|rule| rule.values_mut().next()) {
        rule["filter"] = json!({ condition: other });
    }
    interval
}

fn exactly(of: Field, stream: &str) -> Json {
    json!({"match": {
        "query": stream, "max_gaps": 0, "mode": "ordered", "analyzer": "placed",
        "use_field": of.name(),
    }})
}

/// The terms that match a regular expression of Lucene.
fn matching(of: Field, pattern: &str) -> Json {
    json!({"regexp": {
        "pattern": pattern, "max_expansions": MOST_TERMS + 1, "use_field": of.name(),
    }})
}

fn any_of(intervals: Vec<Json>) -> Json {
    json!({"any_of": {"intervals": intervals}})
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Part {
        Part::Text(Field::Grams, text.to_string())
    }

    fn term(text: &str) -> Interval {
        Interval::Term(Field::Grams, text.to_string())
    }

    #[test]
    fn what_is_asked_for_twice_is_looked_for_once() {
        let (notice, rule) = (text("通知"), text("办法"));
        let both = || Interval::All(BTreeSet::from([term("通知"), term("办法")]));
        let either = || Interval::Any(BTreeSet::from([term("通知"), term("办法")]));
        let nested = Part::All(vec![notice.clone(), Part::All(vec![rule.clone(), notice.clone()])]);
        assert_eq!(Interval::of(&nested), Some(both()));
        let twice = Part::Any(vec![notice.clone(), notice.clone()]);
        assert_eq!(Interval::of(&Part::All(vec![twice, notice.clone()])), Some(term("通知")));
        let one = Part::Any(vec![rule.clone(), notice.clone()]);
        let other = Part::Any(vec![notice, Part::Any(vec![rule])]);
        assert_eq!(Interval::of(&Part::All(vec![one, other])), Some(either()));
    }

    #[test]
    fn what_stands_nowhere_and_what_only_a_text_tells_are_told_apart() {
        let nowhere = |part: &Part| Interval::of(part).is_some_and(|found| found.is_nowhere());
        assert!(nowhere(&text("")) && nowhere(&Part::Any(vec![])) && nowhere(&Part::All(vec![])));
        assert!(nowhere(&Part::All(vec![text("通知"), text("")])));
        assert_eq!(Interval::of(&Part::Any(vec![text("通知"), text("")])), Some(term("通知")));
        assert_eq!(Interval::of(&text("猫")), Some(Interval::Beginning(Field::Grams, '猫')));
        assert_eq!(Interval::of(&text("bo 州市")), None);
    }
}
