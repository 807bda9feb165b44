//! The year that a dateline without one (`1月12日，…`) must mean, from what is beside it.

use jiff::civil::Date;
use regex::Regex;

use super::parse::day;
use crate::announcement::number::{Folded, numeral};
use crate::text::pattern::Pattern;

/// A gloss in Latin letters, of which a damaged text has many.
static GLOSS: Pattern = Pattern::new(r"\( *[a-zA-Zà-ǜɑɡ]{1,7} *\)");

/// `1月12日` at the head of a report, behind at most a place or `本报讯`.
static DATELINE: Pattern = Pattern::new(
    r"^[^。,;年月日]{0,16}?(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2}) *月 *(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3}) *日(?:[上下]午|晚|,|至|-|—|\p{Han})",
);

static JUST_PAST: Pattern = Pattern::new(r"刚刚?过去的? *((?:19|20)\d{2}) *年");

/// The first or last year of a five-year plan, said of this year.
static PLAN_YEAR: Pattern = Pattern::new(
    r#"今年是["“”「『]?十(?P<plan>[一二三四五六七八九])五["“”」』]?(?:规划|时期)?(?:的)?(?P<end>开局|起步|首|收官|收尾|最后)"#,
);

static THIS_YEAR: Pattern = Pattern::new(r"今年\(?((?:19|20)\d{2})年?\)?");
static PLANNED: Pattern = Pattern::new(r"(?:部署|安排|谋划|研究) *((?:19|20)\d{2}) *年");
static SUMMED_UP: Pattern = Pattern::new(r"(?:总结|回顾) *((?:19|20)\d{2}) *年");

/// The month and day the report opens with, completed by `published` or by what `text` says of its
/// own year; `None` when there is no dateline or nothing tells the year.
pub(super) fn of_dateline(text: &str, published: Option<Date>) -> Option<Date> {
    const OPENING: usize = 4;
    let opening = text.lines().map(plain).filter(|line| !line.trim().is_empty()).take(OPENING);
    let (month, date) = opening.into_iter().find_map(|line| dateline(line.trim()))?;
    match published {
        Some(published) => before(published, &month, &date),
        None => day(said(&plain(text), numeral::value(&month)?)?, &month, &date),
    }
}

/// Folded text without glosses.
fn plain(text: &str) -> String {
    GLOSS.replace_all(Folded::new(text).text(), "").into_owned()
}

/// The month and the day that a line opens with.
fn dateline(line: &str) -> Option<(String, String)> {
    let found = line.contains('月').then(|| DATELINE.captures(line))??;
    Some((found["m"].to_string(), found["d"].to_string()))
}

/// The last such day up to `published`.
fn before(published: Date, month: &str, date: &str) -> Option<Date> {
    let year = u16::try_from(published.year()).ok()?;
    let years = [Some(year), year.checked_sub(1)];
    years
        .into_iter()
        .flatten()
        .filter_map(|year| day(year, month, date))
        .find(|day| *day <= published)
}

/// The year the text speaks in, told in `month`.
fn said(text: &str, month: u32) -> Option<u16> {
    let year = |form: &Regex| numeral::year(&form.captures(text)?[1]);
    let past = || year(&JUST_PAST).map(|past| past + 1);
    let this = || year(&THIS_YEAR);
    past().or_else(this).or_else(|| plan_year(text)).or_else(|| of_agenda(text, month))
}

/// The 十五五 plan begins in 2026, the 十四五 in 2021, and so on by fives.
fn plan_year(text: &str) -> Option<u16> {
    const FIRST_OF_THE_TENTH: u32 = 2001;
    let found = PLAN_YEAR.captures(text)?;
    let first = FIRST_OF_THE_TENTH + 5 * numeral::value(&found["plan"])?;
    let opening = matches!(&found["end"], "开局" | "起步" | "首");
    u16::try_from(if opening { first } else { first + 4 }).ok()
}

/// A meeting that sums up one year and plans the next is held at the end of the one or the
/// beginning of the other.
fn of_agenda(text: &str, month: u32) -> Option<u16> {
    let year = |form: &Regex| numeral::year(&form.captures(text)?[1]);
    match (year(&SUMMED_UP), year(&PLANNED)) {
        (Some(past), Some(next)) if next == past + 1 => Some(if month >= 10 { past } else { next }),
        (None, Some(next)) => Some(if month >= 11 { next - 1 } else { next }),
        (Some(past), None) => Some(if month >= 10 { past } else { past + 1 }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_text_tells_its_year() {
        for (text, expected) in [
            ("1月8日，县长主持召开会议。总结2023年工作，部署2024年工作。", Some(date(2024, 1, 8))),
            (
                "12月28日，县委召开全会。会议总结2023年工作，部署2024年工作。",
                Some(date(2023, 12, 28)),
            ),
            ("2月3日上午，全市大会召开。刚刚过去的2020年极不平凡。", Some(date(2021, 2, 3))),
            ("某县3月1日召开大会。今年是“十四五”开局之年。", Some(date(2021, 3, 1))),
            ("3月1日，某县召开大会。今年是“十四五”收官之年。", Some(date(2025, 3, 1))),
            ("3月1日，市裡召開會議，總結(jié)2019年工作。", Some(date(2020, 3, 1))),
            ("3月1日，某县召开大会。", None),
            ("2月30日，某县召开大会，部署2024年工作。", None),
            ("会议于昨天召开，部署2024年工作。", None),
        ] {
            assert_eq!(of_dateline(text, None), expected, "{text}");
        }
    }

    #[test]
    fn the_day_of_publishing_bounds_the_date() {
        let dated = |text| of_dateline(text, Some(date(2024, 1, 5)));
        assert_eq!(dated("1月4日，会议召开。"), Some(date(2024, 1, 4)));
        assert_eq!(dated("12月30日，会议召开。"), Some(date(2023, 12, 30)));
    }
}
