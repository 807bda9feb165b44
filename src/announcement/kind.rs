//! 文种: what sort of document it is.

use serde::{Deserialize, Serialize};

/// 文种, and the sorts of pages that stand beside them on government sites.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// 通知.
    Notice,
}
