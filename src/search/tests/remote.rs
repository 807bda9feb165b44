//! What is promised of any snapshot, of an index in OpenSearch: the variable `SEARCH_TEST_OPENSEARCH` has
//! the addresses of its nodes, with commas between.

use super::*;
use crate::backend::{Address, Opened, opensearch};

/// An index of its own, which is removed in the end.
struct Fresh(Address);

impl Fresh {
    fn named(name: &str, seed: u64) -> Self {
        let nodes = std::env::var("SEARCH_TEST_OPENSEARCH").unwrap();
        let name = format!("{nodes}/{name}-{}-{seed}", std::process::id());
        let address = Address::parse(&name).unwrap();
        opensearch::remove(&address).unwrap();
        Self(address)
    }

    fn made(&self, dice: &mut Dice) -> Made {
        Made::at(Location::OpenSearch(self.0.clone()), dice)
    }

    fn snapshot(&self) -> opensearch::OpenSearchSnapshot {
        match backend::open(&Location::OpenSearch(self.0.clone())).unwrap() {
            (Opened::OpenSearch(snapshot), _) => *snapshot,
            (Opened::Embedded(_), _) => panic!("{} is no folder", self.0),
        }
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        opensearch::remove(&self.0).unwrap();
    }
}

#[test]
#[ignore = "needs OpenSearch"]
fn an_index_in_opensearch_answers_as_a_plain_list_of_its_announcements() {
    for seed in 0..many_corpora() {
        let mut dice = Dice(seed);
        let fresh = Fresh::named("alike", seed);
        let made = fresh.made(&mut dice);
        let difference = difference(&ranked(fresh.snapshot()), &made, &mut dice, REQUESTS);
        assert!(difference.is_none(), "seed {seed}: {}", difference.unwrap_or_default());
    }
}

#[test]
#[ignore = "needs OpenSearch"]
fn the_best_few_of_an_index_in_opensearch_are_the_best_of_all() {
    for seed in 0..CORPORA {
        let mut dice = Dice(seed);
        let fresh = Fresh::named("best", seed);
        let made = fresh.made(&mut dice);
        check_all_best(&fresh.snapshot(), &made, &mut dice);
    }
}

#[test]
#[ignore = "needs OpenSearch"]
fn an_index_in_opensearch_finds_within_a_scope_what_a_plain_list_does() {
    let mut answered = 0;
    for seed in 0..many_corpora() {
        let mut dice = Dice(seed);
        let fresh = Fresh::named("scopes", seed);
        let made = fresh.made(&mut dice);
        answered += scopes::check(&fresh.snapshot(), &made, &mut dice);
    }
    assert!(answered > 300, "{answered}");
}

#[test]
#[ignore = "needs OpenSearch"]
fn documents_of_an_index_in_opensearch_are_read_as_often_as_they_are_named() {
    let mut dice = Dice(5);
    let fresh = Fresh::named("named", 0);
    let made = fresh.made(&mut dice);
    let snapshot = fresh.snapshot();
    let docs = snapshot.all(&Clause::All).unwrap();
    assert!(docs.len() > 1, "{docs:?}");
    let twice = [docs[1], docs[0], docs[1]];
    let ids = |records: Vec<Record>| -> Vec<u64> {
        records.iter().map(|record| keys::of_id(&record.id)).collect()
    };
    assert_eq!(ids(snapshot.records(&twice).unwrap()), twice);
    assert_eq!(ids(snapshot.metadata(&twice).unwrap()), twice);
    let compared = snapshot.compared(&twice).unwrap().into_iter().map(|(record, _)| record);
    assert_eq!(ids(compared.collect()), twice);
    let facts: Vec<u64> = snapshot.facts(&twice).unwrap().iter().map(|facts| facts.id).collect();
    assert_eq!(facts, twice);
    assert_eq!(docs.len(), made.list().len());
}
