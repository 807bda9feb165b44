//! A snapshot that is a list of announcements: every question is answered by reading all texts.
//!
//! It knows no gram, no position and no posting. A text is a row of characters, words and breaks, and
//! holds a string where the string occurs in it.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use super::read::Read;
use super::row::{Token, places, position, rounded, saturated, tokens};
use crate::announcement::Level;
use crate::backend::clause::{Clause, Part};
use crate::backend::seam::{
    Asked, Best, CopyKeys, Evidence, Facts, Found, Gap, Held, InPassage, Issued, Passages,
    Snapshot, Term, Totals,
};
use crate::document::{self, Field, Record};
use crate::error::Result;
use crate::query::Scope;
use crate::request::Order;
use crate::response::{FacetCount, Facets, Incomplete, UnknownCounts};
use crate::text::{Figures, furniture};

/// The announcements of an index.
pub(super) struct Plain {
    read: Vec<Read>,
    /// What it pretends not to have read, so that nothing it chose is certain.
    pub(super) incomplete: Option<Incomplete>,
}

impl Plain {
    /// Reads announcements.
    pub(super) fn new(records: &[Record]) -> Self {
        Self { read: records.iter().map(Read::new).collect(), incomplete: None }
    }

    /// Whether an announcement holds a folded text.
    pub(super) fn holds(&self, doc: usize, folded: &str) -> bool {
        self.read[doc].matches(&Clause::Text(Field::Grams, folded.to_string()))
    }

    /// Whether a paragraph of an announcement holds all of these folded texts.
    pub(super) fn holds_together(&self, doc: usize, folded: &[&str]) -> bool {
        let part = |text: &&str| Part::Text(Field::Grams, text.to_string());
        let parts = Part::All(folded.iter().map(part).collect());
        !self.read[doc].scopes(Scope::Paragraph, &parts).is_empty()
    }

    fn matching(&self, what: &Clause) -> Vec<usize> {
        (0..self.read.len()).filter(|doc| self.read[*doc].matches(what)).collect()
    }

    fn of<T>(&self, docs: &[usize], read: impl Fn(&Read) -> T) -> Vec<T> {
        docs.iter().map(|doc| read(&self.read[*doc])).collect()
    }

    fn those(&self, wanted: impl Fn(&Read) -> bool) -> Vec<usize> {
        (0..self.read.len()).filter(|doc| wanted(&self.read[*doc])).collect()
    }

    /// What the best are chosen by: the order asked for, then score × prior, the greater the better.
    pub(super) fn key(&self, doc: usize, wanted: &Best<'_>) -> ((i64, i64), f32) {
        let read = &self.read[doc];
        let grounds = self.facts(&[doc]).unwrap()[0].grounds();
        let terms = wanted.terms.iter();
        let score: f32 = match wanted.terms.is_empty() {
            true => 1.0,
            false => terms.map(|(term, boost)| boost * self.score(read, term)).sum(),
        };
        (rank(read, wanted.order), score * wanted.priors.of(&grounds).factor())
    }

    fn score(&self, read: &Read, term: &Term) -> f32 {
        let holding = self.holding(std::slice::from_ref(term)).unwrap()[0] as f32;
        let all = self.read.len() as f32;
        let rarity = (1.0 + (all - holding + 0.5) / (holding + 0.5)).ln();
        let length = match term.field {
            Field::Characters => {
                read.text.tokens.iter().filter(|token| matches!(token, Token::Han(_))).count()
                    as u32
            }
            field => read.row(field).length(),
        };
        let lengths = rounded(length) as f32 / self.totals().average_length();
        rarity * saturated(read.count(term) as f32, lengths)
    }

    fn holding_pair(&self, left: char, right: char) -> u64 {
        let text = String::from_iter([left, right]);
        let term = Term { field: Field::Grams, text };
        self.those(|read| read.count(&term) > 0).len() as u64
    }

    fn around(&self, gap: &Gap) -> Vec<(char, u64)> {
        let tokens = self.read.iter().flat_map(|read| &read.text.tokens);
        let all: BTreeSet<char> = tokens
            .filter_map(|token| match token {
                Token::Han(character) => Some(*character),
                _ => None,
            })
            .collect();
        let count = |character: char| {
            let left = gap.left.map(|left| self.holding_pair(left, character));
            let right = gap.right.map(|right| self.holding_pair(character, right));
            left.into_iter().chain(right).min().unwrap_or_default()
        };
        let wanted = all.into_iter().filter(|character| gap.takes(*character));
        wanted.map(|one| (one, count(one))).filter(|(_, count)| *count > 0).collect()
    }
}

/// What `read` says of the order asked for, the greater the better.
fn rank(read: &Read, order: Order) -> (i64, i64) {
    let day = read.day(Field::Day);
    let level = read.numbers(Field::Level).next();
    let latest = day.unwrap_or(i64::MIN);
    match order {
        Order::Relevance => (0, 0),
        Order::Newest => (latest, 0),
        Order::Oldest => (day.map_or(i64::MIN, |day| -day), 0),
        Order::Level => (-(level.unwrap_or(u8::MAX.into()) as i64), 0),
        Order::Added => (read.record.added.as_millisecond(), latest),
    }
}

