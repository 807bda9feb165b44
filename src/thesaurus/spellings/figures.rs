//! The figures of a number in a text, Chinese or digits.

use std::ops::Range;

use crate::text::numerals::parse;

pub(super) const WAN: u64 = 10_000;
pub(super) const YI: u64 = 100_000_000;

/// A number in a text that is otherwise written in the other script.
pub(super) struct Number {
    /// Its bytes, with 第 before it and the unit behind it.
    pub(super) at: Range<usize>,
    /// The other ways to write it, folded, the usual first.
    pub(super) others: Vec<String>,
}

/// Whether digits that begin at `start` are part of a word, or of a number that a mark parts (3.5万元).
pub(super) fn is_inside(folded: &str, start: usize) -> bool {
    let is_digit = |text: &str| text.ends_with(|c: char| c.is_ascii_digit());
    let before = &folded[..start];
    before.ends_with(|c: char| c.is_ascii_alphanumeric())
        || before.strip_suffix(' ').is_some_and(is_digit)
            && folded[start..].starts_with(|c: char| c.is_ascii_digit())
}

/// The number that a numeral writes: digits, in groups or not, with 万 or 亿 behind them or not; or
/// Chinese figures.
pub(super) fn value_of(written: &str) -> Option<u64> {
    let in_digits = written.starts_with(|c: char| c.is_ascii_digit());
    let (number, unit) = match (written.strip_suffix('亿'), written.strip_suffix('万')) {
        (Some(number), _) => (number, YI),
        (_, Some(number)) if in_digits => (number, WAN),
        _ => (written, 1),
    };
    let number = match in_digits {
        true => number.replace(' ', "").parse().ok()?,
        false => u64::from(parse(number)?),
    };
    number.checked_mul(unit)
}

/// The numeral that a text begins with: all Chinese figures, or digits in groups or not, and 万 or 亿
/// behind them.
pub(super) fn numeral(text: &str) -> &str {
    let digits = digits_of(text);
    let from = digits.len();
    let is_more = |c: char| if from > 0 { matches!(c, '万' | '亿') } else { is_chinese(c) };
    let rest = &text[from..];
    let end = rest.find(|c| !is_more(c)).unwrap_or(rest.len());
    &text[..from + end]
}

/// The digits that a text begins with: `1234`, `1 234`.
pub(super) fn digits_of(text: &str) -> &str {
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

/// Whether a character may begin a numeral.
pub(super) fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || is_chinese(c)
}

fn is_chinese(c: char) -> bool {
    "〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟".contains(c)
}

/// Each text once, without `own`.
pub(super) fn distinct(own: &str, texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for text in texts {
        if text != own && !once.contains(&text) {
            once.push(text);
        }
    }
    once
}
