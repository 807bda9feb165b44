//! What ends threads, and the pauses they make.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::locked::lock;

/// Set once, for all who wait.
#[derive(Debug, Default)]
pub(super) struct Stop {
    is_set: Mutex<bool>,
    changed: Condvar,
}

impl Stop {
    pub(super) fn set(&self) {
        *lock(&self.is_set) = true;
        self.changed.notify_all();
    }

    pub(super) fn is_set(&self) -> bool {
        *lock(&self.is_set)
    }

    /// Waits so long, or until it is set; tells whether it is.
    pub(super) fn wait(&self, pause: Duration) -> bool {
        let is_set = lock(&self.is_set);
        let waited = self.changed.wait_timeout_while(is_set, pause, |is_set| !*is_set);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }
}
