//! What of an index did not answer.

/// How much of an index that lies on several machines did not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Incomplete {
    /// How many shards did not answer.
    pub failed: u64,
    /// How many shards there are.
    pub of: u64,
}

impl Incomplete {
    /// That `failed` of so many shards did not answer.
    pub fn new(failed: u64, of: u64) -> Self {
        Self { failed, of }
    }
}
