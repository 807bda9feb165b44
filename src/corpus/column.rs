//! What a column of a dump or a key of a front matter can hold, and by which names.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

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

/// Every name that a table or a user gives a column's meaning by.
const NAMES: [(&str, Column); 19] = [
    ("title", Column::Field(HintField::Title)),
    ("body", Column::Body),
    ("abstract", Column::Abstract),
    ("id", Column::Id),
    ("issuer", Column::Field(HintField::Issuer)),
    ("publisher", Column::Field(HintField::Publisher)),
    ("number", Column::Field(HintField::Number)),
    ("written", Column::Field(HintField::Written)),
    ("published", Column::Field(HintField::Published)),
    ("date", Column::Date),
    ("url", Column::Field(HintField::Url)),
    ("topic", Column::Field(HintField::Topic)),
    ("index_number", Column::Field(HintField::IndexNumber)),
    ("source", Column::Field(HintField::Source)),
    ("site", Column::Field(HintField::Site)),
    ("validity", Column::Field(HintField::Validity)),
    ("expires", Column::Field(HintField::Expires)),
    ("kind", Column::Field(HintField::Kind)),
    ("region", Column::Field(HintField::Region)),
];

impl FromStr for Column {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let asked = squash(name);
        let found = NAMES.iter().find(|(known, _)| squash(known) == asked);
        found.map(|(_, column)| *column).ok_or_else(|| {
            let names: Vec<_> = NAMES.iter().map(|(name, _)| *name).collect();
            format!("no field {name}: choose from {}", names.join(", "))
        })
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = NAMES.iter().find(|(_, column)| column == self).map_or("", |(name, _)| name);
        f.write_str(name)
    }
}

/// A column's name as it is compared.
pub(super) fn squash(name: &str) -> String {
    let kept = name.chars().filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-' | '\u{FEFF}'));
    kept.flat_map(char::to_lowercase).collect()
}
