//! A series of document numbers: those of one 机关代字, or of some years or places of it.

use std::fmt;

use super::doc_number::DocNumber;
use super::folded::Folded;
use super::prefix;

/// What a series is taken from `from` to `to`, both included; an absent end is open.
type Ends<T> = (Option<T>, Option<T>);

/// Document numbers of one 机关代字.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Series {
    /// 机关代字, as a [`DocNumber`] has it.
    pub prefix: String,
    /// The first and the last year, both included.
    pub years: (Option<u16>, Option<u16>),
    /// The first and the last place in a year, both included.
    pub serials: (Option<u32>, Option<u32>),
}

impl Series {
    /// The series that `text` is: `国办发`, `国办发〔2017〕`, `国办发〔2015..2017〕`,
    /// `国办发〔2017〕90..99号`, `国务院令第700..710号`; `None` when it is anything else, and a single
    /// number among that. Brackets may be of any sort, and an end may be left open.
    pub fn parse(text: &str) -> Option<Series> {
        if DocNumber::parse(text).is_some() {
            return None;
        }
        let folded = Folded::new(text);
        let text: String = folded.text().chars().filter(|c| !c.is_whitespace()).collect();
        let end = text.find(|c: char| is_open(c) || c.is_ascii_digit() || c == '第' || c == '.');
        let (prefix, rest) = text.split_at(end.unwrap_or(text.len()));
        let (years, serials) = match rest.strip_prefix(is_open) {
            Some(rest) => rest.split_once(is_close)?,
            None => rest.split_once('年').unwrap_or(("", rest)),
        };
        let serials = serials.strip_prefix('第').unwrap_or(serials);
        let serials = serials.strip_suffix('号').unwrap_or(serials);
        let (years, serials) = (ends(years, is_year)?, ends(serials, |serial| *serial > 0)?);
        let is_single = serials.0.is_some() && serials.0 == serials.1;
        let series = Self { prefix: read_prefix(prefix)?, years, serials };
        (!is_single).then_some(series)
    }

    /// The prefix under which its numbers are filed.
    pub(crate) fn filed_prefix(&self) -> String {
        DocNumber { prefix: self.prefix.clone(), year: None, serial: 1 }.filed().0
    }
}

impl fmt::Display for Series {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { prefix, years, serials } = self;
        f.write_str(prefix)?;
        if *years != (None, None) {
            write!(f, "〔{}〕", spelled(*years))?;
        }
        let order = if prefix::is_order(prefix) { "第" } else { "" };
        match *serials {
            (None, None) => Ok(()),
            serials => write!(f, "{order}{}号", spelled(serials)),
        }
    }
}

fn is_open(c: char) -> bool {
    "〔[【〖(".contains(c)
}

fn is_close(c: char) -> bool {
    "〕]】〗)".contains(c)
}

fn is_year(year: &u16) -> bool {
    (1900..2100).contains(year)
}

/// A 机关代字 as it is filed, where it could be none but one.
fn read_prefix(text: &str) -> Option<String> {
    let numbered = match prefix::is_order(text) {
        true => format!("{text}第1号"),
        false if prefix::is_plausible(text) => format!("{text}〔2000〕1号"),
        false => return None,
    };
    DocNumber::parse(&numbered).map(|number| number.prefix).filter(|prefix| !prefix.is_empty())
}

/// The ends that `a`, `a..b`, `a..` or `..b` is, each of which `is_one`; nothing is open at both.
fn ends<T: std::str::FromStr + Copy + PartialOrd>(
    text: &str,
    is_one: impl Fn(&T) -> bool,
) -> Option<Ends<T>> {
    let end = |text: &str| match text {
        "" => Some(None),
        text => text.parse().ok().filter(&is_one).map(Some),
    };
    let (from, to) = match text.split_once("..") {
        Some((from, to)) if !text.starts_with("..") || !to.is_empty() => (end(from)?, end(to)?),
        Some(_) => return None,
        None => (end(text)?, end(text)?),
    };
    let is_ordered = from.zip(to).is_none_or(|(from, to)| from <= to);
    is_ordered.then_some((from, to))
}

/// How a range is written.
fn spelled<T: fmt::Display + PartialEq>((from, to): Ends<T>) -> String {
    let end = |end: &Option<T>| end.as_ref().map(ToString::to_string).unwrap_or_default();
    if from == to { end(&from) } else { format!("{}..{}", end(&from), end(&to)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Told = (String, Ends<u16>, Ends<u32>);

    fn told(text: &str) -> Option<Told> {
        let series = Series::parse(text)?;
        assert_eq!(Series::parse(&series.to_string()), Some(series.clone()), "{text}");
        Some((series.prefix, series.years, series.serials))
    }

    #[test]
    fn a_series_is_a_prefix_with_years_and_places() {
        let series = |prefix: &str, years, serials| Some((prefix.to_string(), years, serials));
        for (text, expected) in [
            ("国办发", series("国办发", (None, None), (None, None))),
            ("國辦發", series("国办发", (None, None), (None, None))),
            ("国办发〔2017〕", series("国办发", (Some(2017), Some(2017)), (None, None))),
            ("国办发［２０１７］", series("国办发", (Some(2017), Some(2017)), (None, None))),
            ("国办发(2015..2017)", series("国办发", (Some(2015), Some(2017)), (None, None))),
            ("国办发〔2015..〕", series("国办发", (Some(2015), None), (None, None))),
            (
                "国办发〔2017〕90..99号",
                series("国办发", (Some(2017), Some(2017)), (Some(90), Some(99))),
            ),
            ("国办发〔2017〕..9", series("国办发", (Some(2017), Some(2017)), (None, Some(9)))),
            ("国务院令", series("国务院令", (None, None), (None, None))),
            ("国务院令第700..710号", series("国务院令", (None, None), (Some(700), Some(710)))),
            ("海关总署公告2021年", series("海关总署公告", (Some(2021), Some(2021)), (None, None))),
            ("粤府办", series("粤府办", (None, None), (None, None))),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_a_single_number_or_no_prefix_is_no_series() {
        for text in [
            "",
            "国办发〔2017〕92号",
            "国办发〔2017",
            "国办发〔17〕",
            "国办发〔2019..2017〕",
            "国办发〔..〕",
            "国办发〔2017〕9x号",
            "国办发〔2017〕0..9号",
            "安全生产",
            "〔2017〕",
            "2017",
            "abc",
            "五号",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
