//! An index in OpenSearch of a test's own, removed when it is dropped.

use policy_search::{Address, Location};
use serde_json::{Value, json};

use super::server::{Server, hits};

pub(super) struct Remote {
    nodes: String,
    name: String,
}

impl Remote {
    /// An index that is not there yet, on the node that is there for all tests.
    pub(super) fn fresh(name: &str) -> Self {
        Self::on(&Server::lone().url(), name)
    }

    /// An index that is not there yet, on nodes with commas between.
    pub(super) fn on(nodes: &str, name: &str) -> Self {
        let name = format!("{name}-{}", std::process::id());
        let remote = Self { nodes: nodes.to_string(), name };
        remote.remove();
        remote
    }

    /// As it is named in a command.
    pub(super) fn url(&self) -> String {
        format!("{}/{}", self.nodes, self.name)
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn location(&self) -> Location {
        Location::OpenSearch(Address::parse(&self.url()).unwrap())
    }

    /// The indexes of the cluster that it takes.
    pub(super) fn indexes(&self) -> Vec<String> {
        let listed = self.node().get(&format!("/_cat/indices/{}-*?format=json", self.name));
        let names = listed.as_array().unwrap().iter().map(|index| &index["index"]);
        names.map(|name| name.as_str().unwrap().to_string()).collect()
    }

    /// Whether a point in time is open on any of its generations.
    pub(super) fn is_held_open(&self) -> bool {
        let told = self.node().get(&format!("/{}-g*/_stats/search", self.name));
        told["_all"]["total"]["search"]["point_in_time_current"].as_u64().unwrap() > 0
    }

    /// What says what is visible.
    pub(super) fn marker(&self) -> Value {
        self.node().get(&format!("/{}-meta/_doc/marker", self.name))["_source"].clone()
    }

    /// How many documents of a kind are beside the announcements.
    pub(super) fn count_of(&self, kind: &str) -> u64 {
        self.node().get(&format!("/{}-meta/_refresh", self.name));
        let query = json!({"query": {"term": {"kind": kind}}}).to_string();
        let path = format!("/{}-meta/_count", self.name);
        self.node().ask("POST", &path, &query)["count"].as_u64().unwrap()
    }

    /// All that the cluster tells of it: each document, each setting and the mapping.
    pub(super) fn everything(&self) -> Vec<Value> {
        let everything = json!({"size": 10_000, "version": true}).to_string();
        let documents = self.node().ask("POST", &format!("/{}-*/_search", self.name), &everything);
        assert!(hits(&documents).len() > 1, "{documents}");
        vec![documents, self.node().get(&format!("/{}-*", self.name))]
    }

    /// The first of its nodes.
    pub(super) fn node(&self) -> Server {
        Server::at(self.nodes.split(',').next().unwrap_or_default())
    }

    fn remove(&self) {
        for part in ["meta", "pairs", "g*"] {
            self.node().try_ask("DELETE", &format!("/{}-{part}", self.name), "");
        }
    }
}

impl Drop for Remote {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.remove();
        }
    }
}
