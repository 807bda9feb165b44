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
use serde_json::{Map, Value, json};

use super::client::{Answer, Call, Client};
use super::marker::{Held, Marker};
use super::names::Names;
use super::refused;
use super::view::View;
use crate::backend::address::Address;
use crate::error::{Error, ErrorKind, Result};
use crate::response::Incomplete;

/// How long a point in time is kept after the last search on it.
const KEEP_ALIVE: &str = "5m";

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
}

/// A point in time, and what of it is visible.
#[derive(Clone, Debug)]
struct Point {
    id: String,
    view: View,
    /// The shards that it lacks.
    lacks: Option<Incomplete>,
}

/// What a search found.
#[derive(Debug, Deserialize)]
pub(super) struct Found {
    #[serde(default)]
    status: Option<u16>,
    #[serde(default)]
    error: Option<Value>,
    #[serde(rename = "_shards", default)]
    shards: Shards,
    #[serde(default)]
    timed_out: bool,
    #[serde(default)]
    pub(super) hits: Hits,
    #[serde(default)]
    pub(super) aggregations: Value,
}

#[derive(Debug, Default, Deserialize)]
struct Shards {
    total: usize,
    /// Those that were passed over, for nothing there can match, included.
    successful: usize,
    #[serde(default)]
    failures: Vec<Value>,
}

impl Shards {
    /// How many did not answer: of a copy that is gone the cluster does not say that it failed.
    fn failed(&self) -> usize {
        self.total.saturating_sub(self.successful)
    }

    fn lacks(&self) -> Option<Incomplete> {
        let (failed, of) = (self.failed() as u64, self.total as u64);
        (failed > 0).then(|| Incomplete::new(failed, of))
    }
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Hits {
    #[serde(default)]
    total: Option<Total>,
    #[serde(default)]
    pub(super) hits: Vec<Hit>,
}

#[derive(Debug, Deserialize)]
struct Total {
    value: usize,
}

/// One document found.
#[derive(Debug, Deserialize)]
pub(super) struct Hit {
    #[serde(default)]
    pub(super) sort: Vec<Value>,
    #[serde(default)]
    pub(super) fields: Map<String, Value>,
    #[serde(rename = "_source", default)]
    pub(super) source: Value,
    /// The scores of the named queries that it matches.
    #[serde(default)]
    pub(super) matched_queries: Value,
}

impl Found {
    /// How many documents match.
    pub(super) fn total(&self) -> usize {
        self.hits.total.as_ref().map_or(0, |total| total.value)
    }

    /// Whether it failed because its point in time is no more, or a copy that it lives on.
    fn is_lost(&self) -> bool {
        let failures = self.error.iter().chain(&self.shards.failures);
        failures.into_iter().any(refused::is_lost)
    }
}

/// What the shards of a new point in time said.
#[derive(Deserialize)]
struct Made {
    pit_id: String,
    #[serde(rename = "_shards", default)]
    shards: Shards,
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
        let mut incomplete = self.incomplete.lock().unwrap_or_else(PoisonError::into_inner);
        incomplete.remove(&thread::current().id()).or(self.point().lacks)
    }

    /// What one search finds.
    pub(super) fn search(&self, body: Value) -> Result<Found> {
        self.one("/_search", body)
    }

    /// What one search finds, each hit with the scores of the named queries.
    pub(super) fn named(&self, body: Value) -> Result<Found> {
        self.one("/_search?include_named_queries_score=true", body)
    }

    fn one(&self, path: &str, body: Value) -> Result<Found> {
        let mut renewals = 0;
        loop {
            let point = self.point();
            let joint = if path.contains('?') { '&' } else { '?' };
            let path = format!(
                "{path}{joint}allow_partial_search_results={}&filter_path={LEFT_OUT}",
                self.allows_partial
            );
            let sent = on_point(body.clone(), &point);
            let answer = self.client.answer(&Call::post(path).json(&sent));
            let found = self.received(answer)?;
            if !found.is_lost() || renewals == RENEWALS {
                return self.whole(found);
            }
            renewals += 1;
            self.renew(&point)?;
        }
    }

    /// What each of several searches finds.
    pub(super) fn searches(&self, bodies: Vec<Value>) -> Result<Vec<Found>> {
        let mut found = Vec::with_capacity(bodies.len());
        for bodies in bodies.chunks(AT_ONCE) {
            found.append(&mut self.batch(bodies)?);
        }
        Ok(found)
    }

