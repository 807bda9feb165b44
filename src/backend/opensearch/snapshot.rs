//! One committed state of an index in OpenSearch, and what may be asked of it.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Mutex;
use std::thread::ThreadId;

use rustc_hash::FxHashSet;
use serde_json::{Value as Json, json};

use super::clause;
use super::cluster;
use super::columns::Columns;
use super::documents::{self, with_ids};
use super::evidence;
use super::facets;
use super::frequencies::{Frequencies, counted};
use super::gaps;
use super::locked::lock;
use super::queries::{any, every};
use super::searched::Searched;
use super::session::Session;
use super::size::bytes_by_part;
use super::state;
use super::top;
use super::values;
use crate::backend::address::Address;
use crate::backend::clause::Clause;
use crate::backend::holdings::Cluster;
use crate::backend::seam::{
    self, Asked, Best, CopyKeys, Evidence, Facts, Gap, Held, InPassage, Issued, Passages, Snapshot,
    Term, Totals,
};
use crate::document::{Field, Record, keys, stored};
use crate::error::{Error, ErrorKind, Result};
use crate::response::{Facets, Incomplete};

/// One committed state of an index in OpenSearch. A document's address is the number behind its id.
pub(crate) struct OpenSearchSnapshot {
    session: Session,
    columns: Columns,
    frequencies: Frequencies,
    /// All values of the fields that were read whole.
    words: Mutex<HashMap<Field, BTreeSet<String>>>,
    /// The threads of whose answer some candidates may not be the best.
    uncertain: Mutex<HashSet<ThreadId>>,
}

impl OpenSearchSnapshot {
    /// Opens the last commit of the index at `address`.
    ///
    /// # Errors
    /// When no node answers, there is no index, or this program cannot read it.
    pub(crate) fn open(address: &Address) -> Result<Self> {
        Ok(Self {
            session: Session::open(address)?,
            columns: Columns::default(),
            frequencies: Frequencies::default(),
            words: Mutex::default(),
            uncertain: Mutex::default(),
        })
    }

    /// All values of a field: to list them each document is looked at, so that is done once.
    fn all_words(&self, field: Field) -> Result<BTreeSet<String>> {
        let mut known = lock(&self.words);
        if let Some(words) = known.get(&field) {
            return Ok(words.clone());
        }
        let words = values::words(&self.session, field, "")?;
        known.insert(field, words.clone());
        Ok(words)
    }

    fn lowered(&self, what: &Clause) -> Result<Json> {
        clause::lowered(what, &self.session)
    }

    /// What each of the clauses is searched for with, as `body` makes it.
    fn each_of(&self, clauses: &[Clause], body: fn(Json) -> Json) -> Result<Vec<Searched>> {
        let bodies: Result<Vec<Json>> =
            clauses.iter().map(|what| Ok(body(self.lowered(what)?))).collect();
        self.session.searches(bodies?)
    }

    /// What `read` makes of what is stored of each of `docs`, in their order; one may be among them
    /// several times.
    fn stored<T: Clone>(
        &self,
        docs: &[u64],
        with_text: bool,
        read: impl Fn(&str) -> Result<T>,
        id: impl Fn(&T) -> u64,
    ) -> Result<Vec<T>> {
        let mut found: Vec<T> = Vec::with_capacity(docs.len());
        documents::each_stored(&self.session, &with_ids(docs), with_text, &mut |json| {
            found.push(read(json)?);
            Ok(())
        })?;
        let of = |doc: &u64| {
            let place = found.binary_search_by_key(doc, &id).map_err(|_| self.lost(*doc))?;
            Ok(found[place].clone())
        };
        docs.iter().map(of).collect()
    }

    /// The error that a document is which was found and cannot be read: its shard answers no more.
    fn lost(&self, doc: u64) -> Error {
        let incomplete = self.session.incomplete().map(|lacks| (lacks.failed, lacks.of));
        let kind = match incomplete {
            Some((failed, of)) => ErrorKind::Incomplete { failed, of },
            None => ErrorKind::Damaged(format!("the text of {} is missing", keys::id(doc))),
        };
        Error::at(self.session.client().place(), kind)
    }
}

/// A search for one document of what matches, which is all that is looked at.
fn one_of(query: Json) -> Json {
    json!({"query": query, "size": 0, "terminate_after": 1, "track_total_hits": true})
}

impl Snapshot for OpenSearchSnapshot {
    type Doc = u64;

    fn totals(&self) -> Totals {
        self.session.marker().totals()
    }

    fn incomplete(&self) -> Option<Incomplete> {
        self.session.incomplete()
    }

    fn is_certain(&self) -> bool {
        let mut uncertain = lock(&self.uncertain);
        !uncertain.remove(&std::thread::current().id())
    }

    fn counts(&self, of: &[Clause]) -> Result<Vec<usize>> {
        Ok(self.each_of(of, counted)?.iter().map(Searched::total).collect())
    }

    fn exist(&self, of: &[Clause]) -> Result<Vec<bool>> {
        Ok(self.each_of(of, one_of)?.iter().map(|found| found.total() > 0).collect())
    }

    fn all(&self, what: &Clause) -> Result<Vec<u64>> {
        match what {
            Clause::None => Ok(Vec::new()),
            what => documents::ids(&self.session, &self.lowered(what)?, usize::MAX),
        }
    }

