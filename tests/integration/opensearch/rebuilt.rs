//! An index is built anew while others search.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use policy_search::{Engine, IndexOptions};

use super::remote::Remote;
use crate::workspace::{Workspace, repository, request};

/// How many threads search.
const SEARCHERS: usize = 4;

/// How often the index is built anew.
const REBUILDS: usize = 5;

const QUERIES: [&str; 4] = ["安全生产", "通知", "标题:办法", "\"人民政府\""];

#[test]
#[ignore = "needs OpenSearch"]
fn no_search_fails_while_an_index_is_built_anew() {
    let remote = Remote::fresh("rebuilt");
    let options = IndexOptions::of([repository().join("corpus")]);
    let build = |rebuild| {
        let options = options.clone().rebuild(rebuild);
        policy_search::index(&remote.location(), &options, &|_| ()).unwrap();
    };
    build(false);
    let workspace = Workspace::with_sample();
    let expected = QUERIES.map(|query| workspace.search(query).total);
    let (is_over, searched, failed) =
        (AtomicBool::new(false), AtomicUsize::new(0), Mutex::new(Vec::new()));
    let search = || {
        while !is_over.load(Ordering::Relaxed) {
            let engine = Engine::open(&remote.location());
            for (query, expected) in QUERIES.into_iter().zip(expected) {
                let found = engine.as_ref().map_err(ToString::to_string).and_then(|engine| {
                    engine.search(&request(query)).map_err(|error| error.to_string())
                });
                let total = found.map(|response| response.total);
                searched.fetch_add(1, Ordering::Relaxed);
                if total != Ok(expected) {
                    failed.lock().unwrap().push(format!("{query}: {total:?} for {expected}"));
                }
            }
        }
    };
    thread::scope(|scope| {
        (0..SEARCHERS).for_each(|_| drop(scope.spawn(search)));
        (0..REBUILDS).for_each(|_| build(true));
        is_over.store(true, Ordering::Relaxed);
    });
    let (searched, failed) = (searched.into_inner(), failed.into_inner().unwrap());
    println!("{searched} searches during {REBUILDS} rebuilds, {} failed", failed.len());
    assert!(failed.is_empty(), "{failed:#?}");
    assert!(searched > REBUILDS * QUERIES.len(), "{searched}");
    // A generation that somebody read when it was replaced goes with the next run.
    build(false);
    assert_eq!(remote.indexes().len(), 3, "{:?}", remote.indexes());
}
