//! Serial numbers as dates: days since an epoch, with the time of day as a fraction.

use jiff::ToSpan;
use jiff::civil::Date;

use super::code::{Section, Token};

/// Where the days of a workbook are counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in super::super) enum Epoch {
    /// Day 1 is the first of 1900, and there is a day 60 that never was.
    #[default]
    Y1900,
    /// Day 0 is the first of 1904, as on old Macintoshes.
    Y1904,
}

const DAY: i64 = 86_400;

/// A serial number as a date, as much of it as a section shows; `None` where it is none.
pub(super) fn shown(section: &Section, value: f64, epoch: Epoch) -> Option<String> {
    let has = |wanted: &str| {
        section.tokens.iter().any(|token| matches!(token, Token::Date(c) if wanted.contains(*c)))
    };
    let (days, seconds) = split(value)?;
    let has_day = has("ymdegab");
    // An hour has no day of its own.
    let day = if has_day { Some(date(days, epoch)?) } else { None };
    let time = (has("hns") && (seconds > 0 || !has_day)).then(|| time(seconds, has("s"), has("h")));
    let day = day.map(|day| {
        let text = day.to_string();
        match (has("ye"), has("m"), has("dab")) {
            (true, true, false) => text[..7].to_string(),
            (true, false, false) => text[..4].to_string(),
            _ => text,
        }
    });
    let parts: Vec<String> = day.into_iter().chain(time).collect();
    Some(parts.join(" "))
}

/// A serial number as hours, minutes and seconds, the first of them without end.
pub(super) fn elapsed(section: &Section, value: f64) -> Option<String> {
    if !value.is_finite() || value.abs() > 1e8 {
        return None;
    }
    let seconds = (value.abs() * DAY as f64).round() as i64;
    let sign = if value < 0.0 { "-" } else { "" };
    let has_seconds =
        section.tokens.iter().any(|token| matches!(token, Token::Date('s') | Token::Elapsed('s')));
    let first = section.tokens.iter().find_map(|token| match token {
        Token::Elapsed(unit) => Some(*unit),
        _ => None,
    });
    Some(match first {
        Some('s') => format!("{sign}{seconds}"),
        Some('m') if has_seconds => format!("{sign}{}:{:02}", seconds / 60, seconds % 60),
        Some('m') => format!("{sign}{}", seconds / 60),
        _ => format!("{sign}{}", time(seconds, has_seconds, true)),
    })
}

/// Days, and seconds of the day.
fn split(value: f64) -> Option<(i64, i64)> {
    // The last day of the year 9999 has the number 2,958,465.
    if !(0.0..2_958_466.0).contains(&value) {
        return None;
    }
    let seconds = (value * DAY as f64).round() as i64;
    Some((seconds / DAY, seconds % DAY))
}

fn date(days: i64, epoch: Epoch) -> Option<Date> {
    let (year, month, day, days) = match epoch {
        Epoch::Y1904 => (1904, 1, 1, days),
        Epoch::Y1900 if days < 1 => return None,
        Epoch::Y1900 if days < 60 => (1899, 12, 31, days),
        Epoch::Y1900 => (1899, 12, 30, days),
    };
    Date::new(year, month, day).ok()?.checked_add(days.days()).ok()
}

fn time(seconds: i64, with_seconds: bool, with_hours: bool) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match (with_hours, with_seconds) {
        (true, true) => format!("{hours:02}:{minutes:02}:{seconds:02}"),
        (true, false) => format!("{hours:02}:{minutes:02}"),
        (false, _) => format!("{:02}:{seconds:02}", hours * 60 + minutes),
    }
}
