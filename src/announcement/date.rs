//! A civil date of a document, read or inferred.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A date of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct DocDate {
    /// The day.
    #[cfg_attr(feature = "serve", schemars(with = "String", extend("format" = "date")))]
    pub date: Date,
    /// Whether a part of it (the year of `1月12日`) was concluded from context.
    #[serde(default)]
    pub inferred: bool,
}

impl DocDate {
    /// A date that is in the document.
    pub fn read(date: Date) -> Self {
        Self { date, inferred: false }
    }

    /// A date of which a part was concluded from context.
    pub fn inferred(date: Date) -> Self {
        Self { date, inferred: true }
    }
}

impl fmt::Display for DocDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.date.fmt(f)
    }
}
