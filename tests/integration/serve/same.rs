//! The API answers as the command does, field by field.

use std::collections::BTreeSet;
use std::fs;

use policy_search::wire::{self, SearchParameters};
use policy_search::{Engine, Query};
use serde_json::Value;

use super::client::{Answer, with};
use super::running::Served;
use crate::workspace::{NOW, repository, stdout};

/// Every kind of parameter, alone and together. `None` is a switch.
pub(crate) const ASKED: &[&[(&str, Option<&str>)]] = &[
    &[],
    &[("facets", None)],
    &[("from", Some("2024")), ("to", Some("2025-06"))],
    &[("from", Some("去年")), ("undated", None)],
    &[("issuer", Some("国务院")), ("issuer", Some("发改委"))],
    &[("level", Some("county")), ("level", Some("部委"))],
    &[("kind", Some("通知")), ("kind", Some("意见")), ("facets", None)],
    &[("region", Some("四川"))],
    &[("validity", Some("现行有效"))],
    &[("number", Some("国发"))],
    &[("since", Some("last"))],
    &[("since", Some("2025-01-01"))],
    &[("title-only", None)],
    &[("strict", None)],
    &[("literal", None)],
    &[("sort", Some("newest"))],
    &[("sort", Some("oldest")), ("limit", Some("100"))],
    &[("sort", Some("level"))],
    &[("sort", Some("added"))],
    &[("limit", Some("3")), ("offset", Some("2"))],
    &[("limit", Some("100")), ("offset", Some("37")), ("facets", None)],
    &[("no-collapse", None)],
    &[("no-expand", None)],
    &[("explain", None)],
    &[
        ("explain", None),
        ("no-collapse", None),
        ("no-expand", None),
        ("strict", None),
        ("facets", None),
    ],
    &[
        ("level", Some("centre")),
        ("from", Some("2019")),
        ("sort", Some("newest")),
        ("limit", Some("20")),
    ],
];

/// How many questions are put to the command itself; the others to the code that it calls.
const BY_COMMAND: usize = 60;

/// What people ask: the queries of the benches and those that have expected answers.
pub(crate) fn queries() -> Vec<String> {
    let read = |file: &str| fs::read_to_string(repository().join(file)).unwrap();
    let is_query = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
    let mut queries = BTreeSet::new();
    for line in read("benches/queries.tsv").lines().filter(is_query) {
        queries.insert(line.split('\t').nth(1).unwrap().to_string());
    }
    for file in ["tests/golden/sample.tsv", "tests/golden/real.tsv"] {
        for line in read(file).lines().filter(is_query) {
            queries.insert(line.split('\t').next().unwrap().to_string());
        }
    }
    queries.into_iter().collect()
}

/// An object without the one value that no two answers share.
fn timeless(mut object: Value) -> String {
    if let Some(object) = object.as_object_mut() {
        object.shift_remove("took_ms");
    }
    object.to_string()
}

fn asked_over_http(query: &str, asked: &[(&str, Option<&str>)]) -> Answer {
    let now = NOW.to_string();
    let mut parameters = vec![("q", query), ("now", &now)];
    parameters.extend(asked.iter().map(|(name, value)| (*name, value.unwrap_or("1"))));
    Served::sample().get(&with("/api/v1/search", &parameters))
}

/// What the command writes; nothing where it says that the query is wrong.
fn asked_of_command(query: &str, asked: &[(&str, Option<&str>)]) -> Option<Value> {
    let now = NOW.to_string();
    let mut args: Vec<String> =
        ["--json", "--index", "index", "--now", &now].map(String::from).into();
    for (name, value) in asked {
        args.push(format!("--{name}"));
        args.extend(value.map(String::from));
    }
    args.extend(["--".to_string(), query.to_string()]);
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let output = Served::sample().workspace.command(&args);
    let is_answered = output.status.code() != Some(2);
    is_answered.then(|| serde_json::from_str(&stdout(&output)).unwrap())
}

/// What the library answers to the same parameters.
fn asked_of_library(engine: &Engine, query: &str, asked: &[(&str, Option<&str>)]) -> Option<Value> {
    let mut parameters = SearchParameters { query: Some(query.into()), ..Default::default() };
    for (name, value) in asked {
        let (field, value) = match *name {
            "no-collapse" => ("collapse", "no"),
            "no-expand" => ("expand", "no"),
            "title-only" => ("title_only", "yes"),
            name => (name, value.unwrap_or("yes")),
        };
        parameters.set(field, value).unwrap();
    }
    let request = parameters.request(NOW).ok()?.files(true);
    let mut object = Vec::new();
    wire::response_json(&engine.search(&request).unwrap(), &mut object).unwrap();
    Some(serde_json::from_slice(&object).unwrap())
}

