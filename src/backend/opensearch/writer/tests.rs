//! Runs against a real cluster: `SEARCH_TEST_OPENSEARCH` has the URLs of its nodes, with a comma
//! between two.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicU32;

use jiff::Timestamp;

use super::*;
use crate::announcement::Announcement;
use crate::backend::opensearch::client::Fuse;
use crate::backend::opensearch::commit::{last_origin, last_state, read_commit};
use crate::backend::opensearch::marker::Held;
use crate::backend::opensearch::scan::Scan;
use crate::backend::opensearch::verify::{damage, verify};
use crate::document::{keys, stored};
use crate::response;

/// How many indexes the tests have made.
static MADE: AtomicU32 = AtomicU32::new(0);

/// An index of its own, removed at the end.
struct Place {
    address: Address,
    names: Names,
}

impl Place {
    fn new() -> Self {
        let nodes = std::env::var("SEARCH_TEST_OPENSEARCH").unwrap();
        let made = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("writer-{}-{made}", std::process::id());
        let address = Address::parse(&format!("{}/{name}", nodes.trim())).unwrap();
        Self { names: Names::of(&name), address }
    }

    fn client(&self) -> Client {
        Client::new(&self.address).unwrap()
    }

    fn open(&self, rebuild: bool) -> Result<OpenSearchIndexer> {
        self.open_with(self.client(), rebuild)
    }

    fn open_with(&self, client: Client, rebuild: bool) -> Result<OpenSearchIndexer> {
        let times = Times {
            beat: Duration::from_secs(3600),
            stale: Duration::from_millis(400),
            look: Duration::from_millis(50),
        };
        let patience = Some(Duration::from_secs(5));
        let options = WriteOptions { rebuild, patience, ..WriteOptions::default() };
        OpenSearchIndexer::begin(client, &self.names, &options, times)
    }

    fn run(&self, act: impl FnOnce(&OpenSearchIndexer), state: &str) {
        let indexer = Box::new(self.open(false).unwrap());
        act(&indexer);
        indexer.commit(state.as_bytes(), 100).unwrap();
    }

    fn marker(&self) -> Marker {
        Held::read(&self.client(), &self.names).unwrap().unwrap().marker
    }

    /// What is visible: the titles by path, and the state.
    fn visible(&self) -> Visible {
        let (client, marker) = (self.client(), self.marker());
        let mut titles = BTreeMap::new();
        let view = View::of(&marker, &self.names);
        let scan = Scan {
            index: marker.generation.as_deref().unwrap_or_default(),
            query: view.narrowed(json!({"match_all": {}})),
            wanted: json!({"_source": ["stored"]}),
            page: 3,
        };
        if marker.commit > 0 {
            scan.each(&client, &mut |hit| {
                let record = stored::record(&hit.source["stored"].to_string())?;
                let twice = titles.insert(record.place.path, record.announcement.title);
                assert_eq!(twice, None);
                Ok(())
            })
            .unwrap();
        }
        assert_eq!(titles.len() as u64, marker.announcements);
        let parts = marker.state.as_ref();
        let state = parts.map(|parts| state::state(&client, &self.names, parts).unwrap());
        (titles, String::from_utf8(state.unwrap_or_default()).unwrap())
    }
}

type Visible = (BTreeMap<String, String>, String);

impl Drop for Place {
    fn drop(&mut self) {
        let client = self.client();
        let own = [self.names.meta(), self.names.pairs(), self.names.generations()];
        let made = own.iter().flat_map(|name| ours(&client, name).unwrap_or_default());
        let removed: Result<()> =
            made.into_iter().try_for_each(|name| meta::delete_index(&client, &name));
        // A test that failed says why by itself.
        assert!(std::thread::panicking() || removed.is_ok());
    }
}

fn record(path: &str, title: &str, added: i64) -> Record {
    let (title, body) = (title.to_string(), format!("{title}的正文。"));
    let announcement = Announcement { title, body, ..Announcement::default() };
    let place = response::Place { path: path.to_string(), ..response::Place::default() };
    Record::of(place, Timestamp::from_millisecond(added).unwrap(), announcement)
}

fn arrival(record: &Record) -> Arrival {
    Arrival { id: keys::of_id(&record.id), content: keys::content(&record.announcement) }
}

