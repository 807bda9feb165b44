//! What the answers of a cluster that are no results mean, as errors of our own.

use serde_json::Value;

use crate::error::{Error, ErrorKind};

/// Why a cluster refuses a call, as far as that asks for more than its own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Its disks are full, so that indexes may only be read.
    DiskFull,
    /// The index may not be written to, or not be read, whoever asks.
    Blocked,
    /// It runs no scripts in similarities.
    NoScripts,
    /// Something else.
    Other,
}

impl Refusal {
    /// The refusal that an answer is.
    pub(super) fn of(answer: &Value) -> Self {
        let told = reason(answer);
        let holds = |part: &str| told.contains(part);
        match () {
            () if holds("flood-stage") || holds("read-only-allow-delete") => Self::DiskFull,
            () if holds("cluster_block_exception") => Self::Blocked,
            () if holds("cannot execute") && holds("scripts") => Self::NoScripts,
            () => Self::Other,
        }
    }
}

/// The error that an answer of this status is, of a node.
pub(super) fn error(status: u16, answer: &Value, node: &str) -> Error {
    let node = node.to_string();
    let kind = match (Refusal::of(answer), status) {
        (Refusal::DiskFull, _) => ErrorKind::ClusterFull,
        (Refusal::NoScripts, _) => ErrorKind::ScriptsForbidden,
        (Refusal::Other, 401) => ErrorKind::LoginWanted { node },
        (Refusal::Other, 403) => ErrorKind::Forbidden { node, what: missing(answer) },
        _ => ErrorKind::Backend(format!("OpenSearch answered {status}: {}", reason(answer))),
    };
    kind.into()
}

/// The permission that a login lacks, or else what the answer says. The security plugin tells it as
/// `no permissions for [indices:data/read/get] and User [name=reader, ...]`.
fn missing(answer: &Value) -> String {
    let told = reason(answer);
    let named = told.split_once("no permissions for [").and_then(|(_, rest)| rest.split_once(']'));
    named
        .map(|(permission, _)| permission.to_string())
        .filter(|named| !named.is_empty())
        .unwrap_or(told)
}

/// What a failure holds that is of a node which is going or gone.
const OF_NODE: [&str; 5] = [
    "no_shard_available_action_exception",
    "node_not_connected_exception",
    "node_disconnected_exception",
    "node_closed_exception",
    "no node found for id",
];

/// Whether a failure is that of a node that is going or gone: another one will have its part soon.
pub(super) fn is_of_node(failure: &Value) -> bool {
    holds_any(failure, &OF_NODE)
}

/// Whether a failure is that of a point in time which is no more, or of the node that kept it.
pub(super) fn is_lost(failure: &Value) -> bool {
    let gone = ["search_context_missing_exception", "index_not_found_exception"];
    is_of_node(failure) || holds_any(failure, &gone)
}

fn holds_any(failure: &Value, kinds: &[&str]) -> bool {
    let told = failure.to_string();
    kinds.iter().any(|kind| told.contains(kind))
}

/// What an answer says of its failure: the deepest cause, which is the most telling.
pub(super) fn reason(answer: &Value) -> String {
    let error = answer.get("error").unwrap_or(answer);
    let mut told = error;
    while let Some(cause) = told.get("caused_by") {
        told = cause;
    }
    let part = |name: &str| told.get(name).and_then(Value::as_str).unwrap_or_default();
    match (part("type"), part("reason")) {
        ("", "") => error.as_str().map_or_else(|| error.to_string(), str::to_string),
        (kind, reason) => format!("{kind}: {reason}"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(status: u16, answer: &Value) -> String {
        error(status, answer, "h:9200").to_string()
    }

    #[test]
    fn the_deepest_cause_is_told() {
        let answer = json!({"error": {
            "type": "mapper_parsing_exception",
            "reason": "failed to parse",
            "caused_by": {"type": "illegal_argument_exception", "reason": "For input string"},
        }, "status": 400});
        let expected = "OpenSearch answered 400: illegal_argument_exception: For input string";
        assert!(told(400, &answer).contains(expected), "{}", told(400, &answer));
        assert_eq!(reason(&json!({"error": "no such page"})), "no such page");
    }

    #[test]
    fn the_permission_is_told_that_a_login_lacks() {
        let answer = json!({"error": {
            "type": "security_exception",
            "reason": "no permissions for [indices:data/read/get] and User [name=other, \
                backend_roles=[], requestedTenant=null]",
        }, "status": 403});
        let expected = "h:9200 does not allow this login to do that (indices:data/read/get)";
        assert!(told(403, &answer).starts_with(expected), "{}", told(403, &answer));
        let proxy = json!({"error": "not from this address"});
        assert!(told(403, &proxy).contains("(not from this address)"), "{}", told(403, &proxy));
    }

    #[test]
    fn a_block_on_an_index_is_not_taken_for_a_lack_of_permission() {
        let answer = json!({"error": {
            "type": "cluster_block_exception",
            "reason": "index [policy-g1] blocked by: [FORBIDDEN/8/index write (api)];",
        }, "status": 403});
        let expected = "OpenSearch answered 403: cluster_block_exception: index [policy-g1]";
        assert!(told(403, &answer).contains(expected), "{}", told(403, &answer));
    }

    #[test]
    fn a_full_disk_is_told_from_other_refusals() {
        let blocked = "index [p] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage \
            watermark, index has read-only-allow-delete block];";
        let answer = json!({"error": {"type": "cluster_block_exception", "reason": blocked}});
        assert_eq!(Refusal::of(&answer), Refusal::DiskFull);
        let other = json!({"error": {"type": "rejected_execution_exception", "reason": "queue"}});
        assert_eq!(Refusal::of(&other), Refusal::Other);
    }
}
