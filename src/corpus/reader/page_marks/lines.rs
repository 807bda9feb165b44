//! The lines of a text, and what each may be: a number of a page, a line that pages repeat, text.

use std::hash::Hasher;
use std::ops::{Range, RangeInclusive};

use rustc_hash::{FxHashMap, FxHasher};

use super::super::lines::FORM_FEED;
use super::forms::{self, PageNumber, Proof};
use super::goes_on::width;
use crate::text::is_han;

/// How long a running head is, in bytes without blanks.
const HEAD: RangeInclusive<usize> = 6..=150;

/// How often a line is repeated that may be a running head.
const LEAST_REPEATED: u32 = 2;

/// The longest line that is looked at as a page's number, in bytes.
const LONGEST_NUMBER: usize = 96;

/// What a line may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Text,
    Blank,
    /// U+000C alone: a page ends.
    Feed,
    Number(PageNumber),
    /// A line that may be the head or the foot of pages.
    Head(Head),
}

/// A line that occurs again, or bears the number of a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Head {
    /// What is the same in all lines that differ from it only in blanks and figures.
    pub mask: u64,
    /// The number that it ends or begins with.
    pub number: Option<PageNumber>,
}

/// A line of a text.
#[derive(Clone, Debug)]
pub(super) struct Line<'t> {
    /// Without blanks around it.
    pub text: &'t str,
    /// Where it begins in the text, in bytes, with its blanks.
    pub start: usize,
    /// Where it is without them.
    pub bytes: Range<usize>,
    pub kind: Kind,
}

/// The lines of `text`; `None` where none can be the mark of a page.
pub(super) fn of(text: &str) -> Option<Vec<Line<'_>>> {
    let look = Look::of(text);
    let least = if look.has_marks { LEAST_REPEATED } else { LEAST_REPEATED + 1 };
    let is_repeated = |mask: &u64| look.heads.get(mask).is_some_and(|count| *count >= least);
    if !look.has_marks && look.heads.values().all(|count| *count < least) {
        return None;
    }
    let kind = |line: &str| match line.trim() {
        "" if line.contains(FORM_FEED) => Kind::Feed,
        "" => Kind::Blank,
        text => {
            let head = || head(text).filter(|head| is_repeated(&head.mask) || has_form(head));
            let head = || head().map(Kind::Head);
            number(text).map(Kind::Number).or_else(head).unwrap_or(Kind::Text)
        }
    };
    let mut start = 0;
    let lines = text.split('\n').map(|line| {
        let at = start;
        start += line.len() + 1;
        let indent = at + line.len() - line.trim_start().len();
        let text = line.trim();
        Line { text, start: at, bytes: indent..indent + text.len(), kind: kind(line) }
    });
    Some(lines.collect())
}

/// What one pass over a text tells.
struct Look {
    /// Whether pages end or lines can be numbers of pages.
    has_marks: bool,
    /// How often short lines occur, by what is the same in all but their figures.
    heads: FxHashMap<u64, u32>,
}

impl Look {
    fn of(text: &str) -> Self {
        let mut heads = FxHashMap::default();
        let mut has_marks = text.contains(FORM_FEED);
        let mut numbered = 0;
        for line in short(text) {
            has_marks = has_marks || number(line).is_some();
            if let Some(mask) = mask(line) {
                let count: &mut u32 = heads.entry(mask).or_default();
                *count += 1;
                numbered += u32::from(*count > 1 && own_number(line).is_some());
            }
        }
        Self { has_marks: has_marks || numbered > 0, heads }
    }
}

/// The lines that are neither long nor end as parts of sentences do: in most texts they are few.
fn short(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let mut from = 0;
    memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]).filter_map(move |end| {
        let line = from..end;
        from = end + 1;
        is_short(&bytes[line.clone()]).then(|| text[line].trim()).filter(|line| !line.is_empty())
    })
}

/// Whether a line is short but for blanks before it, and no part of a sentence at its end.
fn is_short(line: &[u8]) -> bool {
    let is_indented = line.starts_with(b" ") || line.starts_with("\u{3000}".as_bytes());
    let longest = if is_indented { LONGEST_INDENTED } else { *HEAD.end() };
    let ends = || ENDS.iter().any(|end| line.ends_with(end.as_bytes()));
    !line.is_empty() && line.len() <= longest && !ends()
}

/// The longest line that is looked at with the blanks before it, in bytes.
const LONGEST_INDENTED: usize = 600;

/// What no head of a page ends with.
const ENDS: [&str; 7] = ["。", "；", "：", "，", "、", "？", "！"];

