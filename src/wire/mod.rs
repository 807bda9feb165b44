//! What leaves the program as data, and what comes in as text.
//!
//! The JSON of every answer is one object on one line, written to any [`Write`](std::io::Write), with
//! a `version` from the table in [`version`]. [`SearchParameters`] reads a search, [`lookups`] what
//! names a document. Every face goes through here, so that no two of them differ about a document or
//! a question. What the library tells as a value, a face's [`Wording`] makes a sentence.
//!
//! ```
//! use policy_search::SearchResponse;
//! use policy_search::wire::{self, SearchParameters};
//!
//! let mut parameters = SearchParameters::default();
//! for (name, text) in [("query", "数据"), ("level", "city"), ("from", "2024")] {
//!     parameters.set(name, text)?;
//! }
//! let request = parameters.request(jiff::civil::date(2026, 1, 20))?;
//! assert_eq!(request.filters.dates.map(|range| range.to_string()).as_deref(), Some("2024-01-01.."));
//!
//! let mut response = SearchResponse::default();
//! response.query = request.query.text;
//! let mut object = Vec::new();
//! wire::response_json(&response, &mut object)?;
//! assert!(object.starts_with(br#"{"version":2,"query":"#));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod announcement;
mod bench;
mod check;
mod cite;
mod counts;
mod evaluation;
mod examined;
mod facets;
mod lookup;
mod object;
mod paragraphs;
mod plain;
mod problems;
mod reading;
mod report;
mod request;
mod response;
mod row;
#[cfg(feature = "serve")]
pub(crate) mod schema;
mod stats;
pub mod version;
mod wording;

pub use announcement::announcements_json;
pub use bench::{bench_json, read_bench_file, read_bench_json};
pub use check::check_json;
#[cfg(feature = "serve")]
pub(crate) use cite::in_text;
pub use cite::{Citation, Cited};
pub use evaluation::evaluation_json;
pub use examined::examined_json;
pub use lookup::{find, like, lookups};
pub use plain::{count, truth};
pub use report::report_json;
pub use request::{RequestError, SearchParameters};
pub use response::response_json;
pub use row::hit_json;
pub use stats::stats_json;
pub use wording::Wording;

pub(crate) use examined::{hint_source, portion_source};
#[cfg(feature = "serve")]
pub(crate) use plain::{NO, YES};
pub(crate) use problems::{OfFile, Said, grouped};
pub(crate) use row::Row;

#[cfg(test)]
pub(crate) mod fixture;
