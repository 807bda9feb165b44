//! The words of a query, as jieba cuts them.

use super::cutters::Cutters;
use super::shape::{Unit, joined, units};
use crate::text::is_sign;

/// What cuts queries as jieba's own dictionary does.
pub(super) static JIEBA: Cutters = Cutters::new();

/// The words of a query as jieba's own dictionary has them.
pub(crate) fn cut(folded: &str) -> Vec<&str> {
    cut_by(&JIEBA, folded)
}

/// The words of a query: each Han run cut by `jieba` without overlaps; letters, digits and signs that
/// touch are one word. Signs that touch Han characters alone are left out, as in 互联网+政务: another
/// text has none there; a query of signs alone has them as words.
pub(super) fn cut_by<'a>(jieba: &Cutters, folded: &'a str) -> Vec<&'a str> {
    let mut words = Vec::new();
    for unit in joined(folded) {
        match unit {
            Unit::Word(word) => words.push(word),
            Unit::Han(run) => cut_run(jieba, run, &mut words),
        }
    }
    let is_telling = |word: &&str| !word.chars().all(is_sign);
    if words.iter().any(is_telling) {
        words.retain(is_telling);
    }
    words
}

/// The words of a run of Han characters.
fn cut_run<'a>(jieba: &Cutters, run: &'a str, words: &mut Vec<&'a str>) {
    if run.chars().count() < 3 {
        return words.push(run);
    }
    let mut rest = run;
    words.extend(lengths(jieba, run, true).into_iter().map(|length| {
        let (word, after) = rest.split_at(length);
        rest = after;
        word
    }));
}

/// The bytes of folded text at which no word of `jieba`'s dictionary is cut in two, in order.
pub(super) fn borders_by(jieba: &Cutters, folded: &str) -> Vec<usize> {
    let mut borders = Vec::new();
    for placed in units(folded) {
        let mut at = placed.at;
        borders.push(at);
        let parts = match placed.unit {
            Unit::Word(word) => vec![word.len()],
            Unit::Han(run) => lengths(jieba, run, false),
        };
        for part in parts {
            at += part;
            borders.push(at);
        }
    }
    borders.dedup();
    borders
}

/// The lengths of the words of a run, as [`Partial::cut`] tells them.
fn lengths(jieba: &Cutters, run: &str, guessing: bool) -> Vec<usize> {
    jieba.with(|jieba| jieba.cut(run, guessing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_digits_and_signs_that_touch_are_one_word() {
        for (text, words) in [
            ("iso9001认证", vec!["iso9001", "认证"]),
            ("利率5%以上", vec!["利率", "5%", "以上"]),
            ("c++和c#", vec!["c++", "和", "c#"]),
            ("gb t18005 1999", vec!["gb", "t18005", "1999"]),
            ("互联网+政务", vec!["互联网", "政务"]),
            ("①", vec!["①"]),
            ("①总则", vec!["总则"]),
        ] {
            assert_eq!(cut(text), words, "{text}");
        }
    }
}
