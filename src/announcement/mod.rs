//! What an announcement is: its text and what it says of itself.
//!
//! Everything unknown is `None` or empty; nothing is ever invented. A value that was concluded
//! from context instead of read is marked as such ([`DocDate::inferred`]).

mod copy;
mod date;
mod id;
mod kind;
mod level;
pub(crate) mod number;
mod provenance;
mod reference;
mod validity;
mod value;

use serde::{Deserialize, Serialize};

pub(crate) use copy::{Likeness, Sameness};
pub use date::DocDate;
pub use id::Id;
pub use kind::Kind;
pub use level::Level;
pub use number::{DocNumber, Series};
pub use provenance::{Origin, Provenance};
pub use reference::{Reference, Relation};
pub use validity::Validity;
pub use value::{List, Listed, Names, ValueError};

/// One announcement (公文, 政策公告, or a report of one) as it is indexed and shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Announcement {
    /// The title on one line, in the source's own script; empty when there is none.
    pub title: String,
    /// The text a reader sees: cleaned of glosses and page furniture, in the source's own script.
    pub body: String,
    /// Who issued it, in the order named; more than one for a joint issue.
    pub issuers: Vec<Issuer>,
    /// The division of its issuer, by full name (`成都市青白江区`); where no issuer is known, the one
    /// it comes from or concerns. `None` for what bodies of the centre issue, whatever place it is about.
    pub region: Option<String>,
    /// 发文字号.
    pub number: Option<DocNumber>,
    /// 成文日期, the date of the act itself.
    pub written: Option<DocDate>,
    /// 发布日期, the date it was put online.
    pub published: Option<DocDate>,
    /// 文种.
    pub kind: Option<Kind>,
    /// 时效, where the document or its page says so.
    pub validity: Option<Validity>,
    /// Who re-published it (来源), which is not always who issued it.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// 主题分类.
    pub topic: Option<String>,
    /// 索引号.
    pub index_number: Option<String>,
    /// 主送机关: whom it addresses, as written, one group each (`各市、县人民政府`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addressees: Vec<String>,
    /// The names of what is attached to it, in order, as written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<String>,
    /// Whether the text came from a damaged re-post and was mended.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub damaged: bool,
    /// How surely its text, or a part of it, was recognised on images, in percent; `None` where it was
    /// written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recognised: Option<u8>,
    /// The other documents that its title and text name, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<Reference>,
    /// Where these values came from.
    #[serde(default)]
    pub provenance: Provenance,
}

impl Announcement {
    /// The highest level among its issuers: a joint issue ranks with its highest body.
    ///
    /// A 法律 is with the centre whoever is named: only the National People's Congress and its
    /// committee make one, and copies of laws seldom say which of the two.
    pub fn level(&self) -> Option<Level> {
        let named = self.issuers.iter().filter_map(|issuer| issuer.level).min();
        let law = self.kind == Some(Kind::Law) && self.region.is_none();
        named.or(law.then_some(Level::Centre))
    }
}

/// An issuing body (发文机关).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Issuer {
    /// Its full name at the time of issue, or as written when the registry does not know it.
    pub name: String,
    /// Where it is, if that is known.
    pub level: Option<Level>,
    /// The division it belongs to by full name (`四川省`, `成都市青白江区`); `None` for the centre
    /// and where it is not known.
    pub region: Option<String>,
}
