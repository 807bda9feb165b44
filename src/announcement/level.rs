//! Which government an issuing body belongs to.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The levels of government, highest first (`Level::Centre < Level::Local`).
///
/// A body has the level of the government it belongs to: a bureau of a city is [`City`](Self::City)
/// as its government is. Only the departments of the centre and of provinces have a level of their
/// own; a filter by [`Province`](Self::Province) covers both ([`covered`](Self::covered)). The field
/// office of a ministry (税务局, 海关, 证监局) has the level of the division it serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

impl FromStr for Level {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Level::ALL.into_iter().find(|level| level.name() == text);
        found.ok_or_else(|| {
            let names: Vec<_> = Level::ALL.iter().map(|level| level.name()).collect();
            format!("no level {text}: choose from {}", names.join(", "))
        })
    }
}
