//! Folders of files → the documents in them: walking, and reading every format into raw text.
//!
//! What is found is told in full: every file that was left out or could not be read is either
//! counted or named with its reason.

mod column;
pub(crate) mod name;
pub mod reader;
mod settings;
mod state;
mod walk;

pub use settings::{FlagDefault, Settings, flag_defaults};
pub use state::{FileState, Recognition, State};
pub use walk::{Entry, Unseen, Walk, walk};
pub(crate) use walk::{OF_INDEX, is_absent, is_index};
