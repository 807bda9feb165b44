//! One committed state, held open: a point in time of all shards, and what of it is visible.
//!
//! A point in time sees what was searchable when it was made, whatever is written, deleted and merged
//! afterwards; it is made between two looks at the marker that say the same. So all calls of a
//! snapshot answer from one state, without a filter in nearly all cases. A point in time lives on
//! certain copies of the shards: where a node goes, or nobody asked for some minutes, another one
//! is made if the marker still names the same commit. Else the state is gone, which is an error that
//! tells the caller to open the index again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::{self, ThreadId};
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::client::{Answer, Call, Client};
use super::locked::lock;
use super::marker::{Held, Marker};
use super::names::Names;
use super::point::{self, Opened};
use super::searched::Searched;
use super::view::View;
use crate::backend::address::Address;
use crate::error::{Error, ErrorKind, Result};
use crate::response::Incomplete;

/// What of an answer is not sent: the point in time is some hundred bytes a shard.
const LEFT_OUT: &str = "-pit_id,-hits.hits._index,-hits.hits._id";

/// The same of several.
const ALL_LEFT_OUT: &str = "-responses.pit_id,-responses.hits.hits._index,-responses.hits.hits._id";

/// How often the marker may change, or a shard be missing, while a point in time is made.
const MOST_ATTEMPTS: usize = 5;

/// How long is waited for the copies of a node that is gone; twice as long before each further look.
const FIRST_PAUSE: Duration = Duration::from_millis(100);

/// How many searches are sent in one request.
const AT_ONCE: usize = 400;

/// No more queries are kept that took other calls to make: one may list 20,000 ids.
const MOST_TOLD: usize = 32;

/// How often a search is sent again because its point in time was lost.
const RENEWALS: usize = 3;

/// One committed state.
pub(super) struct Session {
    client: Arc<Client>,
    names: Names,
    marker: Marker,
    allows_partial: bool,
    point: RwLock<Point>,
    /// The shards that did not answer to searches of each thread, where an answer without them is
    /// taken. One request is answered by one thread.
    incomplete: Mutex<HashMap<ThreadId, Incomplete>>,
    /// The queries that took other calls to make, by what they stand for.
    told: Mutex<HashMap<String, Value>>,
}

/// A point in time, and what of it is visible.
#[derive(Clone, Debug)]
struct Point {
    id: String,
    view: View,
    /// The shards that it lacks.
    lacks: Option<Incomplete>,
}

impl Session {
    /// The last committed state of the index at `address`.
    ///
    /// # Errors
    /// When no node answers, there is no index, or this program cannot read it.
    pub(super) fn open(address: &Address) -> Result<Self> {
        let client = Arc::new(Client::new(address)?);
        let names = Names::of(address.index());
        let allows_partial = address.access().allow_partial;
        let (marker, point) = look(&client, &names, allows_partial)?;
        Ok(Self {
            client,
            names,
            marker,
            allows_partial,
            point: RwLock::new(point),
            incomplete: Mutex::default(),
            told: Mutex::default(),
        })
    }

    pub(super) fn client(&self) -> &Client {
        &self.client
    }

    pub(super) fn names(&self) -> &Names {
        &self.names
    }

    pub(super) fn marker(&self) -> &Marker {
        &self.marker
    }

    /// The shards that did not answer to this thread since it was last asked, if any did not.
    pub(super) fn incomplete(&self) -> Option<Incomplete> {
        let mut incomplete = lock(&self.incomplete);
        incomplete.remove(&thread::current().id()).or(self.point().lacks)
    }

    /// The query that `make` makes by other calls, made once: a search asks for it several times.
    /// Where shards may be missing it is made each time, as each answer has to say which.
    pub(super) fn told(
        &self,
        asked: String,
        make: impl FnOnce() -> Result<Value>,
    ) -> Result<Value> {
        if let Some(query) = lock(&self.told).get(&asked) {
            return Ok(query.clone());
        }
        let query = make()?;
        let mut told = lock(&self.told);
        if told.len() >= MOST_TOLD {
            told.clear();
        }
        if !self.allows_partial {
            told.insert(asked, query.clone());
        }
        Ok(query)
    }

    /// What one search finds.
    pub(super) fn search(&self, body: Value) -> Result<Searched> {
        self.one("/_search", body)
    }

    /// What one search finds, each hit with the scores of the named queries.
    pub(super) fn named(&self, body: Value) -> Result<Searched> {
        self.one("/_search?include_named_queries_score=true", body)
    }

    fn one(&self, path: &str, body: Value) -> Result<Searched> {
        let joint = if path.contains('?') { '&' } else { '?' };
        let path = format!(
            "{path}{joint}allow_partial_search_results={}&filter_path={LEFT_OUT}",
            self.allows_partial
        );
        let ask = |point: &Point| {
            let call = Call::post(path.as_str()).json(&on_point(body.clone(), point));
            self.received(&self.client.answer(&call)?)
        };
        self.whole(self.renewed(ask, Searched::is_lost)?)
    }

    /// What each of several searches finds.
    pub(super) fn searches(&self, bodies: Vec<Value>) -> Result<Vec<Searched>> {
        let mut found = Vec::with_capacity(bodies.len());
        for bodies in bodies.chunks(AT_ONCE) {
            found.append(&mut self.batch(bodies)?);
        }
        Ok(found)
    }

