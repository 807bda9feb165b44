//! How fast an open index answers, query class by query class; the hits are printed beside.
//!
//! Reads `POLICY_DATA/laws` where `POLICY_DATA` is set, else the sample corpus. The queries stand in
//! `queries.tsv`.

use std::path::PathBuf;

use criterion::{Criterion, criterion_group, criterion_main};
use policy_search::{Engine, IndexOptions, Location, Query, SearchRequest};

fn corpus() -> PathBuf {
    match std::env::var_os("POLICY_DATA") {
        Some(data) => PathBuf::from(data).join("laws"),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus"),
    }
}

/// The queries by class.
fn queries() -> Vec<(&'static str, &'static str)> {
    let lines = include_str!("queries.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).collect()
}

fn search(criterion: &mut Criterion) {
    let desk = tempfile::tempdir().expect("a folder for the index");
    let location = Location::Dir(desk.path().join("index"));
    policy_search::index(&location, &IndexOptions::of([corpus()]), &|_| ())
        .expect("the corpus is indexed");
    let engine = Engine::open(&location).expect("the index opens");
    let today = jiff::civil::date(2026, 1, 20);

    let mut group = criterion.benchmark_group("search");
    for (class, query) in queries() {
        let parsed = Query::parse(query, today).expect("the query is well formed");
        let request = SearchRequest::new(parsed, today);
        let total = engine.search(&request).expect("the index answers").total;
        println!("{class}: {query} finds {total}");
        group.bench_function(class, |bencher| bencher.iter(|| engine.search(&request)));
    }
    group.finish();
}

criterion_group!(benches, search);
criterion_main!(benches);
