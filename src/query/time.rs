//! Times as people write them around what they ask: 近三年, 2023年以来, “十四五”期间.

use jiff::ToSpan;
use jiff::civil::Date;

use super::date::{DateRange, dates, is_dated};

/// The first year that a time may name.
const FIRST_YEAR: i16 = 1900;

/// The days that `phrase` means, `now` being today; `None` if it is no time, or one that says as
/// little as a year alone (2024年), which may be part of a name.
///
/// `phrase` is in Simplified characters and half width. A time that begins with 以来, 至今, 起 or 以后
/// holds the year it names, and is open; so does one with 以前, lest what is asked for is missed.
pub(super) fn time(phrase: &str, now: Date) -> Option<DateRange> {
    let range = five_years(phrase)
        .or_else(|| recent(phrase, now))
        .or_else(|| current(phrase, now))
        .or_else(|| since(phrase, now))
        .or_else(|| until(phrase, now))
        .or_else(|| between(phrase, now));
    range.filter(|range| [range.from, range.to].iter().flatten().all(|day| is_dated(*day)))
}

/// Whether `phrase` spans two years, as the names of plans do.
pub(super) fn is_span_of_years(phrase: &str) -> bool {
    ends_of_span(phrase).is_some()
}

/// Whether `phrase` is a part of a year or years, told by number: titles begin so.
pub(super) fn is_of_numbered_year(phrase: &str) -> bool {
    phrase.starts_with(is_year_digit) && phrase.ends_with(['年', '度'])
}

/// “十四五”期间: the years of a five-year plan.
fn five_years(phrase: &str) -> Option<DateRange> {
    let name = phrase.strip_suffix("期间").or_else(|| phrase.strip_suffix("时期"))?;
    let name = name.trim_start_matches(['“', '「', '『']).trim_end_matches(['”', '」', '』']);
    let first = match plan(name)? {
        1 => 1953,
        2 => 1958,
        plan => 1966 + 5 * (plan - 3),
    };
    years(first, first + 4)
}

/// Which five-year plan `name` is: 一五 the first, 十四五 the fourteenth; 十五 is the tenth.
fn plan(name: &str) -> Option<i16> {
    const DIGITS: &str = "一二三四五六七八九十";
    let digit = |c: char| DIGITS.chars().position(|d| d == c).map(|at| at as i16 + 1);
    let plan: Vec<char> = name.strip_suffix('五')?.chars().collect();
    match plan[..] {
        [one] => digit(one),
        ['十', one] => digit(one).filter(|one| *one < 10).map(|one| 10 + one),
        _ => None,
    }
}

/// 近三年, 最近两个月, 过去五年来.
fn recent(phrase: &str, now: Date) -> Option<DateRange> {
    let leads = ["最近的", "过去的", "最近", "过去", "近"];
    let length = leads.iter().find_map(|lead| phrase.strip_prefix(lead))?;
    let ends = ["以来", "之内", "来", "内", "间", "里"];
    let length = ends.iter().find_map(|end| length.strip_suffix(end)).unwrap_or(length);
    dates(&format!("近{length}"), now)
}

/// 今年, 上个月, 去年下半年, 2024年第一季度.
fn current(phrase: &str, now: Date) -> Option<DateRange> {
    match phrase {
        "本月" | "这个月" => return dates("本月", now),
        "上月" | "上个月" => return dates("上月", now),
        "今天" | "昨天" => return dates(phrase, now),
        "本周" | "这周" | "本星期" | "这个星期" => return week(now),
        "上周" | "上星期" | "上个星期" => return week(now.checked_sub(1.week()).ok()?),
        "本季度" | "这个季度" => return quarter(now.year(), (now.month() - 1) / 3 + 1),
        "上季度" | "上个季度" => {
            let last = now.checked_sub(3.months()).ok()?;
            return quarter(last.year(), (last.month() - 1) / 3 + 1);
        }
        _ => {}
    }
    let (year, rest) = year_at(phrase, now)?;
    let told = !phrase.starts_with(is_year_digit);
    match rest {
        "" => years(year, year).filter(|_| told),
        "上半年" => months(year, 1, 6),
        "下半年" => months(year, 7, 12),
        _ => season(year, rest).or_else(|| month(year, rest).filter(|_| told)),
    }
}

/// 2023年以来, 自2023年1月起, 去年至今, 2020年以后.
fn since(phrase: &str, now: Date) -> Option<DateRange> {
    let ends = ["起至今", "以来", "至今", "到现在", "开始", "以后", "之后", "后", "起"];
    let base = ends.iter().find_map(|end| phrase.strip_suffix(end))?;
    let base = base.strip_prefix(['自', '从']).unwrap_or(base);
    let from = named(base, now)?.from.filter(|from| *from <= now)?;
    Some(DateRange { from: Some(from), to: None })
}

