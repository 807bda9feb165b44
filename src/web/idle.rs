//! Which connections wait for a request: where all are taken and others want one, the longest idle of
//! them is closed, so that those who only hold connections keep nobody out.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use tokio::sync::Notify;

/// The idle connections.
#[derive(Clone, Default)]
pub(super) struct Idle(Arc<Mutex<Waiting>>);

#[derive(Default)]
struct Waiting {
    /// How often a connection became idle: what tells them apart, in order of time.
    count: u64,
    since: BTreeMap<u64, (Instant, Arc<Notify>)>,
}

/// One connection, from its beginning to its end.
pub(super) struct Connection {
    idle: Idle,
    close: Arc<Notify>,
    /// Its place among the idle ones while it is one.
    place: Mutex<Option<u64>>,
}

impl Idle {
    /// A new connection, which waits for its first request.
    pub(super) fn connection(&self) -> Arc<Connection> {
        let idle = self.clone();
        let connection = Connection { idle, close: Arc::default(), place: Mutex::default() };
        connection.wait();
        Arc::new(connection)
    }

    /// Closes the connection that has been idle the longest, if that is `least` or more, and says whether it did.
    pub(super) fn close_longest(&self, least: Duration) -> bool {
        let mut waiting = self.waiting();
        let Some(longest) = waiting.since.first_entry() else { return false };
        let is_long = longest.get().0.elapsed() >= least;
        if is_long {
            longest.remove().1.notify_one();
        }
        is_long
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Connection {
    /// Returns once the connection is to be closed.
    pub(super) async fn closed(&self) {
        self.close.notified().await;
    }

    /// A request has come.
    pub(super) fn work(&self) {
        let place = self.place().take();
        if let Some(place) = place {
            self.idle.waiting().since.remove(&place);
        }
    }

    /// The answer, after which the connection is idle again.
    pub(super) fn until_read(self: &Arc<Self>, body: Body) -> Body {
        Body::new(Answer { body, connection: Arc::clone(self) })
    }

    fn wait(&self) {
        let mut waiting = self.idle.waiting();
        waiting.count += 1;
        let place = waiting.count;
        waiting.since.insert(place, (Instant::now(), Arc::clone(&self.close)));
        drop(waiting);
        *self.place() = Some(place);
    }

    fn place(&self) -> MutexGuard<'_, Option<u64>> {
        self.place.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.work();
    }
}

/// The body of an answer.
struct Answer {
    body: Body,
    connection: Arc<Connection>,
}

impl HttpBody for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        self.connection.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_idle_is_closed_and_none_that_works() {
        let idle = Idle::default();
        let (first, second, third) = (idle.connection(), idle.connection(), idle.connection());
        assert!(!idle.close_longest(Duration::from_secs(60)));
        first.work();
        assert!(idle.close_longest(Duration::ZERO));
        let is_closed = |one: &Connection| {
            let mut context = Context::from_waker(std::task::Waker::noop());
            std::pin::pin!(one.closed()).poll(&mut context).is_ready()
        };
        assert!(is_closed(&second) && !is_closed(&first) && !is_closed(&third));
        drop(third);
        assert!(!idle.close_longest(Duration::ZERO), "the first works, the third is gone");
        drop(first.until_read(Body::empty()));
        assert!(idle.close_longest(Duration::ZERO) && is_closed(&first));
    }
}
