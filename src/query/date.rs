//! Dates as a query writes them: a day, a month, a year, a range of these, or one told from today.

use std::fmt;

use jiff::Span;
use jiff::civil::{Date, date};
use unicode_normalization::UnicodeNormalization;

use crate::announcement::ValueError;

/// A range of days; both ends belong to it, an absent end is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateRange {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
}

const RANGE_MARKS: [&str; 4] = ["..", "~", "至", "到"];

/// Reads `text` as a range of days, `now` being today; `None` if it is no date.
pub(super) fn dates(text: &str, now: Date) -> Option<DateRange> {
    DateRange::parse(text, now).ok()
}

impl DateRange {
    /// Reads a day, a month, a year, a range of these (`2024-07..2025-06`), or a time told from
    /// `now` (`近三年`).
    ///
    /// # Errors
    /// [`ValueError`] when `text` is not a date, or a range that ends before it begins.
    pub fn parse(text: &str, now: Date) -> Result<Self, ValueError> {
        let plain = plain(text);
        let ends = RANGE_MARKS.iter().find_map(|mark| plain.split_once(mark));
        let not_a_date = || ValueError::Dates(text.to_string());
        let Some((from, to)) = ends else {
            return period(&plain, now, None).ok_or_else(not_a_date);
        };
        let end = |text| Some(text).filter(|text: &&str| !text.is_empty());
        Self::between(end(from), end(to), now)?.ok_or_else(not_a_date)
    }

    /// The range from the first day of `from` to the last day of `to`, each of which is a day, a
    /// month, a year, or a time told from `now`; `None` where both are absent.
    ///
    /// # Errors
    /// [`ValueError`] when one of them is not a date, or `to` is before `from`.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use policy_search::DateRange;
    ///
    /// let now = date(2026, 1, 20);
    /// let range = DateRange::between(Some("2024-07"), Some("去年"), now)?;
    /// assert_eq!(range, Some(DateRange::parse("2024-07..2025", now)?));
    /// let reversed = DateRange::between(Some("2026"), Some("2025"), now).unwrap_err();
    /// assert_eq!(reversed.to_string(), "2026..2025 ends before it begins: write 2025..2026");
    /// # Ok::<(), policy_search::ValueError>(())
    /// ```
    pub fn between(
        from: Option<&str>,
        to: Option<&str>,
        now: Date,
    ) -> Result<Option<Self>, ValueError> {
        let read = |text: &str, start| {
            period(&plain(text), now, start).ok_or_else(|| ValueError::Date(text.to_string()))
        };
        let first = from.map(|text| read(text, None)).transpose()?.and_then(|range| range.from);
        let last = to.map(|text| read(text, first)).transpose()?.and_then(|range| range.to);
        match (from, to) {
            (Some(from), Some(to)) if first > last => {
                Err(ValueError::Reversed { from: from.to_string(), to: to.to_string() })
            }
            (None, None) => Ok(None),
            _ => Ok(Some(Self { from: first, to: last })),
        }
    }

    /// The day that `text` is.
    ///
    /// # Errors
    /// [`ValueError::Day`] when it is not a date, or is more than a day.
    pub fn day(text: &str, now: Date) -> Result<Date, ValueError> {
        // As it is written in nearly all cases; words for times take a thousand times as long to read.
        if let Some(day) = text.parse().ok().filter(|day| is_dated(*day)) {
            return Ok(day);
        }
        let range = period(&plain(text), now, None);
        let day = range.and_then(|range| range.from.filter(|_| range.from == range.to));
        day.ok_or_else(|| ValueError::Day(text.to_string()))
    }
}

