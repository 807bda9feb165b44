//! Raw text and what its file said of it → an [`Announcement`](crate::announcement::Announcement).

pub mod date;
pub mod kind;
pub mod number;
mod raw;
pub mod validity;

pub use raw::{Field, Hint, HintSource, RawText};
