//! Who may not ask: other names, other sites, and what every answer says against them.

use policy_search::web::Server;

use super::client::{Answer, request, send};
use super::running::Served;
use crate::workspace::Workspace;

/// One path of each sort of answer, and of each sort of problem.
const PATHS: [&str; 14] = [
    "/api/v1/search?q=a",
    "/api/v1/documents?name=民法典",
    "/api/v1/documents/0000000000000000",
    "/api/v1/stats",
    "/api/v1/search?limit=0",
    "/health",
    "/export.csv?q=a",
    "/export.jsonl",
    "/opensearch.xml",
    "/asset/nothing.css",
    "/nothing",
    "/api/v1/documents/%FF",
    "/",
    "/openapi.json",
];

fn with_host(host: &str) -> Answer {
    request(Served::sample().address, "GET /health", &format!("Host: {host}\r\n"))
}

#[test]
fn only_names_of_this_machine_are_answered_to() {
    for host in
        ["evil.example", "127.0.0.1.evil.example", "localhost.evil", "[::1].evil", "0.0.0.0", ""]
    {
        let answer = with_host(host);
        assert_eq!(
            (answer.status, &answer.json()["type"]),
            (421, &"/problems/host".into()),
            "{host}"
        );
    }
    for host in ["localhost:1", "[::1]:7777", "127.0.0.1"] {
        assert_eq!(with_host(host).status, 200, "{host}");
    }
    let address = Served::sample().address;
    let twice = request(address, "GET /health", "Host: localhost\r\nHost: localhost\r\n");
    assert_eq!(twice.status, 400);
    let none = send(address, b"GET /health HTTP/1.1\r\nConnection: close\r\n\r\n");
    assert_eq!(none.status, 421);
    let whole = request(address, "GET http://evil.example/health", "Host: localhost\r\n");
    assert_eq!(whole.status, 421, "a whole address names a host as well");
    let own = request(address, "GET http://localhost/health", "Host: localhost\r\n");
    assert_eq!(own.status, 200);
}

#[test]
fn every_route_is_behind_the_same_door() {
    for path in PATHS {
        let line = format!("GET {}", path.replace("民法典", "%E6%B0%91"));
        let answer = request(Served::sample().address, &line, "Host: evil.example\r\n");
        assert_eq!(answer.status, 421, "{path}");
    }
}

#[test]
fn names_that_are_allowed_are_answered_to() {
    let served = Served::with(crate::workspace::Workspace::with_sample(), |server| {
        policy_search::web::Server { hosts: vec!["policy.example.org".into()], ..server }
    });
    let ask =
        |host: &str| request(served.address, "GET /health", &format!("Host: {host}\r\n")).status;
    assert_eq!((ask("Policy.Example.org:443"), ask("x.policy.example.org")), (200, 421));
}

#[test]
fn what_another_site_asks_is_refused() {
    let address = Served::sample().address;
    for (line, headers, status) in [
        ("GET /api/v1/search?q=a", "Sec-Fetch-Site: cross-site\r\n", 403),
        ("GET /api/v1/stats", "Sec-Fetch-Site: cross-site\r\n", 403),
        ("GET /export.csv?q=a", "Sec-Fetch-Site: cross-site\r\n", 403),
        ("GET /api/v1/stats", "Sec-Fetch-Site: same-origin\r\n", 200),
        ("GET /api/v1/stats", "Sec-Fetch-Site: none\r\n", 200),
        ("GET /health", "Sec-Fetch-Site: cross-site\r\n", 200),
        ("POST /api/v1/search", "Origin: https://evil.example\r\nContent-Length: 0\r\n", 403),
        ("POST /like", "Origin: null\r\nContent-Length: 0\r\n", 403),
        ("POST /like", "Sec-Fetch-Site: cross-site\r\nContent-Length: 0\r\n", 403),
        ("POST /like", "Sec-Fetch-Site: same-site\r\nContent-Length: 0\r\n", 403),
        ("POST /nothing", "Origin: https://evil.example\r\nContent-Length: 0\r\n", 403),
    ] {
        let answer = request(address, line, headers);
        assert_eq!(answer.status, status, "{line} {headers}");
        if status == 403 {
            assert_eq!(answer.json()["type"], "/problems/foreign");
        }
    }
}