/// A date as it is read: in half width, without spaces.
fn plain(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// A year, a month, a day, or a time told from `now`; a year left out is that of `start`.
fn period(text: &str, now: Date, start: Option<Date>) -> Option<DateRange> {
    from_today(text, now).or_else(|| calendar(text, start))
}

fn calendar(text: &str, start: Option<Date>) -> Option<DateRange> {
    let mut parts = date_parts(text)?;
    if let (Some(start), false) = (start, text.contains('年'))
        && text.ends_with(['月', '日'])
    {
        parts.insert(0, start.year());
    }
    match parts[..] {
        [year] if (1000..=9999).contains(&year) => span(date(year, 1, 1), date(year, 12, 31)),
        [year, month] => {
            let first = day(year, month, 1)?;
            span(first, first.last_of_month())
        }
        [year, month, number] => day(year, month, number).and_then(|day| span(day, day)),
        _ => None,
    }
}

/// The numbers of `2025-1-15`, `2025/1`, `2025.1`, `2025年1月15日`, `20250115`, `二〇二五年`.
fn date_parts(text: &str) -> Option<Vec<i16>> {
    let compact = text.bytes().all(|b| b.is_ascii_digit());
    match (compact, text.len()) {
        (true, 6) => return [&text[..4], &text[4..]].map(number).into_iter().collect(),
        (true, 8) => {
            return [&text[..4], &text[4..6], &text[6..]].map(number).into_iter().collect();
        }
        _ => {}
    }
    let ended = text.strip_suffix(['年', '月', '日', '号']).unwrap_or(text);
    ended.split(['-', '/', '.', '年', '月']).map(number).collect()
}

/// 今年, 去年, 本月, 近三年 and their like.
fn from_today(text: &str, now: Date) -> Option<DateRange> {
    let year = |years: i16| calendar(&(now.year() - years).to_string(), None);
    match text {
        "今年" | "本年" => year(0),
        "去年" | "上年" => year(1),
        "前年" => year(2),
        "本月" => span(now.first_of_month(), now.last_of_month()),
        "上月" | "上个月" => {
            let last = now.first_of_month().yesterday().ok()?;
            span(last.first_of_month(), last)
        }
        "今天" | "今日" => span(now, now),
        "昨天" | "昨日" => now.yesterday().ok().and_then(|day| span(day, day)),
        _ => {
            let first = now.checked_sub(recent(text)?).ok()?;
            span(first, now).filter(|_| is_dated(first))
        }
    }
}

/// How long 近三年, 最近6个月, 近半年, 近两周 or 近30天 is.
fn recent(text: &str) -> Option<Span> {
    let text = text.replace('個', "个").replace('週', "周");
    let length = text.strip_prefix('最').unwrap_or(&text).strip_prefix('近')?;
    if length == "半年" {
        return Some(Span::new().months(6));
    }
    let unit = length.chars().last()?;
    let count = length.strip_suffix(unit)?;
    let count = i64::from(number(count.strip_suffix('个').unwrap_or(count))?);
    match unit {
        '年' => Span::new().try_years(count).ok(),
        '月' => Span::new().try_months(count).ok(),
        '周' => Span::new().try_weeks(count).ok(),
        '天' | '日' => Span::new().try_days(count).ok(),
        _ => None,
    }
}

/// A number in Arabic digits, in Chinese digits (二〇二五), or in words up to 99 (二十五).
fn number(text: &str) -> Option<i16> {
    if let Some((tens, ones)) = text.split_once('十') {
        let tens = if tens.is_empty() { 1 } else { digit(tens)? };
        let ones = if ones.is_empty() { 0 } else { digit(ones)? };
        return Some(tens * 10 + ones);
    }
    if text.is_empty() || text.chars().count() > 4 {
        return None;
    }
    text.chars().try_fold(0, |sum, c| Some(sum * 10 + digit(c.encode_utf8(&mut [0; 4]))?))
}

fn digit(text: &str) -> Option<i16> {
    const CHINESE: &str = "〇一二三四五六七八九";
    let mut characters = text.chars();
    let (c, None) = (characters.next()?, characters.next()) else { return None };
    match c {
        '零' | '○' => Some(0),
        '两' | '兩' => Some(2),
        _ => {
            let value = c.to_digit(10).map(|digit| digit as usize);
            value.or_else(|| CHINESE.chars().position(|d| d == c)).map(|value| value as i16)
        }
    }
}

fn day(year: i16, month: i16, day: i16) -> Option<Date> {
    let date = Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok();
    date.filter(|date| is_dated(*date))
}

/// Whether its year has four digits, as every year that can be written here.
pub(super) fn is_dated(date: Date) -> bool {
    date.year() >= 1000
}

fn span(from: Date, to: Date) -> Option<DateRange> {
    Some(DateRange { from: Some(from), to: Some(to) })
}

impl fmt::Display for DateRange {
    /// The shortest form that is read as this range: `2025`, `2025-01`, `2025-01-15`, `2024-01-01..`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => write!(f, "{from}"),
            (Some(from), Some(to)) if from == from.first_of_year() && to == from.last_of_year() => {
                write!(f, "{:04}", from.year())
            }
            (Some(from), Some(to))
                if from == from.first_of_month() && to == from.last_of_month() =>
            {
                write!(f, "{:04}-{:02}", from.year(), from.month())
            }
            (from, to) => {
                let end = |date: Option<Date>| date.map(|d| d.to_string()).unwrap_or_default();
                write!(f, "{}..{}", end(from), end(to))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let range = dates(text, date(2026, 1, 20));
        range.map_or_else(|| "none".into(), |range| range.to_string())
    }

    #[test]
    fn calendar_dates_in_every_form() {
        for (text, expected) in [
            ("2025", "2025"),
            ("2025年", "2025"),
            ("二〇二五年", "2025"),
            ("2025-01", "2025-01"),
            ("2025年1月", "2025-01"),
            ("202502", "2025-02"),
            ("2025-01-15", "2025-01-15"),
            ("2025/1/15", "2025-01-15"),
            ("2025.1.15", "2025-01-15"),
            ("２０２５－０１－１５", "2025-01-15"),
            ("2025年十二月二十五日", "2025-12-25"),
            ("20250115", "2025-01-15"),
            ("2024-02", "2024-02"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn ranges_hold_both_ends_and_may_be_open() {
        for (text, expected) in [
            ("2025-01..2025-06", "2025-01-01..2025-06-30"),
            ("2024..", "2024-01-01.."),
            ("..2023", "..2023-12-31"),
            ("2024～2025", "2024-01-01..2025-12-31"),
            ("2025年1月至6月", "2025-01-01..2025-06-30"),
            ("2025-03-01..2025-03-31", "2025-03"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn times_told_from_today() {
        for (text, expected) in [
            ("今年", "2026"),
            ("去年", "2025"),
            ("前年", "2024"),
            ("本月", "2026-01"),
            ("上个月", "2025-12"),
            ("昨天", "2026-01-19"),
            ("近三年", "2023-01-20..2026-01-20"),
            ("最近6个月", "2025-07-20..2026-01-20"),
            ("近半年", "2025-07-20..2026-01-20"),
            ("近两周", "2026-01-06..2026-01-20"),
            ("近十二個月", "2025-01-20..2026-01-20"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "..",
            "25",
            "2025-13",
            "2025-02-30",
            "2025-1-2-3",
            "2025..2023",
            "明年初",
            "近年",
            "近9999年",
            "近99999年",
            "2024-2025",
            "1月至6月",
            "-",
            "年",
            "十年",
            "2024...2025",
            "0000",
        ] {
            assert_eq!(read(text), "none", "{text}");
        }
    }
}
