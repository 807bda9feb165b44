//! Whether a document is in force.

use std::fmt;

use serde::{Deserialize, Serialize};

/// 时效: what a document or its page says of its own force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Validity {
    /// 现行有效.
    InForce,
    /// 已修改.
    Amended,
    /// 已废止.
    Repealed,
    /// 失效.
    Expired,
}

impl Validity {
    /// The document's own word for it.
    pub fn name(self) -> &'static str {
        match self {
            Validity::InForce => "现行有效",
            Validity::Amended => "已修改",
            Validity::Repealed => "已废止",
            Validity::Expired => "已失效",
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
