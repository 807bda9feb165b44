//! 成文日期 and 发布日期, each from the best place that tells it.
//!
//! Invariant: 成文日期 is never taken from the date a page was put online, nor from a date in figures
//! alone under the headline; a date that contradicts
//! the year of the document's own number yields to one that does not.

use jiff::civil::Date;

use super::date;
use super::hints::Hints;
use super::raw::{HintField, HintSource};
use crate::announcement::{DocDate, DocNumber, Origin};
use crate::text::pattern::Pattern;

/// How many years a paper may be numbered before or after it is dated.
const NEAR: i16 = 1;

/// How many days after it is dated a paper is put online at once.
const SOON: i32 = 14;

/// 发布日期: by label, meta tag or record, else in the page furniture around the text, else alone in
/// figures between title and text.
pub(super) fn published(
    hints: &Hints,
    furniture: &[&str],
    text: &str,
) -> Option<(DocDate, Origin)> {
    let hinted = hints.of_field(HintField::Published);
    let hinted = hinted.filter_map(|(from, value)| Some((stated(&value)?, from.into())));
    let day = |(day, from)| (DocDate::read(day), from);
    let printed = furniture.iter().filter_map(|line| Some((in_furniture(line)?, Origin::Page)));
    let heading = || date::heading(text).map(|day| (day, Origin::Head));
    hinted.chain(printed.map(day)).next().or_else(|| heading().map(day))
}

/// The day a page was made, where it is as 成文日期 and the text tells better.
pub(super) fn made(hints: &Hints, written: Option<DocDate>) -> Option<(DocDate, Origin)> {
    let label = hints.of_field(HintField::Written).find(|(from, _)| *from == HintSource::Label);
    let label = label.and_then(|(_, value)| read(&value))?;
    written.filter(|written| written.date < label).map(|_| (DocDate::read(label), Origin::Table))
}

/// 成文日期: a label → the text itself → a record or meta tag → the file's name → a dateline.
pub(super) fn written(
    text: &str,
    hints: &Hints,
    number: Option<&DocNumber>,
    published: Option<DocDate>,
) -> Option<(DocDate, Origin)> {
    let hinted = |from: &[HintSource]| {
        let values = hints.of_field(HintField::Written).filter(|(source, _)| from.contains(source));
        values.filter_map(|(from, value)| Some((stated(&value)?, from.into()))).next()
    };
    let in_text = date::written_at(text, published.map(|published| published.date));
    let found = [
        hinted(&[HintSource::Label]),
        in_text.filter(|(date, _)| !date.inferred),
        hinted(&[HintSource::Meta, HintSource::Record, HintSource::Heading]),
        hinted(&[HintSource::FileName]),
        in_text,
    ];
    let found: Vec<_> = found.into_iter().flatten().collect();
    let found = if is_web_date(&found, published) { &found[1..] } else { &found[..] };
    let agreed = found.iter().find(|(date, _)| agrees(date, number));
    agreed.or(found.first()).copied()
}

/// Whether the first date, a label's, is the day a page was made: a little later than the one
/// under the signature, on a page that names no other day of publishing.
fn is_web_date(found: &[(DocDate, Origin)], published: Option<DocDate>) -> bool {
    match found {
        [(label, _), (text, _), ..] if !text.inferred => {
            let is_same = published.is_none_or(|published| published.date == label.date);
            is_same && text.date < label.date && days_between(text.date, label.date) <= SOON
        }
        _ => false,
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}

/// Whether the date can be that of a paper with this number.
fn agrees(date: &DocDate, number: Option<&DocNumber>) -> bool {
    let year = number.and_then(|number| number.year).and_then(|year| i16::try_from(year).ok());
    year.is_none_or(|year| (date.date.year() - year).abs() <= NEAR)
}

/// The date a value is, or begins with; of a month or a year alone the first day, as concluded.
fn stated(value: &str) -> Option<DocDate> {
    read(value).map(DocDate::read).or_else(|| date::first_day(value).map(DocDate::inferred))
}

/// The date a value is, or begins with.
pub(super) fn read(value: &str) -> Option<Date> {
    let first = value.split([' ', '\u{3000}', '\t']).next().unwrap_or_default();
    date::parse(value).or_else(|| date::parse(first))
}

/// The date behind `发布日期：` or `日期：` in a line of page furniture.
fn in_furniture(line: &str) -> Option<Date> {
    static LABEL: Pattern = Pattern::new(
        r"(?:发布|發布|發佈|公开|上网|更新)?(?:日期|时间|時間)\s*[：:]\s*(\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}日?)",
    );
    LABEL.captures(line).and_then(|found| date::parse(&found[1]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::raw::Hint;

    fn hints(rows: &[(HintField, &str, HintSource)]) -> Hints {
        let hints: Vec<_> = rows
            .iter()
            .map(|&(field, value, from)| Hint { field, value: value.into(), from })
            .collect();
        Hints::of(&hints, false)
    }

    #[test]
    fn a_record_yields_to_the_text_and_a_label_does_not() {
        let text = "各镇：\n现将有关事项通知如下，请遵照执行。\n某县人民政府\n2019年1月27日";
        let online = Some(DocDate::read(jiff::civil::date(2019, 2, 1)));
        let day = |rows: &[_]| {
            written(text, &hints(rows), None, online).map(|(date, _)| date.to_string())
        };
        let record = (HintField::Written, "2019-02-27", HintSource::Record);
        let label = (HintField::Written, "2019-01-28", HintSource::Label);
        assert_eq!(day(&[record]).as_deref(), Some("2019-01-27"));
        assert_eq!(day(&[record, label]).as_deref(), Some("2019-01-28"));
    }

    #[test]
    fn a_label_a_little_later_than_the_signature_is_the_day_the_page_was_made() {
        let text = "各镇：\n现将有关事项通知如下，请遵照执行。\n某县人民政府\n2019年1月27日";
        let label = hints(&[(HintField::Written, "2019-01-30", HintSource::Label)]);
        let day = written(text, &label, None, None);
        let (day, from) = day.expect("a day");
        assert_eq!((day.to_string().as_str(), from), ("2019-01-27", Origin::Signature));
        let made = made(&label, Some(day)).map(|(day, _)| day.to_string());
        assert_eq!(made.as_deref(), Some("2019-01-30"));
    }

    #[test]
    fn the_number_tells_a_date_of_something_else() {
        let text = "各镇：\n现将有关事项通知如下，请遵照执行。\n某县人民政府\n2009年1月27日";
        let number = DocNumber::parse("某政发〔2019〕3号");
        let record = hints(&[(HintField::Written, "2019-03-01", HintSource::Record)]);
        let found = written(text, &record, number.as_ref(), None);
        let (date, from) = found.expect("a day");
        assert_eq!((date.to_string().as_str(), from), ("2019-03-01", Origin::Record));
    }

    #[test]
    fn furniture_tells_when_a_page_was_put_online() {
        let day = published(&hints(&[]), &["发布日期：2008-04-25 来源：某部"], "");
        let (day, from) = day.expect("a day");
        assert_eq!((day.to_string().as_str(), from), ("2008-04-25", Origin::Page));
        assert_eq!(published(&hints(&[]), &["浏览次数：20080425"], ""), None);
    }
}