fn put(indexer: &OpenSearchIndexer, path: &str, title: &str) {
    indexer.put(&record(path, title, 1000)).unwrap();
}

fn replace(indexer: &OpenSearchIndexer, path: &str, title: &str) {
    put(indexer, path, title);
    indexer.delete(path).unwrap();
}

fn visible(titles: &[(&str, &str)], state: &str) -> Visible {
    let text = |text: &&str| text.to_string();
    (titles.iter().map(|(path, title)| (text(path), text(title))).collect(), state.to_string())
}

#[test]
#[ignore = "needs OpenSearch"]
fn runs_add_replace_withdraw_and_delete() {
    let place = Place::new();
    assert!(matches!(verify(&place.address).unwrap_err().kind(), ErrorKind::NoIndex));
    assert_eq!(damage(&place.address).unwrap(), None);
    let first = place.open(false).unwrap();
    assert!(!first.replaces() && first.has_accessions().unwrap());
    assert_eq!(first.state().unwrap(), b"");
    assert!(matches!(last_state(&place.address).err().unwrap().kind(), ErrorKind::NoIndex));
    assert_eq!(first.put(&record("a", "安全生产", 1000)).unwrap(), 3 + 6);
    put(&first, "b", "渡口检查");
    put(&first, "c", "防火");
    first.withdraw("c");
    Box::new(first).commit(b"{1}\nrest", 18).unwrap();
    assert_eq!(place.visible(), visible(&[("a", "安全生产"), ("b", "渡口检查")], "{1}\nrest"));
    let marker = place.marker();
    assert_eq!((marker.terms, marker.pivot, marker.origin.as_str()), (18, 9.0, "{1}\n"));
    assert_eq!((marker.writing, marker.aborted, marker.pending), (None, vec![], vec![]));
    let commit = read_commit(&place.address).unwrap();

    let second = place.open(false).unwrap();
    assert_eq!(second.state().unwrap(), b"{1}\nrest");
    replace(&second, "b", "渡口管理");
    put(&second, "d", "抗旱");
    second.delete("a").unwrap();
    Box::new(second).commit(b"{2}\n", 20).unwrap();
    assert_eq!(place.visible(), visible(&[("b", "渡口管理"), ("d", "抗旱")], "{2}\n"));
    assert_ne!(read_commit(&place.address).unwrap(), commit);
    assert_eq!(place.marker().generation, marker.generation);
    let mut origin = String::new();
    std::io::Read::read_to_string(&mut last_origin(&place.address).unwrap(), &mut origin).unwrap();
    assert_eq!(origin, "{2}\n");
    let integrity = verify(&place.address).unwrap();
    assert!(integrity.is_sound());
    assert_eq!((integrity.announcements, integrity.files), (2, 1));
    assert_eq!(integrity.state, b"{2}\n");
}

#[test]
#[ignore = "needs OpenSearch"]
fn a_step_is_visible_and_the_run_goes_on() {
    let place = Place::new();
    place.run(|run| put(run, "a", "安全生产"), "1");
    let run = place.open(false).unwrap();
    replace(&run, "a", "安全检查");
    run.step(b"2", 9).unwrap();
    assert_eq!(place.visible(), visible(&[("a", "安全检查")], "2"));
    put(&run, "b", "渡口检查");
    assert_eq!(place.visible(), visible(&[("a", "安全检查")], "2"));
    Box::new(run).commit(b"3", 18).unwrap();
    assert_eq!(place.visible(), visible(&[("a", "安全检查"), ("b", "渡口检查")], "3"));
    assert!(verify(&place.address).unwrap().is_sound());
}

#[test]
#[ignore = "needs OpenSearch"]
fn a_run_that_ends_without_a_commit_changes_nothing() {
    let place = Place::new();
    place.run(|run| put(run, "a", "安全生产"), "1");
    let before = place.visible();
    let run = place.open(false).unwrap();
    replace(&run, "a", "安全检查");
    run.lanes.flush().unwrap();
    drop(run);
    let marker = place.marker();
    assert_eq!((marker.writing, marker.aborted), (None, vec![3]));
    assert_eq!(place.visible(), before);
    drop(place.open(false).unwrap());
    let generation = marker.generation.unwrap();
    refresh(&place.client(), &generation).unwrap();
    let documents = count(&place.client(), &generation, &of_number(3)).unwrap();
    assert_eq!((documents, place.visible()), (0, before));
}

