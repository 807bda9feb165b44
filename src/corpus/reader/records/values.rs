//! The values of records as text and as dates: without what exports and crawlers put into them.

use std::borrow::Cow;

use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan, tz};

use crate::extract::date as dates;
use crate::text::pattern::Pattern;

/// How many Han characters are in a text.
pub(in super::super) fn han(text: &str) -> usize {
    // Han characters take three bytes or four: what is shorter than its bytes is seen at once.
    if text.is_ascii() { 0 } else { text.chars().filter(|c| is_han(*c)).count() }
}

pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a text has marks that end sentences.
pub(in super::super) fn has_sentences(text: &str) -> bool {
    text.contains(['。', '；', '！', '？'])
}

/// What a value that is a date looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum DateForm {
    /// A day, or a month of a year.
    Day,
    /// A year alone.
    Year,
    /// A number that may be a day as spreadsheets count them.
    Serial,
}

static MONTH: Pattern = Pattern::new(r"^(?:19|20)\d{2} *(?:年 *\d{1,2} *月|[-/.] *\d{1,2})$");

/// The form of date that a value has; `None` where it is none.
pub(in super::super) fn date_form(value: &str) -> Option<DateForm> {
    if value.len() > 60 || !value.bytes().any(|byte| byte.is_ascii_digit()) && !value.contains('年')
    {
        return None;
    }
    if let Ok(number) = value.trim_end_matches(".0").parse::<u32>() {
        match number {
            1900..=2099 => return Some(DateForm::Year),
            SERIAL_FROM..=SERIAL_TO => return Some(DateForm::Serial),
            _ => {}
        }
    }
    let normal = day(value, false);
    let is_day = dates::parse(&normal).is_some() || first_is_day(&normal) || MONTH.is_match(value);
    is_day.then_some(DateForm::Day)
}

fn first_is_day(value: &str) -> bool {
    let first = value.split([' ', '\u{3000}', '\t']).next().unwrap_or_default();
    first.len() < value.len() && dates::parse(first).is_some()
}

/// The days from 1970 to 2064 as spreadsheets count them.
const SERIAL_FROM: u32 = 25_569;
const SERIAL_TO: u32 = 60_000;

/// A date as documents write it; what is none, or is one already, stays as it is.
///
/// Read are instants in UTC, on the clock of China; time stamps in millionths and thousand
/// millionths of seconds; the dates of mails and scripts (`Tue, 05 Mar 2024 18:30:00 +0800`); `.0`
/// behind a number; and where a column `counts_days`, days as spreadsheets count them.
pub(super) fn day(value: &str, counts_days: bool) -> Cow<'_, str> {
    let value = value.trim();
    let whole = value.strip_suffix(".0").unwrap_or(value);
    if whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return match whole.len() {
            5 if counts_days => of_serial(whole).map_or(whole.into(), Cow::Owned),
            16 => whole[..13].into(),
            19 => whole[..13].into(),
            _ => whole.into(),
        };
    }
    if counts_days && let Some((days, _)) = value.split_once('.') {
        return of_serial(days).map_or(value.into(), Cow::Owned);
    }
    instant(value).or_else(|| mailed(value)).map_or(value.into(), Cow::Owned)
}

/// The day that a value is in any form.
pub(super) fn read_day(value: &str) -> Option<Date> {
    if value.len() > 60 {
        return None;
    }
    let normal = day(value, true);
    let first = normal.split([' ', '\u{3000}', '\t']).next().unwrap_or_default();
    dates::parse(&normal).or_else(|| dates::parse(first))
}

fn of_serial(days: &str) -> Option<String> {
    let days: u32 = days.parse().ok().filter(|days| (SERIAL_FROM..=SERIAL_TO).contains(days))?;
    let day = date(1899, 12, 30).checked_add(i64::from(days).days()).ok()?;
    Some(day.to_string())
}

