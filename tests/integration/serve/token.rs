//! A server that wants a token.

use policy_search::web::Server;

use super::client::request;
use super::running::Served;
use crate::workspace::Workspace;

#[test]
fn nobody_is_answered_without_the_token() {
    let served = Served::with(Workspace::with_sample(), |server| Server {
        token: Some("0123456789abcdef".into()),
        ..server
    });
    // `:0123456789abcdef`, `x:0123456789abcdef` and `x:wrong` in base64.
    for (headers, status) in [
        ("", 401),
        ("Authorization: Bearer wrong\r\n", 401),
        ("Authorization: Bearer 0123456789abcdef\r\n", 200),
        ("Authorization: bearer 0123456789abcdef\r\n", 200),
        ("Authorization: Basic OjAxMjM0NTY3ODlhYmNkZWY=\r\n", 200),
        ("Authorization: Basic eDowMTIzNDU2Nzg5YWJjZGVm\r\n", 200),
        ("Authorization: Basic eDp3cm9uZw==\r\n", 401),
        ("Authorization: Basic *\r\n", 401),
        ("Authorization: 0123456789abcdef\r\n", 401),
    ] {
        for path in ["/api/v1/stats", "/health", "/export.csv", "/"] {
            let answer = request(served.address, &format!("GET {path}"), headers);
            let expected = if path == "/" && status == 200 { answer.status } else { status };
            assert_eq!(answer.status, expected, "{path} {headers}");
            let asks =
                answer.header("www-authenticate").is_some_and(|asks| asks.starts_with("Basic "));
            assert_eq!(asks, status == 401, "{path} {headers}");
            assert!(!answer.text().contains("0123456789abcdef"));
        }
    }
    let foreign = request(served.address, "GET /health", "Host: evil.example\r\n");
    assert_eq!(foreign.status, 421, "the name is asked for before the token");
}
