//! A date in any spelling → the day; the dates inside a line.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use regex::Captures;

use crate::announcement::number::{Folded, numeral};
use crate::text::pattern::{Parts, Pattern};

const PARTS: Parts = &[
    // A date with 年月日 in either digits, inside folded text.
    (
        "date",
        r"(?P<y>(?:19|20)\d{2}|[一二][一二三四五六七八九〇零Oo0]{3}) *年 *(?P<m>\d{1,2}|[一二三四五六七八九十元]{1,2}) *月 *(?P<d>\d{1,2}|[一二三四五六七八九十廿卅]{1,3}) *[日号]",
    ),
    // What may be behind a date: a clock, a zone, a weekday.
    (
        "clock",
        r"(?:[T ,-]*\d{1,2} *[:时点][\d:时点分秒. ]*(?:[+-]\d{2}:?\d{2}|Z)?| *\(?(?:星期|周)[一二三四五六日天]\)?)*",
    ),
];

static HAN: Pattern = Pattern::with(PARTS, r"^{date}{clock}$");

static NUMERIC: Pattern = Pattern::with(
    PARTS,
    r"^(?P<y>(?:19|20)\d{2}) *[-/.—–−_]+ *(?P<m>\d{1,2}) *[-/.—–−_]+ *(?P<d>\d{1,2}){clock}$",
);

static COMPACT: Pattern =
    Pattern::new(r"^(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?:\d{6})?$");

/// Marks around a date that is alone, and the words that go with it.
static ALONE: Pattern = Pattern::new(
    r"^[ (\[【〔*]*(?P<date>.{8,40}?)[ )\]】〕*。.;]*(?:印发|公布|发布|印制)?[ )\]】〕*。.;]*$",
);

static INSIDE: Pattern = Pattern::with(PARTS, "{date}");

/// The date that `text` is, with or without a time of day; `None` for anything else.
///
/// Read are 年月日 in Arabic, full-width or Chinese digits (with 〇, ○, O or 0 for zero, spaces
/// anywhere), `2025-1-2` with `-`, `/`, `.` or dashes, `20250102`, with a time or an ISO zone behind,
/// and time stamps of ten digits (seconds) or thirteen (milliseconds), which are read on
/// China's clock (UTC+8). Years run from 1900 to 2099.
pub fn parse(text: &str) -> Option<Date> {
    const LONGEST: usize = 200;
    if text.len() > LONGEST {
        return None;
    }
    let folded = Folded::new(text.trim());
    let line = folded.text().trim();
    let written =
        [&*HAN, &*NUMERIC, &*COMPACT].into_iter().find_map(|form| civil(&form.captures(line)?));
    written.or_else(|| spaced(line)).or_else(|| stamp(line))
}

/// A letter-spaced date: `2 0 1 8 年 1 2 月 2 5 日`.
fn spaced(line: &str) -> Option<Date> {
    let closed: String = line.chars().filter(|char| *char != ' ').collect();
    civil(&HAN.captures(&closed)?)
}

/// A time stamp since 1970, in seconds or milliseconds, on the clock of China.
fn stamp(line: &str) -> Option<Date> {
    let count: i64 = line.parse().ok()?;
    let seconds = match line.len() {
        10 => count,
        13 => count / 1000,
        _ => return None,
    };
    let shifted =
        Timestamp::from_second(seconds).ok()?.checked_add(SignedDuration::from_hours(8)).ok()?;
    let date = jiff::tz::TimeZone::UTC.to_datetime(shifted).date();
    (1980..2100).contains(&date.year()).then_some(date)
}

fn civil(found: &Captures) -> Option<Date> {
    let year = numeral::year(&found["y"])?;
    day(year, &found["m"], &found["d"])
}

/// The day of `year` whose month and day are written in either digits.
pub(super) fn day(year: u16, month: &str, day: &str) -> Option<Date> {
    let part = |text| numeral::value(text).and_then(|value| i8::try_from(value).ok());
    Date::new(i16::try_from(year).ok()?, part(month)?, part(day)?).ok()
}

/// The date of a line that is nothing but a date, perhaps in brackets or with 印发 behind it.
///
/// A line with a time of day is none: that is when a page was put online.
pub fn line_date(line: &str) -> Option<Date> {
    const LONGEST: usize = 120;
    let line = super::remark::without(line);
    if line.len() > LONGEST || !line.contains(['年', '-', '/', '.', '—']) {
        return None;
    }
    let folded = Folded::new(line);
    let found = ALONE.captures(folded.text().trim())?;
    let date = &found["date"];
    if date.contains([':', '时', '点']) { None } else { parse(date) }
}

