//! How many searches run at once, and how long one is waited for.
//!
//! A search takes a core, so more than two a core only make each other late. It cannot be broken off:
//! its permit goes back when its thread ends, and not when its reader leaves.

use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::problem::{Problem, Sort};

/// How many searches run at once on each core.
const FOR_A_CORE: usize = 2;

/// How many downloads run at once: each is as slow as its reader.
const DOWNLOADS: usize = 16;

/// How many requests wait for a permit.
const QUEUE: usize = 256;

/// How long a request waits for a permit.
const PATIENCE: Duration = Duration::from_secs(2);

/// How long an answer may take.
const DEADLINE: Duration = Duration::from_secs(10);

/// The permits of all work.
pub(super) struct Work {
    searches: Arc<Semaphore>,
    downloads: Arc<Semaphore>,
    queue: Semaphore,
}

impl Work {
    /// Work on so many cores.
    pub(super) fn on(cores: usize) -> Self {
        Self {
            searches: Arc::new(Semaphore::new(cores * FOR_A_CORE)),
            downloads: Arc::new(Semaphore::new(DOWNLOADS)),
            queue: Semaphore::new(QUEUE),
        }
    }

    /// Runs `work` on a thread of its own.
    ///
    /// # Errors
    /// When no thread is free in time, or the work takes too long, or panics.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let busy = || Problem::plain(StatusCode::SERVICE_UNAVAILABLE, Sort::Busy);
        let _waiting = self.queue.try_acquire().map_err(|_| busy())?;
        let permit = timeout(PATIENCE, Arc::clone(&self.searches).acquire_owned()).await;
        let permit = permit.map_err(|_| busy())?.map_err(|_| busy())?;
        let running = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(permit);
            done
        });
        match timeout(DEADLINE, running).await {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(_)) => Err(Problem::plain(StatusCode::INTERNAL_SERVER_ERROR, Sort::Failed)),
            Err(_) => Err(Problem::plain(StatusCode::SERVICE_UNAVAILABLE, Sort::Slow)),
        }
    }

    /// Runs what takes no core for long on a thread of its own: it may read files.
    ///
    /// # Errors
    /// When it panics.
    pub(super) async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let failed = |_| Problem::plain(StatusCode::INTERNAL_SERVER_ERROR, Sort::Failed);
        tokio::task::spawn_blocking(work).await.map_err(failed)
    }

    /// The permit of a download.
    ///
    /// # Errors
    /// When too many are running.
    pub(super) fn download(&self) -> Result<OwnedSemaphorePermit, Problem> {
        let permit = Arc::clone(&self.downloads).try_acquire_owned();
        permit.map_err(|_| Problem::plain(StatusCode::SERVICE_UNAVAILABLE, Sort::Busy))
    }
}