    fn batch(&self, bodies: &[Value]) -> Result<Vec<Searched>> {
        if let [body] = bodies {
            return Ok(vec![self.search(body.clone())?]);
        }
        let ask = |point: &Point| {
            let mut lines = Vec::new();
            for body in bodies {
                let head = json!({"allow_partial_search_results": self.allows_partial});
                lines.extend(format!("{head}\n").into_bytes());
                lines.extend(format!("{}\n", on_point(body.clone(), point)).into_bytes());
            }
            let path = format!("/_msearch?filter_path={ALL_LEFT_OUT}");
            self.client.done(&Call::post(path).lines(lines))
        };
        let is_lost = |answer: &Responses| answer.responses.iter().any(Searched::is_lost);
        let Responses { responses } = self.renewed(ask, is_lost)?;
        responses.into_iter().map(|found| self.whole(found)).collect()
    }

    /// What `ask` gets on the point in time, or on another one where that was lost.
    fn renewed<T>(
        &self,
        ask: impl Fn(&Point) -> Result<T>,
        is_lost: impl Fn(&T) -> bool,
    ) -> Result<T> {
        let mut renewals = 0;
        loop {
            let point = self.point();
            let answer = ask(&point)?;
            if !is_lost(&answer) || renewals == RENEWALS {
                return Ok(answer);
            }
            renewals += 1;
            self.renew(&point)?;
        }
    }

    fn received(&self, answer: &Answer) -> Result<Searched> {
        let mut found: Searched = answer.read().map_err(|_| self.client.refused(answer))?;
        if !answer.is_ok() {
            found.status.get_or_insert(answer.status);
            found.error.get_or_insert_with(|| answer.value());
        }
        Ok(found)
    }

    /// An answer of all shards, or of some where that is allowed.
    fn whole(&self, found: Searched) -> Result<Searched> {
        if let Some(error) = &found.error {
            let status = found.status.unwrap_or(500);
            return Err(self.client.error(status, &json!({"error": error})));
        }
        let missing = found.shards.missing().max(u64::from(found.timed_out));
        self.note(missing, found.shards.total)?;
        Ok(found)
    }

    /// Notes the shards that did not answer; an error unless answers without them are taken.
    fn note(&self, failed: u64, of: u64) -> Result<()> {
        if failed == 0 {
            return Ok(());
        }
        if !self.allows_partial {
            let kind = ErrorKind::Incomplete { failed, of };
            return Err(Error::at(self.client.place(), kind));
        }
        let mut incomplete = lock(&self.incomplete);
        incomplete.insert(thread::current().id(), Incomplete::new(failed, of));
        Ok(())
    }

    fn point(&self) -> Point {
        self.point.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Makes another point in time of the same commit, unless another thread did so already.
    fn renew(&self, lost: &Point) -> Result<()> {
        let mut point = self.point.write().unwrap_or_else(PoisonError::into_inner);
        if point.id != lost.id {
            return Ok(());
        }
        let (marker, made) = look(&self.client, &self.names, self.allows_partial)?;
        if !marker.is_of_commit(&self.marker) {
            return Err(Error::at(self.client.place(), ErrorKind::Superseded));
        }
        *point = made;
        Ok(())
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let point = self.point.get_mut().unwrap_or_else(PoisonError::into_inner);
        point::close(&self.client, &point.id);
    }
}

#[derive(Deserialize)]
struct Responses {
    responses: Vec<Searched>,
}

/// The marker, with a point in time that was made while it said just that.
fn look(client: &Client, names: &Names, allows_partial: bool) -> Result<(Marker, Point)> {
    let mut held = Held::committed(client, names)?;
    let mut failed = None;
    let mut pause = FIRST_PAUSE;
    for attempt in 1..=MOST_ATTEMPTS {
        let generation = held.marker.generation.clone().unwrap_or_default();
        let opened = point::open(client, &generation);
        let now = Held::committed(client, names)?;
        let is_same = now == held;
        match opened {
            Ok(Opened { id, shards }) => {
                let lacks = shards.lacks();
                let is_enough = lacks.is_none() || allows_partial && attempt == MOST_ATTEMPTS;
                if is_same && is_enough {
                    let view = View::of(&held.marker, names);
                    return Ok((held.marker, Point { id, view, lacks }));
                }
                point::close(client, &id);
                failed = lacks.map(|lacks| {
                    let (failed, of) = (lacks.failed, lacks.of);
                    Error::at(client.place(), ErrorKind::Incomplete { failed, of })
                });
            }
            Err(error) => failed = Some(error),
        }
        // Where no other commit came, a node is gone that the others still count on.
        if is_same && attempt < MOST_ATTEMPTS {
            thread::sleep(pause);
            pause *= 2;
        }
        held = now;
    }
    Err(failed.unwrap_or_else(|| Error::at(client.place(), ErrorKind::Superseded)))
}

/// A search on a point in time, of what is visible there.
fn on_point(mut body: Value, point: &Point) -> Value {
    let query = body["query"].take();
    body["query"] = point.view.narrowed(query);
    point::set(&mut body, &point.id);
    body
}