    fn batch(&self, bodies: &[Value]) -> Result<Vec<Found>> {
        if let [body] = bodies {
            return Ok(vec![self.search(body.clone())?]);
        }
        let mut renewals = 0;
        loop {
            let point = self.point();
            let mut lines = Vec::new();
            for body in bodies {
                let head = json!({"allow_partial_search_results": self.allows_partial});
                lines.extend(format!("{head}\n").into_bytes());
                lines.extend(format!("{}\n", on_point(body.clone(), &point)).into_bytes());
            }
            let answer = self.client.answer(
                &Call::post(format!("/_msearch?filter_path={ALL_LEFT_OUT}")).lines(lines),
            )?;
            if !answer.is_ok() {
                return Err(self.client.refused(&answer));
            }
            let Responses { responses } = answer.read()?;
            if !responses.iter().any(Found::is_lost) || renewals == RENEWALS {
                return responses.into_iter().map(|found| self.whole(found)).collect();
            }
            renewals += 1;
            self.renew(&point)?;
        }
    }

    fn received(&self, answer: Result<Answer>) -> Result<Found> {
        let answer = answer?;
        let mut found: Found = answer.read().map_err(|_| self.client.refused(&answer))?;
        if !answer.is_ok() {
            found.status.get_or_insert(answer.status);
            found.error.get_or_insert_with(|| answer.value());
        }
        Ok(found)
    }

    /// An answer of all shards, or of some where that is allowed.
    fn whole(&self, found: Found) -> Result<Found> {
        if let Some(error) = &found.error {
            let status = found.status.unwrap_or(500);
            return Err(self.client.error(status, &json!({"error": error})));
        }
        let failed = found.shards.failed();
        let failed = if found.timed_out { failed.max(1) } else { failed };
        self.note(failed, found.shards.total)?;
        Ok(found)
    }

    /// Notes the shards that did not answer; an error unless answers without them are taken.
    fn note(&self, failed: usize, of: usize) -> Result<()> {
        if failed == 0 {
            return Ok(());
        }
        let (failed, of) = (failed as u64, of as u64);
        if !self.allows_partial {
            let kind = ErrorKind::Incomplete { failed, of };
            return Err(Error::at(self.client.place(), kind));
        }
        let mut incomplete = self.incomplete.lock().unwrap_or_else(PoisonError::into_inner);
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
        let call = Call::delete("/_search/point_in_time").json(&json!({"pit_id": [point.id]}));
        // One that stays behind is closed by the cluster when nobody asks.
        let _ = self.client.once(&call);
    }
}

#[derive(Deserialize)]
struct Responses {
    responses: Vec<Found>,
}

/// The marker, with a point in time that was made while it said just that.
fn look(client: &Client, names: &Names, allows_partial: bool) -> Result<(Marker, Point)> {
    let mut held = Held::committed(client, names)?;
    let mut failed = None;
    let mut pause = FIRST_PAUSE;
    for attempt in 1..=MOST_ATTEMPTS {
        let generation = held.marker.generation.clone().unwrap_or_default();
        let made = make(client, &generation);
        let now = Held::committed(client, names)?;
        let is_same = now == held;
        match made {
            Ok(Made { pit_id: id, shards }) => {
                let lacks = shards.lacks();
                let is_enough = lacks.is_none() || allows_partial && attempt == MOST_ATTEMPTS;
                if is_same && is_enough {
                    let view = View::of(&held.marker, names);
                    return Ok((held.marker, Point { id, view, lacks }));
                }
                discard(client, &id);
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

/// A point in time of the shards that answer: it alone tells which do not, for searches on it are of
/// those that did.
fn make(client: &Client, generation: &str) -> Result<Made> {
    client.done(&Call::post(format!(
        "/{generation}/_search/point_in_time?keep_alive={KEEP_ALIVE}\
         &allow_partial_pit_creation=true"
    )))
}

fn discard(client: &Client, id: &str) {
    let call = Call::delete("/_search/point_in_time").json(&json!({"pit_id": [id]}));
    let _ = client.once(&call);
}

/// A search on a point in time, of what is visible there.
fn on_point(mut body: Value, point: &Point) -> Value {
    let query = body["query"].take();
    body["query"] = point.view.narrowed(query);
    body["pit"] = json!({"id": point.id, "keep_alive": KEEP_ALIVE});
    body
}
