//! A node of three is killed while others search and write.

use std::collections::BTreeMap;
use std::ops::Range;
use std::process::Stdio;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use policy_search::{Engine, ErrorKind, IndexOptions, Location};

use super::nodes::Nodes;
use super::remote::Remote;
use crate::killed::contents;
use crate::workspace::{Workspace, request};

/// How many threads search.
const SEARCHERS: usize = 4;

/// How long they do before the node is killed, and until it is started again.
const APART: Duration = Duration::from_secs(5);

/// The most searches that may fail.
const MOST_ERRORS: usize = 20;

const QUERIES: [&str; 6] =
    ["渡口安全", "\"第7处\"", "检查 落实", "标题:渡口", "年:2025 安全", "桥梁"];

fn write(workspace: &Workspace, files: Range<usize>) {
    for file in files {
        let text = format!(
            "青山市人民政府关于第{file}处渡口安全的通知\n各区：\n请抓好第{}类检查，认真落实。\n2025年3月{}日\n",
            file % 7,
            1 + file % 28
        );
        workspace.write(&format!("{}/{file}.txt", file % 5), text);
    }
}

/// Brings an index up to date; in a cluster, with these copies of each of three shards.
fn index(workspace: &Workspace, location: &Location, replicas: u32) {
    let options = IndexOptions::of([workspace.path("corpus")]).prune(true);
    let options = match location {
        Location::Dir(_) => options,
        _ => options.shards(3).replicas(replicas),
    };
    policy_search::index(location, &options, &|_| ()).unwrap();
}

/// How many announcements there are for a query, and the first of them.
type Answer = (usize, Vec<String>);

fn ask(engine: &Engine, query: &str) -> Result<Answer, policy_search::Error> {
    let response = engine.search(&request(query))?;
    Ok((response.total, response.hits.into_iter().map(|hit| hit.place.path).collect()))
}

/// What searches got, and when they failed.
#[derive(Default)]
struct Seen {
    answers: usize,
    wrong: Vec<String>,
    errors: Vec<(Instant, String)>,
    longest: Duration,
}

/// Asks again and again, of an index that is opened anew now and then.
fn searches(
    location: &Location,
    expected: &BTreeMap<&str, Answer>,
    is_over: &AtomicBool,
    seen: &Mutex<Seen>,
) {
    while !is_over.load(Ordering::Relaxed) {
        let opened = Engine::open(location);
        let asked = expected.iter().cycle().take(20);
        for (query, expected) in asked {
            let began = Instant::now();
            let answer = opened.as_ref().map_err(ToString::to_string);
            let answer = answer.and_then(|engine| ask(engine, query).map_err(|e| e.to_string()));
            let mut seen = seen.lock().unwrap();
            seen.longest = seen.longest.max(began.elapsed());
            seen.answers += 1;
            match answer {
                Ok(answer) if answer == *expected => {}
                Ok(answer) => seen.wrong.push(format!("{query}: {answer:?} for {expected:?}")),
                Err(error) => seen.errors.push((began, error)),
            }
            if opened.is_err() {
                break;
            }
        }
    }
}

/// Kills a node and starts it again while others search.
fn lose(nodes: &Nodes, leads: bool, location: &Location, expected: &BTreeMap<&str, Answer>) {
    let (is_over, seen) = (AtomicBool::new(false), Mutex::new(Seen::default()));
    let mut killed = Instant::now();
    thread::scope(|scope| {
        for _ in 0..SEARCHERS {
            scope.spawn(|| searches(location, expected, &is_over, &seen));
        }
        let place = nodes.place(leads);
        thread::sleep(APART);
        nodes.kill(place);
        killed = Instant::now();
        thread::sleep(APART);
        nodes.start(place);
        nodes.settle();
        is_over.store(true, Ordering::Relaxed);
    });
    let Seen { answers, wrong, errors, longest } = seen.into_inner().unwrap();
    let last = errors.iter().map(|(at, _)| at.saturating_duration_since(killed)).max();
    println!(
        "leader {leads}: {answers} searches, {} wrong, {} errors, the last of them {last:.1?} after \
         the kill; the longest search {longest:.1?}",
        wrong.len(),
        errors.len()
    );
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(errors.len() <= MOST_ERRORS, "{errors:#?}");
    assert!(answers > 100, "{answers}");
}

