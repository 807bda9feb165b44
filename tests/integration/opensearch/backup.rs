//! The index is restored from a snapshot, by the steps of `docs/OPERATING.md`.

use policy_search::engine::live::Live;
use policy_search::{Engine, ErrorKind, OpenOptions};
use serde_json::{Value, json};

use super::remote::Remote;
use crate::workspace::{Answer, Workspace, answer, request, stderr};

/// A repository of the node, and a snapshot in it; both are removed when it is dropped.
struct Snapshot<'a> {
    remote: &'a Remote,
    repository: String,
}

impl<'a> Snapshot<'a> {
    /// Takes one of all indexes of `remote`.
    fn take(remote: &'a Remote) -> Self {
        let repository = format!("/_snapshot/{}", remote.name());
        let settings = json!({"type": "fs", "settings": {"location": remote.name()}});
        remote.node().ask("PUT", &repository, &settings.to_string());
        let snapshot = Self { remote, repository };
        let answer = snapshot.ask("PUT", "?wait_for_completion=true");
        assert_eq!(answer["snapshot"]["state"], "SUCCESS", "{answer}");
        snapshot
    }

    fn restore(&self) {
        let answer = self.ask("POST", "/_restore?wait_for_completion=true");
        assert_eq!(answer["snapshot"]["shards"]["failed"], 0, "{answer}");
    }

    fn ask(&self, method: &str, path: &str) -> Value {
        let indexes = format!("{}-*", self.remote.name());
        let body = json!({"indices": indexes, "include_global_state": false}).to_string();
        self.remote.node().ask(method, &format!("{}/first{path}", self.repository), &body)
    }
}

impl Drop for Snapshot<'_> {
    fn drop(&mut self) {
        for path in ["/first", ""] {
            self.remote.node().try_ask("DELETE", &format!("{}{path}", self.repository), "");
        }
    }
}

fn asked(engine: &Engine) -> Answer {
    answer(&engine.search(&request("通知")).unwrap())
}

fn index(workspace: &Workspace, remote: &Remote, more: &[&str]) {
    let url = remote.url();
    let output = workspace.command(&[&["index", "corpus", "--index", &url], more].concat());
    assert!(output.status.success(), "{}", stderr(&output));
}

#[test]
#[ignore = "needs OpenSearch"]
fn an_index_is_restored_as_it_was() {
    let (workspace, remote) = (Workspace::new(), Remote::fresh("backup"));
    for number in 0..40 {
        workspace.write(&format!("{number}.txt"), format!("关于第{number}号检查的通知\n检查。"));
    }
    index(&workspace, &remote, &[]);
    let live = Live::new(remote.location(), OpenOptions::default());
    let before = asked(&live.opened().unwrap().engine);
    let snapshot = Snapshot::take(&remote);

    // What comes after the snapshot is lost with the index, a generation of another name among it.
    workspace.write("after.txt", "关于恢复以后的通知\n恢复。");
    index(&workspace, &remote, &["--rebuild"]);
    remote.node().ask("DELETE", &format!("/{}", remote.indexes().join(",")), "");
    let is_gone = |error: &policy_search::Error| matches!(error.kind(), ErrorKind::NoIndex);
    assert!(Engine::open(&remote.location()).is_err_and(|error| is_gone(&error)));

    snapshot.restore();
    let engine = Engine::open(&remote.location()).unwrap();
    assert_eq!(asked(&engine), before);
    drop(engine);
    // Who had this very state open finds the restored one, though its point in time is gone.
    assert_eq!(asked(&live.opened().unwrap().engine), before);
    drop(live);
    index(&workspace, &remote, &[]);
    let checked = workspace.command(&["check", "--recall", "--index", &remote.url()]);
    assert!(checked.status.success(), "{}", stderr(&checked));
    let anew = Remote::fresh("backup-anew");
    index(&workspace, &anew, &[]);
    let [restored, anew] = [&remote, &anew].map(|remote| Engine::open(&remote.location()).unwrap());
    assert_eq!(asked(&restored), asked(&anew));
}
