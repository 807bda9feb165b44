//! What of a generation is visible, as clauses of a query.

use serde_json::{Value, json};

use super::fields::SINCE;
use super::marker::Marker;
use super::names::Names;
use crate::document::Field;

/// The clauses that hide what is not visible: none as a rule, so that counts need not look at every
/// document.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct View {
    /// What a visible document matches.
    pub(super) filter: Vec<Value>,
    /// What it does not.
    pub(super) must_not: Vec<Value>,
}

impl View {
    /// What a marker makes visible of its generation.
    pub(super) fn of(marker: &Marker, names: &Names) -> Self {
        let is_whole =
            marker.writing.is_none() && marker.aborted.is_empty() && marker.pending.is_empty();
        if is_whole { Self::default() } else { Self::of_commit(marker, names) }
    }

    /// The same, whether or not anything is to be hidden.
    pub(super) fn of_commit(marker: &Marker, names: &Names) -> Self {
        let filter = vec![json!({"range": {SINCE: {"lte": marker.commit}}})];
        let mut must_not = Vec::new();
        if !marker.aborted.is_empty() {
            must_not.push(json!({"terms": {SINCE: marker.aborted}}));
        }
        must_not.extend(marker.pending.iter().map(|list| removed(list, marker.commit, names)));
        Self { filter, must_not }
    }

    /// What is visible of what a query matches.
    pub(super) fn narrowed(&self, query: Value) -> Value {
        if *self == Self::default() {
            return query;
        }
        // Under `must` the query still scores.
        json!({"bool": {"must": query, "filter": self.filter, "must_not": self.must_not}})
    }
}

/// The documents of earlier runs whose files a list names.
pub(super) fn removed(list: &str, commit: u64, names: &Names) -> Value {
    let listed = json!({"index": names.meta(), "id": list, "path": "paths"});
    json!({"bool": {"filter": [
        {"range": {SINCE: {"lt": commit}}},
        {"terms": {Field::Path.name(): listed}},
    ]}})
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        Names::of("policy")
    }

    #[test]
    fn nothing_is_asked_of_a_document_where_all_are_visible() {
        let marker = Marker { commit: 41, ..Marker::new() };
        let view = View::of(&marker, &names());
        assert_eq!(view, View::default());
        assert_eq!(view.narrowed(json!({"match_all": {}})), json!({"match_all": {}}));
    }

    #[test]
    fn what_is_given_up_removed_or_yet_to_come_is_hidden() {
        let (aborted, pending) = (vec![40], vec!["pending-41-0".to_string()]);
        let marker = Marker { commit: 41, aborted, pending, ..Marker::new() };
        let view = View::of(&marker, &names());
        assert_eq!(view.filter, [json!({"range": {"since": {"lte": 41}}})]);
        let listed = json!({"index": "policy-meta", "id": "pending-41-0", "path": "paths"});
        let removed = json!({"bool": {"filter": [
            {"range": {"since": {"lt": 41}}}, {"terms": {"path": listed}},
        ]}});
        assert_eq!(view.must_not, [json!({"terms": {"since": [40]}}), removed]);
        let narrowed = view.narrowed(json!({"match_all": {}}));
        assert_eq!(narrowed["bool"]["must"], json!({"match_all": {}}));
        assert_eq!(narrowed["bool"]["filter"], json!(view.filter));
    }
}
