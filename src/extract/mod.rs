//! Raw text and what its file said of it → an [`Announcement`](crate::announcement::Announcement).

pub mod date;
pub mod kind;
pub mod number;
mod raw;
pub mod validity;

pub use raw::{Field, Hint, HintSource, RawText};
pub struct Extracted { pub announcement: crate::announcement::Announcement, pub notes: Vec<String> }
pub struct Junk { pub reason: String }
pub fn announcement(_:&RawText)->Result<Extracted,Junk>{ Err(Junk{reason:String::new()}) }
