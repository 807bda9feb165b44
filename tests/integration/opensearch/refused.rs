//! A node that refuses what it has no room for in its queue.

use std::process::Command;

use policy_search::IndexOptions;

use super::remote::Remote;
use super::server::Server;
use crate::killed::contents;
use crate::workspace::{Workspace, repository};

/// How many files are written.
const FILES: usize = 3_000;

/// A node of its own, stopped in the end.
struct Small {
    dir: tempfile::TempDir,
    url: String,
}

impl Small {
    /// A node with a queue of one write.
    fn started() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let queue = "-Ethread_pool.write.queue_size=1";
        let output = script().arg(dir.path()).arg(queue).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let url = String::from_utf8(output.stdout).unwrap().trim().to_string();
        Self { dir, url }
    }

    /// How many writes were refused so far.
    fn refused(&self) -> u64 {
        let path = "/_nodes/stats/thread_pool?filter_path=nodes.*.thread_pool.write.rejected";
        let stats = Server::at(&self.url).get(path);
        let node = stats["nodes"].as_object().unwrap().values().next().unwrap();
        node["thread_pool"]["write"]["rejected"].as_u64().unwrap()
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        script().arg("--stop").arg(self.dir.path()).status().unwrap();
    }
}

fn script() -> Command {
    Command::new(repository().join(".ci/opensearch"))
}

#[test]
#[ignore = "needs OpenSearch"]
fn what_a_full_queue_refuses_is_sent_again_and_is_there_once() {
    let (node, workspace) = (Small::started(), Workspace::new());
    let remote = Remote::on(&node.url, "refused");
    for file in 0..FILES {
        let text =
            format!("青山市关于第{file}处渡口安全的通知\n各区：\n请抓好落实。\n2025年3月1日\n");
        workspace.write(&format!("{}/{file}.txt", file % 5), text);
    }
    let options = IndexOptions::of([workspace.path("corpus")]).threads(8);
    let made = policy_search::index(&remote.location(), &options.clone().shards(12), &|_| ());
    let refused = node.refused();
    println!("{refused} writes refused, {:?}", made.as_ref().map(|report| report.announcements));
    assert_eq!(made.unwrap().announcements, FILES as u64);
    assert!(refused > 0);
    policy_search::index(&workspace.location(), &options, &|_| ()).unwrap();
    assert_eq!(contents(&remote.location()), contents(&workspace.location()));
}
