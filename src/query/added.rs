//! When announcements came into an index, as a query asks for it.

use std::fmt;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use super::date::DateRange;
use crate::announcement::ValueError;
use crate::text::simplified_characters;

/// What a user may write for the latest run, by its own name first.
const LAST: [&str; 4] = ["last", "最近一次", "上次", "最新"];

/// When announcements came into an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Added {
    /// On these days, in the time zone of the request.
    Days(DateRange),
    /// By the latest run that brought something in.
    LastRun,
}

impl Added {
    /// Reads `last` or a date as [`DateRange::parse`] does.
    ///
    /// # Errors
    /// [`ValueError`] when `text` is neither, or a range that ends before it begins.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use policy_search::Added;
    ///
    /// let now = date(2026, 1, 20);
    /// assert_eq!(Added::parse("last", now), Ok(Added::LastRun));
    /// assert_eq!(Added::parse("昨天", now).unwrap().to_string(), "2026-01-19");
    /// assert!(Added::parse("soon", now).is_err());
    /// ```
    pub fn parse(text: &str, now: Date) -> Result<Self, ValueError> {
        if is_last(text) {
            return Ok(Self::LastRun);
        }
        DateRange::parse(text, now).map(Self::Days).map_err(|error| match error {
            ValueError::Dates(text) => ValueError::Added(text),
            error => error,
        })
    }

    /// Reads the beginning of a time that goes on: `last`, or a date, from its first day on.
    ///
    /// # Errors
    /// [`ValueError::Since`] when `text` is neither.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use policy_search::Added;
    ///
    /// let since = Added::since("2025-12", date(2026, 1, 20));
    /// assert_eq!(since.unwrap().to_string(), "2025-12-01..");
    /// ```
    pub fn since(text: &str, now: Date) -> Result<Self, ValueError> {
        if is_last(text) {
            return Ok(Self::LastRun);
        }
        let days = DateRange::between(Some(text), None, now).ok().flatten();
        days.map(Self::Days).ok_or_else(|| ValueError::Since(text.to_string()))
    }
}

impl fmt::Display for Added {
    /// The shortest form that is read as this.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(range) => range.fmt(f),
            Self::LastRun => f.write_str(LAST[0]),
        }
    }
}

/// Whether `text` names the latest run, in any script, width and case.
fn is_last(text: &str) -> bool {
    let name: String = text.trim().nfkc().collect::<String>().to_lowercase();
    LAST.contains(&simplified_characters(&name).collect::<String>().as_str())
}
