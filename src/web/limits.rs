//! How long a client may take, and how many there may be.

use std::time::Duration;

/// The limits of connections. What a request may be is in `guard`, how long an answer
/// may take in `work`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many connections are open at once; more wait to be accepted.
    pub connections: usize,
    /// How long a connection may wait for a request once all are taken and others want one.
    pub spare: Duration,
    /// How long the head of a request may take, and how long a kept connection may be idle.
    pub head: Duration,
    /// How long a form may take.
    pub body: Duration,
    /// How long a reader may take nothing of an answer.
    pub write: Duration,
    /// How long requests that have begun may take when the server stops.
    pub drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 256,
            spare: Duration::from_secs(1),
            head: Duration::from_secs(15),
            body: Duration::from_secs(15),
            write: Duration::from_secs(60),
            drain: Duration::from_secs(30),
        }
    }
}
