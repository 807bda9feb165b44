//! That a run is alive: a document that it writes again and again, whose version others watch.
//!
//! No clock is compared with that of another machine: who watches measures by its own how long the
//! version stays the same.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::client::{Call, Client};
use super::locked::lock;
use super::marker::Held;
use super::meta::{Kind, path};
use super::names::Names;
use super::owner::{Run, shown, tag};
use super::stop::Stop;
use crate::error::{Error, ErrorKind, Result};

/// How often a run shows that it is alive, and how long others wait for that.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times {
    /// Between two beats.
    pub(super) beat: Duration,
    /// After so long without one a run is taken for dead.
    pub(super) stale: Duration,
    /// Between two looks of another.
    pub(super) look: Duration,
}

impl Default for Times {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { beat: seconds(20), stale: seconds(120), look: seconds(2) }
    }
}

/// The heartbeat of a run, until it is dropped.
pub(super) struct Heartbeat {
    pulse: Arc<Pulse>,
    thread: Option<JoinHandle<()>>,
}

struct Pulse {
    client: Arc<Client>,
    names: Names,
    run: Run,
    times: Times,
    stop: Stop,
    /// When the marker last named this run as the one that writes.
    confirmed: Mutex<Instant>,
    is_lost: AtomicBool,
}

impl Heartbeat {
    /// The first beat of a run, before it is named anywhere.
    ///
    /// # Errors
    /// When the cluster does not answer.
    pub(super) fn first(client: &Arc<Client>, names: &Names, times: Times) -> Result<Self> {
        let pulse = Pulse {
            client: Arc::clone(client),
            names: names.clone(),
            run: Run::begin(),
            times,
            stop: Stop::default(),
            confirmed: Mutex::new(Instant::now()),
            is_lost: AtomicBool::new(false),
        };
        pulse.beat(0)?;
        Ok(Self { pulse: Arc::new(pulse), thread: None })
    }

    /// Goes on beating, now that the marker names the run.
    pub(super) fn go_on(&mut self) {
        self.pulse.confirm();
        let pulse = Arc::clone(&self.pulse);
        self.thread = Some(std::thread::spawn(move || pulse.go_on()));
    }

    /// What the marker calls the run.
    pub(super) fn owner(&self) -> &str {
        self.pulse.run.owner()
    }

    /// Its document.
    pub(super) fn id(&self) -> String {
        id(self.owner())
    }

    /// Looks whether the run is still the one that writes.
    pub(super) fn watch(&self) -> Watch {
        Watch(Arc::clone(&self.pulse))
    }
}

impl Drop for Heartbeat {
    fn drop(&mut self) {
        self.pulse.stop.set();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        // The next run removes one that stays behind.
        let _ = self.pulse.client.once(&Call::delete(self.pulse.path()));
    }
}

/// Looks whether a run is still the one that writes.
pub(super) struct Watch(Arc<Pulse>);

impl Watch {
    /// Fails where another run took over. Asked is only where that was not known for long, as in a
    /// process that was stopped and goes on.
    ///
    /// # Errors
    /// Then, and when the cluster does not answer.
    pub(super) fn confirmed(&self) -> Result<()> {
        if self.0.age() > self.0.times.stale / 2 {
            self.0.look()?;
        }
        match self.0.is_lost.load(Ordering::Relaxed) {
            true => Err(taken_over(&self.0.client, &self.0.names)),
            false => Ok(()),
        }
    }
}

impl Pulse {
    fn path(&self) -> String {
        beats(&self.names, self.run.owner())
    }

    fn go_on(&self) {
        let mut beat = 1;
        while !self.stop.wait(self.times.beat) {
            // A beat that fails is as good as none: others wait for several.
            let _ = self.beat(beat).and_then(|()| self.look());
            beat += 1;
        }
    }

    fn beat(&self, beat: u64) -> Result<()> {
        let kind = Kind::Heartbeat.name();
        let body = json!({"kind": kind, "owner": self.run.owner(), "beat": beat});
        let answer = self.client.once(&Call::put(self.path()).json(&body))?;
        if answer.is_ok() { Ok(()) } else { Err(self.client.refused(&answer)) }
    }

    /// Looks whom the marker names.
    fn look(&self) -> Result<()> {
        let held = Held::read(&self.client, &self.names)?;
        let writing = held.and_then(|held| held.marker.writing);
        match writing.is_some_and(|writing| writing.owner == self.run.owner()) {
            true => self.confirm(),
            false => self.is_lost.store(true, Ordering::Relaxed),
        }
        Ok(())
    }

    fn confirm(&self) {
        *lock(&self.confirmed) = Instant::now();
    }

    fn age(&self) -> Duration {
        lock(&self.confirmed).elapsed()
    }
}

fn id(owner: &str) -> String {
    format!("heartbeat-{}", tag(owner))
}

/// Where a run beats.
fn beats(names: &Names, owner: &str) -> String {
    path(names, &id(owner))
}

/// The version of the last beat of a run, if there is one.
///
/// # Errors
/// When the cluster does not answer.
pub(super) fn last_beat(client: &Client, names: &Names, owner: &str) -> Result<Option<u64>> {
    let answer = client.answer(&Call::get(beats(names, owner)))?;
    match answer.status {
        200 => Ok(answer.value().get("_seq_no").and_then(Value::as_u64)),
        404 => Ok(None),
        _ => Err(client.refused(&answer)),
    }
}

/// The error of a run that another took over from.
pub(super) fn taken_over(client: &Client, names: &Names) -> Error {
    let held = Held::read(client, names).ok().flatten();
    let writing = held.and_then(|held| held.marker.writing);
    match writing {
        Some(writing) => being_written(client, &writing.owner),
        None => Error::at(client.place(), ErrorKind::Superseded),
    }
}

/// That another run writes.
pub(super) fn being_written(client: &Client, owner: &str) -> Error {
    let owner = shown(owner).to_string();
    Error::at(client.place(), ErrorKind::BeingWritten { owner })
}
