//! A document number as a value: its key, and how it is written.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{prefix, shape};

/// A document number: who numbers (机关代字), the year, and the place in that year.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct DocNumber {
    /// 机关代字, Simplified and without brackets or spaces: `国办发`, `国务院令`.
    pub prefix: String,
    /// The year, absent for 令 and 公告 that count on without one.
    pub year: Option<u16>,
    /// The number, without leading zeros.
    pub serial: u32,
}

/// 令 that count on from year to year, and the prefix their keys carry: 国令 is the 机关代字 under
/// which the State Council publishes the same orders.
const CONTINUOUS: [(&str, &str); 3] =
    [("国务院令", "国务院令"), ("国令", "国务院令"), ("主席令", "主席令")];

impl DocNumber {
    /// The key under which it is filed, `prefix|year|serial`; two spellings have one key.
    ///
    /// 国务院令, 国令 and 主席令 count on without a year and are filed without one.
    pub fn key(&self) -> String {
        match self.filed() {
            (prefix, Some(year), serial) => format!("{prefix}|{year}|{serial}"),
            (prefix, None, serial) => format!("{prefix}||{serial}"),
        }
    }

    /// The parts of its key: prefix, year, serial.
    pub(crate) fn filed(&self) -> (String, Option<u16>, u32) {
        match CONTINUOUS.iter().find(|(prefix, _)| *prefix == self.prefix) {
            Some((_, filed)) => ((*filed).to_string(), None, self.serial),
            None => (self.prefix.to_uppercase(), self.year, self.serial),
        }
    }

    /// Whether it is a 发文字号; 登记编号 (`HHCR-2023-01005`) and 索引号 (`000014349/2018-00222`),
    /// whose prefix has no Chinese character, are not.
    pub fn is_issued(&self) -> bool {
        !self.prefix.is_ascii()
    }

    /// The number with `issuer` in front where only 令 or 公告 was written (`公告2020年第38号`).
    pub fn of_issuer(self, issuer: &str) -> DocNumber {
        if !["令", "公告", "通告"].contains(&self.prefix.as_str()) {
            return self;
        }
        let issuer = &issuer[prefix::begin(issuer)..];
        DocNumber { prefix: prefix::filed(&format!("{issuer}{}", self.prefix)), ..self }
    }
}

impl From<shape::Shape> for DocNumber {
    fn from(shape: shape::Shape) -> Self {
        DocNumber { prefix: shape.prefix, year: shape.year, serial: shape.serial }
    }
}

impl fmt::Display for DocNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { prefix, year, serial } = self;
        let digits = prefix.chars().all(|char| char.is_ascii_digit());
        match year {
            None => write!(f, "{prefix}第{serial}号"),
            Some(year) if digits => write!(f, "{prefix}/{year}-{serial:05}"),
            Some(year) if !self.is_issued() => write!(f, "{prefix}-{year}-{serial:05}"),
            Some(year) if prefix::is_order(prefix) => write!(f, "{prefix}{year}年第{serial}号"),
            Some(year) => write!(f, "{prefix}〔{year}〕{serial}号"),
        }
    }
}