#[test]
#[ignore = "needs OpenSearch"]
fn a_rebuild_is_seen_once_it_is_whole() {
    let place = Place::new();
    place.run(|run| put(run, "a", "安全生产"), "1");
    let (before, old) = (place.visible(), place.marker().generation.unwrap());
    let rebuild = Box::new(place.open(true).unwrap());
    assert!(rebuild.replaces() && rebuild.has_accessions().unwrap());
    assert_eq!(rebuild.state().unwrap(), b"");
    put(&rebuild, "b", "渡口检查");
    rebuild.abandon().unwrap();
    assert_eq!(place.visible(), before);
    assert_eq!(ours(&place.client(), &place.names.generations()).unwrap(), [old.as_str()]);

    let rebuild = Box::new(place.open(true).unwrap());
    put(&rebuild, "b", "渡口检查");
    rebuild.commit(b"2", 500).unwrap();
    assert_eq!(place.visible(), visible(&[("b", "渡口检查")], "2"));
    let marker = place.marker();
    assert_eq!(marker.pivot, 500.0);
    let settings: Value = place
        .client()
        .done(&Call::get(format!("/{}/_settings", marker.generation.as_deref().unwrap())))
        .unwrap();
    assert!(settings.to_string().contains("doc.length / 500.0"), "{settings}");
    assert_eq!(
        ours(&place.client(), &place.names.generations()).unwrap(),
        [marker.generation.unwrap()]
    );
}

#[test]
#[ignore = "needs OpenSearch"]
fn the_last_commit_tells_of_arrivals_and_departures_all_the_run_long() {
    let place = Place::new();
    let (one, two) = (record("a", "安全生产", 1000), record("b", "渡口检查", 2000));
    place.run(
        |run| {
            assert_eq!(run.seen(&[arrival(&one)]).unwrap(), [Seen::Never]);
            [&one, &two].into_iter().for_each(|one| assert!(run.put(one).unwrap() > 0));
        },
        "1",
    );
    let run = place.open(false).unwrap();
    let arrivals = [
        arrival(&one),
        arrival(&record("a", "另一篇", 1)),
        arrival(&record("z", "渡口检查", 1)),
        arrival(&record("y", "没有见过", 1)),
    ];
    let seen = [Seen::Unchanged(1000), Seen::Before(1000), Seen::Before(2000), Seen::Never];
    assert_eq!(run.seen(&arrivals).unwrap(), seen);
    assert_eq!(run.departed().unwrap(), []);
    run.delete("b").unwrap();
    let departed = (arrivals[2].content.unwrap(), 2000);
    assert_eq!(run.departed().unwrap(), [departed]);
    run.step(b"2", 9).unwrap();
    // The step deleted it for good.
    assert_eq!(run.seen(&arrivals).unwrap(), seen);
    assert_eq!(run.departed().unwrap(), [departed]);
    run.returned(&[(departed.0, 3000)]).unwrap();
    assert_eq!(run.departed().unwrap(), [departed]);
    run.returned(&[(departed.0, 2000)]).unwrap();
    assert_eq!(run.departed().unwrap(), []);
    Box::new(run).commit(b"3", 9).unwrap();

    let rebuild = place.open(true).unwrap();
    assert_eq!(rebuild.seen(&arrivals[..1]).unwrap(), [Seen::Unchanged(1000)]);
    assert_eq!(rebuild.departed().unwrap(), [(arrivals[0].content.unwrap(), 1000)]);
    rebuild.returned(&[(arrivals[0].content.unwrap(), 1000)]).unwrap();
    assert_eq!(rebuild.departed().unwrap(), []);
}

#[test]
#[ignore = "needs OpenSearch"]
fn pairs_are_written_once() {
    let place = Place::new();
    place.run(|run| put(run, "a", "安全安"), "1");
    place.run(|run| put(run, "b", "安全生"), "2");
    let client = place.client();
    let found: Value =
        client.done(&Call::get(format!("/{}/_search", place.names.pairs()))).unwrap();
    let mut pairs: Vec<String> = Vec::new();
    for hit in found["hits"]["hits"].as_array().unwrap() {
        let source = &hit["_source"];
        let rights = source["rights"].as_array().unwrap().iter();
        pairs.extend(rights.map(|right| format!("{}{right}", source["left"]).replace('"', "")));
    }
    pairs.sort();
    assert_eq!(pairs, ["全安", "全生", "安全", "安的", "正文", "生的", "的正"]);
}