    fn found(&self, of: &[Clause], most: usize) -> Result<Vec<seam::Found<u64>>> {
        let own = |at: usize| Clause::without(vec![of[at].clone()], of[..at].to_vec());
        let queries: Result<Vec<Json>> = (0..of.len()).map(|at| self.lowered(&own(at))).collect();
        documents::found(&self.session, queries?, most)
    }

    fn matched(&self, docs: &[u64], what: &Clause) -> Result<Vec<bool>> {
        if docs.is_empty() || *what == Clause::None {
            return Ok(vec![false; docs.len()]);
        }
        let query = every(vec![self.lowered(what)?, with_ids(docs)]);
        let matched = documents::ids(&self.session, &query, docs.len())?;
        Ok(docs.iter().map(|doc| matched.binary_search(doc).is_ok()).collect())
    }

    fn best(&self, wanted: &Best<'_>) -> Result<Vec<u64>> {
        let chosen = top::best(&self.session, &self.columns, &self.frequencies, wanted)?;
        if !chosen.is_certain {
            let mut uncertain = lock(&self.uncertain);
            uncertain.insert(std::thread::current().id());
        }
        Ok(chosen.docs)
    }

    fn facets(&self, what: &Clause, more: &[u64]) -> Result<Facets> {
        let matched = self.lowered(what)?;
        let query = if more.is_empty() { matched } else { any(vec![matched, with_ids(more)]) };
        facets::facets(&self.session, &query)
    }

    fn holding(&self, terms: &[Term]) -> Result<Vec<u64>> {
        self.frequencies.of(&self.session, terms.iter())
    }

    fn values(&self, field: Field, prefix: &str) -> Result<BTreeSet<String>> {
        match prefix.is_empty() {
            true => self.all_words(field),
            false => values::words(&self.session, field, prefix),
        }
    }

    fn around(&self, gaps: &[Gap]) -> Result<Vec<Vec<(char, u64)>>> {
        gaps::around(&self.session, &self.frequencies, gaps)
    }

    fn evidence(&self, docs: &[u64], asked: &Asked<'_>) -> Result<Evidence> {
        evidence::evidence(&self.session, &self.columns, docs, asked)
    }

    fn passages(&self, docs: &[Passages<u64>], terms: &[&Term]) -> Result<Vec<Vec<InPassage>>> {
        evidence::passages(&self.session, docs, terms)
    }

    fn facts(&self, docs: &[u64]) -> Result<Vec<Facts>> {
        let weighing = self.columns.weighing(&self.session, docs)?;
        Ok(weighing.into_iter().map(|one| one.facts).collect())
    }

    fn issued(&self, docs: &[u64]) -> Result<Vec<Issued>> {
        let weighing = self.columns.weighing(&self.session, docs)?;
        Ok(weighing.into_iter().map(|one| one.issued).collect())
    }

    fn copy_keys(&self, docs: &[u64]) -> Result<Vec<CopyKeys>> {
        self.columns.comparing(&self.session, docs)
    }

    fn holders(&self, keys: &[(Field, u64)]) -> Result<Vec<Vec<u64>>> {
        values::holders(&self.session, keys)
    }

    fn holders_from(&self, field: Field, prefixes: &[String]) -> Result<Vec<Held<u64>>> {
        values::holders_from(&self.session, field, prefixes)
    }

    fn between(&self, field: Field, from: u64, to: u64, most: usize) -> Result<Vec<u64>> {
        values::between(&self.session, field, (from, to), most)
    }

    fn numbers(&self, field: Field) -> Result<FxHashSet<u64>> {
        values::numbers(&self.session, field)
    }

    fn shared(&self, docs: &[u64], field: Field, among: Field) -> Result<Vec<Vec<u64>>> {
        debug_assert_eq!(field, Field::Names, "the only field that is compared");
        let names = self.columns.weighing(&self.session, docs)?.into_iter().map(|one| one.names);
        let mut names: Vec<Vec<u64>> = names.collect();
        let all: BTreeSet<u64> = names.iter().flatten().copied().collect();
        let known = values::known(&self.session, among, &all)?;
        names.iter_mut().for_each(|own| own.retain(|name| known.contains(name)));
        Ok(names)
    }

    fn meeting(&self, field: Field, among: Field) -> Result<Vec<u64>> {
        values::meeting(&self.session, field, among)
    }

    fn records(&self, docs: &[u64]) -> Result<Vec<Record>> {
        self.stored(docs, true, stored::record, |record| keys::of_id(&record.id))
    }

    fn compared(&self, docs: &[u64]) -> Result<Vec<(Record, Vec<usize>)>> {
        self.stored(docs, true, stored::compared, |(record, _)| keys::of_id(&record.id))
    }

    fn metadata(&self, docs: &[u64]) -> Result<Vec<Record>> {
        self.stored(docs, false, stored::record, |record| keys::of_id(&record.id))
    }

    fn each(&self, visit: &mut dyn FnMut(Record) -> Result<()>) -> Result<()> {
        documents::each(&self.session, &json!({"match_all": {}}), visit)
    }

    fn cluster(&self) -> Result<Option<Cluster>> {
        cluster::of(&self.session).map(Some)
    }

    fn bytes(&self) -> Result<Vec<(String, u64)>> {
        bytes_by_part(&self.session)
    }

    fn state(&self) -> Result<Vec<u8>> {
        let parts = self.session.marker().state.as_ref();
        let read = |parts| state::state(self.session.client(), self.session.names(), parts);
        parts.map_or(Ok(Vec::new()), read)
    }

    fn state_head(&self) -> Result<Vec<u8>> {
        Ok(self.session.marker().origin.clone().into_bytes())
    }
}