/// The first day of the month that a line ends with (`2024年3月`), and what comes before it.
pub(in crate::extract) fn month_behind(line: &str) -> Option<(String, Date)> {
    static MONTH: Pattern = Pattern::new(
        r"^(?P<lead>.*?)(?P<y>(?:19|20)\d{2}|[一二][一二三四五六七八九〇零Oo0]{3}) *年 *(?P<m>\d{1,2}|[一二三四五六七八九十元]{1,2}) *月$",
    );
    const LONGEST: usize = 180;
    let line = super::remark::without(line.trim());
    if line.len() > LONGEST || !line.ends_with('月') {
        return None;
    }
    let folded = Folded::new(line);
    let found = MONTH.captures(folded.text().trim())?;
    let first = day(numeral::year(&found["y"])?, &found["m"], "1")?;
    Some((found["lead"].trim().to_string(), first))
}

/// The first day of the month or the year that is all a value says: `2024年3月`, `2024-03`, `2024`.
pub(in crate::extract) fn first_day(value: &str) -> Option<Date> {
    static PART: Pattern = Pattern::new(
        r"^(?P<y>(?:19|20)\d{2})(?: *(?:年(?: *(?P<m>\d{1,2}) *月)?|[-/.] *(?P<n>\d{1,2})))?$",
    );
    const LONGEST: usize = 40;
    if value.len() > LONGEST {
        return None;
    }
    let folded = Folded::new(value);
    let found = PART.captures(folded.text().trim())?;
    let month = found.name("m").or(found.name("n")).map_or("1", |month| month.as_str());
    day(numeral::year(&found["y"])?, month, "1")
}

/// All dates with 年月日 in folded text, with the bytes they end at.
pub(super) fn inside(folded: &str) -> impl Iterator<Item = (usize, usize, Date)> {
    INSIDE.captures_iter(folded).filter_map(|found| {
        let span = found.get(0)?.range();
        Some((span.start, span.end, civil(&found)?))
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_month_and_a_year_begin_on_their_first_day() {
        let of = |value| first_day(value).map(|day| day.to_string());
        for value in ["2024年3月", "2024-03", "2024.3", "２０２４年３月"] {
            assert_eq!(of(value).as_deref(), Some("2024-03-01"), "{value}");
        }
        assert_eq!(of("2024年").as_deref(), Some("2024-01-01"));
        assert_eq!((of("2024-13"), of("12024"), of("2024-03-05")), (None, None, None));
    }

    #[test]
    fn every_form_is_read() {
        for text in [
            "2025年1月2日",
            "2025年01月02日",
            "２０２５年１月２日",
            "2025 年 1 月 2 日",
            "2 0 2 5 年 1 月 2 日",
            "二〇二五年一月二日",
            "二○二五年一月二日",
            "二OＯ五年一月二日".replace('Ｏ', "二").as_str(),
            "二零二五年一月二日",
            "2025-01-02",
            "2025-1-2",
            "2025/1/2",
            "2025.1.2",
            "2025.01.02",
            "20250102",
            "2025——01——02 21:37",
            "2025-01-02 12:18",
            "2025-01-02T08:30:00+08:00",
            "2025-01-02-08:00:00",
            "2025-01-02T00:30:00Z",
            "2025年1月2日 9时30分",
            "2025年1月2日 星期四",
            "1735788600000",
            "1735788600",
            "20250102093000",
            "　2025年1月2日\u{200b}",
        ] {
            assert_eq!(parse(text), Some(date(2025, 1, 2)), "{text}");
        }
        for text in ["二ＯＯ七年二月六日", "二ОО七年二月六日", "二〇〇七年二月六日"]
        {
            assert_eq!(parse(text), Some(date(2007, 2, 6)), "{text}");
        }
        assert_eq!(parse("一九八五年十二月三十一日"), Some(date(1985, 12, 31)));
        assert_eq!(parse("二〇二〇年十月二十日"), Some(date(2020, 10, 20)));
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in [
            "",
            "2025",
            "2025年",
            "2025年1月",
            "2025年2月30日",
            "2025-13-01",
            "1月2日",
            "20251301",
            "2024110",
            "明天",
            "自2025年1月2日起",
            "3025-01-02",
            "000014349",
            "99999999999999999999",
            "2025年1月2日至3日",
            "〇年〇月〇日",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_begins_at_midnight_in_china() {
        assert_eq!(parse("1735747200"), Some(date(2025, 1, 2)));
        assert_eq!(parse("1735747199"), Some(date(2025, 1, 1)));
    }

    #[test]
    fn a_line_may_be_nothing_but_a_date() {
        let day = Some(date(2020, 3, 5));
        for line in [
            "2020年3月5日",
            "　　2020年3月5日　",
            "（2020年3月5日）",
            "2020年3月5日印发",
            "(二〇二〇年三月五日)",
            "2020-03-05",
            "2020年3月5日。",
            "**2020年3月5日**",
        ] {
            assert_eq!(line_date(line), day, "{line}");
        }
        for line in [
            "2020-03-05 12:18",
            "2020年3月5日通过",
            "截至2020年3月5日",
            "2020年3月5日，会议召开",
            "3月5日",
            "",
        ] {
            assert_eq!(line_date(line), None, "{line}");
        }
    }
}
