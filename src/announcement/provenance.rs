//! Where the values of an announcement came from, so that a person can judge them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Where a value stood, or what it was concluded from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Origin {
    /// A label table or label line of the page (`发文字号：`).
    Table,
    /// A `<meta>` tag, or the front matter of a Markdown file.
    Meta,
    /// A field of a JSON, JSONL or CSV record.
    Record,
    /// `<title>` or a heading of the page outside the main text.
    Heading,
    /// The name of the file.
    FileName,
    /// The `corpus.toml` of a folder above the file, or that folder's name.
    Folder,
    /// The title.
    Title,
    /// The head of the text: printed head, number line, addressees, date or adoption under the
    /// title.
    Head,
    /// The signature, or the date under it.
    Signature,
    /// The prefix of the document number.
    Number,
    /// The text itself.
    Text,
    /// What the page printed around the text.
    Page,
    /// 发布机构 of the page: the office that put it online, often not the issuer.
    Publisher,
    /// 来源 of the page: whom the site has it from.
    Source,
    /// Whose site it is on.
    Site,
    /// The issuing body that was found.
    Issuer,
    /// Concluded from context; nothing says it.
    Inferred,
}

impl Origin {
    /// The name used in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Meta => "meta",
            Self::Record => "record",
            Self::Heading => "heading",
            Self::FileName => "file name",
            Self::Folder => "folder",
            Self::Title => "title",
            Self::Head => "head",
            Self::Signature => "signature",
            Self::Number => "number",
            Self::Text => "text",
            Self::Page => "page",
            Self::Publisher => "publisher",
            Self::Source => "source",
            Self::Site => "site",
            Self::Issuer => "issuer",
            Self::Inferred => "inferred",
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The origin of each value of an announcement; `None` for what is not known, and in an index that
/// an earlier version made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Provenance {
    /// Of the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Origin>,
    /// Of the issuers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuers: Option<Origin>,
    /// Of the division that completes a short name among the issuers (市政府 → 成都市人民政府);
    /// `None` where their names are in full.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completed: Option<Origin>,
    /// Of the number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<Origin>,
    /// Of 成文日期.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written: Option<Origin>,
    /// Of 发布日期.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Origin>,
    /// Of 文种.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Origin>,
    /// Of 时效.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validity: Option<Origin>,
    /// Of the region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Origin>,
    /// Of 来源.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Origin>,
    /// Of the address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Origin>,
    /// Of 主题分类.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<Origin>,
    /// Of 索引号.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index_number: Option<Origin>,
}
