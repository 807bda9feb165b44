//! Folders of files → the documents in them: walking, and reading every format into raw text.
//!
//! What is found is told in full: every file that was left out or could not be read is either
//! counted or named with its reason.

pub mod reader;
mod walk;

pub use walk::{Entry, Walk, walk};
