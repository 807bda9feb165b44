//! The values of fields: what a user may write for a number, a kind and a level.

use std::sync::LazyLock;

use regex::Regex;

use crate::announcement::{DocNumber, Kind, Level};

static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^\s*([\p{Han}A-Za-z]{1,20})\s*[〔\[［【（(]\s*((?:19|20)\d{2})\s*[〕\]］】）)]\s*第?\s*(\d{1,5})\s*号?\s*$",
    )
    .ok()
});

/// The number that `text` is, if it is one.
pub(super) fn number_of(text: &str) -> Option<DocNumber> {
    let parts = NUMBER.as_ref()?.captures(text)?;
    let prefix = parts[1].to_string();
    Some(DocNumber { prefix, year: parts[2].parse().ok(), serial: parts[3].parse().ok()? })
}

/// A number as it is printed.
pub(crate) fn number_name(number: &DocNumber) -> String {
    match number.year {
        Some(year) => format!("{}〔{year}〕{}号", number.prefix, number.serial),
        None => format!("{}第{}号", number.prefix, number.serial),
    }
}

/// The kind that `text` names.
pub(super) fn kind_of(text: &str) -> Option<Kind> {
    (text == "通知").then_some(Kind::Notice)
}

/// A kind as it is printed.
pub(crate) fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Notice => "通知",
    }
}

/// The level that `text` names, by the name used in flags or the Chinese one.
pub(super) fn level_of(text: &str) -> Option<Level> {
    let chinese = match text {
        "中央" | "国家" | "国家级" => Level::Centre,
        "部委" | "部级" | "部门" => Level::Ministry,
        "省" | "省级" => Level::Province,
        "省直" | "省厅" | "省级部门" => Level::ProvinceOffice,
        "市" | "市级" | "地市" => Level::City,
        "县" | "县级" | "区县" | "区级" => Level::County,
        "基层" | "乡镇" | "镇街" => Level::Local,
        _ => return text.to_lowercase().parse().ok(),
    };
    Some(chinese)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_is_read_by_its_own_name() {
        for level in Level::ALL {
            assert_eq!(level_of(level.name()), Some(level));
        }
        assert_eq!(level_of("省级"), Some(Level::Province));
        assert_eq!(level_of("很高"), None);
    }

    #[test]
    fn a_number_is_read_in_any_brackets() {
        for text in ["国发〔2025〕1号", "国发(2025)1号", "国发［2025］第1号", "国发【2025】1"]
        {
            let number = number_of(text);
            assert_eq!(number.as_ref().map(number_name).as_deref(), Some("国发〔2025〕1号"));
        }
        assert_eq!(number_of("国发"), None);
        assert_eq!(number_of("国发〔25〕1号"), None);
    }
}
