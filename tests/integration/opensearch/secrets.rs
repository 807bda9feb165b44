//! Nothing that is written or told names a secret.

use policy_search::Engine;
use serde_json::Value;

use super::remote::Remote;
use crate::workspace::Workspace;

const USER: &str = "登记员";

const PASSWORD: &str = "Zm9v-s3cret-春天";

/// The same as it is sent (RFC 7617).
const SENT: &str = "55m76K6w5ZGYOlptOXYtczNjcmV0LeaYpeWkqQ==";

fn assert_without_secret(told: &str, what: &str) {
    for secret in [PASSWORD, SENT] {
        assert!(!told.contains(secret), "{what} tells a secret");
    }
}

#[test]
#[ignore = "needs OpenSearch"]
fn a_password_is_neither_stored_nor_told() {
    let (workspace, remote) = (Workspace::new(), Remote::fresh("secret"));
    workspace.write("通知.txt", "某县关于植树的通知\n\n各镇：请抓紧组织植树。\n");
    let url = remote.url();
    let elsewhere = url.replace("secret", "nowhere");
    let calls: [(&[&str], &str, i32); 8] = [
        (&["index", "corpus"], &url, 0),
        (&["植树", "--json"], &url, 0),
        (&["植树", "--explain"], &url, 0),
        (&["stats", "--json"], &url, 0),
        (&["check"], &url, 0),
        (&["植树"], &elsewhere, 2),
        (&["stats"], &elsewhere, 2),
        (&["植树"], "http://127.0.0.1:1/policy", 2),
    ];
    for (args, url, status) in calls {
        let mut command = workspace.prepare(&[args, &["--index", url]].concat());
        command.env("SEARCH_OPENSEARCH_USER", USER).env("SEARCH_OPENSEARCH_PASSWORD", PASSWORD);
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(status), "{args:?} {url}: {output:?}");
        for told in [output.stdout, output.stderr] {
            assert_without_secret(&String::from_utf8(told).unwrap(), &format!("{args:?} {url}"));
        }
    }
    assert_eq!(Engine::open(&remote.location()).unwrap().stats().unwrap().announcements, 1);
    let stored = remote.everything();
    assert!(stored.iter().any(|part| part["hits"]["hits"] != Value::Null), "{stored:?}");
    stored.iter().for_each(|part| assert_without_secret(&part.to_string(), "the cluster"));
}
