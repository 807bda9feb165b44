//! The cluster of three nodes that tests may stop nodes of.

use std::cell::RefCell;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::server::Server;
use crate::workspace::repository;

/// One test at a time has the cluster.
static TAKEN: Mutex<()> = Mutex::new(());

/// The three nodes, all of them running before and after.
pub(super) struct Nodes {
    dir: PathBuf,
    pub(super) nodes: Vec<Server>,
    /// The places of the nodes that were killed.
    lost: RefCell<Vec<usize>>,
    _taken: MutexGuard<'static, ()>,
}

impl Nodes {
    /// The nodes in the folder `SEARCH_TEST_OPENSEARCH_DIR`, all there.
    pub(super) fn take() -> Self {
        let taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
        let dir = std::env::var_os("SEARCH_TEST_OPENSEARCH_DIR").map(PathBuf::from);
        let dir = dir.expect("SEARCH_TEST_OPENSEARCH_DIR is not set: see .ci/opensearch");
        let read = |node| std::fs::read_to_string(dir.join(format!("n{node}/url"))).unwrap();
        let nodes = (1..=3).map(|node| Server::at(&read(node))).collect();
        let nodes = Self { dir, nodes, lost: RefCell::default(), _taken: taken };
        nodes.settle();
        nodes
    }

    /// The addresses of all nodes, as an index in the cluster is named by.
    pub(super) fn urls(&self) -> String {
        self.nodes.iter().map(Server::url).collect::<Vec<_>>().join(",")
    }

    /// Waits until all nodes are there and all copies of all shards.
    pub(super) fn settle(&self) {
        let path = "/_cluster/health?wait_for_nodes=3&wait_for_status=green&timeout=120s";
        let health = self.nodes[0].get(path);
        assert_eq!(health["timed_out"], false, "{health}");
    }

    /// Waits until the others know that one is gone.
    pub(super) fn miss_one(&self, place: usize) {
        let path = "/_cluster/health?wait_for_nodes=2&timeout=60s";
        let health = self.nodes[(place + 1) % 3].get(path);
        assert_eq!(health["timed_out"], false, "{health}");
    }

    /// The place of the node that leads, or of one that does not.
    pub(super) fn place(&self, leads: bool) -> usize {
        let leader = self.nodes[0].get("/_cat/cluster_manager?format=json");
        let name = leader[0]["node"].as_str().unwrap();
        let leader: usize = name.strip_prefix('n').unwrap().parse().unwrap();
        if leads { leader - 1 } else { leader % 3 }
    }

    /// Kills a node.
    pub(super) fn kill(&self, place: usize) {
        let pid = std::fs::read_to_string(self.dir.join(format!("n{}/pid", place + 1))).unwrap();
        let killed = Command::new("kill").args(["-KILL", pid.trim()]).status().unwrap();
        assert!(killed.success());
        self.lost.borrow_mut().push(place);
    }

    /// Starts a node again.
    pub(super) fn start(&self, place: usize) {
        self.lost.borrow_mut().retain(|lost| *lost != place);
        let mut command = Command::new(repository().join(".ci/opensearch"));
        let command = command.arg("--again").arg(&self.dir).arg((place + 1).to_string());
        let output = command.output().unwrap();
        assert!(output.status.success(), "{output:?}");
    }
}

impl Drop for Nodes {
    fn drop(&mut self) {
        // A test that failed leaves the cluster whole to the next one.
        for place in self.lost.take() {
            self.start(place);
        }
    }
}
