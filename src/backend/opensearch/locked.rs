//! Taking a mutex, whatever became of who held it before: what ours guard is whole at any time.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a mutex guards.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