#[test]
#[ignore = "needs OpenSearch"]
fn of_two_runs_one_writes() {
    let place = Place::new();
    for _ in 0..5 {
        let open = || place.open(false);
        let (one, two) = std::thread::scope(|scope| {
            let other = scope.spawn(open);
            (open(), other.join().unwrap())
        });
        let refused = [&one, &two].into_iter().filter_map(|opened| opened.as_ref().err());
        let refused: Vec<String> = refused.map(ToString::to_string).collect();
        assert_eq!(refused.len(), 1, "{refused:?}");
        assert!(refused[0].contains(&format!(":{})", std::process::id())), "{refused:?}");
    }
}

#[test]
#[ignore = "needs OpenSearch"]
fn a_run_elsewhere_is_waited_for_until_its_heart_stops() {
    let place = Place::new();
    place.run(|run| put(run, "a", "安全生产"), "1");
    let (client, names) = (place.client(), &place.names);
    let owner = "elsewhere:77:0123456789abcdef-5-0";
    let held = Held::read(&client, names).unwrap().unwrap();
    let claim = |marker: &mut Marker| {
        let generation = marker.generation.clone().unwrap();
        marker.writing = Some(Writing { number: 3, generation, owner: owner.to_string() });
        marker.next = 4;
    };
    held.changed(&client, names, claim).unwrap().unwrap();
    let id = format!("heartbeat-{}", super::super::owner::tag(owner));
    let beat = || {
        let call = Call::put(path(names, &id)).json(&json!({"kind": "heartbeat"}));
        client.done::<Value>(&call).unwrap();
    };
    let refused = std::thread::scope(|scope| {
        let opened = scope.spawn(|| place.open(false));
        for _ in 0..40 {
            std::thread::sleep(Duration::from_millis(25));
            beat();
        }
        opened.join().unwrap().err().unwrap()
    });
    assert!(refused.to_string().ends_with("(elsewhere:77)"), "{refused}");
    let run = place.open(false).unwrap();
    assert_eq!(run.claim.marker().aborted, [3]);
}

#[test]
#[ignore = "needs OpenSearch"]
fn a_run_that_was_taken_over_sends_nothing_more() {
    let place = Place::new();
    place.run(|run| put(run, "a", "安全生产"), "1");
    let times = Times { stale: Duration::ZERO, ..Times::default() };
    let options = WriteOptions::default();
    let run = OpenSearchIndexer::begin(place.client(), &place.names, &options, times).unwrap();
    let held = Held::read(&place.client(), &place.names).unwrap().unwrap();
    let take_over = |marker: &mut Marker| {
        let owner = "elsewhere:77:0123456789abcdef-5-0".to_string();
        marker.writing = marker.writing.take().map(|writing| Writing { owner, ..writing });
    };
    held.changed(&place.client(), &place.names, take_over).unwrap().unwrap();
    put(&run, "b", "渡口检查");
    let refused = run.step(b"2", 9).unwrap_err();
    assert!(matches!(refused.kind(), ErrorKind::BeingWritten { owner } if owner == "elsewhere:77"));
    refresh(&place.client(), &run.generation).unwrap();
    let everything = json!({"match_all": {}});
    assert_eq!(count(&place.client(), &run.generation, &everything).unwrap(), 1);
}

#[test]
#[ignore = "needs OpenSearch"]
fn more_copies_than_nodes_are_refused_before_anything_is_made() {
    let place = Place::new();
    let options = WriteOptions { replicas: Some(99), ..WriteOptions::default() };
    let refused = OpenSearchIndexer::open(&place.address, &options).err().unwrap();
    assert!(refused.to_string().starts_with("99 replicas need 100 data nodes"), "{refused}");
    assert_eq!(ours(&place.client(), &place.names.meta()).unwrap(), [""; 0]);
}

