//! What a reader has already is not searched again, until the day or the index is another.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use jiff::civil::date;
use policy_search::web::Server;

use super::client::{Answer, request, with};
use super::running::Served;
use crate::workspace::Workspace;

fn again(served: &Served, path: &str, tag: &str) -> Answer {
    request(served.address, &format!("GET {path}"), &format!("If-None-Match: {tag}\r\n"))
}

/// Waits until the next request looks at the index.
fn next_look() {
    std::thread::sleep(Duration::from_millis(150));
}

#[test]
fn an_answer_that_is_known_is_not_searched_for() {
    let served = Served::sample();
    let path = with("/api/v1/search", &[("q", "安全"), ("now", "2026-01-20")]);
    let first = served.get(&path);
    let tag = first.header("etag").unwrap().to_string();
    assert!(tag.starts_with("W/\""), "{tag}");
    assert!(first.header("server-timing").unwrap().starts_with("engine;dur="));
    assert_eq!(first.header("cache-control"), Some("private, no-cache"));
    let same = again(served, &path, &format!("\"other\", {tag}"));
    assert_eq!((same.status, same.body.len(), same.header("etag")), (304, 0, Some(tag.as_str())));
    assert_eq!(same.header("server-timing"), None, "nothing was searched");
    assert_eq!(same.header("vary"), Some("Accept-Language"));
    assert_eq!(
        again(served, &path, "*").status,
        200,
        "whether there is an answer is not known before"
    );
    let reordered = with("/api/v1/search", &[("now", "2026-01-20"), ("q", "安全"), ("from", "")]);
    assert_eq!(again(served, &reordered, &tag).status, 304, "the same question");
    for other in [
        with("/api/v1/search", &[("q", "安全"), ("now", "2026-01-21")]),
        with("/api/v1/search", &[("q", "安全"), ("now", "2026-01-20"), ("lang", "zh")]),
        with("/api/v1/search", &[("q", "生产"), ("now", "2026-01-20")]),
    ] {
        assert_eq!(again(served, &other, &tag).status, 200, "{other}");
    }
    let wrong = served.get("/api/v1/search?limit=0");
    assert_eq!(wrong.header("etag"), None);
}

#[test]
fn pages_before_and_after_are_linked() {
    let served = Served::sample();
    let first = served.get("/api/v1/search?limit=3&no-collapse");
    assert_eq!(
        first.header("link"),
        Some("</api/v1/search?limit=3&offset=3&no-collapse=>; rel=\"next\"")
    );
    let second = served.get("/api/v1/search?limit=3&offset=3&no-collapse=");
    let links = second.header("link").unwrap();
    assert!(
        links.contains("offset=0") && links.contains("rel=\"prev\"") && links.contains("offset=6"),
        "{links}"
    );
    let (mut path, mut ids) = ("/api/v1/search?limit=7&now=2026-01-20".to_string(), Vec::new());
    loop {
        let page = served.get(&path);
        let object = page.json();
        ids.extend(object["hits"].as_array().unwrap().iter().map(|hit| hit["id"].to_string()));
        let links = page.header("link").unwrap_or_default().to_string();
        let next = links.split(", ").find(|link| link.ends_with("rel=\"next\""));
        let Some(next) = next else {
            assert_eq!(ids.len(), object["total"].as_u64().unwrap() as usize);
            break;
        };
        path = next[1..next.find('>').unwrap()].to_string();
    }
    ids.sort();
    ids.dedup();
    assert!(ids.len() > 14, "each is there once");
}

#[test]
fn another_state_of_the_index_is_another_answer() {
    let workspace = Workspace::new();
    workspace
        .write("1.txt", "某市人民政府关于东渡口安全的通知\n各区：\n请抓好落实。\n2025年3月1日\n");
    workspace.index();
    let served = Served::of(workspace);
    let path = with("/api/v1/search", &[("q", "渡口安全")]);
    let first = served.get(&path);
    let tag = first.header("etag").unwrap().to_string();
    served
        .workspace
        .write("2.txt", "某市人民政府关于西渡口安全的通知\n各区：\n请抓好落实。\n2025年4月1日\n");
    served.workspace.index();
    next_look();
    let second = again(&served, &path, &tag);
    assert_eq!((second.status, &second.json()["total"]), (200, &2.into()));
    assert_ne!(second.header("x-index-generation"), first.header("x-index-generation"));
    assert_ne!(second.header("etag"), Some(tag.as_str()));
}

#[test]
fn run_twice() {
    let workspace = Workspace::new();
    workspace
        .write("1.txt", "某市人民政府关于东渡口安全的通知\n各区：\n请抓好落实。\n2026年1月20日\n");
    workspace.index();
    let is_tomorrow = Arc::new(AtomicBool::new(false));
    let clock = Arc::clone(&is_tomorrow);
    let served = Served::with(workspace, move |server| Server {
        clock: Box::new(move || match clock.load(Ordering::Relaxed) {
            false => date(2026, 1, 20),
            true => date(2026, 1, 21),
        }),
        ..server
    });
    let path = with("/api/v1/search", &[("q", "渡口"), ("from", "今天")]);
    let evening = served.get(&path);
    assert_eq!(evening.json()["total"], 1, "{}", evening.text());
    assert!(evening.json()["hits"][0]["citation"].as_str().unwrap().contains("2026"));
    let tag = evening.header("etag").unwrap().to_string();
    assert_eq!(again(&served, &path, &tag).status, 304);
    is_tomorrow.store(true, Ordering::Relaxed);
    let morning = again(&served, &path, &tag);
    assert_eq!((morning.status, &morning.json()["total"]), (200, &0.into()), "{}", morning.text());
}