fn counted<T: Ord>(values: impl Iterator<Item = T>) -> Vec<(T, usize)> {
    let mut counts = BTreeMap::new();
    values.for_each(|value| *counts.entry(value).or_insert(0) += 1);
    counts.into_iter().collect()
}

fn facet(value: String, count: usize) -> FacetCount {
    FacetCount { value, count }
}

impl Snapshot for Plain {
    type Doc = usize;

    fn incomplete(&self) -> Option<Incomplete> {
        self.incomplete
    }

    fn is_certain(&self) -> bool {
        self.incomplete.is_none()
    }

    fn totals(&self) -> Totals {
        let terms = self.read.iter().flat_map(|read| read.numbers(Field::Length)).sum();
        Totals { announcements: self.read.len() as u64, terms }
    }

    fn counts(&self, of: &[Clause]) -> Result<Vec<usize>> {
        Ok(of.iter().map(|what| self.matching(what).len()).collect())
    }

    fn exist(&self, of: &[Clause]) -> Result<Vec<bool>> {
        Ok(of.iter().map(|what| !self.matching(what).is_empty()).collect())
    }

    fn all(&self, what: &Clause) -> Result<Vec<usize>> {
        Ok(self.matching(what))
    }

    fn found(&self, of: &[Clause], most: usize) -> Result<Vec<Found<usize>>> {
        let mut taken = BTreeSet::new();
        let one = |what: &Clause| {
            let new = self.matching(what).into_iter().filter(|doc| taken.insert(*doc));
            let new: Vec<usize> = new.collect();
            if new.len() > most { Found::Many(new.len()) } else { Found::All(new) }
        };
        Ok(of.iter().map(one).collect())
    }

    fn matched(&self, docs: &[usize], what: &Clause) -> Result<Vec<bool>> {
        Ok(self.of(docs, |read| read.matches(what)))
    }

    fn best(&self, wanted: &Best<'_>) -> Result<Vec<usize>> {
        let mut best = self.matching(wanted.what);
        let key = |doc: &usize| self.key(*doc, wanted);
        best.sort_by(|left, right| key(right).partial_cmp(&key(left)).unwrap());
        best.truncate(wanted.limit);
        Ok(best)
    }

    fn facets(&self, what: &Clause, more: &[usize]) -> Result<Facets> {
        let docs: BTreeSet<usize> = self.matching(what).into_iter().chain(more.to_vec()).collect();
        let docs: Vec<usize> = docs.into_iter().collect();
        let names = |field: Field| {
            let names = docs.iter().flat_map(|doc| self.read[*doc].names(field));
            let mut counts = counted(names.map(str::to_string));
            counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            counts.into_iter().map(|(name, count)| facet(name, count)).collect()
        };
        let numbers = |field: Field| {
            counted(docs.iter().flat_map(|doc| self.read[*doc].numbers(field))).into_iter()
        };
        let level = |rank: u64| Level::ALL[rank as usize].name().to_string();
        let without =
            |has: &dyn Fn(&Read) -> bool| docs.iter().filter(|doc| !has(&self.read[**doc])).count();
        let no_name = |field: Field| without(&|read| read.names(field).next().is_some());
        let no_number = |field: Field| without(&|read| read.numbers(field).next().is_some());
        Ok(Facets {
            total: docs.len(),
            unknown: UnknownCounts {
                issuers: no_name(Field::Issuer),
                levels: no_number(Field::Level),
                years: no_number(Field::Year),
                kinds: no_name(Field::Kind),
                regions: no_name(Field::Region),
            },
            provinces: Vec::new(),
            issuers: names(Field::Issuer),
            levels: numbers(Field::Level).map(|(rank, n)| facet(level(rank), n)).collect(),
            years: numbers(Field::Year).rev().map(|(year, n)| facet(year.to_string(), n)).collect(),
            kinds: names(Field::Kind),
            regions: names(Field::Region),
        })
    }

    fn holding(&self, terms: &[Term]) -> Result<Vec<u64>> {
        let holding = |term: &Term| self.those(|read| read.count(term) > 0).len() as u64;
        Ok(terms.iter().map(holding).collect())
    }

    fn values(&self, field: Field, prefix: &str) -> Result<BTreeSet<String>> {
        let names = self.read.iter().flat_map(|read| read.names(field));
        Ok(names.filter(|name| name.starts_with(prefix)).map(str::to_string).collect())
    }

    fn around(&self, gaps: &[Gap]) -> Result<Vec<Vec<(char, u64)>>> {
        Ok(gaps.iter().map(|gap| self.around(gap)).collect())
    }

    fn evidence(&self, docs: &[usize], asked: &Asked<'_>) -> Result<Evidence> {
        let counts = |terms: &[&Term]| {
            terms.iter().map(|term| self.of(docs, |read| read.count(term))).collect()
        };
        Ok(Evidence {
            text: counts(asked.text),
            title: counts(asked.title),
            title_lengths: self.of(docs, |read| rounded(read.title.length())),
        })
    }

