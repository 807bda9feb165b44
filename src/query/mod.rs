//! The query language: its tree, its parser, and errors that mark the place.

mod error;
mod tree;

pub use error::ParseError;
pub use tree::{DateRange, Node, Query};
