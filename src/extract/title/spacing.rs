//! White space in titles: broken lines joined, letter-spacing closed.
//!
//! Invariant: only white space changes.
//!
//! `国 家 粮 食 应 急 预 案` → `国家粮食应急预案`; `张三 李四` stays.

use super::super::line::is_space;
use crate::text::is_han;

/// One line out of several: Chinese meets Chinese without a space, everything else with one.
pub(in crate::extract) fn join<'a>(lines: impl IntoIterator<Item = &'a str>) -> String {
    let mut whole = String::new();
    for line in lines.into_iter().map(close).filter(|line| !line.is_empty()) {
        if whole.chars().last().zip(line.chars().next()).is_some_and(|(a, b)| needs_space(a, b)) {
            whole.push(' ');
        }
        whole.push_str(&line);
    }
    whole
}

/// One line with its white space collapsed to single spaces and its letter-spacing closed.
pub(in crate::extract) fn close(line: &str) -> String {
    let words: Vec<&str> = line.split(is_space).filter(|word| !word.is_empty()).collect();
    let mut closed = String::new();
    for (at, word) in words.iter().enumerate() {
        if at > 0 && !(is_spaced(&words, at - 1) || is_spaced(&words, at)) {
            closed.push(' ');
        }
        closed.push_str(word);
    }
    closed
}

/// Whether the word at `at` is one of three or more single characters in a row.
fn is_spaced(words: &[&str], at: usize) -> bool {
    let single = |index: usize| words.get(index).is_some_and(|word| is_single(word));
    let before = (0..at).rev().take_while(|&index| single(index)).take(2).count();
    let after = (at + 1..words.len()).take_while(|&index| single(index)).take(2).count();
    single(at) && before + after >= 2
}

fn is_single(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(|c| is_han(c) || is_mark(c)) && characters.next().is_none()
}

fn needs_space(before: char, after: char) -> bool {
    let latin = |c: char| c.is_ascii_alphanumeric();
    latin(before) && latin(after)
}

fn is_mark(c: char) -> bool {
    matches!(c, '《' | '》' | '（' | '）' | '“' | '”' | '、' | '—')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_title_is_one_line() {
        assert_eq!(
            join(["某市人民政府关于印发某市", "防汛预案的通知"]),
            "某市人民政府关于印发某市防汛预案的通知"
        );
        assert_eq!(join(["Annual report", "2019"]), "Annual report 2019");
    }

    #[test]
    fn letter_spacing_is_closed_and_names_stay_apart() {
        assert_eq!(close("几 个 问 题 的 通 知"), "几个问题的通知");
        assert_eq!(close("关于印发 粮 食 预 案 的 函"), "关于印发粮食预案的函");
        assert_eq!(close("任免张大 李二　等职务"), "任免张大 李二 等职务");
    }
}