    fn passages(&self, docs: &[Passages<usize>], terms: &[&Term]) -> Result<Vec<Vec<InPassage>>> {
        let one = |term: &&Term| {
            let mut found = Vec::new();
            for (doc, asked) in docs.iter().enumerate() {
                let row = &self.read[asked.doc].text.tokens;
                let places = places(row, &tokens(&term.text)).into_iter();
                let passage =
                    |at: usize| asked.units.map_or(0, |units| position(row, at) / (2 * units));
                for (passage, count) in counted(places.map(passage)) {
                    found.push(InPassage { doc, passage: passage as usize, count: count as u32 });
                }
            }
            found
        };
        Ok(terms.iter().map(one).collect())
    }

    fn facts(&self, docs: &[usize]) -> Result<Vec<Facts>> {
        Ok(self.of(docs, |read| Facts {
            id: document::keys::of_id(&read.record.id),
            day: read.day(Field::Day),
            year: read.numbers(Field::Year).next(),
            added: read.record.added.as_millisecond() as u64,
            level: read.record.announcement.level(),
            superseded: read.is(Field::Superseded),
            damaged: read.record.announcement.damaged,
            recognised: read.record.announcement.recognised.is_some(),
            work: read.numbers(Field::Work).next(),
            length: read.numbers(Field::Length).sum(),
        }))
    }

    fn issued(&self, docs: &[usize]) -> Result<Vec<Issued>> {
        Ok(self.of(docs, |read| {
            let announcement = &read.record.announcement;
            let issuers = announcement.issuers.iter().map(|issuer| issuer.name.clone()).collect();
            Issued { issuers, region: announcement.region.clone() }
        }))
    }

    fn copy_keys(&self, docs: &[usize]) -> Result<Vec<CopyKeys>> {
        Ok(self.of(docs, |read| CopyKeys {
            text: read.numbers(Field::SameText).next(),
            act: read.numbers(Field::SameAct).next(),
            bands: read.numbers(Field::Bands).collect(),
            figures: Figures(read.numbers(Field::Figures).next().unwrap_or_default()),
            written: read.day(Field::Written),
        }))
    }

    fn holders(&self, keys: &[(Field, u64)]) -> Result<Vec<Vec<usize>>> {
        let holders = |(field, key): &(Field, u64)| {
            self.those(|read| read.numbers(*field).any(|own| own == *key))
        };
        Ok(keys.iter().map(holders).collect())
    }

    fn holders_from(&self, field: Field, prefixes: &[String]) -> Result<Vec<Held<usize>>> {
        let held = |prefix: &String| {
            let of_one = |(doc, read): (usize, &Read)| {
                let names: BTreeSet<String> = read.names(field).map(str::to_string).collect();
                let names = names.into_iter().filter(|name| name.starts_with(prefix.as_str()));
                names.map(|name| (name, doc)).collect::<Vec<_>>()
            };
            self.read.iter().enumerate().flat_map(of_one).collect()
        };
        Ok(prefixes.iter().map(held).collect())
    }

    fn between(&self, field: Field, from: u64, to: u64, most: usize) -> Result<Vec<u64>> {
        let all: BTreeSet<u64> = self.read.iter().flat_map(|read| read.numbers(field)).collect();
        Ok(all.range(from..=to).take(most).copied().collect())
    }

    fn numbers(&self, field: Field) -> Result<FxHashSet<u64>> {
        Ok(self.read.iter().flat_map(|read| read.numbers(field)).collect())
    }

    fn shared(&self, docs: &[usize], field: Field, among: Field) -> Result<Vec<Vec<u64>>> {
        let numbers = self.numbers(among)?;
        let shared = |read: &Read| {
            let numbers: BTreeSet<u64> =
                read.numbers(field).filter(|number| numbers.contains(number)).collect();
            numbers.into_iter().collect()
        };
        Ok(self.of(docs, shared))
    }

    fn meeting(&self, field: Field, among: Field) -> Result<Vec<usize>> {
        let numbers = self.numbers(among)?;
        Ok(self.those(|read| read.numbers(field).any(|number| numbers.contains(&number))))
    }

    fn records(&self, docs: &[usize]) -> Result<Vec<Record>> {
        Ok(self.of(docs, |read| read.record.clone()))
    }

    fn compared(&self, docs: &[usize]) -> Result<Vec<(Record, Vec<usize>)>> {
        let compared =
            |read: &Read| (read.record.clone(), furniture(&read.record.announcement.body));
        Ok(self.of(docs, compared))
    }

    fn each(&self, visit: &mut dyn FnMut(Record) -> Result<()>) -> Result<()> {
        self.read.iter().try_for_each(|read| visit(read.record.clone()))
    }

    fn bytes(&self) -> Result<Vec<(String, u64)>> {
        Ok(Vec::new())
    }

    fn state(&self) -> Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn state_head(&self) -> Result<Vec<u8>> {
        Ok(Vec::new())
    }
}
