//! Answers for the eye and for spreadsheets, written to any [`Write`](std::io::Write).
//!
//! Nothing here decides anything: not whether there is colour, nor how wide the screen is, nor what
//! comes first. No document can send a control character to the terminal. A [`Terminal`] has a
//! method for each screen; [`csv`](fn@csv) writes the same row of a hit as the JSON of
//! [`wire`](crate::wire).
//!
//! ```
//! use policy_search::SearchResponse;
//! use policy_search::printer::{Language, Terminal, csv};
//!
//! let mut response = SearchResponse::default();
//! response.query = "数据".into();
//! let mut screen = Vec::new();
//! let language = Language::English;
//! Terminal { width: 80, colour: false, language }.response(&response, &mut screen)?;
//! assert_eq!(String::from_utf8_lossy(&screen), "no announcement for 数据\n");
//!
//! let mut table = Vec::new();
//! csv(&response, &mut table)?;
//! assert!(table.starts_with(b"rank,score,id,title,issuers,"));
//! # Ok::<(), std::io::Error>(())
//! ```

mod absence;
mod article;
mod bench;
mod check;
mod eval;
mod examined;
mod export;
mod exported;
mod facets;
mod header;
mod hits;
mod link;
mod mapping;
mod marked;
mod page;
mod related;
mod report;
mod show;
mod start;
mod stats;
mod terminal;
mod words;
mod wrap;

pub use crate::wire::{Citation, Cited};
pub use export::{Export, Exported, Format, Out, csv};
#[cfg(feature = "serve")]
pub(crate) use header::{asked_number, expansions, only_near, reservations, what_is_absent};
#[cfg(feature = "serve")]
pub(crate) use marked::Marked;
pub use show::Showing;
pub use terminal::Terminal;
pub use words::Language;
#[doc(hidden)]
pub use words::Said;
#[cfg(feature = "serve")]
pub(crate) use words::{FacetOf, Label, address, date, grouped, moment};
pub use wrap::{columns, wrap};

#[cfg(test)]
mod tests;