/// `2021-11-19T16:00:00.000Z` is the twentieth in China.
fn instant(value: &str) -> Option<String> {
    static UTC: Pattern =
        Pattern::new(r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]00:?00)$");
    if !UTC.is_match(value) {
        return None;
    }
    let (day, time) = value.split_at(10);
    let clock: String = time[1..].chars().take_while(|c| !matches!(c, 'Z' | '+' | '-')).collect();
    let clock = if clock.len() == 5 { format!("{clock}:00") } else { clock };
    let instant: Timestamp = format!("{day}T{clock}Z").parse().ok()?;
    Some(in_china(instant).to_string())
}

/// A date as mails and scripts write it.
fn mailed(value: &str) -> Option<String> {
    static NAMED: Pattern = Pattern::new(
        r"^(?:[A-Z][a-z]{2},? )?(?:(?P<d>\d{1,2}) (?P<m>[A-Z][a-z]{2})|(?P<m2>[A-Z][a-z]{2}) (?P<d2>\d{1,2}),?) (?:\d\d:\d\d:\d\d (?:[A-Z]+ )?)?(?P<y>(?:19|20)\d{2})\b",
    );
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let found = NAMED.captures(value)?;
    let part = |one, other| found.name(one).or_else(|| found.name(other)).map(|part| part.as_str());
    let month = MONTHS.iter().position(|name| Some(*name) == part("m", "m2"))? + 1;
    let day: i8 = part("d", "d2")?.parse().ok()?;
    let day = Date::new(found["y"].parse().ok()?, i8::try_from(month).ok()?, day).ok()?;
    Some(day.to_string())
}

fn in_china(instant: Timestamp) -> Date {
    let shifted = instant.checked_add(8.hours()).unwrap_or(instant);
    tz::TimeZone::UTC.to_datetime(shifted).date()
}

/// A text without the escapes and entities that exports leave in it; what holds none is not copied.
pub(super) fn text(value: &str) -> Cow<'_, str> {
    let mut text: Cow<'_, str> = value.into();
    if text.contains('\\') || text.contains("_x000") {
        text = unescaped(&text).into();
    }
    // Some are encoded twice.
    for _ in 0..2 {
        if !text.contains('&') || !text.contains(';') {
            break;
        }
        text = without_entities(&text).into();
    }
    text
}

/// `\n`, `\r\n`, `\t`, `\u3000` as they were written out, and `_x000D_` of spreadsheets.
fn unescaped(text: &str) -> String {
    static WRITTEN: Pattern = Pattern::new(
        r"\\r\\n|\\[nrt]|\\u([0-9a-fA-F]{4})|\\xa0|\\x([0-9a-fA-F]{2})|_x000([0-9A-Fa-f])_|\\/",
    );
    let mut plain = String::with_capacity(text.len());
    let mut from = 0;
    for found in WRITTEN.captures_iter(text) {
        let all = found.get(0).map_or(0..0, |all| all.range());
        let before = text[..all.start].chars().next_back();
        let behind = text[all.end..].chars().next();
        plain.push_str(&text[from..all.start]);
        from = all.end;
        let written = &text[all];
        match found.get(1).or(found.get(2)).or(found.get(3)) {
            _ if is_of_a_path(written, before, behind) => plain.push_str(written),
            Some(code) => {
                plain.extend(u32::from_str_radix(code.as_str(), 16).ok().and_then(char::from_u32))
            }
            None if written == "\\t" => plain.push('\t'),
            None if written == "\\xa0" => plain.push(' '),
            None if written == "\\/" => plain.push('/'),
            None => plain.push('\n'),
        }
    }
    plain.push_str(&text[from..]);
    plain
}

/// Whether `\n` is the start of a name in `C:\notes`.
fn is_of_a_path(written: &str, before: Option<char>, behind: Option<char>) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let after_path = before == Some(':') || is_letter(before);
    written.len() == 2 && after_path && behind.is_some_and(|c| c.is_ascii_lowercase())
}

