//! What a column of a dump or a key of a front matter can hold, and by which names.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::announcement::{List, Listed, Names, ValueError};
use crate::extract::HintField;

/// What a column of a dump holds, read from its name: `"title".parse()`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Column {
    /// A field of the document.
    #[doc(hidden)]
    Field(HintField),
    /// The text of the document.
    Body,
    /// What stands in for the text where there is none.
    Abstract,
    /// The record's name in its file.
    Id,
    /// A date of unclear meaning.
    Date,
}

/// Each meaning of a column, with its names.
const NAMES: [(Column, Names); 19] = [
    (Column::Field(HintField::Title), names("标题", "title", &["题名"])),
    (Column::Body, names("正文", "body", &["全文"])),
    (Column::Abstract, names("摘要", "abstract", &[])),
    (Column::Id, names("编号", "id", &[])),
    (Column::Field(HintField::Issuer), names("发文机关", "issuer", &["机关"])),
    (Column::Field(HintField::Publisher), names("发布机构", "publisher", &[])),
    (Column::Field(HintField::Number), names("文号", "number", &["发文字号"])),
    (Column::Field(HintField::Written), names("成文日期", "written", &[])),
    (Column::Field(HintField::Published), names("发布日期", "published", &[])),
    (Column::Date, names("日期", "date", &[])),
    (Column::Field(HintField::Url), names("网址", "url", &["链接"])),
    (Column::Field(HintField::Topic), names("主题分类", "topic", &["主题"])),
    (Column::Field(HintField::IndexNumber), names("索引号", "index_number", &[])),
    (Column::Field(HintField::Source), names("来源", "source", &[])),
    (Column::Field(HintField::Site), names("网站", "site", &[])),
    (Column::Field(HintField::Validity), names("效力", "validity", &["时效"])),
    (Column::Field(HintField::Expires), names("失效日期", "expires", &[])),
    (Column::Field(HintField::Kind), names("文种", "kind", &["类型"])),
    (Column::Field(HintField::Region), names("地区", "region", &[])),
];

const fn names(
    chinese: &'static str,
    english: &'static str,
    others: &'static [&'static str],
) -> Names {
    Names { chinese, english, others }
}

impl Listed for Column {
    const LIST: List = List::Column;
    const VALUES: &'static [Self] = &{
        let mut values = [Column::Body; NAMES.len()];
        let mut at = 0;
        while at < NAMES.len() {
            values[at] = NAMES[at].0;
            at += 1;
        }
        values
    };

    fn names(self) -> Names {
        let row = NAMES.iter().find(|(column, _)| *column == self);
        row.map_or(names("", "", &[]), |(_, names)| *names)
    }
}

impl FromStr for Column {
    type Err = ValueError;

    fn from_str(name: &str) -> Result<Self, ValueError> {
        Self::named(name)
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.names().english)
    }
}

/// A column's name as it is compared.
pub(super) fn squash(name: &str) -> String {
    let kept = name.chars().filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-' | '\u{FEFF}'));
    kept.flat_map(char::to_lowercase).collect()
}
