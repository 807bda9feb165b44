//! 发文字号: the number of a document, as a key instead of as text.
//!
//! Invariant: however a number is spelled (brackets full, ASCII, mixed or lost, Traditional script,
//! full width, with a label in front), it is one [`DocNumber`], and what that displays parses to
//! the same.
//!
//! ```
//! use policy_search::DocNumber;
//!
//! let number = DocNumber::parse("文号：國發[2025]1號").unwrap();
//! assert_eq!(number.to_string(), "国发〔2025〕1号");
//! assert_eq!(DocNumber::parse("国发2025 1"), Some(number));
//! assert_eq!(DocNumber::parse("安全生产 2025 1"), None);
//! ```

mod doc_number;
mod folded;
pub(crate) mod numeral;
pub(crate) mod prefix;
mod series;
pub(crate) mod shape;
mod spelling;

pub use doc_number::DocNumber;
pub(crate) use folded::Folded;
pub use series::Series;

#[cfg(test)]
mod tests;
