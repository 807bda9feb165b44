//! How many calls of a snapshot a search takes: over a network each is a trip.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashSet;

use super::*;
use crate::backend::seam::{
    Asked, Best, CopyKeys, Evidence, Facts, Found, Gap, Held, InPassage, Issued, Passages,
    Snapshot, Term, Totals,
};
use crate::response::Facets;

/// A snapshot that notes its calls.
struct Counted<S> {
    snapshot: S,
    calls: Mutex<Vec<String>>,
}

impl<S: Snapshot> Counted<S> {
    fn new(snapshot: S) -> Self {
        Self { snapshot, calls: Mutex::default() }
    }

    /// Notes a call, unless nothing is asked: that is no trip.
    fn note(&self, call: String) {
        if call.contains("[]") || call.ends_with(" None") {
            return;
        }
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).push(call);
    }

    /// The calls since the last time.
    fn taken(&self) -> Vec<String> {
        std::mem::take(&mut *self.calls.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<S: Snapshot> Snapshot for Counted<S> {
    type Doc = S::Doc;

    fn totals(&self) -> Totals {
        self.snapshot.totals()
    }

    fn counts(&self, of: &[Clause]) -> Result<Vec<usize>> {
        self.note(format!("counts {of:?}"));
        self.snapshot.counts(of)
    }

    fn exist(&self, of: &[Clause]) -> Result<Vec<bool>> {
        self.note(format!("exist {of:?}"));
        self.snapshot.exist(of)
    }

    fn firsts(&self, lists: &[Vec<Clause>], most: usize) -> Result<Vec<Vec<usize>>> {
        self.note(format!("firsts {lists:?}"));
        self.snapshot.firsts(lists, most)
    }

    fn all(&self, what: &Clause) -> Result<Vec<S::Doc>> {
        self.note(format!("all {what:?}"));
        self.snapshot.all(what)
    }

    fn found(&self, of: &[Clause], most: usize) -> Result<Vec<Found<S::Doc>>> {
        self.note(format!("found {of:?} {most}"));
        self.snapshot.found(of, most)
    }

    fn matched(&self, docs: &[S::Doc], what: &Clause) -> Result<Vec<bool>> {
        self.note(format!("matched {docs:?} {what:?}"));
        self.snapshot.matched(docs, what)
    }

    fn best(&self, wanted: &Best<'_>) -> Result<Vec<S::Doc>> {
        self.note(format!("best {:?} {}", wanted.what, wanted.limit));
        self.snapshot.best(wanted)
    }

    fn facets(&self, what: &Clause, more: &[S::Doc]) -> Result<Facets> {
        self.note(format!("facets {what:?} {more:?}"));
        self.snapshot.facets(what, more)
    }

    fn holding(&self, terms: &[Term]) -> Result<Vec<u64>> {
        self.note(format!("holding {terms:?}"));
        self.snapshot.holding(terms)
    }

    fn values(&self, field: Field, prefix: &str) -> Result<BTreeSet<String>> {
        self.note(format!("values {field:?} {prefix:?}"));
        self.snapshot.values(field, prefix)
    }

    fn around(&self, gaps: &[Gap]) -> Result<Vec<Vec<(char, u64)>>> {
        self.note(format!("around {gaps:?}"));
        self.snapshot.around(gaps)
    }

    fn evidence(&self, docs: &[S::Doc], asked: &Asked<'_>) -> Result<Evidence> {
        self.note(format!("evidence {docs:?}"));
        self.snapshot.evidence(docs, asked)
    }

    fn passages(&self, docs: &[Passages<S::Doc>], terms: &[&Term]) -> Result<Vec<Vec<InPassage>>> {
        self.note(format!("passages {docs:?} {terms:?}"));
        self.snapshot.passages(docs, terms)
    }

    fn facts(&self, docs: &[S::Doc]) -> Result<Vec<Facts>> {
        self.note(format!("facts {docs:?}"));
        self.snapshot.facts(docs)
    }

    fn issued(&self, docs: &[S::Doc]) -> Result<Vec<Issued>> {
        self.note(format!("issued {docs:?}"));
        self.snapshot.issued(docs)
    }

    fn copy_keys(&self, docs: &[S::Doc]) -> Result<Vec<CopyKeys>> {
        self.note(format!("copy_keys {docs:?}"));
        self.snapshot.copy_keys(docs)
    }

    fn holders(&self, keys: &[(Field, u64)]) -> Result<Vec<Vec<S::Doc>>> {
        self.note(format!("holders {keys:?}"));
        self.snapshot.holders(keys)
    }

    fn holders_from(&self, field: Field, prefixes: &[String]) -> Result<Vec<Held<S::Doc>>> {
        self.note(format!("holders_from {field:?} {prefixes:?}"));
        self.snapshot.holders_from(field, prefixes)
    }

    fn between(&self, field: Field, from: u64, to: u64, most: usize) -> Result<Vec<u64>> {
        self.note(format!("between {field:?} {from} {to}"));
        self.snapshot.between(field, from, to, most)
    }

    fn numbers(&self, field: Field) -> Result<FxHashSet<u64>> {
        self.note(format!("numbers {field:?}"));
        self.snapshot.numbers(field)
    }

    fn shared(&self, docs: &[S::Doc], field: Field, among: Field) -> Result<Vec<Vec<u64>>> {
        self.note(format!("shared {docs:?} {field:?}"));
        self.snapshot.shared(docs, field, among)
    }

    fn meeting(&self, field: Field, among: Field) -> Result<Vec<S::Doc>> {
        self.note(format!("meeting {field:?}"));
        self.snapshot.meeting(field, among)
    }

    fn records(&self, docs: &[S::Doc]) -> Result<Vec<Record>> {
        self.note(format!("records {docs:?}"));
        self.snapshot.records(docs)
    }

    fn compared(&self, docs: &[S::Doc]) -> Result<Vec<(Record, Vec<usize>)>> {
        self.note(format!("compared {docs:?}"));
        self.snapshot.compared(docs)
    }

    fn metadata(&self, docs: &[S::Doc]) -> Result<Vec<Record>> {
        self.note(format!("metadata {docs:?}"));
        self.snapshot.metadata(docs)
    }

    fn shown(
        &self,
        docs: &[S::Doc],
        find: &dyn Fn(&str, &str) -> Snippet,
    ) -> Result<Vec<(Record, Snippet)>> {
        self.note(format!("shown {docs:?}"));
        self.snapshot.shown(docs, find)
    }

    fn each(&self, visit: &mut dyn FnMut(Record) -> Result<()>) -> Result<()> {
        self.snapshot.each(visit)
    }

    fn bytes(&self) -> Result<Vec<(String, u64)>> {
        self.snapshot.bytes()
    }

    fn state(&self) -> Result<Vec<u8>> {
        self.snapshot.state()
    }

    fn state_head(&self) -> Result<Vec<u8>> {
        self.snapshot.state_head()
    }
}

/// The most calls that a page of hits takes.
const MOST_CALLS: usize = 30;

#[test]
fn a_page_of_hits_takes_few_calls() {
    let (mut searches, mut by_name) = (0, BTreeMap::<String, usize>::new());
    for seed in 0..CORPORA {
        let mut dice = Dice(seed);
        let made = Made::new(&mut dice);
        let (snapshot, _) = backend::snapshot(&made.location()).unwrap();
        let engine = ranked(Counted::new(snapshot));
        for _ in 0..REQUESTS {
            let Some(request) = corpora::request(&mut dice, &made.texts, &made.ids()) else {
                continue;
            };
            let response = engine.search(&request.limit(10).offset(0).facets(true)).unwrap();
            let calls = engine.snapshot.taken();
            // Where nothing has the query as it was typed, what was meant is looked for as well.
            if response.rung.is_none_or(|rung| rung >= Rung::AllWords) {
                continue;
            }
            assert!(calls.len() <= MOST_CALLS, "{}: {calls:#?}", response.query);
            searches += 1;
            for call in calls {
                let name = call.split(' ').next().unwrap_or_default();
                *by_name.entry(name.to_string()).or_default() += 1;
            }
        }
    }
    let calls: usize = by_name.values().sum();
    println!("{calls} calls in {searches} searches: {by_name:?}");
    assert!(searches > 30, "{searches}");
}
