//! Documents on their way: those who put them wait only where too many are.
//!
//! Documents are gathered until they fill a request, and sent by a few threads side by side. All that
//! are gathered, ready or sent take no more memory than was allowed: who would add another waits.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use super::bulk::{Delivery, Item};
use super::client::Client;
use super::locked::lock;
use super::pace::Pace;
use super::stop::Stop;
use crate::error::{Error, ErrorKind, Result, unwind};

/// How many requests are under way at most, however many nodes there are.
const MOST_SENDERS: usize = 8;

/// The bytes of documents for each sender, where none are named: those it sends, and the next.
const BYTES_A_SENDER: usize = 24 << 20;

/// A document takes its bytes, those of the request it is in, and these compressed.
const COPIES: usize = 3;

/// How documents are sent.
pub(super) struct Lanes {
    shared: Arc<Shared>,
    senders: Vec<JoinHandle<()>>,
}

/// What whoever sends and whoever puts have in common.
struct Shared {
    client: Arc<Client>,
    delivery: Delivery,
    may_go_on: Box<dyn Fn() -> Result<()> + Send + Sync>,
    /// The most bytes of documents on their way.
    most: usize,
    queue: Mutex<Queue>,
    /// Told to those who send: there is something to send, or no more of it.
    filled: Condvar,
    /// Told to those who put: there is more room, or no more is taken. They are not told by each other:
    /// each would wake all others for nothing.
    drained: Condvar,
    stop: Stop,
}

#[derive(Default)]
struct Queue {
    gathered: Vec<Item>,
    gathered_bytes: usize,
    ready: VecDeque<Vec<Item>>,
    /// How many requests are under way.
    sending: usize,
    /// The bytes of all of these.
    bytes: usize,
    failed: Option<Error>,
}

/// How many documents may be on their way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// How many nodes take documents.
    pub(super) nodes: usize,
    /// The bytes that all may take, where they are named.
    pub(super) memory: Option<u64>,
    /// How long a cluster is waited for that takes nothing.
    pub(super) patience: Duration,
}

impl Lanes {
    /// To an index, as long as `may_go_on`.
    pub(super) fn to(
        client: &Arc<Client>,
        index: &str,
        room: Room,
        may_go_on: impl Fn() -> Result<()> + Send + Sync + 'static,
    ) -> Self {
        let senders = (2 * room.nodes).clamp(1, MOST_SENDERS);
        let memory = room.memory.map(|bytes| usize::try_from(bytes).unwrap_or(usize::MAX));
        let most = memory.map_or(senders * BYTES_A_SENDER, |bytes| bytes / COPIES);
        let pace = Mutex::new(Pace::of(most / (2 * senders)));
        let shared = Arc::new(Shared {
            client: Arc::clone(client),
            delivery: Delivery { index: index.to_string(), patience: room.patience, pace },
            may_go_on: Box::new(may_go_on),
            most,
            queue: Mutex::default(),
            filled: Condvar::new(),
            drained: Condvar::new(),
            stop: Stop::default(),
        });
        let sender = |_| {
            let shared = Arc::clone(&shared);
            std::thread::spawn(move || shared.send())
        };
        Self { senders: (0..senders).map(sender).collect(), shared }
    }

    /// Adds a document; waits where there is no room for it.
    ///
    /// # Errors
    /// When a document could not be sent.
    pub(super) fn put(&self, item: Item) -> Result<()> {
        let shared = &self.shared;
        let mut queue = shared.queue();
        while queue.failed.is_none() && queue.bytes > 0 && queue.bytes + item.len() > shared.most {
            shared.close_gathered(&mut queue);
            queue = wait(&shared.drained, queue);
        }
        queue.fail()?;
        queue.bytes += item.len();
        queue.gathered_bytes += item.len();
        queue.gathered.push(item);
        if shared.delivery.is_filled(queue.gathered.len(), queue.gathered_bytes) {
            shared.close_gathered(&mut queue);
        }
        Ok(())
    }

    /// Waits until all documents are taken.
    ///
    /// # Errors
    /// When one could not be sent.
    pub(super) fn flush(&self) -> Result<()> {
        let shared = &self.shared;
        let mut queue = shared.queue();
        shared.close_gathered(&mut queue);
        while queue.failed.is_none() && queue.bytes > 0 {
            queue = wait(&shared.drained, queue);
        }
        queue.fail()
    }
}

impl Drop for Lanes {
    fn drop(&mut self) {
        self.shared.stop.set();
        drop(self.shared.queue());
        self.shared.filled.notify_all();
        for sender in self.senders.drain(..) {
            // It has no panics of its own: they are failures.
            let _ = sender.join();
        }
    }
}

