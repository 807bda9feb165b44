//! Whether a document is in force.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::value::{List, Listed, Names, ValueError};

/// 时效: what a document or its page says of its own force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Validity {
    /// 现行有效.
    InForce,
    /// 已修改.
    Amended,
    /// 已废止.
    Repealed,
    /// 失效.
    Expired,
    /// 尚未生效.
    NotYetInForce,
}

impl Validity {
    /// All, as they are listed.
    pub const ALL: [Validity; 5] = [
        Validity::InForce,
        Validity::Amended,
        Validity::Repealed,
        Validity::Expired,
        Validity::NotYetInForce,
    ];

    /// The document's own word for it.
    pub fn name(self) -> &'static str {
        match self {
            Validity::InForce => "现行有效",
            Validity::Amended => "已修改",
            Validity::Repealed => "已废止",
            Validity::Expired => "已失效",
            Validity::NotYetInForce => "尚未生效",
        }
    }

    /// The name used in flags.
    pub fn english(self) -> &'static str {
        match self {
            Validity::InForce => "in-force",
            Validity::Amended => "amended",
            Validity::Repealed => "repealed",
            Validity::Expired => "expired",
            Validity::NotYetInForce => "not-yet-in-force",
        }
    }

    /// What else it is called.
    fn other_names(self) -> &'static [&'static str] {
        match self {
            Validity::InForce => &["有效", "现行", "生效"],
            Validity::Amended => &["已被修改", "修改", "已修订", "修订", "部分失效"],
            Validity::Repealed => &["废止", "已被废止", "已作废", "作废"],
            Validity::Expired => &["失效", "已过期", "过期"],
            Validity::NotYetInForce => &["未生效", "待生效"],
        }
    }

    /// Whether a newer state of affairs has replaced it: such a document is demoted and marked.
    pub fn is_superseded(self) -> bool {
        matches!(self, Validity::Repealed | Validity::Expired)
    }
}

impl fmt::Display for Validity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Listed for Validity {
    const LIST: List = List::Validity;
    const VALUES: &'static [Self] = &Self::ALL;

    fn names(self) -> Names {
        Names { chinese: self.name(), english: self.english(), others: self.other_names() }
    }
}

impl FromStr for Validity {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        Self::named(text)
    }
}
