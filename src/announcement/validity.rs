//! Whether a document is in force.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// 时效: what a document or its page says of its own force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
            Validity::InForce => &["有效", "现行", "in force"],
            Validity::Amended => &["已被修改", "修改", "已修订", "部分失效"],
            Validity::Repealed => &["废止", "已被废止", "已作废"],
            Validity::Expired => &["失效", "已过期"],
            Validity::NotYetInForce => &["未生效", "not yet in force"],
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

impl FromStr for Validity {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let name = text.trim().to_lowercase();
        let is_called = |one: &Validity| {
            one.name() == name || one.english() == name || one.other_names().contains(&&*name)
        };
        Self::ALL.into_iter().find(is_called).ok_or_else(|| {
            let names = Self::ALL.map(|one| format!("{} ({})", one.name(), one.english()));
            format!("no validity {text}: choose from {}", names.join(", "))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_validity_is_read_by_all_its_names() {
        for one in Validity::ALL {
            for name in [one.name(), one.english()].iter().chain(one.other_names()) {
                assert_eq!(name.parse(), Ok(one), "{name}");
            }
        }
        assert!("很有效".parse::<Validity>().unwrap_err().contains("现行有效 (in-force), "));
    }
}
