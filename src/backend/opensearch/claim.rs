//! The claim of the one run that writes, taken and given up by compare and set of the marker.
//!
//! What a run writes carries its number, and is visible once the marker says so. A run that was killed
//! leaves its claim: the next one takes it over once the process is known to be gone, or its
//! heartbeat has stopped, and puts its number among those that are never visible.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Instant;

use jiff::Timestamp;

use super::client::Client;
use super::heartbeat::{Heartbeat, Times, Watch, being_written, last_beat, taken_over};
use super::locked::lock;
use super::marker::{Held, Marker, Writing};
use super::meta::delete_index;
use super::names::Names;
use super::owner::{Life, life};
use crate::error::{Error, ErrorKind, Result};

/// How often a claim is tried that others were quicker to take, or gave up.
const MOST_ATTEMPTS: usize = 20;

/// The right to write, until it is dropped.
pub(super) struct Claim {
    client: Arc<Client>,
    names: Names,
    heartbeat: Heartbeat,
    /// The marker as this run left it; none once the claim was given up.
    held: Mutex<Option<Held>>,
    /// Whether documents of the number may be there.
    is_used: AtomicBool,
}

/// What a look at the run that writes tells.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Dead,
    /// The marker says something else by now.
    Changed,
}

impl Claim {
    /// Takes the claim; for a run that builds anew, of a new generation.
    ///
    /// # Errors
    /// When another run writes, this program cannot read the index and it is not to be built anew,
    /// or the cluster does not answer.
    pub(super) fn take(
        client: &Arc<Client>,
        names: &Names,
        rebuild: bool,
        times: Times,
    ) -> Result<Self> {
        let mut heartbeat = Heartbeat::first(client, names, times)?;
        for _ in 0..MOST_ATTEMPTS {
            let held = read(client, names)?;
            if !rebuild {
                held.marker.check().map_err(|error| error.or_at(client.place()))?;
            }
            if let Some(writing) = &held.marker.writing
                && verdict(client, names, writing, times)? == Verdict::Changed
            {
                continue;
            }
            let owner = heartbeat.owner().to_string();
            let begin = |marker: &mut Marker| begin(marker, owner, rebuild, names);
            if let Some(held) = held.changed(client, names, begin)? {
                heartbeat.go_on();
                return Ok(Self {
                    client: Arc::clone(client),
                    names: names.clone(),
                    heartbeat,
                    held: Mutex::new(Some(held)),
                    is_used: AtomicBool::new(false),
                });
            }
        }
        Err(taken_over(client, names))
    }

    /// The marker as this run left it.
    pub(super) fn marker(&self) -> Marker {
        self.held().as_ref().map(|held| held.marker.clone()).unwrap_or_default()
    }

    /// What this run writes now.
    pub(super) fn writing(&self) -> Writing {
        let writing = self.held().as_ref().and_then(|held| held.marker.writing.clone());
        let none = || Writing { number: 0, generation: String::new(), owner: String::new() };
        writing.unwrap_or_else(none)
    }

    /// Notes that documents of the number may be there from now on.
    pub(super) fn note_use(&self) {
        self.is_used.store(true, Ordering::Relaxed);
    }

    /// The document of its heartbeat.
    pub(super) fn heartbeat_id(&self) -> String {
        self.heartbeat.id()
    }

    /// Looks whether the claim holds.
    pub(super) fn watch(&self) -> Watch {
        self.heartbeat.watch()
    }

    /// Changes the marker.
    ///
    /// # Errors
    /// When another run took over, or the cluster does not answer.
    pub(super) fn change(&self, change: impl FnOnce(&mut Marker)) -> Result<()> {
        let mut held = self.held();
        let before = held.clone().ok_or_else(|| taken_over(&self.client, &self.names))?;
        let now = before.changed(&self.client, &self.names, change)?;
        *held = Some(now.ok_or_else(|| taken_over(&self.client, &self.names))?);
        Ok(())
    }

    /// Takes another number after a commit.
    ///
    /// # Errors
    /// As [`Claim::change`].
    pub(super) fn commit(&self, change: impl FnOnce(&mut Marker)) -> Result<()> {
        self.change(|marker| {
            change(marker);
            let next = marker.next;
            if let Some(writing) = &mut marker.writing {
                writing.number = next;
                marker.next += 1;
            }
        })?;
        self.is_used.store(false, Ordering::Relaxed);
        Ok(())
    }