#[test]
#[ignore = "needs OpenSearch"]
fn another_number_of_shards_takes_a_rebuild() {
    let place = Place::new();
    place.run(|indexer| put(indexer, "a.txt", "通知"), "a\n");
    let asked = |shards, rebuild| {
        let options = WriteOptions { shards: Some(shards), rebuild, ..WriteOptions::default() };
        OpenSearchIndexer::begin(place.client(), &place.names, &options, Times::default())
    };
    let refused = asked(2, false).err().unwrap();
    assert!(matches!(refused.kind(), ErrorKind::FixedShards { has: 1 }), "{refused}");
    assert!(asked(1, false).is_ok());
    let indexer = Box::new(asked(2, true).unwrap());
    put(&indexer, "a.txt", "通知");
    indexer.commit(b"b\n", 100).unwrap();
    let generation = place.marker().generation.unwrap();
    assert_eq!(generation::split(&place.client(), &generation).unwrap(), (2, 0));
    assert_eq!(place.visible(), visible(&[("a.txt", "通知")], "b\n"));
}

#[test]
#[ignore = "needs OpenSearch"]
fn an_index_of_somebody_else_is_left_alone() {
    let place = Place::new();
    let (client, meta) = (place.client(), place.names.meta());
    client.done::<Value>(&Call::put(format!("/{meta}"))).unwrap();
    assert!(matches!(place.open(false).err().unwrap().kind(), ErrorKind::NotOurs));
    meta::delete_index(&client, &meta).unwrap();
}

/// Runs until its client is cut off; tells whether it came to its end.
fn cut_off(place: &Place, at: (u64, bool), rebuild: bool, turn: &str) -> bool {
    let mut client = place.client();
    client.fuse = Fuse { at: Some(at), ..Fuse::default() };
    let run = || {
        let run = place.open_with(client, rebuild)?;
        run.put(&record("a", &format!("甲{turn}"), 1000))?;
        run.put(&record("w", "收回", 1000))?;
        run.withdraw("w");
        run.delete("a")?;
        if !rebuild {
            run.step(format!("步{turn}").as_bytes(), 10)?;
        }
        run.put(&record("b", &format!("乙{turn}"), 1000))?;
        run.delete("b")?;
        Box::new(run).commit(format!("完{turn}").as_bytes(), 20)
    };
    run().is_ok()
}

/// Cuts a run off at every one of its calls, and looks what the next one finds.
fn cut_at_every_call(rebuild: bool) {
    let place = Place::new();
    let first =
        |run: &OpenSearchIndexer| ["a", "b"].into_iter().for_each(|path| put(run, path, "初"));
    place.run(first, "始");
    let mut call = 0;
    let mut is_done = false;
    while !is_done {
        for is_late in [false, true] {
            let before = place.visible();
            let turn = format!("{call}{}", if is_late { "后" } else { "前" });
            is_done = cut_off(&place, (call, is_late), rebuild, &turn);
            let b = before.0["b"].clone();
            let (new_a, new_b) = (format!("甲{turn}"), format!("乙{turn}"));
            let stepped = visible(&[("a", &new_a), ("b", &b)], &format!("步{turn}"));
            let whole = visible(&[("a", &new_a), ("b", &new_b)], &format!("完{turn}"));
            let left = place.visible();
            let is_one = [&before, &stepped, &whole].contains(&&left);
            assert!(is_one, "call {call}, late: {is_late}: {left:?}");
            assert!(!is_done || left == whole, "{left:?}");
            drop(place.open(false).unwrap());
            assert_eq!(place.visible(), left, "call {call}, late: {is_late}");
            let marker = place.marker();
            assert_eq!((marker.writing, marker.pending), (None, vec![]));
            let generations = ours(&place.client(), &place.names.generations()).unwrap();
            assert_eq!(generations, [marker.generation.unwrap()], "call {call}, late: {is_late}");
        }
        call += 1;
    }
    assert!(call > 20, "{call}");
    assert!(verify(&place.address).unwrap().is_sound());
    println!("{call} calls, each cut off before and after: the last commit or the next, whole");
}

#[test]
#[ignore = "needs OpenSearch"]
fn a_run_that_is_killed_between_any_two_calls_leaves_a_whole_commit() {
    cut_at_every_call(false);
}

#[test]
#[ignore = "needs OpenSearch"]
fn a_rebuild_that_is_killed_between_any_two_calls_leaves_a_whole_commit() {
    cut_at_every_call(true);
}
