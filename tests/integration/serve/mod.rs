//! `search serve` over real sockets: what it answers, what it refuses, and that it goes on.

mod asset;
pub(crate) mod client;
mod clock;
mod described;
mod document;
mod download;
mod errors;
mod following;
mod guard;
mod like;
mod list;
mod original;
pub(crate) mod running;
pub(crate) mod same;
mod slow;
mod stopping;
mod token;
