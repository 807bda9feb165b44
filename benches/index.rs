//! How fast an index is made, and how fast a run that has nothing to do.
//!
//! Reads `POLICY_DATA/laws/行政法规` where `POLICY_DATA` is set, else the sample corpus.

use std::path::PathBuf;

use criterion::{Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use policy_search::{IndexOptions, Location};

fn corpus() -> PathBuf {
    match std::env::var_os("POLICY_DATA") {
        Some(data) => PathBuf::from(data).join("laws/行政法规"),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus"),
    }
}

fn index(criterion: &mut Criterion) {
    let desk = tempfile::tempdir().expect("a folder for the index");
    let location = Location::Dir(desk.path().join("index"));
    let options = IndexOptions::of([corpus()]);
    let run = |options: &IndexOptions| {
        policy_search::index(&location, options, &|_| ()).expect("the corpus is indexed")
    };
    let bytes = run(&options).bytes;

    let mut group = criterion.benchmark_group("index");
    group.sampling_mode(SamplingMode::Flat).sample_size(10);
    group.throughput(Throughput::Bytes(bytes));
    let rebuild = options.clone().rebuild(true);
    group.bench_function("all", |bencher| bencher.iter(|| run(&rebuild)));
    group.bench_function("nothing changed", |bencher| bencher.iter(|| run(&options)));
    group.finish();
}

criterion_group!(benches, index);
criterion_main!(benches);
