//! What is wrong is told: with a status, what, where, and what to do.

use serde_json::{Value, json};

use super::client::{encoded, get, request, send, try_send, with};
use super::running::Served;

/// A problem as RFC 9457 has it.
fn problem(path: &str, status: u16) -> Value {
    let answer = Served::sample().get(path);
    assert_eq!(answer.status, status, "{path}: {}", answer.text());
    assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{path}");
    let problem = answer.json();
    assert_eq!(problem["status"], status, "{path}");
    for field in ["type", "title", "detail"] {
        assert!(problem[field].as_str().is_some_and(|text| !text.is_empty()), "{path}: {problem}");
    }
    problem
}

#[test]
fn a_mistyped_parameter_never_widens_a_search() {
    let told = problem("/api/v1/search?q=a&form=2024", 400);
    assert_eq!(
        (&told["type"], &told["parameter"]),
        (&"/problems/parameter".into(), &"form".into())
    );
    assert_eq!(told["suggestions"], json!(["from"]));
    let detail = told["detail"].as_str().unwrap();
    assert!(detail.contains("did you mean from?") && detail.contains("no-collapse"), "{detail}");
    for (path, parameter) in [
        ("/api/v1/search?q=a&q=b", "q"),
        ("/api/v1/search?limit=0", "limit"),
        ("/api/v1/search?limit=101", "limit"),
        ("/api/v1/search?limit=-1", "limit"),
        ("/api/v1/search?limit=99999999999999999999999", "limit"),
        ("/api/v1/search?limit=ten", "limit"),
        ("/api/v1/search?level=heaven", "level"),
        ("/api/v1/search?kind=x", "kind"),
        ("/api/v1/search?validity=x", "validity"),
        ("/api/v1/search?sort=x", "sort"),
        ("/api/v1/search?from=x", "from"),
        ("/api/v1/search?to=2024-13", "to"),
        ("/api/v1/search?from=2025&to=2024", "to"),
        ("/api/v1/search?since=x", "since"),
        ("/api/v1/search?number=x", "number"),
        ("/api/v1/search?like=x", "like"),
        ("/api/v1/search?facets=perhaps", "facets"),
        ("/api/v1/search?now=x", "now"),
        ("/api/v1/search?lang=de", "lang"),
        ("/api/v1/search?q=%CA%FD%BE%DD", "q"),
        ("/api/v1/documents", "name"),
        ("/api/v1/documents?name=a&style=ris", "style"),
        ("/api/v1/stats?q=a", "q"),
        ("/health?q=a", "q"),
    ] {
        assert_eq!(problem(path, 400)["parameter"], parameter, "{path}");
    }
    let offset = problem("/api/v1/search?offset=10001", 400);
    assert!(offset["detail"].as_str().unwrap().contains("/export"), "{offset}");
}

#[test]
fn a_malformed_query_is_told_with_its_place_in_characters() {
    for (query, at) in [("(", [0, 1]), ("数据 OR (", [3, 5]), ("", [0, 0])] {
        let path = with("/api/v1/search", &[("q", query)]);
        if query.is_empty() {
            assert_eq!(Served::sample().get(&path).status, 200, "an empty field says nothing");
            continue;
        }
        let told = problem(&path, 400);
        assert_eq!((&told["type"], &told["parameter"]), (&"/problems/query".into(), &"q".into()));
        assert_eq!(told["at"], json!(at), "{query}: {told}");
    }
    let document = Served::sample().workspace.everything()[0].id.as_str().to_string();
    assert_eq!(problem(&format!("/api/v1/documents/{document}?q=("), 400)["parameter"], "q");
}

#[test]
fn problems_are_told_in_the_language_asked_for() {
    let served = Served::sample();
    let chinese = served.get("/api/v1/search?limit=0&lang=zh").json();
    assert_eq!(chinese["title"], "参数有误");
    let preferred =
        request(served.address, "GET /api/v1/search?limit=0", "Accept-Language: zh-CN\r\n");
    assert_eq!(preferred.json(), chinese);
    assert!(chinese["detail"].as_str().unwrap().contains("应在 1 至 100 之间"), "{chinese}");
}

#[test]
fn what_is_not_there_is_not_found() {
    for path in [
        "/api/v1/documents/0000000000000000",
        "/api/v1/documents/xyz",
        "/api/v1/documents/..%2F..%2Fetc%2Fpasswd",
        "/api/v1/documents/%00",
        "/api/v1/documents?name=qqqqqq",
        "/api/v1/articles/qqqqqq/x",
        "/api/v1/nothing",
        "/api/v2/search",
        "/api/v1/search/",
        "/api/v1//search",
        "/../etc/passwd",
    ] {
        problem(path, 404);
    }
    assert_eq!(problem("/api/v1/documents/%FF", 400)["type"], "/problems/request");
}