impl Shared {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        lock(&self.queue)
    }

    /// Makes what is gathered ready.
    fn close_gathered(&self, queue: &mut Queue) {
        if !queue.gathered.is_empty() {
            queue.ready.push_back(std::mem::take(&mut queue.gathered));
            queue.gathered_bytes = 0;
            self.filled.notify_one();
        }
    }

    /// Sends what is ready, until it is told to stop.
    fn send(&self) {
        while let Some(items) = self.next() {
            let bytes = items.iter().map(Vec::len).sum::<usize>();
            let deliver =
                || self.delivery.send(&self.client, items, &self.stop, &|| self.goes_on());
            let sent = unwind::catch(deliver);
            let sent = sent.unwrap_or_else(|panic| Err(ErrorKind::Bug(panic).into()));
            let mut queue = self.queue();
            queue.sending -= 1;
            queue.bytes -= bytes;
            if let Err(error) = sent {
                queue.failed.get_or_insert(error);
                self.filled.notify_all();
            }
            drop(queue);
            self.drained.notify_all();
        }
    }

    /// What is to be sent next; none where all is to stop.
    fn next(&self) -> Option<Vec<Item>> {
        let mut queue = self.queue();
        loop {
            if self.stop.is_set() || queue.failed.is_some() {
                return None;
            }
            if let Some(items) = queue.ready.pop_front() {
                queue.sending += 1;
                return Some(items);
            }
            queue = wait(&self.filled, queue);
        }
    }

    fn goes_on(&self) -> Result<()> {
        match self.stop.is_set() {
            true => Err(ErrorKind::Backend("the run ended".to_string()).into()),
            false => (self.may_go_on)(),
        }
    }
}

fn wait<'a>(changed: &Condvar, queue: MutexGuard<'a, Queue>) -> MutexGuard<'a, Queue> {
    changed.wait(queue).unwrap_or_else(PoisonError::into_inner)
}

impl Queue {
    /// Fails as the document did that could not be sent.
    fn fail(&self) -> Result<()> {
        self.failed.as_ref().map_or(Ok(()), |error| Err(again(error)))
    }
}

