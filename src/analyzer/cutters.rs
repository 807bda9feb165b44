//! As many jiebas as threads cut at a time, so that none waits for another.
//!
//! A [`Partial`] learns the words of what it cuts, so that it is worth keeping; two threads cannot
//! share one. Each call takes one that is free, or makes one, and gives it back: the lock is held for
//! the time of a push. One behind a lock made the threads of a server wait in line.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::partial::Partial;

/// Words with their frequencies, if they have one.
pub(super) type Words = BTreeMap<String, Option<usize>>;

/// Jiebas with the same words of a user.
pub(super) struct Cutters {
    words: Words,
    free: Mutex<Vec<Partial>>,
}

impl Cutters {
    /// Jiebas without words of a user.
    pub(super) const fn new() -> Self {
        Self { words: Words::new(), free: Mutex::new(Vec::new()) }
    }

    /// Jiebas with a user's own words.
    pub(super) fn of(words: Words) -> Self {
        Self { words, free: Mutex::new(Vec::new()) }
    }

    /// The words of the user.
    pub(super) fn words(&self) -> &Words {
        &self.words
    }

    /// What `call` makes of a jieba that no other thread has. It is not given back after a panic.
    pub(super) fn with<T>(&self, call: impl FnOnce(&mut Partial) -> T) -> T {
        let mut cutter = self.taken().unwrap_or_else(|| Partial::with(&self.words));
        let made = call(&mut cutter);
        self.free.lock().unwrap_or_else(PoisonError::into_inner).push(cutter);
        made
    }

    fn taken(&self) -> Option<Partial> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_that_cut_at_a_time_have_one_each_and_leave_it_for_others() {
        let cutters = Cutters::new();
        let cut = |cutter: &mut Partial| cutter.cut("高质量发展", true);
        let outer = cutters.with(|outer| (cut(outer), cutters.with(cut)));
        assert_eq!(outer.0, outer.1);
        assert_eq!(cutters.free.lock().unwrap().len(), 2);
        cutters.with(cut);
        assert_eq!(cutters.free.lock().unwrap().len(), 2);
    }
}
