//! How many visible documents hold a term, each counted once per committed state.
//!
//! The engine's own document frequencies count deleted documents until a merge drops them, and are those
//! of one shard. These are counts, so that an index that was edited scores as one built anew, on
//! however many shards.

use std::collections::HashMap;
use std::sync::Mutex;

use serde_json::{Value as Json, json};

use super::locked::lock;
use super::queries::term;
use super::session::Session;
use crate::backend::seam::Term;
use crate::error::Result;

/// Of more terms than this the counts are not kept.
const MOST_KEPT: usize = 100_000;

/// The counts of the terms that were asked for.
#[derive(Default)]
pub(super) struct Frequencies(Mutex<HashMap<Term, u64>>);

impl Frequencies {
    /// How many documents hold each of the terms.
    pub(super) fn of<'a>(
        &self,
        session: &Session,
        terms: impl Iterator<Item = &'a Term> + Clone,
    ) -> Result<Vec<u64>> {
        let mut unknown = self.unknown(terms.clone());
        unknown.sort_unstable();
        unknown.dedup();
        let asked = unknown.iter().map(|one| counted(term(one.field.name(), one.text.as_str())));
        let found = session.searches(asked.collect())?;
        let mut kept = lock(&self.0);
        if kept.len() + unknown.len() > MOST_KEPT {
            kept.clear();
        }
        let counts: HashMap<Term, u64> = unknown
            .into_iter()
            .zip(found)
            .map(|(term, found)| (term.clone(), found.total() as u64))
            .collect();
        let of = |term: &Term| counts.get(term).or_else(|| kept.get(term)).copied();
        let all = terms.clone().map(|term| of(term).unwrap_or_default()).collect();
        kept.extend(counts);
        Ok(all)
    }

    fn unknown<'a>(&self, terms: impl Iterator<Item = &'a Term>) -> Vec<&'a Term> {
        let kept = lock(&self.0);
        terms.filter(|term| !kept.contains_key(*term)).collect()
    }
}

/// A search that only counts what a query matches.
pub(super) fn counted(query: Json) -> Json {
    json!({"query": query, "size": 0, "track_total_hits": true})
}
