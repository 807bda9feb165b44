//! Why a query finds nothing: what each of its parts finds alone, and what all the others find.

use super::compile::Compiler;
use crate::announcement::DocNumber;
use crate::backend::clause::Clause;
use crate::backend::seam::Snapshot;
use crate::document::Field;
use crate::error::{Result, unwind};
use crate::query::Node;
use crate::request::SearchRequest;
use crate::response::{Absence, AskedPart, Counted, SearchResponse};
use crate::text::fold_str;

/// Queries of more parts are pasted texts: leaving out or putting right one part of many seldom
/// finds anything, and trying each of them takes time by the square of their number.
pub(super) const MOST_PARTS: usize = 32;

/// Adds to an answer what was probably meant, and why nothing was found.
///
/// Both only help to read the answer. So the answer stands where one of them fails, and says why it
/// is missing.
pub(super) fn explain(
    response: &mut SearchResponse,
    suggest: impl FnOnce() -> Result<Vec<String>>,
    absence: impl FnOnce() -> Result<Option<Absence>>,
) {
    let mut failures = Vec::new();
    match returned(suggest) {
        Ok(suggestions) => response.suggestions = suggestions,
        Err(failure) => failures.push(failure),
    }
    match returned(absence) {
        Ok(absence) => response.absence = absence,
        Err(failure) => failures.push(failure),
    }
    failures.dedup();
    response.unexplained = (!failures.is_empty()).then(|| failures.join("; "));
}

/// What `call` returns, or why it returns nothing: its error or its panic.
fn returned<T>(call: impl FnOnce() -> Result<T>) -> std::result::Result<T, String> {
    unwind::catch(call)?.map_err(|error| error.to_string())
}

/// What is asked, as a query and as what matches it.
type Countable = (String, Clause);

/// Counts what parts of a query find.
pub(super) struct Absent<'a, S: Snapshot> {
    pub(super) compiler: &'a Compiler<'a, S>,
}

impl<S: Snapshot> Absent<'_, S> {
    /// Why `request` finds nothing.
    pub(super) fn explain(&self, request: &SearchRequest) -> Result<Absence> {
        let parts = parts(request);
        let asked: Vec<Vec<Countable>> =
            parts.iter().map(|part| self.asked(part)).collect::<Result<_>>()?;
        let without = self.without(&parts)?;
        let all: Vec<Countable> = asked.iter().flatten().chain(&without).cloned().collect();
        let mut counted = self.counted(all)?.into_iter();
        let mut parts = Vec::new();
        for asked in asked {
            let mut counted = counted.by_ref().take(asked.len());
            parts.extend(counted.next().map(|part| AskedPart { part, words: counted.collect() }));
        }
        Ok(Absence {
            announcements: self.compiler.snapshot.totals().announcements as usize,
            parts,
            without: counted.filter(|counted| counted.count > 0).collect(),
        })
    }

    /// How many announcements match each.
    fn counted(&self, asked: Vec<Countable>) -> Result<Vec<Counted>> {
        let (texts, clauses): (Vec<String>, Vec<Clause>) = asked.into_iter().unzip();
        let counts = self.compiler.snapshot.counts(&clauses)?;
        let pairs = texts.into_iter().zip(counts);
        Ok(pairs.map(|(text, count)| Counted { text, count }).collect())
    }

    /// A part, and what its texts were cut into, if they were.
    fn asked(&self, node: &Node) -> Result<Vec<Countable>> {
        let texts = texts(node);
        let numbers = texts.iter().any(|(text, _)| DocNumber::parse(text).is_some());
        let mut words = Vec::new();
        for (text, field) in texts {
            for word in self.compiler.analyzed.telling(&fold_str(text)) {
                words.push((word.to_string(), Clause::Text(field, word.to_string())));
            }
        }
        if numbers || words.len() == 1 {
            words.clear();
        }
        let part = (node.to_string(), self.part(node)?);
        Ok(std::iter::once(part).chain(words).collect())
    }

    /// What has a part. A number is looked up as one: its words must not occur apart.
    fn part(&self, node: &Node) -> Result<Clause> {
        let number = match node {
            Node::Words(text) => DocNumber::parse(text),
            _ => None,
        };
        match number {
            Some(number) => Ok(Clause::value(Field::Number, number.key())),
            None => self.all(std::slice::from_ref(node)),
        }
    }

    /// What is left when one of several parts is left out, of at most [`MOST_PARTS`].
    fn without(&self, parts: &[Node]) -> Result<Vec<Countable>> {
        let mut asked = Vec::new();
        if parts.len() > MOST_PARTS {
            return Ok(asked);
        }
        for (index, part) in parts.iter().enumerate() {
            let others: Vec<Node> = [&parts[..index], &parts[index + 1..]].concat();
            if others.iter().any(|other| !matches!(other, Node::Not(_))) {
                asked.push((part.to_string(), self.all(&others)?));
            }
        }
        Ok(asked)
    }

    /// What has all of `parts`.
    fn all(&self, parts: &[Node]) -> Result<Clause> {
        self.compiler.every(parts, Field::Grams)
    }
}

