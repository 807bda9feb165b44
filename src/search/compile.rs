//! The query tree → what matches it; scores are made apart ([`super::rank`]).

use std::collections::BTreeSet;

use jiff::tz::TimeZone;

use super::accessions::{self, Accessions};
use super::analyzed::{AnalyzedQuery, place};
use super::relations::Relations;
use super::slots::{Slot, slots};
use crate::announcement::{Issuer, Level, Series};
use crate::backend::clause::{Clause, Part};
use crate::backend::seam::Snapshot;
use crate::document::{Field, Value, keys};
use crate::error::Result;
use crate::issuer::{Context, registry};
use crate::query::{Added, DateRange, Node, Scope};
use crate::request::Filters;
use crate::text::fold_str;
use crate::thesaurus::spellings;

/// So many words, typed without a space between them, occur in a long document by chance: they are to
/// be in one paragraph.
const SCATTERED: usize = 3;

/// What is asked of a hit besides the words of the query.
pub(super) struct Limits {
    /// By other parts of the query.
    own: Vec<Clause>,
    /// By the dates in the query.
    own_dates: Vec<Clause>,
    /// By the filter of dates.
    dates: Vec<Clause>,
    /// By the other filters.
    filters: Vec<Clause>,
    /// Whether what has no date is kept where dates are limited.
    keeps_undated: bool,
}

impl Limits {
    /// Whether nothing is asked.
    pub(super) fn is_none(&self) -> bool {
        [&self.own, &self.own_dates, &self.dates, &self.filters].iter().all(|own| own.is_empty())
    }

    /// All that is asked.
    fn clauses(&self) -> Vec<Clause> {
        let dates = self.own_dates.iter().chain(&self.dates).cloned().collect::<Vec<_>>();
        let dates = match (dates.is_empty(), self.keeps_undated) {
            (true, _) => None,
            (false, true) => Some(Clause::any(vec![Clause::every(dates), undated()])),
            (false, false) => Some(Clause::every(dates)),
        };
        self.own.iter().chain(&self.filters).cloned().chain(dates).collect()
    }

    /// What of `matched` has all that is asked.
    pub(super) fn within(&self, matched: Clause) -> Clause {
        Clause::every(std::iter::once(matched).chain(self.clauses()).collect())
    }

    /// What of `matched` limits of dates exclude, and what filters do.
    pub(super) fn excluded(&self, matched: &Clause) -> Excluded {
        let has_dates = !self.own_dates.is_empty() || !self.dates.is_empty();
        let undated = (has_dates && !self.keeps_undated).then(|| {
            let asked = self.own.iter().chain(&self.filters).cloned();
            Clause::every([matched.clone(), undated()].into_iter().chain(asked).collect())
        });
        let is_filtered = has_dates || !self.filters.is_empty();
        let filtered = is_filtered.then(|| {
            let asked = std::iter::once(matched.clone()).chain(self.own.iter().cloned());
            Clause::without(asked.collect(), vec![self.within(matched.clone())])
        });
        Excluded { undated, filtered }
    }
}

/// What limits exclude of what matches otherwise.
#[derive(Default)]
pub(super) struct Excluded {
    /// What has no date, where dates are limited.
    pub(super) undated: Option<Clause>,
    /// What dates and filters exclude, the undated among it.
    pub(super) filtered: Option<Clause>,
}

/// Compiles the parts of a query against one committed state.
pub(super) struct Compiler<'a, S: Snapshot> {
    pub(super) snapshot: &'a S,
    pub(super) relations: &'a Relations,
    /// The words of the query.
    pub(super) analyzed: &'a AnalyzedQuery<'a>,
    /// Whether words are looked for in their other spellings too.
    pub(super) respells: bool,
    /// When announcements came into the index.
    pub(super) accessions: &'a Accessions,
    /// The time zone of the days on which they did.
    pub(super) zone: &'a TimeZone,
}

