//! What a server is throughout its life.

use jiff::Timestamp;
use jiff::civil::Date;

use super::guard::Guard;
use super::limits::Limits;
use super::work::Work;
use crate::engine::live::Live;

/// A server: the index it answers from, and what it lets whom see.
pub(super) struct Site {
    pub(super) live: Live,
    pub(super) guard: Guard,
    pub(super) work: Work,
    /// What stands before every path, where a proxy passes on a part of its paths only; empty or
    /// `/policy`.
    pub(super) base: String,
    /// Whether it is reached from this machine alone, whose paths are then no secret.
    pub(super) is_local: bool,
    /// Whether original files are handed out.
    pub(super) has_originals: bool,
    /// Whether each request is told on standard error.
    pub(super) log: Option<Log>,
    /// Takes what failed, with the path that was asked for.
    pub(super) faults: Option<Log>,
    /// The description of the API, in JSON.
    pub(super) description: String,
    pub(super) limits: Limits,
    /// What day it is, each time it is asked: a server runs for weeks.
    pub(super) clock: Clock,
    /// When it began: what it answers depends on how it was started.
    pub(super) began: Timestamp,
}

/// Takes a line of what the server tells who runs it.
pub(super) type Log = Box<dyn Fn(&str) + Send + Sync>;

/// Tells what day it is.
pub(super) type Clock = Box<dyn Fn() -> Date + Send + Sync>;
