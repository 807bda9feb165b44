//! Two scripts of numbers: 三十万元 and 30万元, 二〇二〇年 and 2020年, 百分之五 and 5%.

use std::ops::Range;

use super::super::expansion::{Expansion, Origin};
use super::super::rows::{alternatives, rows};
use super::figures::{
    Number, WAN, YI, digits_of, distinct, is_inside, is_numeral, numeral, value_of,
};
use super::share::share_at;
use crate::text::numerals::{counted, digits};

/// The units, and how numbers are written with them.
const UNITS: &str = include_str!("units.tsv");

/// How the numbers of a unit are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Sum,
    Count,
    Time,
    Ordinal,
    Year,
}

/// The least number that may be written in groups of three: 1,234.
const GROUPED: u64 = 1_000;

/// The most that is written in digits alone.
const IN_DIGITS: u64 = 1_000_000_000;

/// The years that are written digit by digit.
const YEARS: std::ops::RangeInclusive<u64> = 1800..=2199;

/// The numbers of a folded text that have a unit, from left to right, in their other spellings.
/// `is_word` says whether a part cuts no word.
pub(super) fn numbers(folded: &str, is_word: impl Fn(&Range<usize>) -> bool) -> Vec<Expansion> {
    let spelled = |Number { at, others }: Number| {
        let spell = move |text| Expansion { at: at.clone(), text, origin: Origin::Number };
        others.into_iter().map(spell)
    };
    read(folded).into_iter().filter(|number| is_word(&number.at)).flat_map(spelled).collect()
}

/// The numbers of a folded text, as they are.
fn read(folded: &str) -> Vec<Number> {
    if let Some(number) = bare(folded) {
        return vec![number];
    }
    let mut numbers = Vec::new();
    let mut from = 0;
    while let Some(start) = folded[from..].find(is_numeral).map(|at| from + at) {
        let found = share_at(folded, start).or_else(|| number_at(folded, start));
        from = match found {
            Some(number) => {
                let end = number.at.end;
                numbers.extend((!number.others.is_empty()).then_some(number));
                end
            }
            None => start + numeral(&folded[start..]).len(),
        };
    }
    numbers
}

/// The number in digits that a whole text is: 1,234 and 1234. Without a unit 2020 is a year, and a part
/// of a text may be a part of a code.
fn bare(folded: &str) -> Option<Number> {
    if !folded.starts_with(|c: char| ('1'..='9').contains(&c)) || digits_of(folded) != folded {
        return None;
    }
    let value = value_of(folded).filter(|value| (GROUPED..IN_DIGITS).contains(value))?;
    let is_grouped = folded.contains(' ');
    (is_grouped || !YEARS.contains(&value)).then(|| Number {
        at: 0..folded.len(),
        others: distinct(folded, [value.to_string(), grouped(value)].into_iter()),
    })
}

/// The number that begins at `start` and its unit.
fn number_at(folded: &str, start: usize) -> Option<Number> {
    let written = numeral(&folded[start..]);
    let (unit, style) = unit_at(&folded[start + written.len()..])?;
    let first = if folded[..start].ends_with('第') { start - '第'.len_utf8() } else { start };
    let lead = &folded[first..start];
    let is_article =
        lead.is_empty() && matches!(style, Style::Sum | Style::Count) && written == "一";
    if is_article || (style == Style::Sum && !lead.is_empty()) || is_inside(folded, start) {
        return None;
    }
    let texts = spellings(written, style, !lead.is_empty())?.into_iter();
    let at = first..start + written.len() + unit.len();
    let texts = texts.map(|number| format!("{lead}{number}{unit}"));
    Some(Number { others: distinct(&folded[at.clone()], texts), at })
}

/// The ways to write a number that is `written` before a unit of this style.
fn spellings(written: &str, style: Style, is_ordinal: bool) -> Option<Vec<String>> {
    let is_row = !written.contains(['十', '百', '千', '万', '亿', '拾', '佰', '仟']);
    let is_year = style == Style::Year && !is_ordinal && is_row && written.chars().count() == 4;
    let value = value_of(written)?;
    if is_year && YEARS.contains(&value) {
        return Some(vec![value.to_string(), digits(u32::try_from(value).ok()?)]);
    }
    // 三五年 is from three to five.
    let is_vague = is_row && !written.starts_with(|c: char| c.is_ascii_digit());
    if is_vague && written.chars().count() > 1 || value == 0 {
        return None;
    }
    let words = in_words(value)?;
    Some(match style {
        Style::Sum => sum(value),
        Style::Count | Style::Time | Style::Year if value == 2 && !is_ordinal => {
            vec![value.to_string(), "两".into(), words]
        }
        _ => vec![value.to_string(), words],
    })
}

