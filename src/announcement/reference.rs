//! What a document's text says of other documents.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::DocNumber;

/// What one document does to another; of several the last in this order counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Relation {
    /// 根据, 依照, 按照, or any other mention.
    Cites,
    /// 转发, 批转, 印发, 公布.
    Forwards,
    /// 修改, 修订, or repeal of a part.
    Amends,
    /// 废止, 停止执行, 失效: takes the whole of it out of force.
    Replaces,
}

impl Relation {
    /// All relations, the weakest first.
    pub const ALL: [Relation; 4] =
        [Relation::Cites, Relation::Forwards, Relation::Amends, Relation::Replaces];

    /// The name in output.
    pub fn name(self) -> &'static str {
        match self {
            Relation::Cites => "cites",
            Relation::Forwards => "forwards",
            Relation::Amends => "amends",
            Relation::Replaces => "replaces",
        }
    }
}

/// Another document as a text names it: by title, by number, or by both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Reference {
    /// What is done to it.
    pub relation: Relation,
    /// Its title as written between 《》, on one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<DocNumber>,
    /// A day on which it was there already, where the text tells one (`1994年6月4日国务院发布的`): a
    /// later document of the same title is not meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "serve", schemars(with = "String", extend("format" = "date")))]
    pub until: Option<Date>,
}