/// An error once more, for each of those who wait.
fn again(error: &Error) -> Error {
    let kind = match error.kind() {
        ErrorKind::Unreachable { node, why } => {
            ErrorKind::Unreachable { node: node.clone(), why: why.clone() }
        }
        ErrorKind::Untrusted { node } => ErrorKind::Untrusted { node: node.clone() },
        ErrorKind::LoginWanted { node } => ErrorKind::LoginWanted { node: node.clone() },
        ErrorKind::Forbidden { node, what } => {
            ErrorKind::Forbidden { node: node.clone(), what: what.clone() }
        }
        ErrorKind::BeingWritten { owner } => ErrorKind::BeingWritten { owner: owner.clone() },
        ErrorKind::Overloaded { minutes } => ErrorKind::Overloaded { minutes: *minutes },
        ErrorKind::ClusterFull => ErrorKind::ClusterFull,
        ErrorKind::Backend(told) => ErrorKind::Backend(told.clone()),
        ErrorKind::Bug(told) => ErrorKind::Bug(told.clone()),
        other => ErrorKind::Backend(other.to_string()),
    };
    match error.path() {
        Some(place) => Error::at(place, kind),
        None => kind.into(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::backend::opensearch::bulk::item;
    use crate::backend::opensearch::fake::{Fake, Reply, Request, Taken};

    /// How many documents are sent, by how many threads.
    const DOCUMENTS: usize = 10_000;
    const THREADS: usize = 8;

    fn lanes(fake: &Fake, memory: Option<u64>, patience: Duration) -> Lanes {
        let room = Room { nodes: 2, memory, patience };
        Lanes::to(&Arc::new(fake.client()), "policy-g1", room, || Ok(()))
    }

    fn told(kind: &str) -> Value {
        json!({"error": {"type": kind, "reason": "told"}})
    }

    /// What a cluster does that is too small, and whose network is not the best.
    fn unreliable(taken: &Taken, request: &Request) -> Reply {
        assert_eq!(request.method, "POST");
        assert!(request.path.starts_with("/policy-g1/_bulk?"), "{}", request.path);
        match request.number {
            number if number % 3 == 2 => Reply::Answer(429, told("rejected_execution_exception")),
            number if number % 7 == 3 => {
                taken.bulk(&request.body, |_| false);
                Reply::Cut
            }
            number if number % 7 == 4 => Reply::Later(503, 0, told("cluster_block_exception")),
            number if number % 5 == 1 => {
                Reply::Answer(200, taken.bulk(&request.body, |place| place % 4 == 0))
            }
            _ => Reply::Answer(200, taken.bulk(&request.body, |_| false)),
        }
    }

    #[test]
    fn each_document_arrives_once_whatever_the_cluster_does() {
        let taken = Arc::new(Taken::default());
        let script = Arc::clone(&taken);
        let fake = Fake::start(move |request| unreliable(&script, request));
        let lanes = lanes(&fake, None, Duration::from_secs(600));
        std::thread::scope(|scope| {
            for thread in 0..THREADS {
                let lanes = &lanes;
                scope.spawn(move || {
                    for at in (thread..DOCUMENTS).step_by(THREADS) {
                        lanes.put(item(&at.to_string(), &"字".repeat(at % 1000))).unwrap();
                    }
                });
            }
        });
        lanes.flush().unwrap();
        let taken = taken.0.lock().unwrap();
        assert_eq!(taken.len(), DOCUMENTS);
        assert!((0..DOCUMENTS).all(|at| taken.contains_key(&at.to_string())));
        let twice = taken.values().filter(|again| **again > 0).count();
        assert!(twice > 0);
        println!(
            "{DOCUMENTS} of {DOCUMENTS} once, {twice} sent twice, {} requests",
            fake.requests()
        );
    }

    #[test]
    fn no_more_than_is_allowed_is_on_its_way() {
        let peek: Arc<std::sync::OnceLock<Arc<Shared>>> = Arc::default();
        let most = Arc::new(Mutex::new(0));
        let taken = Taken::default();
        let (shared, seen) = (Arc::clone(&peek), Arc::clone(&most));
        let fake = Fake::start(move |request| {
            let bytes = shared.get().unwrap().queue().bytes;
            let mut seen = seen.lock().unwrap();
            *seen = bytes.max(*seen);
            Reply::Answer(200, taken.bulk(&request.body, |_| false))
        });
        let lanes = lanes(&fake, Some(9 << 20), Duration::from_secs(60));
        assert!(peek.set(Arc::clone(&lanes.shared)).is_ok());
        for at in 0..200 {
            lanes.put(item(&at.to_string(), &"a".repeat(100_000))).unwrap();
        }
        lanes.flush().unwrap();
        let most = *most.lock().unwrap();
        assert!(most <= 3 << 20, "{most}");
        assert!(most > 1 << 20, "{most}");
    }

    #[test]
    fn a_cluster_that_takes_nothing_is_waited_for_no_longer_than_the_patience_lasts() {
        let fake = Fake::start(|_| Reply::Answer(429, told("rejected_execution_exception")));
        let lanes = lanes(&fake, None, Duration::from_millis(300));
        lanes.put(item("1", "{}")).unwrap();
        for _ in 0..2 {
            let error = lanes.flush().unwrap_err();
            assert!(matches!(error.kind(), ErrorKind::Overloaded { minutes: 1 }), "{error}");
        }
        assert!(matches!(
            lanes.put(item("2", "{}")).unwrap_err().kind(),
            ErrorKind::Overloaded { .. }
        ));
        assert!(fake.requests() > 1);
    }

    #[test]
    fn what_will_never_be_taken_is_told_at_once() {
        let full = "index [p] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage \
            watermark, index has read-only-allow-delete block];";
        let blocked = json!({"type": "cluster_block_exception", "reason": full});
        let strict = json!({"type": "strict_dynamic_mapping_exception", "reason": "new field"});
        for (status, error, expected) in [
            (429, blocked, "the disk of the cluster is full, and its index read-only"),
            (400, strict, "strict_dynamic_mapping_exception: new field (document 1)"),
        ] {
            let item_of = json!({"create": {"_id": "1", "status": status, "error": error}});
            let fake = Fake::start(move |_| Reply::Answer(200, json!({"items": [item_of]})));
            let lanes = lanes(&fake, None, Duration::from_secs(600));
            lanes.put(item("1", "{}")).unwrap();
            let told = lanes.flush().unwrap_err().to_string();
            assert!(told.ends_with(expected), "{told}");
            assert_eq!(fake.requests(), 1);
        }
    }

    #[test]
    fn a_request_that_is_too_large_is_sent_in_parts() {
        let taken = Arc::new(Taken::default());
        let script = Arc::clone(&taken);
        let fake = Fake::start(move |request| match request.body.len() {
            ..700_000 => Reply::Answer(200, script.bulk(&request.body, |_| false)),
            _ => Reply::Answer(413, Value::Null),
        });
        let lanes = lanes(&fake, None, Duration::from_secs(60));
        for at in 0..100 {
            lanes.put(item(&at.to_string(), &"a".repeat(50_000))).unwrap();
        }
        lanes.flush().unwrap();
        assert_eq!(taken.0.lock().unwrap().len(), 100);
    }
}