#[test]
#[ignore = "needs OpenSearch on three nodes"]
fn searches_go_on_while_a_node_is_lost() {
    let (nodes, workspace) = (Nodes::take(), Workspace::new());
    let remote = Remote::on(&nodes.urls(), "lost");
    write(&workspace, 0..300);
    index(&workspace, &remote.location(), 1);
    index(&workspace, &workspace.location(), 0);
    let engine = Engine::open(&workspace.location()).unwrap();
    let expected = QUERIES.map(|query| (query, ask(&engine, query).unwrap())).into();
    nodes.settle();
    for leads in [false, true] {
        lose(&nodes, leads, &remote.location(), &expected);
    }
}

#[test]
#[ignore = "needs OpenSearch on three nodes"]
fn a_run_ends_though_a_node_is_lost() {
    let (nodes, workspace) = (Nodes::take(), Workspace::new());
    let remote = Remote::on(&nodes.urls(), "written");
    write(&workspace, 0..50);
    index(&workspace, &remote.location(), 1);
    nodes.settle();
    for (leads, files) in [(false, 50..700), (true, 700..1_400)] {
        let place = nodes.place(leads);
        write(&workspace, files);
        let mut command = workspace.prepare(&["index", "corpus", "--index", &remote.url()]);
        let mut run = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        while remote.marker()["writing"].is_null() {
            assert!(run.try_wait().unwrap().is_none(), "the run ended before the node was killed");
        }
        thread::sleep(Duration::from_millis(100));
        assert!(run.try_wait().unwrap().is_none(), "the run ended before the node was killed");
        nodes.kill(place);
        let killed = Instant::now();
        let output = run.wait_with_output().unwrap();
        println!("leader {leads}: the run ended {:.1?} after the kill", killed.elapsed());
        assert!(output.status.success(), "leader {leads}: {output:?}");
        index(&workspace, &workspace.location(), 0);
        let expected = contents(&workspace.location());
        assert_eq!(contents(&remote.location()), expected, "leader {leads}");
        nodes.start(place);
        nodes.settle();
        assert_eq!(contents(&remote.location()), expected, "leader {leads}, once all are back");
    }
}

#[test]
#[ignore = "needs OpenSearch on three nodes"]
fn an_answer_of_some_shards_is_given_only_where_it_is_allowed() {
    let (nodes, workspace) = (Nodes::take(), Workspace::new());
    let remote = Remote::on(&nodes.urls(), "partial");
    write(&workspace, 0..300);
    index(&workspace, &remote.location(), 0);
    // The marker has copies elsewhere, or nothing would be known.
    nodes.settle();
    let place = nodes.place(false);
    nodes.kill(place);
    nodes.miss_one(place);
    let url = remote.url();
    let refused = workspace.command(&["渡口安全", "--json", "--index", &url]);
    let partial = workspace.command(&["渡口安全", "--json", "--allow-partial", "--index", &url]);
    let opened = Engine::open(&remote.location()).map(drop);
    nodes.start(place);
    nodes.settle();
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
    let told = crate::workspace::stderr(&refused);
    assert!(told.contains("of 3 shards did not answer"), "{told}");
    let error = opened.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Incomplete { of: 3, .. }), "{error:?}");
    let answer: serde_json::Value = serde_json::from_slice(&partial.stdout).unwrap();
    assert_eq!(answer["incomplete"]["of"], 3, "{answer}");
    let total = answer["total"].as_u64().unwrap();
    assert!(0 < total && total < 300, "{total}");
}
