//! What leaves the program as data: the JSON of every answer, written to any
//! [`Write`](std::io::Write).
//!
//! Each answer is one object on one line, with a `version` from the table in [`version`]. Every face
//! goes through here, so that no two of them differ about a document.
//!
//! ```
//! use policy_search::response::SearchResponse;
//! use policy_search::wire;
//!
//! let response = SearchResponse { query: "数据".into(), ..Default::default() };
//! let mut object = Vec::new();
//! wire::response_json(&response, &mut object)?;
//! assert!(object.starts_with(br#"{"version":1,"query":"#));
//! # Ok::<(), std::io::Error>(())
//! ```

mod announcement;
mod bench;
mod check;
mod evaluation;
mod examined;
mod object;
mod response;
mod row;
pub mod version;

pub use announcement::announcements_json;
pub use bench::{bench_json, read_bench_json};
pub use check::check_json;
pub use evaluation::evaluation_json;
pub use examined::examined_json;
pub use response::response_json;

pub(crate) use examined::{field, hint_source};
pub(crate) use row::Row;

#[cfg(test)]
pub(crate) mod fixture;
