//! When the announcements of the last commit came in, for the run that brings it up to date or
//! replaces it.
//!
//! The documents of the last commit stay where they are until a step deletes some of them for good. What
//! these tell is read before, and kept: so the last commit answers all the run long as it did at
//! its beginning. In memory are the texts that were deleted or put, of a commit that has any.

use std::sync::{Arc, Mutex};

use rustc_hash::FxHashMap;
use serde_json::{Value, json};

use super::client::Client;
use super::columns::Fields;
use super::fields::{MOST_HITS, hash};
use super::locked::lock;
use super::scan::Scan;
use super::searched;
use super::view::View;
use crate::backend::seam::{Accession, Arrival, Seen};
use crate::document::Field;
use crate::error::Result;

/// How many files are looked up at once.
const FILES_AT_ONCE: usize = 10_000;

/// When texts came in, the earliest of each.
type Dates = FxHashMap<u64, i64>;

/// The announcements of the last commit.
pub(super) struct Accessions {
    client: Arc<Client>,
    index: String,
    view: View,
    /// Whether all are replaced, whether deleted or not.
    is_replaced: bool,
    /// The files of which nothing was read yet, and which are deleted.
    unread: Mutex<Vec<String>>,
    deleted: Mutex<Dates>,
    returned: Mutex<Dates>,
}

/// What the last commit holds of some arrivals.
#[derive(Default)]
struct Known {
    /// The documents of each id: what tells their texts, and when they came in.
    ids: FxHashMap<u64, Vec<(Option<u64>, i64)>>,
    contents: Dates,
}

impl Accessions {
    /// Those of an index, as far as `view` shows them; a rebuild replaces all of them.
    pub(super) fn of(client: &Arc<Client>, index: &str, view: View, is_replaced: bool) -> Self {
        Self {
            client: Arc::clone(client),
            index: index.to_string(),
            view,
            is_replaced,
            unread: Mutex::default(),
            deleted: Mutex::default(),
            returned: Mutex::default(),
        }
    }

    /// What is held of each of the arrivals.
    ///
    /// # Errors
    /// When the cluster does not answer.
    pub(super) fn seen(&self, arrivals: &[Arrival]) -> Result<Vec<Seen>> {
        let mut known = Known::default();
        for arrivals in arrivals.chunks(MOST_HITS / 10) {
            self.look_up(arrivals, &mut known)?;
        }
        let deleted = lock(&self.deleted);
        let seen = |arrival: &Arrival| {
            let deleted = arrival.content.and_then(|content| deleted.get(&content)).copied();
            known.seen(arrival, deleted)
        };
        Ok(arrivals.iter().map(seen).collect())
    }

    fn look_up(&self, arrivals: &[Arrival], known: &mut Known) -> Result<()> {
        let ids: Vec<Value> = arrivals.iter().map(|arrival| json!(hash(arrival.id))).collect();
        let mut contents: Vec<String> =
            arrivals.iter().filter_map(|arrival| arrival.content).map(hash).collect();
        contents.sort_unstable();
        contents.dedup();
        let ids = json!({"terms": {Field::Id.name(): ids}});
        let path = format!("/{}/_search", self.index);
        let found = searched::search(&self.client, &path, &self.question(&ids, &contents))?;
        found.hits.hits.iter().for_each(|hit| known.add_hit(&Fields(&hit.fields)));
        let buckets = found.aggregations["contents"]["buckets"].as_array().into_iter().flatten();
        buckets.for_each(|bucket| known.add_bucket(bucket));
        Ok(())
    }

    /// The documents of some ids, and the first of those of each of some contents.
    fn question(&self, ids: &Value, contents: &[String]) -> Value {
        let fields = [Field::Id, Field::Content, Field::Added].map(Field::name);
        let mut body = json!({
            "size": MOST_HITS,
            "sort": ["_doc"],
            "track_total_hits": false,
            "stored_fields": "_none_",
            "docvalue_fields": fields,
        });
        if contents.is_empty() {
            body["query"] = self.view.narrowed(ids.clone());
            return body;
        }
        let (content, many) = (Field::Content.name(), contents.len());
        let either = json!({"bool": {"should": [ids, {"terms": {content: contents}}]}});
        body["query"] = self.view.narrowed(either);
        body["post_filter"] = ids.clone();
        body["aggs"] = json!({"contents": {
            "terms": {
                "field": content, "include": contents, "size": many, "shard_size": many,
            },
            "aggs": {"first": {"min": {"field": Field::Added.name()}}},
        }});
        body
    }

    /// Notes that texts are in the next commit, and came in when they say.
    pub(super) fn returned(&self, texts: &[Accession]) {
        let mut returned = lock(&self.returned);
        texts.iter().for_each(|text| keep_first(&mut returned, *text));
    }

