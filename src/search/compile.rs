//! The query tree → what matches it; scores are made apart ([`super::rank`]).

use std::collections::BTreeSet;

use super::analyzed::AnalyzedQuery;
use super::relations::Relations;
use crate::announcement::Issuer;
use crate::backend::clause::{Clause, Part};
use crate::backend::seam::Snapshot;
use crate::document::{Field, Value, keys};
use crate::error::Result;
use crate::issuer::{Context, registry};
use crate::query::{DateRange, Node};
use crate::request::Filters;
use crate::text::fold_str;

/// Compiles the parts of a query against one committed state.
pub(super) struct Compiler<'a, S: Snapshot> {
    pub(super) snapshot: &'a S,
    pub(super) relations: &'a Relations,
    /// The words of the query.
    pub(super) analyzed: &'a AnalyzedQuery<'a>,
}

impl<S: Snapshot> Compiler<'_, S> {
    /// What matches `node`, its text looked for in the field `text`.
    pub(super) fn node(&self, node: &Node, text: Field) -> Result<Clause> {
        Ok(match node {
            Node::Words(words) => self.words(&fold_str(words), text),
            Node::Phrase(words) => Clause::Text(text, fold_str(words)),
            Node::And(nodes) => self.every(nodes, text)?,
            Node::Or(nodes) => Clause::any(self.nodes(nodes, text)?),
            Node::Not(node) => Clause::without(Vec::new(), vec![self.node(node, text)?]),
            Node::Title(node) => self.node(node, Field::Title)?,
            Node::Near(scope, node) => {
                let matched = Box::new(self.node(node, text)?);
                Clause::Near(*scope, matched, self.part(node, text))
            }
            Node::Issuer(name) => self.issuers(name)?,
            Node::Region(name) => self.regions(name)?,
            Node::Level(level) => Clause::value(Field::Level, u64::from(level.rank())),
            Node::Number(number) => Clause::value(Field::Number, number.key()),
            Node::Kind(kind) => Clause::value(Field::Kind, kind.name()),
            Node::Validity(validity) => self.relations.of_validity(self.snapshot, *validity)?,
            Node::Date(range) => dates(*range),
        })
    }

    fn nodes(&self, nodes: &[Node], text: Field) -> Result<Vec<Clause>> {
        nodes.iter().map(|node| self.node(node, text)).collect()
    }

    /// What matches every one of `nodes`.
    pub(super) fn every(&self, nodes: &[Node], text: Field) -> Result<Clause> {
        let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
        for node in nodes {
            match node {
                Node::Not(node) => unwanted.push(self.node(node, text)?),
                node => wanted.push(self.node(node, text)?),
            }
        }
        Ok(Clause::without(wanted, unwanted))
    }

    /// What of `node`, which holds text alone, is to stand together.
    fn part(&self, node: &Node, text: Field) -> Part {
        let parts = |nodes: &[Node]| nodes.iter().map(|node| self.part(node, text)).collect();
        match node {
            Node::Words(words) => {
                let folded = fold_str(words);
                let words = self.analyzed.telling(&folded).into_iter();
                Part::All(words.map(|word| Part::Text(text, word.to_string())).collect())
            }
            Node::Phrase(words) => Part::Text(text, fold_str(words)),
            Node::And(nodes) => Part::All(parts(nodes)),
            Node::Or(nodes) => Part::Any(parts(nodes)),
            _ => Part::Any(Vec::new()),
        }
    }

    /// All words of folded text, wherever they stand.
    ///
    /// Every word is a part of the text, so whoever holds the text holds them all.
    pub(super) fn words(&self, folded: &str, text: Field) -> Clause {
        let words = self.analyzed.telling(folded).into_iter();
        Clause::every(words.map(|word| Clause::Text(text, word.to_string())).collect())
    }

    /// Whether any document holds each of the folded texts literally.
    pub(super) fn occurring(&self, folded: &[&str]) -> Result<Vec<bool>> {
        let texts = folded.iter().map(|text| Clause::Text(Field::Grams, (*text).to_string()));
        self.snapshot.exist(&texts.collect::<Vec<_>>())
    }

    /// What a hit must be besides matching the query.
    pub(super) fn filters(&self, filters: &Filters) -> Result<Vec<Clause>> {
        self.nodes(&filters.nodes(), Field::Grams)
    }

    /// Documents that a body issued which `name` means.
    fn issuers(&self, name: &str) -> Result<Clause> {
        let filter = registry().filter(name);
        if let Some(names) = filter.full_names() {
            let names = names.iter().map(|name| Value::from(name.as_str()));
            return Ok(Clause::Values(Field::Issuer, names.collect()));
        }
        let read = |value: &str| {
            let known = registry().resolve(value, &Context::default());
            known.unwrap_or_else(|| Issuer { name: value.to_string(), level: None, region: None })
        };
        let matches = |value: &str| filter.may_match(value) && filter.matches(&read(value));
        self.values(Field::Issuer, matches)
    }

    fn regions(&self, name: &str) -> Result<Clause> {
        self.values(Field::Region, |value| registry().region_matches(name, value))
    }

    /// Any of the values of a field that `matches` takes.
    fn values(&self, field: Field, matches: impl Fn(&str) -> bool) -> Result<Clause> {
        let values: BTreeSet<String> = self.snapshot.values(field, "")?;
        let taken = values.into_iter().filter(|value| matches(value)).map(Value::Text);
        Ok(Clause::Values(field, taken.collect()))
    }
}

fn dates(range: DateRange) -> Clause {
    let day = |date: Option<jiff::civil::Date>| date.map(keys::day);
    Clause::Days(Field::Day, day(range.from), day(range.to))
}