/// The entities that texts of pages use, and what they stand for.
const ENTITIES: [(&str, &str); 34] = [
    ("nbsp", " "),
    ("lt", "<"),
    ("gt", ">"),
    ("amp", "&"),
    ("quot", "\""),
    ("apos", "'"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("hellip", "…"),
    ("mdash", "—"),
    ("ndash", "–"),
    ("middot", "·"),
    ("bull", "•"),
    ("emsp", "\u{3000}"),
    ("ensp", " "),
    ("thinsp", ""),
    ("zwnj", ""),
    ("zwj", ""),
    ("times", "×"),
    ("divide", "÷"),
    ("plusmn", "±"),
    ("deg", "°"),
    ("permil", "‰"),
    ("sect", "§"),
    ("para", "¶"),
    ("yen", "¥"),
    ("copy", "©"),
    ("reg", "®"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("le", "≤"),
    ("ge", "≥"),
];

fn without_entities(text: &str) -> String {
    static ENTITY: Pattern = Pattern::new(r"&(?:#(\d{1,6})|#[xX]([0-9a-fA-F]{1,5})|([a-z]{2,7}));");
    ENTITY
        .replace_all(text, |found: &regex::Captures<'_>| {
            let code = match (found.get(1), found.get(2)) {
                (Some(code), _) => code.as_str().parse().ok(),
                (_, Some(code)) => u32::from_str_radix(code.as_str(), 16).ok(),
                _ => None,
            };
            let named = found.get(3).map_or("", |name| name.as_str());
            let known = ENTITIES.iter().find(|(name, _)| *name == named);
            match (code.and_then(char::from_u32), known) {
                (Some('\u{A0}'), _) => " ".to_string(),
                (Some(c), _) => c.to_string(),
                (None, Some((_, text))) => (*text).to_string(),
                _ => found[0].to_string(),
            }
        })
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_exports_are_days() {
        for (value, counts_days, expected) in [
            ("45356", true, "2024-03-05"),
            ("45356.5", true, "2024-03-05"),
            ("45356", false, "45356"),
            ("20240305.0", false, "20240305"),
            ("2024-03-04T16:00:00.000Z", false, "2024-03-05"),
            ("2024-03-05T00:00:00Z", false, "2024-03-05"),
            ("1709568000000000000", false, "1709568000000"),
            ("Tue, 05 Mar 2024 18:30:00 +0800", false, "2024-03-05"),
            ("Tue Mar 05 2024 00:00:00 GMT+0800", false, "2024-03-05"),
            ("2024年3月5日", false, "2024年3月5日"),
        ] {
            assert_eq!(day(value, counts_days), expected, "{value}");
        }
    }

    #[test]
    fn a_date_has_a_form_and_other_values_none() {
        for value in [
            "2024年3月",
            "2024-03",
            "20240305",
            "2024/3/5 18:30",
            "1709635800",
            "二〇二四年三月五日",
            "2021.11.19 00:00:00",
        ] {
            assert_eq!(date_form(value), Some(DateForm::Day), "{value}");
        }
        assert_eq!(date_form("2024"), Some(DateForm::Year));
        assert_eq!(date_form("45356"), Some(DateForm::Serial));
        for value in
            ["3", "岳政发〔2024〕3号", "30个工作日", "11500000009275780L/2021-00827", "有效"]
        {
            assert_eq!(date_form(value), None, "{value}");
        }
    }

    #[test]
    fn what_was_escaped_is_text_again() {
        assert_eq!(
            text(r"一、目标。\r\n二、任务。\n\u3000\u3000三"),
            "一、目标。\n二、任务。\n\u{3000}\u{3000}三"
        );
        assert_eq!(
            text("&lt;p&gt;&nbsp;各镇：&amp;ldquo;一&#8221;&lt;/p&gt;"),
            "<p> 各镇：“一”</p>"
        );
        assert_eq!(text(r"存于C:\notes与D:\temp"), r"存于C:\notes与D:\temp");
        assert_eq!(text("R&D；A&B"), "R&D；A&B");
        assert_eq!(text("一_x000D_\n二"), "一\r\n二");
    }
}
