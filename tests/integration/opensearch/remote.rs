//! An index in OpenSearch of a test's own, removed when it is dropped.

use policy_search::{Address, Location};

use super::server::Server;

pub(super) struct Remote {
    nodes: String,
    name: String,
}

impl Remote {
    /// An index that is not there yet.
    pub(super) fn fresh(name: &str) -> Self {
        let nodes = std::env::var("SEARCH_TEST_OPENSEARCH");
        let nodes =
            nodes.expect("SEARCH_TEST_OPENSEARCH is not set: start a node by .ci/opensearch");
        let remote = Self { nodes, name: format!("{name}-{}", std::process::id()) };
        remote.remove();
        remote
    }

    /// As it is named in a command.
    pub(super) fn url(&self) -> String {
        format!("{}/{}", self.nodes.trim(), self.name)
    }

    pub(super) fn location(&self) -> Location {
        Location::OpenSearch(Address::parse(&self.url()).unwrap())
    }

    fn remove(&self) {
        for part in ["meta", "pairs", "g*"] {
            Server::lone().try_ask("DELETE", &format!("/{}-{part}", self.name), "");
        }
    }
}

impl Drop for Remote {
    fn drop(&mut self) {
        self.remove();
    }
}
