//! What a reader hands over: one document's text, and what stood beside it.

use serde::{Deserialize, Serialize};

use super::portion::{Portion, PortionKind};
use crate::announcement::Origin;

/// One document as a reader found it: text in lines, nothing cleaned, and hints.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RawText {
    /// The main text; a newline ends a paragraph or a line, a tab ends a table cell.
    pub text: String,
    /// What the file said of the document outside its main text, best source first.
    pub hints: Vec<Hint>,
    /// Which document of its file this is (an id or a line number of a dump); `None` for a file
    /// that is one document.
    pub part: Option<String>,
    /// The portions of the text that do not come from the main text, in the order in which
    /// they begin; one may lie inside another.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub portions: Vec<Portion>,
}

/// A value that stood beside the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hint {
    /// What it is said to be.
    pub field: HintField,
    /// The value as found, trimmed.
    pub value: String,
    /// Where it stood.
    pub from: HintSource,
}

/// The fields that readers recognise by a label, a meta tag or a column name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum HintField {
    /// 标题.
    Title,
    /// 发文机关: the body that issued it.
    Issuer,
    /// 发布机构, 信息来源: the office that put it online, often not the issuer.
    Publisher,
    /// 发文字号.
    Number,
    /// 成文日期.
    Written,
    /// 发布日期.
    Published,
    /// 文种, 体裁.
    Kind,
    /// 来源, `ContentSource`.
    Source,
    /// The name of the site, `SiteName`.
    Site,
    /// The address of the page.
    Url,
    /// 有效性.
    Validity,
    /// 失效日期: the last day in force.
    Expires,
    /// 主题分类.
    Topic,
    /// 索引号.
    IndexNumber,
    /// The division it concerns.
    Region,
}

/// Where a hint stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum HintSource {
    /// A label table or label line of the page.
    Label,
    /// A `<meta>` tag, or the front matter of a Markdown file.
    Meta,
    /// `<title>` or a heading of the page outside the main text.
    Heading,
    /// A field of a JSON, JSONL or CSV record.
    Record,
    /// The file's name.
    FileName,
    /// What the file's folder says of all in it: a `corpus.toml`, or the folders' names.
    Folder,
}

impl From<HintSource> for Origin {
    fn from(source: HintSource) -> Self {
        match source {
            HintSource::Label => Self::Table,
            HintSource::Meta => Self::Meta,
            HintSource::Heading => Self::Heading,
            HintSource::Record => Self::Record,
            HintSource::FileName => Self::FileName,
            HintSource::Folder => Self::Folder,
        }
    }
}

impl RawText {
    /// How surely the portions that were recognised on images are read, in percent: as a rule of their
    /// characters; `None` where there are none.
    pub fn recognised(&self) -> Option<u8> {
        let (mut sum, mut count) = (0, 0);
        for portion in &self.portions {
            let PortionKind::Recognised(sure) = portion.kind else { continue };
            sum += usize::from(sure) * portion.bytes.len();
            count += portion.bytes.len();
        }
        u8::try_from(sum.checked_div(count)?).ok()
    }

    /// The values given for `field`, best source first.
    pub fn hints_for(&self, field: HintField) -> impl Iterator<Item = &Hint> {
        self.hints.iter().filter(move |hint| hint.field == field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_as_sure_as_the_characters_that_were_recognised() {
        let portion = |bytes, kind| Portion { bytes, kind, page: None };
        let mut raw = RawText { text: "x".repeat(100), ..RawText::default() };
        raw.portions.push(portion(0..10, PortionKind::TextBox));
        assert_eq!(raw.recognised(), None);
        raw.portions.push(portion(10..40, PortionKind::Recognised(96)));
        raw.portions.push(portion(50..60, PortionKind::Recognised(80)));
        assert_eq!(raw.recognised(), Some(92));
    }
}
