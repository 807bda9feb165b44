//! Two scripts of numbers: 三十万元 and 30万元, 二〇二〇年 and 2020年, 百分之五 and 5%.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::text::fold_str;
use crate::text::numerals::{counted, digits, parse};

/// The units, and how numbers are written with them.
const UNITS: &str = include_str!("units.tsv");

/// How the numbers of a unit are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Money,
    Count,
    Ordinal,
    Year,
}

const WAN: u32 = 10_000;
const YI: u32 = 100_000_000;

/// The least digits of a number that may be written in groups of three: 1,234.
const GROUPED: usize = 4;

/// A number in a text that is otherwise written in the other script.
pub(super) struct Number {
    /// Its bytes, with 第 before it and the unit behind it.
    pub(super) at: Range<usize>,
    /// The other ways to write it, folded, the usual first.
    pub(super) others: Vec<String>,
}

/// The numbers of a folded text that have a unit, from left to right.
pub(super) fn numbers(folded: &str) -> Vec<Number> {
    let mut numbers = Vec::new();
    let mut from = 0;
    while let Some(start) = folded[from..].find(is_numeral).map(|at| from + at) {
        let found = percent_at(folded, start).or_else(|| number_at(folded, start));
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

/// The number that begins at `start` and its unit.
fn number_at(folded: &str, start: usize) -> Option<Number> {
    let written = numeral(&folded[start..]);
    let (unit, style) = unit_at(&folded[start + written.len()..])?;
    let value = parse(&written.replace(' ', ""))?;
    let first = if folded[..start].ends_with('第') { start - '第'.len_utf8() } else { start };
    let end = start + written.len() + unit.len();
    // 百分之三十条 and the like are no number of their own.
    let own = &folded[first..end];
    let lead = &folded[first..start];
    let is_ordinal = !lead.is_empty();
    let texts = spellings(value, written, style, is_ordinal).into_iter();
    let texts = texts.map(|number| format!("{lead}{number}{unit}"));
    Some(Number { at: first..end, others: distinct(own, texts) })
}

/// 百分之五 and 5%, which begin at `start`.
fn percent_at(folded: &str, start: usize) -> Option<Number> {
    const WORDS: &str = "百分之";
    let rest = &folded[start..];
    let (number, value, length) = match rest.strip_prefix(WORDS) {
        Some(after) => {
            let written = numeral(after);
            let value = parse(written).filter(|value| *value <= WAN)?;
            (format!("{value}%"), value, WORDS.len() + written.len())
        }
        None => {
            let written = digits_of(rest);
            rest[written.len()..].strip_prefix('%')?;
            let value = parse(written).filter(|value| *value <= WAN)?;
            (format!("{WORDS}{}", counted(value)), value, written.len() + 1)
        }
    };
    let own = &folded[start..start + length];
    // A sign that the folded text does not keep would be the bare number.
    let is_kept = !number.ends_with('%') || fold_str(&number).ends_with('%');
    let texts = [number, format!("{WORDS}{value}")].into_iter().filter(|text| !text.ends_with('%') || is_kept);
    Some(Number { at: start..start + length, others: distinct(own, texts) })
}

/// The ways to write a number with a unit of this style.
fn spellings(value: u32, written: &str, style: Style, is_ordinal: bool) -> Vec<String> {
    let arabic = value.to_string();
    let is_row = written.chars().count() == 4 && value >= 1000 && !written.contains(['十', '百', '千', '万']);
    match style {
        Style::Year if is_row => vec![arabic, digits(value)],
        Style::Ordinal | Style::Year => vec![arabic, counted(value)],
        _ if is_ordinal => vec![arabic, counted(value)],
        Style::Count | Style::Money if value == 2 => vec![arabic, "两".into(), "二".into()],
        Style::Count => vec![arabic, counted(value)],
        Style::Money => sum(value),
    }
}

/// The ways to write a sum: with 万 and 亿 where it is even, in digits, in groups of three, in words.
fn sum(value: u32) -> Vec<String> {
    let mut ways = Vec::new();
    for (unit, name) in [(YI, "亿"), (WAN, "万")] {
        if value >= unit && value.is_multiple_of(unit) {
            ways.push(format!("{}{name}", value / unit));
            break;
        }
    }
    let arabic = value.to_string();
    ways.push(arabic.clone());
    ways.push(counted(value));
    if arabic.len() >= GROUPED {
        ways.push(grouped(&arabic));
    }
    ways
}

/// 1234567 as `1 234 567`, which is what 1,234,567 is folded to.
fn grouped(arabic: &str) -> String {
    let mut text = String::new();
    for (index, digit) in arabic.chars().enumerate() {
        let is_edge = index > 0 && (arabic.len() - index).is_multiple_of(3);
        text.extend(is_edge.then_some(' '));
        text.push(digit);
    }
    text
}

/// The longest unit that a text begins with.
fn unit_at(text: &str) -> Option<(&str, Style)> {
    static KNOWN: LazyLock<FxHashMap<&str, Style>> = LazyLock::new(|| units().collect());
    const LONGEST: usize = 4;
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST);
    let ends: Vec<usize> = ends.collect();
    ends.into_iter().rev().find_map(|end| Some((&text[..end], *KNOWN.get(&text[..end])?)))
}

fn units() -> impl Iterator<Item = (&'static str, Style)> {
    let rows = super::super::parse::rows(UNITS);
    rows.filter_map(|(style, units)| Some((style_of(style)?, units))).flat_map(|(style, units)| {
        super::super::parse::alternatives(units).map(move |unit| (unit, style))
    })
}

fn style_of(name: &str) -> Option<Style> {
    Some(match name {
        "money" => Style::Money,
        "count" => Style::Count,
        "ordinal" => Style::Ordinal,
        "year" => Style::Year,
        _ => return None,
    })
}

/// The numeral that a text begins with: all Chinese figures, or digits in groups or not, and 万 or 亿
/// behind them.
fn numeral(text: &str) -> &str {
    let digits = digits_of(text);
    let from = digits.len();
    let is_more = |c: char| if from > 0 { matches!(c, '万' | '亿') } else { is_chinese(c) };
    let rest = &text[from..];
    let end = rest.find(|c| !is_more(c)).unwrap_or(rest.len());
    &text[..from + end]
}

/// The digits that a text begins with: `1234`, `1 234`.
fn digits_of(text: &str) -> &str {
    let run = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut end = run(text);
    if !(1..=3).contains(&end) {
        return &text[..end];
    }
    while text[end..].starts_with(' ') && run(&text[end + 1..]) == 3 {
        end += 4;
    }
    &text[..end]
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || is_chinese(c)
}

fn is_chinese(c: char) -> bool {
    matches!(
        c,
        '〇' | '零' | '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百'
            | '千' | '万' | '亿' | '壹' | '贰' | '叁' | '肆' | '伍' | '陆' | '柒' | '捌' | '玖' | '拾'
            | '佰' | '仟'
    )
}

/// Each text once, without `own`.
fn distinct(own: &str, texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for text in texts {
        if text != own && !once.contains(&text) {
            once.push(text);
        }
    }
    once
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn others(text: &str) -> Vec<String> {
        numbers(&fold_str(text)).into_iter().flat_map(|number| number.others).collect()
    }

    #[test]
    fn numbers_with_a_unit_are_written_in_both_scripts() {
        for (text, expected) in [
            ("三十万元", "30万元"),
            ("30万元", "三十万元"),
            ("300000元", "30万元"),
            ("二〇二〇年", "2020年"),
            ("二零二零年", "2020年"),
            ("2020年度", "二〇二〇年度"),
            ("第25条", "第二十五条"),
            ("第二十五条", "第25条"),
            ("1,234元", "1234元"),
            ("1234吨", "1 234吨"),
            ("三年", "3年"),
            ("2个月", "两个月"),
            ("两天", "2天"),
            ("十五日内", "15日内"),
            ("二百平方米", "200平方米"),
            ("5亿元", "五亿元"),
            ("叁万元", "3万元"),
        ] {
            assert!(others(text).contains(&expected.to_string()), "{text}: {:?}", others(text));
        }
    }

    #[test]
    fn what_is_no_number_stays() {
        for text in [
            "十四五", "一体化", "三农", "一带一路", "两会", "万一", "千方百计", "九三学社", "百日",
            "万元", "gb18030", "2020", "第一", "十三五规划", "百分之百的人",
        ] {
            let found = others(text);
            let is_percent = text.starts_with("百分之");
            assert!(found.is_empty() || is_percent, "{text}: {found:?}");
        }
        assert!(!others("二月").contains(&"两月".to_string()));
        assert!(!others("第二条").contains(&"第两条".to_string()));
        assert!(!others("二〇二〇年").contains(&"二千零二十年".to_string()));
    }

    proptest! {
        #[test]
        fn each_spelling_leads_to_the_others(value in 3u32..2_000_000_000) {
            let ways: Vec<String> = sum(value).into_iter().map(|way| format!("{way}元")).collect();
            for way in &ways {
                for other in ways.iter().filter(|other| *other != way) {
                    prop_assert!(others(way).contains(other), "{way} does not lead to {other}");
                }
            }
        }
    }
}