impl<S: Snapshot> Compiler<'_, S> {
    /// What matches `node`, its text looked for in the field `text`.
    pub(super) fn node(&self, node: &Node, text: Field) -> Result<Clause> {
        Ok(match node {
            Node::Words(words) => self.words(&fold_str(words), text),
            Node::Phrase(words) => Clause::Text(text, fold_str(words)),
            Node::And(nodes) => self.every(nodes, text)?,
            Node::Or(nodes) => Clause::any(self.nodes(nodes, text)?),
            Node::Not(node) => Clause::without(Vec::new(), vec![self.unwanted(node, text)?]),
            Node::Title(node) => self.node(node, Field::Title)?,
            Node::Near(scope, node) => {
                let matched = Box::new(self.node(node, text)?);
                Clause::Near(*scope, matched, self.part(node, text))
            }
            Node::Issuer(name) => self.issuers(name)?,
            Node::Region(name) => {
                let fields = [Field::Region, Field::IssuedIn, Field::About];
                let clauses = fields.map(|field| self.division(field, name));
                Clause::any(clauses.into_iter().collect::<Result<_>>()?)
            }
            Node::IssuedIn(name) => self.division(Field::IssuedIn, name)?,
            Node::About(name) => self.division(Field::About, name)?,
            Node::Level(level) => levels(*level),
            Node::Number(number) => Clause::value(Field::Number, number.key()),
            Node::Series(series) => numbers(series),
            Node::Kind(kind) => Clause::value(Field::Kind, kind.name()),
            Node::Validity(validity) => self.relations.of_validity(self.snapshot, *validity)?,
            Node::Date(range) => dates(*range),
            Node::Added(Added::Days(range)) => accessions::on(*range, self.zone),
            Node::Added(Added::LastRun) => self.accessions.of_last_run(self.snapshot)?,
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
                Node::Not(node) => unwanted.push(self.unwanted(node, text)?),
                node => wanted.push(self.node(node, text)?),
            }
        }
        Ok(Clause::without(wanted, unwanted))
    }

    /// What matches `node`, which is excluded: as it was typed and in no other spelling.
    fn unwanted(&self, node: &Node, text: Field) -> Result<Clause> {
        Compiler { respells: false, ..*self }.node(node, text)
    }

    /// What of `node`, which holds text alone, is to stand together.
    fn part(&self, node: &Node, text: Field) -> Part {
        let parts = |nodes: &[Node]| nodes.iter().map(|node| self.part(node, text)).collect();
        match node {
            Node::Words(words) => {
                let folded = fold_str(words);
                Part::All(self.slots(&folded).iter().map(|slot| part_of(slot, text)).collect())
            }
            Node::Phrase(words) => Part::Text(text, fold_str(words)),
            Node::And(nodes) => Part::All(parts(nodes)),
            Node::Or(nodes) => Part::Any(parts(nodes)),
            _ => Part::Any(Vec::new()),
        }
    }

    /// All words of folded text, wherever they occur, or what else may be written for them.
    ///
    /// Every word is a part of the text, so whoever holds the text holds them all.
    pub(super) fn words(&self, folded: &str, text: Field) -> Clause {
        let mut all = Vec::new();
        for slot in self.slots(folded) {
            let own = slot.words.iter().map(|word| Clause::Text(text, (*word).to_string()));
            match slot.others.is_empty() {
                true => all.extend(own),
                false => {
                    let others = slot.others.iter().map(|other| named(other, text));
                    let own = std::iter::once(Clause::every(own.collect()));
                    all.push(Clause::any(own.chain(others).collect()));
                }
            }
        }
        Clause::every(all)
    }

    /// All words of folded text; where they are [`SCATTERED`] or more, in one paragraph.
    pub(super) fn words_together(&self, folded: &str, text: Field) -> Clause {
        let all = self.words(folded, text);
        let slots = self.slots(folded);
        if slots.iter().map(|slot| slot.words.len()).sum::<usize>() < SCATTERED {
            return all;
        }
        let parts = slots.iter().map(|slot| part_of(slot, text));
        Clause::Near(Scope::Paragraph, Box::new(all), Part::All(parts.collect()))
    }

    /// The words of folded text with what else may be written for them.
    fn slots<'t>(&self, folded: &'t str) -> Vec<Slot<'t>> {
        let words = self.analyzed.telling(folded).into_iter();
        let places: Vec<_> = words.map(|word| place(folded, word)).collect();
        let spellings = match self.respells {
            true => spellings(folded, self.analyzed.dictionary()),
            false => Vec::new(),
        };
        slots(folded, &places, &spellings)
    }

    /// Whether any document holds each of the folded texts literally.
    pub(super) fn occurring(&self, folded: &[&str]) -> Result<Vec<bool>> {
        let texts = folded.iter().map(|text| Clause::Text(Field::Grams, (*text).to_string()));
        self.snapshot.exist(&texts.collect::<Vec<_>>())
    }

    /// What a hit must be besides matching the query.
    pub(super) fn filters(&self, filters: &Filters) -> Result<Vec<Clause>> {
        Ok(self.limits(&[], filters, Field::Grams)?.clauses())
    }

    /// What the `others` parts of a query, which are not relaxed, and the filters ask of a hit.
    pub(super) fn limits(&self, others: &[Node], filters: &Filters, text: Field) -> Result<Limits> {
        let is_date = |node: &Node| matches!(node, Node::Date(_));
        let (dates, others): (Vec<Node>, Vec<Node>) = others.iter().cloned().partition(is_date);
        let (filter_dates, filters_left): (Vec<Node>, Vec<Node>) =
            filters.nodes().into_iter().partition(is_date);
        Ok(Limits {
            own: if others.is_empty() { Vec::new() } else { vec![self.every(&others, text)?] },
            own_dates: self.nodes(&dates, text)?,
            dates: self.nodes(&filter_dates, text)?,
            filters: self.nodes(&filters_left, text)?,
            keeps_undated: filters.undated,
        })
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

    /// What has the division of this name, or one within it, in a field.
    fn division(&self, field: Field, name: &str) -> Result<Clause> {
        self.values(field, |value| registry().region_matches(name, value))
    }

    /// Any of the values of a field that `matches` takes.
    fn values(&self, field: Field, matches: impl Fn(&str) -> bool) -> Result<Clause> {
        let values: BTreeSet<String> = self.snapshot.values(field, "")?;
        let taken = values.into_iter().filter(|value| matches(value)).map(Value::Text);
        Ok(Clause::Values(field, taken.collect()))
    }
}

