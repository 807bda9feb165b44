//! The query language: its tree, its parser, and errors that mark the place.
//!
//! A query is read into a [`Query`], or refused with a [`ParseError`] that says where and what to
//! write instead; no input panics. What was read is shown by `to_string()` and reads the same again.
//! The language is described in `syntax.md`.

mod added;
mod canonical;
mod date;
mod error;
mod field;
mod foreign;
mod leaves;
mod lexer;
mod near;
mod normal;
mod parser;
mod pasted;
mod read;
mod reading;
mod time;
mod time_words;
mod token;
mod tree;
mod values;
mod when;

pub use added::Added;
pub use date::DateRange;
pub use error::ParseError;
pub(crate) use leaves::Leaf;
pub use parser::MAX_DEPTH;
pub use read::MAX_CHARACTERS;
pub use reading::{Meaning, Reading};
pub use tree::{Node, Query, Scope};
pub(crate) use values::{name, number};

/// The query language on one page, in Markdown, for `--help`.
pub const SYNTAX: &str = include_str!("syntax.md");

/// [`SYNTAX`] in Chinese, with the same examples.
pub const SYNTAX_IN_CHINESE: &str = include_str!("syntax.zh-CN.md");

#[cfg(test)]
mod tests;
