//! What the server itself does: its version and modules, settings, conflicts, look-ups.

use std::thread;

use serde_json::{Value, json};

use super::server::{Index, Server};
use super::stream::HOLE;

fn plain() -> Index {
    Index::new(Server::lone(), &json!({}), &json!({"path": {"type": "keyword"}}))
}

#[test]
#[ignore = "needs OpenSearch"]
fn the_server_is_of_a_version_that_we_know() {
    let answer = Server::lone().get("/");
    let version = &answer["version"];
    assert_eq!(version["distribution"], "opensearch");
    let number = version["number"].as_str().unwrap();
    assert!(number.starts_with("2.19.") || number.starts_with("3."), "{number}");
}

#[test]
#[ignore = "needs OpenSearch"]
fn a_dropped_hole_leaves_its_place_empty() {
    let index = plain();
    let places = |text: &str| {
        let body = json!({"analyzer": "placed", "text": text});
        let answer = index.ask("POST", "/_analyze", &body);
        let tokens = answer["tokens"].as_array().unwrap().iter();
        let place = |token: &Value| {
            (token["token"].as_str().unwrap().to_string(), token["position"].as_u64().unwrap())
        };
        tokens.map(place).collect::<Vec<_>>()
    };
    let owned = |(token, position): (&str, u64)| (token.to_string(), position);
    let text = format!("安全 {HOLE} 全生");
    assert_eq!(places(&text), [("安全", 0), ("全生", 2)].map(owned));
    // The marks of our terms split nothing.
    let text = format!("\u{1}安 安全 {HOLE} {HOLE} \u{2}bo \u{3}bo");
    let expected = [("\u{1}安", 0), ("安全", 1), ("\u{2}bo", 4), ("\u{3}bo", 5)];
    assert_eq!(places(&text), expected.map(owned));
}

#[test]
#[ignore = "needs OpenSearch"]
fn one_of_two_that_write_at_once_is_refused() {
    let index = plain();
    let document = |by: usize| json!({"path": format!("{by}")}).to_string();
    let (_, first) =
        index.server.try_ask("PUT", &format!("/{}/_doc/one", index.name), &document(9));
    let mut seen = (first["_seq_no"].clone(), first["_primary_term"].clone());
    for race in 0..200 {
        let path =
            format!("/{}/_doc/one?if_seq_no={}&if_primary_term={}", index.name, seen.0, seen.1);
        let mut answers = thread::scope(|scope| {
            let write = |by| index.server.try_ask("PUT", &path, &document(by));
            let racers = [0, 1].map(|by| scope.spawn(move || write(by)));
            racers.map(|racer| racer.join().unwrap())
        });
        answers.sort_by_key(|(status, _)| *status);
        assert_eq!([answers[0].0, answers[1].0], [200, 409], "race {race}: {answers:?}");
        assert_eq!(answers[1].1["error"]["type"], "version_conflict_engine_exception");
        let won = &answers[0].1;
        seen = (won["_seq_no"].clone(), won["_primary_term"].clone());
    }
}

#[test]
#[ignore = "needs OpenSearch"]
fn a_document_is_created_only_once() {
    let index = plain();
    let path = format!("/{}/_create/one", index.name);
    let document = json!({"path": "a"}).to_string();
    assert_eq!(index.server.try_ask("PUT", &path, &document).0, 201);
    let (status, answer) = index.server.try_ask("PUT", &path, &document);
    assert_eq!(status, 409);
    assert_eq!(answer["error"]["type"], "version_conflict_engine_exception");
}

#[test]
#[ignore = "needs OpenSearch"]
fn a_field_that_we_did_not_mean_is_refused() {
    let index = plain();
    let path = format!("/{}/_doc/one", index.name);
    let (status, answer) = index.server.try_ask("PUT", &path, r#"{"other": 1}"#);
    assert_eq!(status, 400);
    assert_eq!(answer["error"]["type"], "strict_dynamic_mapping_exception");
}

#[test]
#[ignore = "needs OpenSearch"]
fn a_list_in_a_document_is_looked_up_by_a_filter() {
    const DOCUMENTS: usize = 70_000;
    let index = plain();
    let path = |number: usize| format!("公告/{:02}/{number}.txt", number % 100);
    index.fill((0..DOCUMENTS).map(|number| json!({"path": path(number)})));
    let lists = plain_lists();
    for count in [1_000, 10_000, 60_000] {
        let paths: Vec<_> = (0..count).map(|at| path(at * 69_997 % DOCUMENTS)).collect();
        lists.ask("PUT", "/_doc/pending?refresh=true", &json!({ "paths": paths }));
        let list = json!({"index": lists.name, "id": "pending", "path": "paths"});
        let listed = json!({"terms": {"path": list}});
        assert_eq!(index.count(&json!({"bool": {"filter": listed}})), count as u64);
        let others = json!({"bool": {"must_not": listed}});
        assert_eq!(index.count(&others), (DOCUMENTS - count) as u64);
    }
}

fn plain_lists() -> Index {
    let fields = json!({"paths": {"type": "keyword", "index": false, "doc_values": false}});
    Index::new(Server::lone(), &json!({}), &fields)
}

#[test]
#[ignore = "needs OpenSearch"]
fn what_is_deleted_stays_in_a_point_in_time() {
    let index = plain();
    index.fill((0..100).map(|number| json!({"path": format!("{}", number % 4)})));
    let opened = index.ask(
        "POST",
        "/_search/point_in_time?keep_alive=1m&allow_partial_pit_creation=false",
        &Value::Null,
    );
    let pit = json!({"id": opened["pit_id"], "keep_alive": "1m"});
    let gone = json!({"query": {"term": {"path": "3"}}});
    let answer = index.ask("POST", "/_delete_by_query?conflicts=proceed&refresh=true", &gone);
    assert_eq!((&answer["deleted"], &answer["failures"]), (&json!(25), &json!([])));
    assert_eq!(index.count(&json!({"match_all": {}})), 75);
    let body = json!({"size": 0, "track_total_hits": true, "pit": pit}).to_string();
    let answer = index.server.ask("POST", "/_search", &body);
    assert_eq!(answer["hits"]["total"]["value"], 100);
    assert_eq!(answer["pit_id"], opened["pit_id"]);
    let ids = json!({"pit_id": [opened["pit_id"]]}).to_string();
    index.server.ask("DELETE", "/_search/point_in_time", &ids);
    let (status, answer) = index.server.try_ask("POST", "/_search", &body);
    assert_eq!(status, 404);
    assert_eq!(answer["error"]["root_cause"][0]["type"], "search_context_missing_exception");
}