/// The texts that a node wants, and where.
fn texts(node: &Node) -> Vec<(&str, Field)> {
    let leaves = node.leaves().into_iter();
    let field = |in_title: bool| if in_title { Field::Title } else { Field::Grams };
    leaves.filter_map(|leaf| Some((leaf.text()?, field(leaf.in_title)))).collect()
}

/// The parts of a request that must all hold, filters last.
fn parts(request: &SearchRequest) -> Vec<Node> {
    let in_title = |part| match part {
        part @ (Node::Words(_) | Node::Phrase(_) | Node::Or(_)) => Node::Title(Box::new(part)),
        part => part,
    };
    let parts = request.query.root.parts().iter().cloned();
    let mut parts: Vec<Node> =
        if request.filters.title_only { parts.map(in_title).collect() } else { parts.collect() };
    parts.extend(request.filters.nodes());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    fn failure<T>(what: &str) -> Result<T> {
        Err(ErrorKind::Backend(what.to_string()).into())
    }

    fn explained(suggestions: Result<Vec<String>>, absence: Result<Absence>) -> SearchResponse {
        let mut response = SearchResponse { query: "补帖".into(), ..SearchResponse::default() };
        explain(&mut response, || suggestions, || absence.map(Some));
        response
    }

    #[test]
    fn a_failure_costs_neither_the_answer_nor_the_other_half() {
        let meant = || Ok(vec!["补贴".to_string()]);
        let sound = explained(meant(), Ok(Absence::default()));
        assert_eq!((sound.unexplained, sound.absence.is_some()), (None, true));

        let without_suggestions = explained(failure("a"), Ok(Absence::default()));
        assert_eq!(without_suggestions.query, "补帖");
        assert_eq!(without_suggestions.absence, Some(Absence::default()));
        assert_eq!(without_suggestions.unexplained.as_deref(), Some("the index failed: a"));

        let without_absence = explained(meant(), failure("b"));
        assert_eq!(without_absence.suggestions, ["补贴"]);
        assert_eq!(without_absence.unexplained.as_deref(), Some("the index failed: b"));
    }

    #[test]
    fn two_failures_are_both_told_and_the_same_one_once() {
        let told = |first, second| explained(failure(first), failure(second)).unexplained;
        assert_eq!(told("a", "b").as_deref(), Some("the index failed: a; the index failed: b"));
        assert_eq!(told("a", "a").as_deref(), Some("the index failed: a"));
    }

    #[test]
    fn a_panic_costs_no_more_than_an_error() {
        let mut response = SearchResponse::default();
        explain(&mut response, || panic!("out of bounds"), || Ok(Some(Absence::default())));
        assert_eq!(response.absence, Some(Absence::default()));
        assert_eq!(response.unexplained.as_deref(), Some("out of bounds"));
    }
}
