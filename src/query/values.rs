//! The values of fields: what a user may write for a number, a kind and a level.

use super::tree::Node;
use crate::announcement::{DocNumber, Kind, Level, Series, Validity};

/// The number that `text` is, if it is one that documents are issued under.
pub(super) fn number_of(text: &str) -> Option<Node> {
    let series = || Series::parse(text).map(Node::Series);
    DocNumber::parse(text).map(Node::Number).or_else(series)
}

/// The kind that `text` names.
pub(super) fn kind_of(text: &str) -> Option<Kind> {
    text.parse().ok()
}

/// The validity that `text` names.
pub(super) fn validity_of(text: &str) -> Option<Validity> {
    text.parse().ok()
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
}
