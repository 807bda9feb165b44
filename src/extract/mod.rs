//! Raw text and what its file said of it → an [`Announcement`](crate::announcement::Announcement).

mod assembly;
mod attached;
mod body;
pub mod date;
mod dates;
mod flat;
mod hints;
mod issuer;
mod junk;
pub mod kind;
mod kind_tail;
mod layout;
mod line;
mod media;
pub mod number;
mod portion;
mod publisher;
mod raw;
#[cfg(test)]
mod real_data;
mod references;
mod region;
mod source;
mod title;
mod twin;
pub mod validity;

pub use assembly::{Extracted, announcement, announcement_or_junk};
pub use junk::Junk;
pub use portion::{Portion, PortionKind};
pub use raw::{Hint, HintField, HintSource, RawText};
