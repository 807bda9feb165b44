//! Answers for the eye, for programs and for spreadsheets, written to any [`Write`](std::io::Write).
//!
//! Nothing here decides anything: not whether there is colour, nor how wide the screen is, nor what
//! comes first. A line for the eye is never wider than asked, and no document can send a control
//! character to the terminal.
//!
//! ```
//! use policy_search::printer::{Terminal, json};
//! use policy_search::response::SearchResponse;
//!
//! let response = SearchResponse { query: "数据".into(), ..Default::default() };
//! let mut screen = Vec::new();
//! Terminal { width: 80, colour: false }.response(&response, &mut screen)?;
//! assert_eq!(String::from_utf8_lossy(&screen), "no announcement for 数据\n");
//!
//! let mut object = Vec::new();
//! json(&response, &mut object)?;
//! assert!(object.starts_with(br#"{"version":1,"query":"#));
//! # Ok::<(), std::io::Error>(())
//! ```

mod absence;
mod bench;
mod bench_json;
mod check;
mod csv;
mod eval;
mod eval_json;
mod examined;
mod facets;
mod json;
mod json_show;
mod marked;
mod page;
mod related;
mod report;
mod row;
mod show;
mod stats;
mod terminal;
mod wrap;

pub use bench::bench;
pub use bench_json::{BENCH_JSON_VERSION, bench_json, read_bench_json};
pub use check::{check, check_json};
pub use csv::csv;
pub use eval::eval;
pub use eval_json::{EVAL_JSON_VERSION, eval_json};
pub use examined::examined_json;
pub use json::{JSON_VERSION, json};
pub use json_show::json_shown;
pub use report::{report, summary};
pub use show::Showing;
pub use stats::stats;
pub use terminal::Terminal;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;
