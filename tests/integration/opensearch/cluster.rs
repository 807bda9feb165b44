//! What holds of several nodes.

use serde_json::{Value, json};

use super::nodes::Nodes;
use super::server::Index;

#[test]
#[ignore = "needs OpenSearch on three nodes"]
fn a_refresh_reaches_every_copy() {
    const DOCUMENTS: usize = 20_000;
    let taken = Nodes::take();
    let nodes = &taken.nodes;
    let settings = json!({"number_of_shards": 3, "number_of_replicas": 1});
    let fields = json!({"id": {"type": "long"}});
    let index = Index::with(nodes[0].clone(), &json!({}), &fields, &settings);
    let name = &index.name;
    nodes[0].get(&format!("/_cluster/health/{name}?wait_for_status=green&timeout=60s"));
    index.fill((0..DOCUMENTS).map(|id| json!({ "id": id })));
    for node in nodes {
        for copy in ["_primary", "_replica"] {
            let answer = node.get(&format!("/{name}/_count?preference={copy}"));
            assert_eq!(answer["count"], DOCUMENTS, "{copy}: {answer}");
            assert_eq!(answer["_shards"]["successful"], 3, "{copy}: {answer}");
        }
    }
    // Where a cluster wants another kind, a refresh reaches the primaries only.
    let settings = index.ask("GET", "/_settings", &Value::Null);
    let replication = &settings[name]["settings"]["index"]["replication"]["type"];
    assert_eq!(replication, "DOCUMENT", "{settings}");
}
