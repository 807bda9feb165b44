//! Ctrl-C and SIGTERM: the first asks a run to stop, the second ends this process at once.
//!
//! By `signal-hook` 0.4 (MIT or Apache-2.0), without its default features: it sets our flags from its own
//! handler, says which signal came, and ends the process at the second, so that no code of ours runs
//! in a handler or on a thread. `ctrlc` runs a closure on a thread of its own, does not say which of the
//! signals came, and would have that thread end the process.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// A process that a signal ends has this exit code, and the number of the signal on top.
const ENDED: i32 = 128;

/// What signals have asked for.
pub(crate) struct Interrupt {
    stop: Arc<AtomicBool>,
    signal: Arc<AtomicUsize>,
}

impl Interrupt {
    /// Listens to signals from now on, instead of being ended by them.
    ///
    /// # Errors
    /// When the system refuses.
    pub(crate) fn listen() -> io::Result<Self> {
        let (stop, signal) = (Arc::<AtomicBool>::default(), Arc::<AtomicUsize>::default());
        for number in [SIGINT, SIGTERM] {
            // In this order: the flag is not set yet when the first one comes.
            flag::register_conditional_shutdown(number, ENDED + number, Arc::clone(&stop))?;
            flag::register(number, Arc::clone(&stop))?;
            flag::register_usize(number, Arc::clone(&signal), number as usize)?;
        }
        Ok(Self { stop, signal })
    }

    /// Leaves Ctrl-C to a program that this one waits for, from now on.
    ///
    /// # Errors
    /// When the system refuses.
    pub(crate) fn leave_to_other() -> io::Result<()> {
        flag::register(SIGINT, Arc::default()).map(|_| ())
    }

    /// The flag that is set once a signal came.
    pub(crate) fn flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.stop)
    }

    /// The exit code of a process that stopped because of a signal: 130 for Ctrl-C, 143 for SIGTERM.
    pub(crate) fn code(&self) -> u8 {
        u8::try_from(ENDED as usize + self.signal.load(Ordering::Relaxed)).unwrap_or(u8::MAX)
    }
}
