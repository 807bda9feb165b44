//! The shapes document numbers have in folded text: brackets whole, mixed or lost, 令 and 公告.
//!
//! Invariant: the spans of a [`Shape`] are bytes of the folded text it was found in, and the prefix
//! is all the letters in front, untrimmed: where it begins is decided by [`super::prefix`].

use std::ops::Range;

use regex::Captures;

use super::{numeral, prefix};
use crate::text::pattern::{Parts, Pattern};

/// Something with the build of a document number.
pub(crate) struct Shape {
    /// From the first character of the prefix to the last of the number.
    pub(crate) span: Range<usize>,
    /// The prefix as it is filed; empty where only 年 and 号 are written.
    pub(crate) prefix: String,
    pub(crate) year: Option<u16>,
    pub(crate) serial: u32,
}

pub(super) const PARTS: Parts = &[
    ("open", r#"[〔\[【〖({<„“"「『〈《]"#),
    ("close", r#"[〕\]】〗)}>‟”"」』〉》]"#),
    // Written as ranges, as digits are too: the classes of Unicode would take ten times as long to
    // compile, and what is read is folded.
    ("han", "[㐀-鿿〇々]"),
    ("year", r"(?:19|20)[0-9]{2}"),
    ("han_year", "[一二][一二三四五六七八九〇零Oo]{3}"),
    ("han_number", "[一二三四五六七八九〇零十百千]{1,9}"),
];
/// The longest prefix read, in characters: a 令 of several organs by their full names.
const LONGEST_RUN: usize = 48;
/// The longest 机关代字 in front of brackets, in characters.
const LONGEST_PREFIX: usize = 16;

/// `〔2025〕1号`, `(2017〕109号`, `〔201746`, `〔2014〕号16`; both brackets where the year has two digits.
static BRACKETED: Pattern = Pattern::with(
    PARTS,
    r"(?:(?P<open>{open}) *(?P<year>{year}|{han_year}) *(?P<close>{close})?|{open} *(?P<short>[0-9]{2}) *{close}|(?P<half>{year}) *[〕】‟]) *(?:第 *)?(?:号 *)?(?P<serial>[0-9]{1,5}) *(?P<hao>号)?",
);

/// `(96)汇国发字第13号`, as numbered before 2000.
static YEAR_FIRST: Pattern = Pattern::with(
    PARTS,
    r"[(〔\[](?P<year>{year}|[0-9]{2})[)〕\]] *(?P<prefix>{han}{1,10}字) *(?:第 *)?(?P<serial>[0-9]{1,5}) *号",
);

/// `第843号`, `(2015年第41号)`, `〔2003〕第394号` is bracketed; 令 or 公告 are in front or behind.
static ORDER: Pattern = Pattern::with(
    PARTS,
    r"[(〔\[]? *(?:(?P<year>{year}|{han_year}) *年度? *)?[(〔\[]? *第 *(?P<serial>[0-9]{1,5}|{han_number}) *号 *[)〕\]]?(?: *(?P<behind>主席令|令|公告|通告))?",
);

/// `令843号`, `公告2015年41号`: 第 left out.
static ORDER_SHORT: Pattern = Pattern::with(
    PARTS,
    r"(?P<word>令|公告|通告) *[(〔\[]? *(?:(?P<year>{year}) *年 *)?(?P<serial>[0-9]{1,5}) *号",
);

/// `国发2025 1号`, `国发2025-1`, `甘区政办发201756号`: all brackets lost.
static BARE: Pattern = Pattern::with(
    PARTS,
    r"(?P<year>{year})(?P<gap> +|-|/)?(?:第 *)?(?P<serial>[0-9]{1,5}) *(?P<hao>号)?",
);

/// All shapes in `text`, in order and apart from each other.
pub(crate) fn all(text: &str) -> Vec<Shape> {
    let mut shapes = Vec::new();
    if !text.contains(['号', '〔', '[']) {
        return shapes;
    }
    shapes.extend(BRACKETED.captures_iter(text).filter_map(|found| bracketed(text, &found)));
    shapes.extend(YEAR_FIRST.captures_iter(text).filter_map(|found| year_first(&found)));
    shapes.extend(ORDER.captures_iter(text).filter_map(|found| order(text, &found)));
    shapes.extend(ORDER_SHORT.captures_iter(text).filter_map(|found| order_short(text, &found)));
    shapes.extend(BARE.captures_iter(text).filter_map(|found| bare(text, &found)));
    apart(shapes)
}

fn apart(mut shapes: Vec<Shape>) -> Vec<Shape> {
    shapes.sort_by_key(|shape| (shape.span.start, usize::MAX - shape.span.end));
    let mut end = 0;
    shapes.retain(|shape| {
        let free = shape.span.start >= end;
        end = if free { shape.span.end } else { end };
        free
    });
    shapes
}

fn bracketed(text: &str, found: &Captures) -> Option<Shape> {
    let core = found.get(0)?.range();
    let year = match (found.name("year").or(found.name("half")), found.name("short")) {
        (Some(year), _) => numeral::year(year.as_str())?,
        (_, Some(short)) => last_century(short.as_str())?,
        _ => return None,
    };
    let (start, prefix) = prefix_before(text, core.start, LONGEST_RUN)?;
    if !prefix::is_order(&prefix) && prefix.chars().count() > LONGEST_PREFIX {
        return None;
    }
    let whole = found.name("hao").is_some() || is_hexagonal(found);
    if !whole || ends_in_thing(&text[core.end..]) {
        return None;
    }
    let serial = serial(found)?;
    Some(Shape { span: start..core.end, prefix, year: Some(year), serial })
}

/// Whether the brackets are those that only document numbers have, so that 号 may be missing.
fn is_hexagonal(found: &Captures) -> bool {
    let of = |name| found.name(name).map_or("", |mark| mark.as_str());
    matches!(of("open"), "〔" | "[" | "【" | "„")
        || found.name("half").is_some()
        || of("close") == "〕"
}

/// `96` → 1996: two digits were written until the standard of 2000 asked for four.
fn last_century(digits: &str) -> Option<u16> {
    let year: u16 = digits.parse().ok()?;
    (49..=99).contains(&year).then_some(1900 + year)
}

/// The place in the year; nothing is numbered 0.
fn serial(found: &Captures) -> Option<u32> {
    numeral::value(&found["serial"]).filter(|serial| *serial > 0)
}

/// A line, a building or a door has a number with 号, too.
fn ends_in_thing(behind: &str) -> bool {
    behind.starts_with(|c: char| c.is_ascii_digit() || "线楼院门机馆厅室店铺车船井台".contains(c))
}

fn year_first(found: &Captures) -> Option<Shape> {
    let prefix = prefix::filed(&found["prefix"]);
    let digits = &found["year"];
    let year = if digits.len() == 2 { last_century(digits) } else { numeral::year(digits) }?;
    if is_case(&prefix) {
        return None;
    }
    let serial = serial(found)?;
    Some(Shape { span: found.get(0)?.range(), prefix, year: Some(year), serial })
}

/// 案号 of courts, which are built like old document numbers: (2003)民一终字第12号.
fn is_case(prefix: &str) -> bool {
    prefix.contains(['民', '刑', '行', '执', '知', '商'])
        && prefix.contains(['初', '终', '再', '申', '监', '提', '复', '执'])
}

fn order(text: &str, found: &Captures) -> Option<Shape> {
    let core = found.get(0)?.range();
    let year = found.name("year").and_then(|year| numeral::year(year.as_str()));
    let behind = found.name("behind").map_or("", |word| word.as_str());
    let begin = if behind.is_empty() { prefix::begin } else { prefix::begin_organ };
    let before = letters_to_prefix(text, core.start, LONGEST_RUN, begin);
    let (mut start, mut prefix) = before.unwrap_or((core.start, String::new()));
    let mut end = core.end;
    if prefix::is_order(&prefix) {
        end = found.name("behind").map_or(end, |word| word.start());
        (start, prefix) = with_joint_organs(text, start, prefix);
    } else if !behind.is_empty() {
        prefix = prefix::filed(&format!("{prefix}{behind}"));
    }
    let serial = serial(found)?;
    let end = start + text[start..end].trim_end().len();
    Some(Shape { span: start..closed(text, start, end), prefix, year, serial })
}

/// The end without a closing bracket whose opening one is not part of the number.
fn closed(text: &str, start: usize, end: usize) -> usize {
    let number = &text[start..end];
    let opens = number.contains(['(', '〔', '[']);
    if opens { end } else { start + number.trim_end_matches([')', '〕', ']', ' ']).len() }
}

fn order_short(text: &str, found: &Captures) -> Option<Shape> {
    let word = found.name("word")?;
    let (start, prefix) = prefix_before(text, word.end(), LONGEST_RUN)?;
    let (start, prefix) = with_joint_organs(text, start, prefix);
    let year = found.name("year").and_then(|year| numeral::year(year.as_str()));
    let serial = serial(found)?;
    Some(Shape { span: start..found.get(0)?.end(), prefix, year, serial })
}

fn bare(text: &str, found: &Captures) -> Option<Shape> {
    let core = found.get(0)?.range();
    found.name("hao")?;
    let (start, prefix) = prefix_before(text, core.start, 10)?;
    let serial = serial(found)?;
    let plain = !ends_in_thing(&text[core.end..]) && prefix::is_plausible(&prefix);
    let year = numeral::year(&found["year"]);
    plain.then_some(Shape { span: start..core.end, prefix, year, serial })
}

/// Where the prefix in front of `end` begins, and the prefix; `None` when there are no letters or
/// more than `longest`.
fn prefix_before(text: &str, end: usize, longest: usize) -> Option<(usize, String)> {
    letters_to_prefix(text, end, longest, prefix::begin)
}

fn letters_to_prefix(
    text: &str,
    end: usize,
    longest: usize,
    begin: fn(&str) -> usize,
) -> Option<(usize, String)> {
    let end = text[..end].trim_end_matches(' ').len();
    let (run_start, run) = letters_before(text, end);
    let start = run_start + begin(run);
    let prefix = prefix::filed(&text[start..end]);
    let has_han = !prefix.is_ascii();
    (has_han && prefix.chars().count() <= longest).then_some((start, prefix))
}

/// The letters before `end`, an inner bracket of one to three included (`京建法(规)`).
fn letters_before(text: &str, end: usize) -> (usize, &str) {
    let mut start = end;
    for (at, char) in text[..end].char_indices().rev().take(LONGEST_RUN) {
        let inner = char == ')' && start == end || char == '(' && text[start..end].contains(')');
        if !(char.is_alphabetic() || char == '〇' || inner) {
            break;
        }
        start = at;
    }
    if text[start..end].contains(')') && !text[start..end].contains('(') {
        return (end, "");
    }
    start += after_date(&text[..start], &text[start..end]);
    (start, &text[start..end])
}

/// The length of the 年 or 日 that ends a date glued in front (`1994年8月17日某市人民政府第17号令`).
fn after_date(before: &str, letters: &str) -> usize {
    let dated = before.ends_with(|c: char| c.is_ascii_digit());
    let unit = letters.chars().next().filter(|c| dated && matches!(c, '年' | '月' | '日'));
    unit.map_or(0, char::len_utf8)
}

/// Takes in the organs named before the last one: `财政部 税务总局公告`.
fn with_joint_organs(text: &str, mut start: usize, mut prefix: String) -> (usize, String) {
    const MOST: usize = 12;
    for _ in 0..MOST {
        let before = text[..start].trim_end_matches([' ', '、']);
        let (from, run) = letters_before(before, before.len());
        let from = from + prefix::begin_organ(run);
        let organ = &before[from..];
        if before.len() == start || !prefix::is_organ(organ) || organ.chars().count() > 20 {
            break;
        }
        prefix = format!("{}{prefix}", prefix::filed(organ));
        start = from;
    }
    (start, prefix)
}