#[test]
fn every_answer_carries_what_protects_its_reader() {
    for path in PATHS {
        for (method, headers) in [
            ("GET", "Origin: https://evil.example\r\n"),
            ("GET", "Host: evil.example\r\n"),
            ("PUT", "Access-Control-Request-Method: PUT\r\n"),
            ("OPTIONS", "Origin: https://evil.example\r\nAccess-Control-Request-Method: GET\r\n"),
            ("POST", "Origin: https://evil.example\r\nContent-Length: 0\r\n"),
        ] {
            let line = format!("{method} {}", path.replace("民法典", "%E6%B0%91"));
            let answer = request(Served::sample().address, &line, headers);
            let what = format!("{line} {headers}");
            let policy =
                answer.header("content-security-policy").unwrap_or_else(|| panic!("{what}"));
            assert!(
                policy.starts_with("default-src 'none'") || policy.contains("sandbox"),
                "{what}"
            );
            assert!(!policy.contains("unsafe"), "{what}");
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{what}");
            assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{what}");
            assert_eq!(
                answer.header("cross-origin-resource-policy"),
                Some("same-origin"),
                "{what}"
            );
            assert_eq!(answer.header("cross-origin-opener-policy"), Some("same-origin"), "{what}");
            assert!(answer.header("permissions-policy").is_some(), "{what}");
            assert!(answer.header("cache-control").is_some(), "{what}");
            let of_others = |(name, _): &(String, String)| name.starts_with("access-control");
            assert!(!answer.headers.iter().any(of_others), "{what}: {answer:?}");
        }
    }
}

#[test]
fn off_this_machine_no_path_of_it_is_told() {
    let workspace = crate::workspace::Workspace::new();
    workspace.write(
        "东渡.txt",
        "某市人民政府关于东渡口安全的通知\n各区：\n请抓好落实。\n2025年3月1日\n",
    );
    workspace.write("empty.pdf", "%PDF-1.4\n");
    workspace.index();
    let served = Served::with(workspace, |server| policy_search::web::Server {
        address: "0.0.0.0:0".parse().unwrap(),
        ..server
    });
    let folder = served.workspace.path("");
    let folder = folder.to_str().unwrap().trim_end_matches('/');
    let id = served.get("/api/v1/search").json()["hits"][0]["id"].as_str().unwrap().to_string();
    for path in [
        "/api/v1/search?q=a&explain",
        "/api/v1/search",
        "/api/v1/stats?skipped",
        "/health",
        "/export.csv",
        "/export.jsonl",
        &format!("/api/v1/documents/{id}"),
        "/",
    ] {
        let answer = served.get(path);
        assert!(!answer.text().contains(folder), "{path}: {}", answer.text());
    }
    let stats = served.get("/api/v1/stats?skipped").json();
    assert_eq!(stats["roots"], serde_json::json!(["corpus"]));
    assert_eq!(stats["skipped"].as_array().unwrap().len(), 1);
    std::fs::remove_dir_all(served.workspace.path("index")).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(150));
    let gone = served.get("/api/v1/search?q=a");
    assert_eq!(gone.status, 503);
    assert!(!gone.text().contains(folder), "{}", gone.text());
    assert!(!served.get("/health").text().contains(folder));
}

#[test]
fn every_address_of_a_server_behind_a_base_path_begins_with_it() {
    let base = |server| Server { base: "/policy".into(), ..server };
    let served = Served::with(Workspace::with_sample(), base);
    for path in
        ["/policy", "/policy/", "/policy/?q=%E9%80%9A%E7%9F%A5", "/policy/health", "/policy/help"]
    {
        assert_eq!(served.get(path).status, 200, "{path}");
    }
    for path in ["/", "/health", "/policyx", "/policyx/health", "/policy/nothing", "//policy/"] {
        assert_eq!(served.get(path).status, 404, "{path}");
    }
    let page = served.get("/policy/?q=%E9%80%9A%E7%9F%A5").text();
    let quoted = page.split(['"']).filter(|text| text.starts_with('/'));
    let own: Vec<&str> = quoted.collect();
    assert!(own.len() > 30, "{own:?}");
    assert!(own.iter().all(|path| path.starts_with("/policy/")), "{own:?}");
    let found = served.get("/policy/api/v1/search?q=%E9%80%9A%E7%9F%A5&limit=1");
    let next = found.header("link").unwrap();
    assert!(next.starts_with("</policy/api/v1/search?"), "{next}");
    assert_eq!(served.get(&next[1..next.find('>').unwrap()]).status, 200);
}