/// The ways to write a sum: with 万 or 亿 where it is even, in digits, in words, in groups of three.
fn sum(value: u64) -> Vec<String> {
    let mut ways = Vec::new();
    let even = [(YI, "亿"), (WAN, "万")].into_iter().find(|(unit, _)| value.is_multiple_of(*unit));
    ways.extend(even.map(|(unit, name)| format!("{}{name}", value / unit)));
    ways.extend(in_words(value));
    if value < IN_DIGITS {
        ways.push(value.to_string());
        ways.extend((value >= GROUPED).then(|| grouped(value)));
    }
    if value == 2 {
        ways.push("两".into());
    }
    ways
}

/// A number as it is counted: 三百七十一, 五百亿.
fn in_words(value: u64) -> Option<String> {
    match u32::try_from(value / YI) {
        Ok(hundreds) if value.is_multiple_of(YI) && value > 0 => {
            Some(format!("{}亿", counted(hundreds)))
        }
        _ => u32::try_from(value).ok().map(counted),
    }
}

/// 1234567 as `1 234 567`, which is what 1,234,567 is folded to.
fn grouped(value: u64) -> String {
    let arabic = value.to_string();
    let mut text = String::new();
    for (index, digit) in arabic.chars().enumerate() {
        let is_edge = index > 0 && (arabic.len() - index).is_multiple_of(3);
        text.extend(is_edge.then_some(' '));
        text.push(digit);
    }
    text
}

/// The longest unit that a text begins with.
fn unit_at(text: &str) -> Option<(&'static str, Style)> {
    units().filter(|(unit, _)| text.starts_with(unit)).max_by_key(|(unit, _)| unit.len())
}

fn units() -> impl Iterator<Item = (&'static str, Style)> {
    let rows = rows(UNITS).filter_map(|(style, units)| Some((style_of(style)?, units)));
    rows.flat_map(|(style, units)| alternatives(units).map(move |unit| (unit, style)))
}

fn style_of(name: &str) -> Option<Style> {
    Some(match name {
        "sum" => Style::Sum,
        "count" => Style::Count,
        "time" => Style::Time,
        "ordinal" => Style::Ordinal,
        "year" => Style::Year,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold_str;
    use proptest::prelude::*;

    fn others(text: &str) -> Vec<String> {
        let spelled = numbers(&fold_str(text), |_| true).into_iter();
        spelled.map(|spelling| spelling.text).collect()
    }

    #[test]
    fn numbers_with_a_unit_are_written_in_both_scripts() {
        for (text, expected) in [
            ("三十万元", "30万元"),
            ("30万元", "三十万元"),
            ("30万元", "300 000元"),
            ("300000元", "30万元"),
            ("300,000元", "300000元"),
            ("五百亿元", "500亿元"),
            ("5亿元", "五亿元"),
            ("叁万元", "3万元"),
            ("二〇二〇年", "2020年"),
            ("二零二零年", "2020年"),
            ("2020年度", "二〇二〇年度"),
            ("第25条", "第二十五条"),
            ("第二十五条", "第25条"),
            ("第十届", "第10届"),
            ("1,234元", "1234元"),
            ("1234吨", "1 234吨"),
            ("三年", "3年"),
            ("2年", "两年"),
            ("2个月", "两个月"),
            ("两天", "2天"),
            ("十五日内", "15日内"),
            ("二百平方米", "200平方米"),
            ("一号文件", "1号"),
        ] {
            assert!(others(text).contains(&expected.to_string()), "{text}: {:?}", others(text));
        }
    }

    #[test]
    fn a_number_alone_may_be_in_groups() {
        assert_eq!(others("1,234"), ["1234"]);
        assert_eq!(others("1234567"), ["1 234 567"]);
        for text in ["2020", "12", "012345", "gb 9704", "12345热线"] {
            assert_eq!(others(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_is_no_number_stays() {
        for text in [
            "十四五",
            "一体化",
            "三农",
            "一带一路",
            "两会",
            "万一",
            "千方百计",
            "九三学社",
            "百日",
            "万元",
            "gb18030",
            "第一",
            "十三五规划",
            "三五年",
            "一家",
            "3.5万元",
            "第三人",
            "国发〔2020〕5号",
            "一种",
        ] {
            assert_eq!(others(text), [""; 0], "{text}");
        }
        assert!(!others("二月").contains(&"两月".to_string()));
        assert!(!others("第2条").contains(&"第两条".to_string()));
        assert!(!others("二〇二〇年").contains(&"二千零二十年".to_string()));
    }

    proptest! {
        #[test]
        fn each_spelling_leads_to_the_others(value in 3u64..2_000_000_000) {
            let ways: Vec<String> = sum(value).into_iter().map(|way| format!("{way}元")).collect();
            for way in &ways {
                for other in ways.iter().filter(|other| *other != way) {
                    prop_assert!(others(way).contains(other), "{way} does not lead to {other}");
                }
            }
        }
    }
}
