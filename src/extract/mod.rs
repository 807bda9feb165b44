//! Raw text and what its file said of it → an [`Announcement`](crate::announcement::Announcement).

mod assembly;
mod body;
pub mod date;
mod dates;
mod hints;
mod issuer;
mod junk;
pub mod kind;
mod kind_tail;
mod layout;
mod line;
pub mod number;
mod raw;
#[cfg(test)]
mod real_data;
mod region;
mod source;
mod title;
mod twin;
pub mod validity;

pub use assembly::{Extracted, announcement};
pub use junk::Junk;
pub use raw::{Field, Hint, HintSource, RawText};
pub struct Extracted { pub announcement: crate::announcement::Announcement, pub notes: Vec<String> }
pub struct Junk { pub reason: String }
pub fn announcement(raw:&RawText)->Result<Extracted,Junk>{
 let text = crate::text::clean(&raw.text).text;
 let title = raw.hints_for(Field::Title).next().map(|h| h.value.clone()).unwrap_or_else(|| text.lines().next().unwrap_or("").to_string());
 Ok(Extracted{announcement: crate::announcement::Announcement{title, body:text, ..Default::default()}, notes: vec![]}) }
