//! The versions of the JSON objects.
//!
//! A version is raised when a field of its object is renamed, removed or changes its meaning; new
//! fields may come without.

/// Of the answer to a search. 2: `total` counts hits of the strict rungs and no re-posts; rungs have
/// counts and `typed` is one of them; a sort order is kept within rungs.
pub const RESPONSE: u32 = 2;

/// Of announcements shown whole.
pub const ANNOUNCEMENTS: u32 = 1;

/// Of what reader and extraction made of a file.
pub const EXAMINED: u32 = 1;

/// Of what a check found.
pub const CHECK: u32 = 1;

/// Of the evaluation of a ranking.
pub const EVALUATION: u32 = 1;

/// Of what an indexing run did.
pub const REPORT: u32 = 1;

/// Of what an index holds.
pub const STATS: u32 = 1;

/// Of measured times.
pub const BENCH: u32 = 1;
