//! 发文字号: the number of a document, as a key instead of as text.

use serde::{Deserialize, Serialize};

/// A document number: who numbers (机关代字), the year, and the place in that year.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DocNumber {
    /// 机关代字, Simplified and without brackets or spaces: `国办发`, `国务院令`.
    pub prefix: String,
    /// The year, absent for 令 and 公告 that count on without one.
    pub year: Option<u16>,
    /// The number, without leading zeros.
    pub serial: u32,
}
