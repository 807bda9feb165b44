//! Which government an issuing body belongs to.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::value::{List, Listed, Names, ValueError};

/// The levels of government, highest first (`Level::Centre < Level::Local`).
///
/// A body has the level of the government it belongs to: a bureau of a city is [`City`](Self::City)
/// as its government is. Only the departments of the centre and of provinces have a level of their
/// own; a filter by [`Province`](Self::Province) covers both ([`covered`](Self::covered)). The field
/// office of a ministry (税务局, 海关, 证监局) has the level of the division it serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Level {
    /// 党中央, 全国人大, 国务院 and their offices, 中央军委, 两高.
    Centre,
    /// Ministries, commissions, administrations and bureaus of the State Council or the Party.
    Ministry,
    /// A province's party committee, congress or government, and its office.
    Province,
    /// A department of a province (厅, 局, 委).
    ProvinceOffice,
    /// A prefecture-level city's party committee, congress or government, or one of its departments.
    City,
    /// A county's or district's party committee, congress or government, or one of its departments.
    County,
    /// A town or street office, a development zone, an enterprise.
    Local,
}

impl Level {
    /// All levels, highest first.
    pub const ALL: [Level; 7] = [
        Level::Centre,
        Level::Ministry,
        Level::Province,
        Level::ProvinceOffice,
        Level::City,
        Level::County,
        Level::Local,
    ];

    /// The name used in flags and output.
    pub fn name(self) -> &'static str {
        match self {
            Level::Centre => "centre",
            Level::Ministry => "ministry",
            Level::Province => "province",
            Level::ProvinceOffice => "province-office",
            Level::City => "city",
            Level::County => "county",
            Level::Local => "local",
        }
    }

    /// The Chinese name used in flags, queries and on screens.
    pub fn chinese(self) -> &'static str {
        match self {
            Level::Centre => "中央",
            Level::Ministry => "部委",
            Level::Province => "省级",
            Level::ProvinceOffice => "省级部门",
            Level::City => "市级",
            Level::County => "县级",
            Level::Local => "基层",
        }
    }

    /// What else it is called.
    fn other_names(self) -> &'static [&'static str] {
        match self {
            Level::Centre => &["国家", "国家级", "中央级", "central", "center", "national"],
            Level::Ministry => &["部级", "部门", "国务院部门", "ministries", "ministerial"],
            Level::Province => &["省", "自治区", "直辖市", "provincial", "provinces"],
            Level::ProvinceOffice => {
                &["省直", "省直部门", "省厅", "厅级", "provincial-office", "province-department"]
            }
            Level::City => &["市", "地市", "地市级", "地级", "地级市", "prefecture", "municipal"],
            Level::County => &["县", "区县", "县区", "区级", "区", "district"],
            Level::Local => &["乡镇", "乡镇级", "乡级", "镇街", "街道", "township", "town"],
        }
    }

    /// The levels that a filter by this one lets through: departments of a province answer for
    /// their province too.
    ///
    /// ```
    /// use policy_search::Level;
    ///
    /// assert_eq!(Level::Province.covered(), [Level::Province, Level::ProvinceOffice]);
    /// assert_eq!(Level::City.covered(), [Level::City]);
    /// ```
    pub fn covered(self) -> &'static [Level] {
        let rank = self as usize;
        let last = if self == Level::Province { Level::ProvinceOffice as usize } else { rank };
        const ALL: &[Level] = &Level::ALL;
        &ALL[rank..=last]
    }

    /// Its place from 0 (the centre) to 6 (local bodies).
    pub fn rank(self) -> u8 {
        self as u8
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Listed for Level {
    const LIST: List = List::Level;
    const VALUES: &'static [Self] = &Self::ALL;

    fn names(self) -> Names {
        Names { chinese: self.chinese(), english: self.name(), others: self.other_names() }
    }
}

impl FromStr for Level {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        Self::named(text)
    }
}