    /// Gives the claim up; what it wrote and did not commit is never visible. A generation that
    /// never was the index is deleted.
    ///
    /// # Errors
    /// As [`Claim::change`].
    pub(super) fn give_up(&self) -> Result<()> {
        let Marker { writing, generation, .. } = self.marker();
        let Some(writing) = writing else { return Ok(()) };
        if generation.as_ref() != Some(&writing.generation) {
            delete_index(&self.client, &writing.generation)?;
        }
        let is_used = self.is_used.load(Ordering::Relaxed);
        self.change(|marker| {
            let writing = marker.writing.take();
            if let Some(writing) = writing.filter(|_| is_used) {
                abort(marker, &writing);
            }
        })?;
        *self.held() = None;
        Ok(())
    }

    fn held(&self) -> MutexGuard<'_, Option<Held>> {
        lock(&self.held)
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        // The next run takes over where that fails.
        let _ = self.give_up();
    }
}

fn read(client: &Client, names: &Names) -> Result<Held> {
    if let Some(held) = Held::read(client, names)? {
        return Ok(held);
    }
    Held::create(client, names)?;
    let gone = || Error::at(client.place(), ErrorKind::Superseded);
    Held::read(client, names)?.ok_or_else(gone)
}

/// Names a run in the marker, in place of one that is dead.
fn begin(marker: &mut Marker, owner: String, rebuild: bool, names: &Names) {
    if let Some(dead) = marker.writing.take() {
        abort(marker, &dead);
    }
    let number = marker.next;
    marker.next += 1;
    let generation = marker.generation.clone().filter(|_| !rebuild);
    let generation = generation.unwrap_or_else(|| names.generation(number));
    marker.writing = Some(Writing { number, generation, owner });
}

/// Puts the number of a run among those that are never visible. Those of a generation that is deleted
/// as a whole are not.
fn abort(marker: &mut Marker, writing: &Writing) {
    if marker.generation.as_ref() == Some(&writing.generation) {
        marker.aborted.push(writing.number);
        marker.aborted_at = Timestamp::now().as_second();
    }
}

/// Waits until the run that writes is known to be dead.
fn verdict(client: &Client, names: &Names, writing: &Writing, times: Times) -> Result<Verdict> {
    match life(&writing.owner) {
        Life::Gone => Ok(Verdict::Dead),
        Life::Alive => Err(being_written(client, &writing.owner)),
        Life::Unknown => watched(client, names, writing, times),
    }
}

fn watched(client: &Client, names: &Names, writing: &Writing, times: Times) -> Result<Verdict> {
    let began = Instant::now();
    let first = last_beat(client, names, &writing.owner)?;
    while began.elapsed() < times.stale {
        std::thread::sleep(times.look);
        let held = read(client, names)?;
        if held.marker.writing.as_ref() != Some(writing) {
            return Ok(Verdict::Changed);
        }
        if last_beat(client, names, &writing.owner)? != first {
            return Err(being_written(client, &writing.owner));
        }
    }
    Ok(Verdict::Dead)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        Names::of("policy")
    }

    fn writing(marker: &Marker) -> &Writing {
        marker.writing.as_ref().unwrap()
    }

    #[test]
    fn a_run_takes_the_next_number_and_the_generation_that_is_there() {
        let mut marker = Marker::new();
        begin(&mut marker, "h:1:x".to_string(), false, &names());
        assert_eq!((writing(&marker).number, marker.next), (1, 2));
        assert_eq!(writing(&marker).generation, "policy-g1");
        let generation = Some("policy-g1".to_string());
        let mut marker = Marker { generation, next: 7, ..Marker::new() };
        begin(&mut marker, "h:1:x".to_string(), false, &names());
        assert_eq!((writing(&marker).generation.as_str(), marker.next), ("policy-g1", 8));
        assert_eq!(marker.aborted, [0; 0]);
    }

    #[test]
    fn the_number_of_a_dead_run_is_never_visible() {
        let generation = Some("policy-g1".to_string());
        let mut marker = Marker { generation, next: 7, ..Marker::new() };
        begin(&mut marker, "dead".to_string(), false, &names());
        begin(&mut marker, "next".to_string(), true, &names());
        assert_eq!(marker.aborted, [7]);
        assert!(marker.aborted_at > 0);
        assert_eq!(writing(&marker).generation, "policy-g8");
        // What the rebuild wrote goes with its generation.
        begin(&mut marker, "third".to_string(), false, &names());
        assert_eq!(marker.aborted, [7]);
        assert_eq!(
            (writing(&marker).number, writing(&marker).generation.as_str()),
            (9, "policy-g1")
        );
    }
}