/// 2020年以前: up to its end. Whether the year belongs to it is not agreed, and to leave it out would
/// hide what some mean.
fn until(phrase: &str, now: Date) -> Option<DateRange> {
    let ends = ["以前", "之前", "前"];
    let base = ends.iter().find_map(|end| phrase.strip_suffix(end))?;
    let to = named(base, now)?.to?;
    Some(DateRange { from: None, to: Some(to) })
}

/// 2020年至2023年, 2020-2023年, 2020年到2022年间; one that ends in years to come is of a plan.
fn between(phrase: &str, now: Date) -> Option<DateRange> {
    let (from, to) = ends_of_span(phrase)?;
    let range = dates(&format!("{from}..{to}"), now)?;
    let known = range.from.is_some_and(|from| from.year() >= FIRST_YEAR);
    (known && range.to?.year() <= now.year()).then_some(range)
}

/// The two ends of a span, the first with a year.
fn ends_of_span(phrase: &str) -> Option<(&str, &str)> {
    let span = phrase.strip_prefix(['自', '从']).unwrap_or(phrase);
    let ended = ["年期间", "年间", "期间", "间"].iter().find_map(|end| span.strip_suffix(end));
    let span = ended.unwrap_or(span);
    let (from, to) = span.split_once(['至', '到', '-', '~', '—', '–', '―'])?;
    let to = to.trim_start_matches(['-', '—', '–', '―']);
    let written = ended.is_some() || to.ends_with(['年', '月', '日']);
    let year = from.chars().take_while(|c| is_year_digit(*c)).count() == 4;
    (written && year && !to.is_empty()).then_some((from, to))
}

/// A year, a month or a day that is named with its year.
fn named(text: &str, now: Date) -> Option<DateRange> {
    match year_at(text, now) {
        Some((year, "")) => years(year, year),
        Some((year, rest)) => month(year, rest).or_else(|| current(text, now)),
        None => current(text, now),
    }
}

/// The year that `text` begins with, and what follows.
fn year_at(text: &str, now: Date) -> Option<(i16, &str)> {
    for (name, back) in [("今年", 0), ("去年", 1), ("前年", 2)] {
        if let Some(rest) = text.strip_prefix(name) {
            return Some((now.year() - back, rest));
        }
    }
    let (year, rest) = text.split_once('年')?;
    let written = year.chars().count() == 4 && year.chars().all(is_year_digit);
    let year = dates(year, now).filter(|_| written)?.from?.year();
    (year >= FIRST_YEAR).then_some((year, rest))
}

fn is_year_digit(c: char) -> bool {
    c.is_ascii_digit() || "〇○零一二三四五六七八九".contains(c)
}

/// `1月`, `12月份`, `3月5日` of a year.
fn month(year: i16, text: &str) -> Option<DateRange> {
    let text = text.strip_suffix('份').unwrap_or(text);
    let is_month = text.contains('月') && text.ends_with(['月', '日', '号']);
    let new_year = Date::new(year, 1, 1).ok().filter(|_| is_month)?;
    dates(&format!("{year}年{text}"), new_year)
}

/// `第一季度`, `一季度`, `1季度` of a year.
fn season(year: i16, text: &str) -> Option<DateRange> {
    let number = text.strip_suffix("季度")?;
    let number = match number.strip_prefix('第').unwrap_or(number) {
        "一" | "1" => 1,
        "二" | "2" => 2,
        "三" | "3" => 3,
        "四" | "4" => 4,
        _ => return None,
    };
    quarter(year, number)
}

fn quarter(year: i16, number: i8) -> Option<DateRange> {
    months(year, 3 * number - 2, 3 * number)
}

fn months(year: i16, first: i8, last: i8) -> Option<DateRange> {
    days(Date::new(year, first, 1).ok()?, Date::new(year, last, 1).ok()?.last_of_month())
}

fn years(first: i16, last: i16) -> Option<DateRange> {
    days(Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?)
}

/// The days from Monday to Sunday around `day`.
fn week(day: Date) -> Option<DateRange> {
    let since_monday = i64::from(day.weekday().to_monday_zero_offset());
    let monday = day.checked_sub(since_monday.days()).ok()?;
    days(monday, monday.checked_add(6.days()).ok()?)
}

fn days(from: Date, to: Date) -> Option<DateRange> {
    Some(DateRange { from: Some(from), to: Some(to) })
}