    /// Notes that all announcements of the file at `path` are deleted.
    pub(super) fn delete(&self, path: &str) {
        if !self.is_replaced {
            lock(&self.unread).push(path.to_string());
        }
    }

    /// Reads what the documents tell that are deleted, before they are.
    ///
    /// # Errors
    /// When the cluster does not answer.
    pub(super) fn read_deleted(&self) -> Result<()> {
        let mut unread = lock(&self.unread);
        for paths in unread.chunks(FILES_AT_ONCE) {
            let deleted = json!({"terms": {Field::Path.name(): paths}});
            self.each(deleted, &mut |text| keep_first(&mut lock(&self.deleted), text))?;
        }
        unread.clear();
        Ok(())
    }

    /// The texts that are deleted or replaced, and did not return.
    ///
    /// # Errors
    /// When the cluster does not answer.
    pub(super) fn departed(&self) -> Result<Vec<Accession>> {
        self.read_deleted()?;
        let returned = lock(&self.returned);
        let is_departed =
            |(content, added): Accession| returned.get(&content).is_none_or(|first| added < *first);
        let deleted = lock(&self.deleted).clone();
        let mut departed: Vec<Accession> =
            deleted.into_iter().filter(|text| is_departed(*text)).collect();
        if self.is_replaced {
            self.each(json!({"match_all": {}}), &mut |text| {
                if is_departed(text) {
                    departed.push(text);
                }
            })?;
        }
        Ok(departed)
    }

    /// Hands the text of each document that matches and has one to `visit`.
    fn each(&self, query: Value, visit: &mut dyn FnMut(Accession)) -> Result<()> {
        let fields = [Field::Content, Field::Added].map(Field::name);
        let scan = Scan {
            index: &self.index,
            query: self.view.narrowed(query),
            wanted: json!({"stored_fields": "_none_", "docvalue_fields": fields}),
            page: MOST_HITS,
        };
        scan.each(&self.client, &mut |hit| {
            let fields = Fields(&hit.fields);
            let content = fields.hashes(Field::Content).next();
            let text = content.zip(fields.number(Field::Added));
            text.into_iter().for_each(&mut *visit);
            Ok(())
        })
    }
}

impl Known {
    fn add_hit(&mut self, fields: &Fields<'_>) {
        let content = fields.hashes(Field::Content).next();
        let id = fields.hashes(Field::Id).next();
        if let (Some(id), Some(added)) = (id, fields.number(Field::Added)) {
            self.ids.entry(id).or_default().push((content, added));
        }
    }

    fn add_bucket(&mut self, bucket: &Value) {
        let content = bucket["key"].as_str().and_then(|key| u64::from_str_radix(key, 16).ok());
        if let (Some(content), Some(first)) = (content, bucket["first"]["value"].as_f64()) {
            keep_first(&mut self.contents, (content, first as i64));
        }
    }

    /// What is known of an arrival, whose text may have been deleted before.
    fn seen(&self, arrival: &Arrival, deleted: Option<i64>) -> Seen {
        let own = self.ids.get(&arrival.id).map(Vec::as_slice).unwrap_or_default();
        let unchanged = own.iter().rfind(|(content, _)| *content == arrival.content);
        if let Some((_, added)) = unchanged {
            return Seen::Unchanged(*added);
        }
        let elsewhere = arrival.content.and_then(|content| self.contents.get(&content)).copied();
        let before = own.iter().map(|(_, added)| *added).chain(elsewhere).chain(deleted).min();
        before.map_or(Seen::Never, Seen::Before)
    }
}

fn keep_first(dates: &mut Dates, (content, added): Accession) {
    let first = dates.entry(content).or_insert(added);
    *first = added.min(*first);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrival_is_unchanged_before_or_never_seen() {
        let mut known = Known::default();
        known.ids.insert(1, vec![(Some(10), 500)]);
        known.ids.insert(2, vec![(None, 600)]);
        known.contents.insert(10, 400);
        let seen = |id, content, deleted| known.seen(&Arrival { id, content }, deleted);
        assert_eq!(seen(1, Some(10), None), Seen::Unchanged(500));
        assert_eq!(seen(2, None, None), Seen::Unchanged(600));
        assert_eq!(seen(1, Some(11), None), Seen::Before(500));
        assert_eq!(seen(3, Some(10), None), Seen::Before(400));
        assert_eq!(seen(3, Some(10), Some(300)), Seen::Before(300));
        assert_eq!(seen(3, Some(12), Some(300)), Seen::Before(300));
        assert_eq!(seen(3, Some(12), None), Seen::Never);
        assert_eq!(seen(3, None, None), Seen::Never);
    }

    #[test]
    fn of_a_text_the_first_date_is_kept() {
        let mut dates = Dates::default();
        [(1, 30), (1, 20), (1, 40), (2, 5)].into_iter().for_each(|one| keep_first(&mut dates, one));
        assert_eq!((dates[&1], dates[&2]), (20, 5));
    }
}
