//! When announcements came into an index, as a query asks for it.

use std::fmt;

use jiff::civil::Date;

use super::date::{DateRange, FORMS, dates};

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
    /// Reads `last` or a date as [`DateRange::parse`] does; `None` if `text` is neither.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use policy_search::Added;
    ///
    /// let now = date(2026, 1, 20);
    /// assert_eq!(Added::parse("last", now), Some(Added::LastRun));
    /// assert_eq!(Added::parse("昨天", now).unwrap().to_string(), "2026-01-19");
    /// assert_eq!(Added::parse("soon", now), None);
    /// ```
    pub fn parse(text: &str, now: Date) -> Option<Self> {
        let is_last = LAST.contains(&text.trim().to_lowercase().as_str());
        if is_last { Some(Self::LastRun) } else { dates(text, now).map(Self::Days) }
    }

    /// Reads the beginning of a time that goes on: `last`, or a date, from its first day on. `None` if
    /// `text` is neither, or a range without a beginning.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use policy_search::Added;
    ///
    /// let since = Added::since("2025-12", date(2026, 1, 20));
    /// assert_eq!(since.unwrap().to_string(), "2025-12-01..");
    /// ```
    pub fn since(text: &str, now: Date) -> Option<Self> {
        match Self::parse(text, now)? {
            Self::Days(DateRange { from: Some(from), .. }) => {
                Some(Self::Days(DateRange { from: Some(from), to: None }))
            }
            Self::Days(_) => None,
            Self::LastRun => Some(Self::LastRun),
        }
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

/// What to say of a value that is neither.
pub(super) fn refusal(value: &str) -> String {
    format!("no date {value}: write last (what the latest run brought in), {FORMS}")
}