/// The number of a page that a line may be.
fn number(line: &str) -> Option<PageNumber> {
    let is_sign = |c: char| !is_han(c) || "第共页頁一".contains(c);
    let may_be =
        line.len() <= LONGEST_NUMBER && line.starts_with(is_sign) && line.ends_with(is_sign);
    let number = if may_be { forms::page_number(line) } else { None };
    number.filter(|number| number.proof != Proof::Edge && !is_year(number))
}

/// The head that a line may be.
fn head(line: &str) -> Option<Head> {
    let mask = mask(line)?;
    Some(Head { mask, number: own_number(line) })
}

/// Whether the number of a head is surely that of a page.
fn has_form(head: &Head) -> bool {
    head.number.is_some_and(|number| number.proof == Proof::Form)
}

/// The number of a page that comes before or behind the other words of a line: `某县公报 — 3 —`.
fn own_number(line: &str) -> Option<PageNumber> {
    if !may_bear_number(line) {
        return None;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_short = |count: &usize| *count < words.len();
    (1..=NUMBER_WORDS).rev().filter(is_short).find_map(|count| {
        let behind = forms::page_number(&words[words.len() - count..].concat());
        behind.or_else(|| forms::page_number(&words[..count].concat()))
    })
}

/// Whether a line begins or ends as a number does, which few do.
fn may_bear_number(line: &str) -> bool {
    let is_sign = |c: char| !c.is_alphabetic() || "页頁".contains(c);
    line.starts_with(is_sign) || line.ends_with(is_sign)
}

/// How many words the number of a page is written in at most: `第 3 页 共 12 页`.
const NUMBER_WORDS: usize = 6;

fn is_year(number: &PageNumber) -> bool {
    number.proof == Proof::Weak && (1900..2100).contains(&number.number)
}

/// What a line has in common with others that differ from it in blanks and figures; `None` for one
/// that is not a running head: too long or short, a sentence, a row of a table.
pub(super) fn mask(line: &str) -> Option<u64> {
    if !HEAD.contains(&line.len())
        || line.contains('\t')
        || ENDS.iter().any(|end| line.ends_with(end))
    {
        return None;
    }
    let mut hasher = FxHasher::default();
    let (mut length, mut in_figures, mut words) = (0, false, 0);
    for c in line.chars() {
        let is_figure = c.is_numeric() && !is_han(c);
        if !(c.is_whitespace() || is_figure && in_figures) {
            hasher.write_u32(if is_figure { '0' as u32 } else { c as u32 });
            length += c.len_utf8();
            words += usize::from(c.is_alphabetic());
        }
        // A blank between two figures parts no number: `1 2` is what is left of `12`.
        in_figures = is_figure || (in_figures && c.is_whitespace());
    }
    (HEAD.contains(&length) && words >= 2).then(|| hasher.finish())
}

/// The width at which the lines of a text end, in halves of a Han character, where most do.
pub(super) fn wrapped(lines: &[Line<'_>]) -> Option<usize> {
    let text = lines.iter().filter(|line| line.kind == Kind::Text);
    let mut widths: Vec<usize> = text.map(|line| width(line.text)).collect();
    widths.sort_unstable();
    let edge = *widths.get(widths.len() * 9 / 10)?;
    let full = widths.iter().filter(|width| width.abs_diff(edge) <= RAGGED).count();
    let over = widths.iter().filter(|width| **width > edge + RAGGED).count();
    let is_wrapped = widths.len() >= LEAST_LINES && 2 * full >= widths.len();
    (is_wrapped && 20 * over <= widths.len() && EDGE.contains(&edge)).then_some(edge)
}

/// How many lines at least tell where lines end.
const LEAST_LINES: usize = 8;

/// Where lines of paper end, in halves of a Han character.
const EDGE: RangeInclusive<usize> = 24..=110;

/// How far from the edge lines end, for marks that must not begin one, in halves of a Han character.
const RAGGED: usize = 2;

/// The indent that may be lost of a line.
const INDENT: usize = 4;

/// Whether a line of this width reaches the edge.
pub(super) fn is_full(width: usize, edge: usize) -> bool {
    width + INDENT >= edge && width <= edge + RAGGED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_texts_have_no_mark() {
        assert!(of("某县通知\n\n一、目标\n各镇：\n某县人民政府\n2024年3月5日").is_none());
        assert!(of("某县通知\n3\n各镇：").is_some());
        assert!(of("某县通知\n\u{C}\n各镇：").is_some());
        assert!(of("某县公报 1\n甲\n某县公报 2\n乙\n某县公报 3\n").is_some());
    }

    #[test]
    fn heads_are_alike_but_for_their_figures() {
        assert_eq!(mask("某县公报  2024年第3期"), mask("某县公报 2024 年第 12 期"));
        assert_ne!(mask("某县公报"), mask("某市公报"));
        assert_eq!(mask("各镇人民政府："), None);
        assert_eq!(mask("序号\t名称"), None);
    }
}