#[test]
fn the_start_of_several_ids_is_told_with_them() {
    let everything = Served::sample().workspace.everything();
    let ids: Vec<&str> = everything.iter().map(|hit| hit.id.as_str()).collect();
    let starts = |digit: &char| ids.iter().filter(|id| id.starts_with(*digit)).count() > 1;
    let start = "0123456789abcdef".chars().find(starts).expect("two ids that begin alike");
    let told = problem(&format!("/api/v1/documents/{start}"), 400);
    assert!(told["detail"].as_str().unwrap().contains("is the start of several ids"), "{told}");
    problem(&format!("/api/v1/documents?name={start}"), 400);
}

#[test]
fn a_method_that_is_not_answered_is_told_with_those_that_are() {
    let served = Served::sample();
    for method in ["PUT", "TRACE", "DELETE", "PATCH", "OPTIONS"] {
        let answer = request(served.address, &format!("{method} /api/v1/search"), "");
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET,HEAD")), "{method}");
        assert_eq!(answer.json()["type"], "/problems/method");
    }
    let posted = request(served.address, "POST /api/v1/stats", "Content-Length: 0\r\n");
    assert_eq!((posted.status, posted.header("allow")), (405, Some("GET,HEAD")));
    assert_eq!(request(served.address, "CONNECT localhost:80", "").status / 100, 4);
    assert_eq!(request(served.address, "OPTIONS *", "").status / 100, 4);
}

#[test]
fn a_head_has_the_headers_of_the_answer_and_no_body() {
    let served = Served::sample();
    for path in ["/api/v1/stats", "/health", "/api/v1/search?limit=0"] {
        let head = request(served.address, &format!("HEAD {path}"), "");
        let whole = served.get(path);
        assert_eq!((head.status, head.body.len()), (whole.status, 0), "{path}");
        assert_eq!(head.header("content-length"), whole.header("content-length"), "{path}");
        assert_eq!(head.header("content-type"), whole.header("content-type"), "{path}");
    }
}

#[test]
fn what_is_too_large_is_told_before_it_is_sent_whole() {
    let served = Served::sample();
    let long = format!("GET /api/v1/search?q={}", "a".repeat(9 << 10));
    let told = request(served.address, &long, "");
    assert_eq!((told.status, &told.json()["type"]), (414, &"/problems/large".into()));
    let fits = format!("/api/v1/search?q={}", encoded(&"数据".repeat(200)));
    assert_ne!(get(served.address, &fits).status, 414);
    for (name, body) in [("with its length", 1 << 20), ("far more than is taken", 16 << 20)] {
        let head = format!(
            "POST /api/v1/search HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {body}\r\n\r\n"
        );
        let told = try_send(served.address, &[head.as_bytes(), &vec![b'a'; body]].concat());
        assert!(told.is_none_or(|told| told.status == 413), "{name}");
    }
    let headers: String =
        (0..100).map(|at| format!("X-{at}: {}\r\n", "a".repeat(8 << 10))).collect();
    let head = format!("GET /health HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n");
    assert!(try_send(served.address, head.as_bytes()).is_none_or(|told| told.status == 431));
    assert_eq!(served.get("/health").status, 200);
}

#[test]
fn a_megabyte_is_refused_with_words_and_not_cut_off() {
    let head = "POST /like HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
                Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1048576\r\n\r\n";
    let request = [head.as_bytes(), &vec![b'a'; 1 << 20]].concat();
    let told = send(Served::sample().address, &request);
    assert_eq!((told.status, &told.json()["type"]), (413, &"/problems/large".into()));
    let expects =
        head.replace("Connection: close\r\n", "Connection: close\r\nExpect: 100-continue\r\n");
    assert_eq!(
        send(Served::sample().address, expects.as_bytes()).status,
        413,
        "told before it is sent"
    );
}

#[test]
fn what_is_no_http_is_refused_and_harms_nobody() {
    let address = Served::sample().address;
    for bytes in [
        &b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..],
        b"GET / HTTP/9.9\r\n\r\n",
        b"\r\n\r\n\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost : localhost\r\n\r\n",
        b"GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"POST /like HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        b"POST /like HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"POST /like HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
    ] {
        let mut stream = super::client::connect(address);
        std::io::Write::write_all(&mut stream, bytes).unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        let told = super::client::read(&mut stream);
        assert!(told.is_none_or(|told| told.status / 100 == 4), "{bytes:?}");
    }
    assert_eq!(get(address, "/health").status, 200);
}
