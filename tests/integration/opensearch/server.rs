//! A node of OpenSearch, and an index on it that is gone when it is dropped.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::{Value, json};

/// How long an answer may take before a test fails.
const PATIENCE: Duration = Duration::from_secs(120);

/// How many bytes of documents go into one request.
const BULK: usize = 4 << 20;

/// A node, by its host and port.
#[derive(Clone, Debug)]
pub(super) struct Server(String);

impl Server {
    /// The node at `SEARCH_TEST_OPENSEARCH`, which nobody stops.
    pub(super) fn lone() -> Self {
        let url = std::env::var("SEARCH_TEST_OPENSEARCH");
        Self::at(&url.expect("SEARCH_TEST_OPENSEARCH is not set: start a node by .ci/opensearch"))
    }

    /// The node at a URL.
    pub(super) fn at(url: &str) -> Self {
        let host = url.trim().strip_prefix("http://").expect("a URL that begins with http://");
        Self(host.trim_end_matches('/').to_string())
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}", self.0)
    }

    /// The status and the body of an answer.
    pub(super) fn try_ask(&self, method: &str, path: &str, body: &str) -> (u16, Value) {
        let mut stream = TcpStream::connect(&self.0).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        // The old version of HTTP: the end of the answer is the end of the connection.
        let head = format!(
            "{method} {path} HTTP/1.0\r\nHost: {}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n",
            self.0,
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(body.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, serde_json::from_str(body).unwrap_or_default())
    }

    /// The body of an answer that is no error.
    pub(super) fn ask(&self, method: &str, path: &str, body: &str) -> Value {
        let (status, answer) = self.try_ask(method, path, body);
        assert!((200..300).contains(&status), "{method} {path}: {status} {answer}");
        answer
    }

    pub(super) fn get(&self, path: &str) -> Value {
        self.ask("GET", path, "")
    }
}

/// Objects as a request takes several: one a line.
pub(super) fn lines(objects: impl IntoIterator<Item = Value>) -> String {
    objects.into_iter().map(|object| format!("{object}\n")).collect()
}

/// An index with a name that no other test has.
pub(super) struct Index {
    pub(super) server: Server,
    pub(super) name: String,
}

impl Index {
    /// An index of one shard with our analyzers and these similarities and fields.
    pub(super) fn new(server: Server, similarity: &Value, fields: &Value) -> Self {
        Self::with(
            server,
            similarity,
            fields,
            &json!({"number_of_shards": 1, "number_of_replicas": 0}),
        )
    }

    /// An index with these settings besides.
    pub(super) fn with(
        server: Server,
        similarity: &Value,
        fields: &Value,
        settings: &Value,
    ) -> Self {
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("probe-{}-{number}", std::process::id());
        let mut index = settings.clone();
        index["refresh_interval"] = json!("-1");
        index["similarity"] = similarity.clone();
        index["analysis"] = json!({
            "filter": {"holes": {"type": "stop", "stopwords": ["\u{4}"]}},
            "analyzer": {
                "placed": {"type": "custom", "tokenizer": "whitespace", "filter": ["holes"]},
                "spaced": {"type": "custom", "tokenizer": "whitespace"}}});
        // Only what a look-up reads is stored.
        let mappings =
            json!({"dynamic": "strict", "_source": {"includes": ["paths"]}, "properties": fields});
        let body = json!({"settings": {"index": index}, "mappings": mappings});
        server.ask("PUT", &format!("/{name}"), &body.to_string());
        Self { server, name }
    }

    /// What the index answers at a path of its own.
    pub(super) fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.server.ask(method, &format!("/{}{path}", self.name), &body)
    }

    /// Writes documents, whose ids are their numbers, and makes them searchable.
    pub(super) fn fill(&self, documents: impl IntoIterator<Item = Value>) {
        let mut body = String::new();
        for (number, document) in documents.into_iter().enumerate() {
            body += &lines([json!({"create": {"_id": number.to_string()}}), document]);
            if body.len() > BULK {
                self.bulk(&std::mem::take(&mut body));
            }
        }
        self.bulk(&body);
        self.refresh();
    }

    fn bulk(&self, body: &str) {
        if !body.is_empty() {
            let answer = self.server.ask("POST", &format!("/{}/_bulk", self.name), body);
            assert_eq!(answer["errors"], json!(false), "{answer}");
        }
    }

    pub(super) fn refresh(&self) {
        let answer = self.ask("POST", "/_refresh", &Value::Null);
        assert_eq!(answer["_shards"]["failed"], json!(0), "{answer}");
    }

    pub(super) fn count(&self, query: &Value) -> u64 {
        self.ask("POST", "/_count", &json!({ "query": query }))["count"].as_u64().unwrap()
    }

    /// The numbers of all documents that match, in order.
    pub(super) fn matching(&self, query: &Value) -> Vec<usize> {
        let body = json!({"size": 10_000, "query": {"bool": {"filter": query}}, "_source": false});
        let answer = self.ask("POST", "/_search", &body);
        assert!(answer["hits"]["total"]["value"].as_u64() < Some(10_000), "too many to list");
        let mut numbers: Vec<_> = hits(&answer).iter().map(number).collect();
        numbers.sort_unstable();
        numbers
    }
}

/// The hits of an answer.
pub(super) fn hits(answer: &Value) -> &[Value] {
    answer["hits"]["hits"].as_array().unwrap()
}

/// The number of the document of a hit.
pub(super) fn number(hit: &Value) -> usize {
    hit["_id"].as_str().unwrap().parse().unwrap()
}

impl Drop for Index {
    fn drop(&mut self) {
        // A test that fails because the node is gone has said enough.
        if !std::thread::panicking() {
            self.server.ask("DELETE", &format!("/{}", self.name), "");
        }
    }
}