/// A slot, as what is to stand together with others.
fn part_of(slot: &Slot<'_>, text: Field) -> Part {
    let part = |word: &str| Part::Text(text, word.to_string());
    let mut own: Vec<Part> = slot.words.iter().map(|word| part(word)).collect();
    let own = if own.len() == 1 { own.remove(0) } else { Part::All(own) };
    if slot.others.is_empty() {
        return own;
    }
    let others = slot.others.iter().map(|other| part(other));
    Part::Any(std::iter::once(own).chain(others).collect())
}

/// What holds another spelling: a ministry (人力资源社会保障部) not where all departments of its kind
/// (人力资源社会保障部门) are meant, unless the ministry does something there. Of the 286
/// laws in which one of 23 ministries occurs, 273 are found so.
fn named(other: &str, text: Field) -> Clause {
    let holding = |end: &str| Clause::Text(text, format!("{other}{end}"));
    if !other.ends_with('部') {
        return holding("");
    }
    let ministry = Clause::without(vec![holding("")], vec![holding("门")]);
    let acts = ["关于", "办公厅", "令", "等", "会同", "批准", "负责", "发布", "制定"]
        .into_iter()
        .map(holding);
    Clause::any(std::iter::once(ministry).chain(acts).collect())
}

/// What has a number of a series.
fn numbers(series: &Series) -> Clause {
    let (years, serials) = (series.years, series.serials);
    Clause::every(vec![
        Clause::value(Field::Prefix, series.filed_prefix()),
        Clause::Numbers(Field::NumberYear, years.0.map(u64::from), years.1.map(u64::from)),
        Clause::Numbers(Field::Serial, serials.0.map(u64::from), serials.1.map(u64::from)),
    ])
}

/// What has no date.
fn undated() -> Clause {
    let first = keys::day(jiff::civil::Date::MIN);
    Clause::without(Vec::new(), vec![Clause::Days(Field::Day, Some(first), None)])
}

/// The documents of a level, or of one that it covers.
fn levels(level: Level) -> Clause {
    let ranks = level.covered().iter().map(|level| u64::from(level.rank()));
    Clause::any(ranks.map(|rank| Clause::value(Field::Level, rank)).collect())
}

fn dates(range: DateRange) -> Clause {
    let day = |date: Option<jiff::civil::Date>| date.map(keys::day);
    Clause::Days(Field::Day, day(range.from), day(range.to))
}
