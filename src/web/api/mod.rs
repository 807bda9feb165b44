//! The answers for programs.

pub(super) mod document;
pub(super) mod health;
pub(super) mod openapi;
pub(super) mod search;
pub(super) mod stats;
