//! How much is sent at once, and how long is waited where that was too much.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::{Duration, Instant};

/// The most bytes of one request, before they are compressed.
const MOST_BYTES: usize = 8 << 20;

/// So few bytes are sent at least, however busy a cluster is.
const LEAST_BYTES: usize = 512 << 10;

/// The most documents of one request.
const MOST_DOCUMENTS: usize = 500;

/// After so many requests that were taken whole, more is sent at once.
const GOOD_RUN: u32 = 20;

/// The first pause is at most so long, each further one at most twice as long as the one before.
const FIRST_PAUSE: Duration = Duration::from_millis(100);

/// No pause is longer, unless the cluster asks for it.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// How much is sent at once: less by half after a refusal, more by an eighth after a good run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pace {
    bytes: usize,
    most: usize,
    good: u32,
}

impl Pace {
    /// At most so many bytes at once.
    pub(super) fn of(most: usize) -> Self {
        let most = most.clamp(LEAST_BYTES, MOST_BYTES);
        Self { bytes: most, most, good: 0 }
    }

    /// A request was refused.
    pub(super) fn slow_down(&mut self) {
        *self = Self { bytes: (self.bytes / 2).max(LEAST_BYTES), good: 0, ..*self };
    }

    /// A request was taken whole.
    pub(super) fn go_on(&mut self) {
        self.good += 1;
        if self.good == GOOD_RUN {
            self.good = 0;
            self.bytes = (self.bytes + self.bytes / 8).min(self.most);
        }
    }

    /// Whether so many documents of so many bytes fill a request.
    pub(super) fn is_filled(&self, documents: usize, bytes: usize) -> bool {
        documents >= MOST_DOCUMENTS || bytes >= self.bytes
    }
}

/// Pauses with full jitter: senders that were refused together do not come again together.
#[derive(Debug)]
pub(super) struct Backoff {
    patience: Duration,
    /// When something was taken last.
    taken: Instant,
    longest: Duration,
}

impl Backoff {
    pub(super) fn new(patience: Duration) -> Self {
        Self { patience, taken: Instant::now(), longest: FIRST_PAUSE }
    }

    /// Something was taken.
    pub(super) fn restart(&mut self) {
        *self = Self::new(self.patience);
    }

    /// Whether nothing was taken for longer than anybody is to wait.
    pub(super) fn is_over(&self) -> bool {
        self.taken.elapsed() >= self.patience
    }

    /// The next pause, at least as long as was asked for.
    pub(super) fn pause(&mut self, asked: Option<Duration>) -> Duration {
        let pause = self.longest.mul_f64(random());
        self.longest = (self.longest * 2).min(LONGEST_PAUSE);
        asked.unwrap_or_default().max(pause)
    }
}

/// A number from 0 to 1. The keys of the standard hash are random.
fn random() -> f64 {
    RandomState::new().build_hasher().finish() as f64 / u64::MAX as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_halves_what_is_sent_and_a_good_run_raises_it() {
        let mut pace = Pace::of(usize::MAX);
        assert!(!pace.is_filled(499, MOST_BYTES - 1));
        assert!(pace.is_filled(500, 0) && pace.is_filled(1, MOST_BYTES));
        pace.slow_down();
        assert_eq!(pace.bytes, 4 << 20);
        (0..19).for_each(|_| pace.go_on());
        assert_eq!(pace.bytes, 4 << 20);
        pace.go_on();
        assert_eq!(pace.bytes, (4 << 20) + (512 << 10));
        (0..1000).for_each(|_| pace.go_on());
        assert_eq!(pace.bytes, MOST_BYTES);
        (0..10).for_each(|_| pace.slow_down());
        assert_eq!(pace.bytes, LEAST_BYTES);
    }

    #[test]
    fn a_pause_is_within_a_bound_that_doubles_and_no_shorter_than_asked() {
        let mut backoff = Backoff::new(Duration::from_secs(600));
        for doubled in 0..20 {
            let bound = (FIRST_PAUSE * (1 << doubled.min(10))).min(LONGEST_PAUSE);
            assert!(backoff.pause(None) <= bound, "{doubled}");
        }
        assert!(backoff.pause(Some(Duration::from_secs(40))) == Duration::from_secs(40));
        backoff.restart();
        assert!(backoff.pause(None) <= FIRST_PAUSE);
        assert!(!backoff.is_over());
        assert!(Backoff::new(Duration::ZERO).is_over());
    }

    #[test]
    fn pauses_differ() {
        let some: Vec<f64> = (0..32).map(|_| random()).collect();
        assert!(some.iter().all(|one| (0.0..=1.0).contains(one)), "{some:?}");
        assert!(some.iter().any(|one| *one < 0.5) && some.iter().any(|one| *one > 0.5), "{some:?}");
    }
}
