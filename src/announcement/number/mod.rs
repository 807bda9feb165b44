//! 发文字号: the number of a document, as a key instead of as text.
//!
//! Invariant: however a number is spelled (brackets full, ASCII, mixed or lost, Traditional script,
//! full width, with a label in front), it is one [`DocNumber`], and what that displays parses to
//! the same.
//!
//! ```
//! use policy_search::announcement::DocNumber;
//!
//! let number = DocNumber::parse("文号：國發[2025]1號").unwrap();
//! assert_eq!(number.to_string(), "国发〔2025〕1号");
//! assert_eq!(DocNumber::parse("国发2025 1"), Some(number));
//! assert_eq!(DocNumber::parse("安全生产 2025 1"), None);
//! ```

mod folded;
pub(crate) mod numeral;
pub(crate) mod prefix;
pub(crate) mod shape;
mod spelling;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

pub(crate) use folded::Folded;

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

/// 令 that count on from year to year, and the prefix their keys carry: 国令 is the 机关代字 under
/// which the State Council publishes the same orders.
const CONTINUOUS: [(&str, &str); 3] =
    [("国务院令", "国务院令"), ("国令", "国务院令"), ("主席令", "主席令")];

impl DocNumber {
    /// The number that `text` is, in any spelling; `None` when it is anything else.
    ///
    /// Strict enough to ask it of a query: words with a year and a figure are a number only if
    /// they have its brackets (`〔2025〕1号`), or if the letters in front are a 机关代字 that cannot
    /// be meant otherwise: a central one we list, one that begins with a province and ends as they
    /// do (`粤府办`), or a local government's (`海政办发`). `2025年`, `十四五` and
    /// `安全生产 2025 1` are none. Words in front are dropped only when glued on
    /// (`依据粤府〔2019〕1号`), so that `养老 国发〔2025〕1号` stays two things.
    ///
    /// A bare `2020年第38号` is read as `公告`, which only are numbered so; see [`Self::of_issuer`].
    /// 登记编号 and 索引号 are read too, and [`Self::is_issued`] tells them apart.
    pub fn parse(text: &str) -> Option<DocNumber> {
        spelling::parse(text)
    }

    /// The key under which it is filed, `prefix|year|serial`; two spellings have one key.
    ///
    /// 国务院令, 国令 and 主席令 count on without a year and are filed without one.
    pub fn key(&self) -> String {
        let continuous = CONTINUOUS.iter().find(|(prefix, _)| *prefix == self.prefix);
        match (continuous, self.year) {
            (Some((_, filed)), _) => format!("{filed}||{}", self.serial),
            (None, Some(year)) => format!("{}|{year}|{}", self.prefix.to_uppercase(), self.serial),
            (None, None) => format!("{}||{}", self.prefix.to_uppercase(), self.serial),
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

impl FromStr for DocNumber {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let remedy = || format!("{text} is no document number: write one as 国发〔2025〕1号");
        DocNumber::parse(text).ok_or_else(remedy)
    }
}

#[cfg(test)]
mod tests;