#[test]
fn five_hundred_searches_are_answered_as_the_command_does() {
    let (queries, engine) = (queries(), Served::sample().workspace.engine());
    let count = 520.max(queries.len());
    for at in 0..count {
        let (query, asked) =
            (&queries[at % queries.len()], ASKED[(at * 7 + at / queries.len()) % ASKED.len()]);
        let answer = asked_over_http(query, asked);
        let expected = match at % (count / BY_COMMAND) == 0 {
            true => asked_of_command(query, asked),
            false => asked_of_library(&engine, query, asked),
        };
        let what = format!("{query} {asked:?}");
        match expected {
            Some(expected) => {
                assert_eq!(answer.status, 200, "{what}: {}", answer.text());
                assert_eq!(timeless(answer.json()), timeless(expected), "{what}");
            }
            None => assert_eq!(answer.status, 400, "{what}: {}", answer.text()),
        }
    }
}

#[test]
fn every_parameter_is_asked_of_the_command_itself() {
    for asked in ASKED {
        let answer = asked_over_http("数据 安全", asked);
        let expected = asked_of_command("数据 安全", asked).expect("an answer");
        assert_eq!(timeless(answer.json()), timeless(expected), "{asked:?}");
    }
}

#[test]
fn a_search_without_a_query_lists_all_and_like_finds_what_is_like_it() {
    let served = Served::sample();
    let all = served.get(&with("/api/v1/search", &[("now", "2026-01-20"), ("kind", "通知")]));
    let output = served.workspace.command(&[
        "--json",
        "--index",
        "index",
        "--now",
        "2026-01-20",
        "--kind",
        "通知",
    ]);
    assert_eq!(timeless(all.json()), timeless(serde_json::from_str(&stdout(&output)).unwrap()));
    let id = all.json()["hits"][0]["id"].as_str().unwrap().to_string();
    let like = served.get(&with("/api/v1/search", &[("now", "2026-01-20"), ("like", &id)]));
    let output = served.workspace.command(&[
        "--json",
        "--index",
        "index",
        "--now",
        "2026-01-20",
        "--like",
        &id,
    ]);
    assert_eq!(timeless(like.json()), timeless(serde_json::from_str(&stdout(&output)).unwrap()));
}

#[test]
fn documents_are_those_that_the_command_shows() {
    let served = Served::sample();
    let engine = served.workspace.engine();
    for (at, hit) in served.workspace.everything().iter().enumerate() {
        let answer = served.get(&format!("/api/v1/documents/{}", hit.id.as_str()));
        let shown = wire::find(&engine, hit.id.as_str(), None, NOW).unwrap();
        let shown: Vec<_> =
            shown.into_iter().map(|one| (engine.related(&one.record.id).unwrap(), one)).collect();
        let mut object = Vec::new();
        wire::announcements_json(&shown, &mut object).unwrap();
        assert_eq!(answer.body, object, "{}", hit.place.path);
        if at % 15 == 0 {
            let output =
                served.workspace.command(&["show", hit.id.as_str(), "--json", "--index", "index"]);
            assert_eq!(answer.text(), stdout(&output));
        }
    }
}

#[test]
fn a_document_is_found_by_every_name_that_the_command_takes() {
    let served = Served::sample();
    let engine = served.workspace.engine();
    let hit = &served.workspace.search("运贸产一体化").hits[0];
    let (path, title) = (hit.place.path.clone(), hit.announcement.title.clone());
    let names = [
        "青府发〔2025〕28号",
        "青府發[2025]28號",
        &hit.id.as_str()[..9],
        &path,
        &title,
        "民法典第三条",
    ];
    for name in names {
        let answer =
            served.get(&with("/api/v1/documents", &[("name", name), ("now", "2026-01-20")]));
        let output = served.workspace.command(&[
            "show",
            name,
            "--json",
            "--index",
            "index",
            "--now",
            "2026-01-20",
        ]);
        match wire::find(&engine, name, None, NOW) {
            Ok(_) => assert_eq!(answer.text(), stdout(&output), "{name}"),
            Err(_) => assert_eq!((answer.status, output.status.code()), (404, Some(2)), "{name}"),
        }
    }
    let number = [("number", "青府发〔2025〕28号"), ("now", "2026-01-20")];
    assert_eq!(
        served.get(&with("/api/v1/documents", &number)).json()["announcements"][0]["id"],
        hit.id.as_str()
    );
    let marked = with(
        &format!("/api/v1/documents/{}", hit.id.as_str()),
        &[("q", "第三条"), ("now", "2026-01-20")],
    );
    let query = Query::parse("第三条", NOW).unwrap();
    let shown = wire::find(&engine, hit.id.as_str(), Some(&query), NOW).unwrap();
    assert_eq!(
        served.get(&marked).json()["announcements"][0]["articles"].as_array().unwrap().len(),
        shown[0].excerpts.len()
    );
}

#[test]
fn statistics_are_those_of_the_command() {
    let served = Served::sample();
    for (parameters, flag) in [("", None), ("?skipped", Some("--skipped"))] {
        let answer = served.get(&format!("/api/v1/stats{parameters}"));
        let args: Vec<&str> =
            ["stats", "--json", "--index", "index"].into_iter().chain(flag).collect();
        assert_eq!(answer.text(), stdout(&served.workspace.command(&args)));
    }
}
