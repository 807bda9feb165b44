//! Dates as documents write them → civil dates.
//!
//! Invariant: a date that cannot be (2月30日) is none, and a year is never supplied here: what a
//! text leaves out is concluded in [`written`](fn@written) only, and marked.
//!
//! ```
//! use jiff::civil::date;
//! use policy_search::extract::date::{line_date, parse};
//!
//! assert_eq!(parse("二〇二二年一月二日"), Some(date(2022, 1, 2)));
//! assert_eq!(parse("2022-1-2 09:30"), Some(date(2022, 1, 2)));
//! assert_eq!(line_date("（2022年1月2日印发）"), Some(date(2022, 1, 2)));
//! assert_eq!(line_date("自2022年1月2日起施行"), None);
//! ```

mod parse;
pub(super) mod remark;
mod written;
mod year;

pub(super) use parse::{first_day, month_behind};
pub use parse::{line_date, parse};
pub use written::written;
pub(super) use written::{heading, written_at};
