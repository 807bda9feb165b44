//! Documents to an index, each once, however often it has to be sent.
//!
//! A document is created under an id of our own: what was taken before a connection broke is answered
//! as a conflict the second time, and is there once. Each document is answered by itself, and only those
//! are sent again that the cluster had no time for.

use std::sync::Mutex;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::client::{Answer, Call, Client};
use super::locked::lock;
use super::pace::{Backoff, Pace};
use super::refused::{self, Refusal};
use super::stop::Stop;
use crate::error::{Error, ErrorKind, Result};

/// How long a node may take to answer.
const ANSWER: Duration = Duration::from_secs(120);

/// What of an answer is sent.
const TOLD: &str = "filter_path=items.*.status,items.*.error,items.*._id";

/// A document with the line before it, as a bulk request has them.
pub(super) type Item = Vec<u8>;

/// The document of this line, under an id.
pub(super) fn item(id: &str, line: &str) -> Item {
    format!("{}\n{line}\n", json!({"create": {"_id": id}})).into_bytes()
}

/// How documents get to an index.
pub(super) struct Delivery {
    pub(super) index: String,
    pub(super) patience: Duration,
    pub(super) pace: Mutex<Pace>,
}

/// What became of a request.
#[derive(Default)]
struct Outcome {
    /// The places of the documents that are to be sent again.
    again: Vec<usize>,
    /// Whether that is because of a queue that is full, or a request that is too large.
    is_too_much: bool,
    /// Why they were not taken.
    why: Option<Error>,
    /// How long the cluster asks to wait.
    wait: Option<Duration>,
}

#[derive(Deserialize)]
struct Items {
    #[serde(default)]
    items: Vec<Created>,
}

#[derive(Deserialize)]
struct Created {
    create: Judged,
}

#[derive(Deserialize)]
struct Judged {
    status: u16,
    #[serde(default)]
    error: Value,
    #[serde(rename = "_id", default)]
    id: String,
}

impl Delivery {
    /// Sends documents until all are taken, as long as `may_go_on`.
    ///
    /// # Errors
    /// When a document is refused for good, or none is taken for longer than the patience lasts.
    pub(super) fn send(
        &self,
        client: &Client,
        mut left: Vec<Item>,
        stop: &Stop,
        may_go_on: &dyn Fn() -> Result<()>,
    ) -> Result<()> {
        let mut backoff = Backoff::new(self.patience);
        while !left.is_empty() {
            may_go_on()?;
            let sent = left.drain(..self.fitting(&left)).collect::<Vec<_>>();
            let outcome = self.sent(client, &sent)?;
            self.adapt(&outcome);
            if outcome.again.len() < sent.len() {
                backoff.restart();
            }
            if let Some(why) = outcome.why {
                if backoff.is_over() {
                    return Err(why);
                }
                stop.wait(backoff.pause(outcome.wait));
            }
            left.splice(..0, picked(sent, &outcome.again));
        }
        Ok(())
    }

    /// How many of the documents the next request takes, at least one.
    fn fitting(&self, items: &[Item]) -> usize {
        let pace = *self.pace();
        let mut bytes = 0;
        let filled = items.iter().enumerate().position(|(at, item)| {
            bytes += item.len();
            pace.is_filled(at + 1, bytes)
        });
        filled.map_or(items.len(), |at| at + 1)
    }

    fn adapt(&self, outcome: &Outcome) {
        match outcome.why {
            None => self.pace().go_on(),
            Some(_) if outcome.is_too_much => self.pace().slow_down(),
            Some(_) => {}
        }
    }

    fn pace(&self) -> std::sync::MutexGuard<'_, Pace> {
        lock(&self.pace)
    }

    /// Whether so many documents of so many bytes are to be sent.
    pub(super) fn is_filled(&self, documents: usize, bytes: usize) -> bool {
        self.pace().is_filled(documents, bytes)
    }

    /// Sends documents once.
    fn sent(&self, client: &Client, items: &[Item]) -> Result<Outcome> {
        let path = format!("/{}/_bulk?{TOLD}", self.index);
        let call = Call::post(path).lines(items.concat()).patience(ANSWER);
        let all = || (0..items.len()).collect();
        let answer = match client.once(&call) {
            Ok(answer) => answer,
            Err(error) if matches!(error.kind(), ErrorKind::Unreachable { .. }) => {
                return Ok(Outcome { again: all(), why: Some(error), ..Outcome::default() });
            }
            Err(error) => return Err(error),
        };
        let is_too_large = answer.status == 413 && items.len() > 1;
        if answer.is_ok() {
            return self.judged(client, &answer, items.len());
        }
        if !is_too_large && !may_pass(answer.status, &answer.value()) {
            return Err(client.refused(&answer));
        }
        let is_too_much = is_too_large || answer.status == 429;
        let why = Some(self.refused(client, answer.status, &answer.value()));
        Ok(Outcome { again: all(), is_too_much, why, wait: answer.retry_after })
    }

    /// What became of each of so many documents.
    fn judged(&self, client: &Client, answer: &Answer, many: usize) -> Result<Outcome> {
        let Items { items } = answer.read()?;
        if items.len() != many {
            let told = format!("OpenSearch answered {} of {many} documents", items.len());
            return Err(Error::at(client.place(), ErrorKind::Backend(told)));
        }
        let mut outcome = Outcome::default();
        for (at, Created { create: Judged { status, error, id } }) in items.into_iter().enumerate()
        {
            let told = json!({"error": error});
            match status {
                200..300 | 409 => {}
                _ if may_pass(status, &told) => {
                    outcome.again.push(at);
                    outcome.is_too_much |= status == 429;
                    outcome.why = Some(self.refused(client, status, &told));
                }
                _ => return Err(told_of(client.error(status, &told), &id).or_at(client.place())),
            }
        }
        Ok(outcome)
    }

    /// Why documents were not taken, for whoever waits no longer.
    fn refused(&self, client: &Client, status: u16, answer: &Value) -> Error {
        let minutes = self.patience.as_millis().div_ceil(60_000) as u64;
        match status {
            429 => Error::at(client.place(), ErrorKind::Overloaded { minutes }),
            _ => client.error(status, answer),
        }
    }
}

/// Whether it may help to send something again.
fn may_pass(status: u16, answer: &Value) -> bool {
    let is_busy = matches!(status, 429 | 502 | 503 | 504) || refused::is_of_node(answer);
    is_busy && Refusal::of(answer) != Refusal::DiskFull
}

/// An error of the backend that names the document.
fn told_of(error: Error, id: &str) -> Error {
    match error.kind() {
        ErrorKind::Backend(told) => ErrorKind::Backend(format!("{told} (document {id})")).into(),
        _ => error,
    }
}

/// The documents at some places, which ascend.
fn picked(items: Vec<Item>, places: &[usize]) -> Vec<Item> {
    let mut places = places.iter().copied().peekable();
    let picked = items.into_iter().enumerate().filter(|(at, _)| places.next_if_eq(at).is_some());
    picked.map(|(_, item)| item).collect()
}
