//! How high an issuing body stands.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The seven levels of issuing bodies, highest first (`Level::Centre < Level::Local`).
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
    /// A prefecture-level city's party committee or government.
    City,
    /// A department of such a city; a county's or district's party committee or government.
    County,
    /// A county department, a town or street office, a development zone, an enterprise.
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
