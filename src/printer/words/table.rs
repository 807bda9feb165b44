//! What a language has words for.

use crate::engine::Kept;
use crate::error::{Conversion, ErrorKind, Refusal, Remedy, SystemFailure};

/// The words of a language.
pub(super) struct Table {
    /// What stands between a place and what is wrong there, and before what to do about it.
    pub(super) colon: &'static str,
    /// What is wrong; of what a reader, the system or a parser refuses, their own words are used.
    pub(super) kind: fn(&ErrorKind) -> String,
    pub(super) refusal: fn(&Refusal) -> String,
    pub(super) system: fn(&SystemFailure) -> String,
    pub(super) remedy: fn(&Remedy) -> String,
    /// What another program may do, or how it failed: it follows what is said of the refusal. Given
    /// with it is what is said of what that program made.
    pub(super) conversion: fn(&Conversion, Option<String>) -> String,
    /// What is said of several parts of a file: how many, the first of them, and that.
    pub(super) parts: fn(u64, &[String], String) -> String,
    /// What is kept and why; given with it is what is said of its place.
    pub(super) kept: fn(&Kept, Option<String>) -> String,
}
