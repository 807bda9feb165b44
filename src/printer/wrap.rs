//! Where lines end, in columns: a Han character takes two, and never more columns than there are.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

/// Marks that may not begin a line.
const NOT_FIRST: &str = "，。、；：！？）》〉」』】〕”’…—·,.;:!?)]}%％";
/// Marks that may not end a line.
const NOT_LAST: &str = "（《〈「『【〔“‘([{";

/// The lines of `text`, which holds no newline, as bytes: none wider than `columns`, which is at
/// least 2, and none with a space at its ends. A text without content has no line.
pub fn wrap(text: &str, columns: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut at = 0;
    while let Some(start) = first_content(text, at) {
        let end = line_end(text, start, columns.max(2));
        lines.push(start..start + text[start..end].trim_end().len());
        at = end;
    }
    lines
}

/// How many columns `text` takes, character by character.
pub fn columns(text: &str) -> usize {
    text.chars().map(char_columns).sum()
}

/// `text` in exactly `width` columns, cut with an ellipsis where it is longer.
pub(super) fn fitted(text: &str, width: usize) -> String {
    let mut text = text.to_string();
    if columns(&text) > width {
        while columns(&text) >= width && text.pop().is_some() {}
        text.push('…');
    }
    let pad = width.saturating_sub(columns(&text));
    format!("{text}{:pad$}", "")
}

/// `text` at the right end of `width` columns.
pub(super) fn at_right(text: &str, width: usize) -> String {
    format!("{:1$}{text}", "", width.saturating_sub(columns(text)))
}

/// An emoji selector widens the character before it.
fn char_columns(c: char) -> usize {
    if c == '\u{FE0F}' { 1 } else { c.width().unwrap_or(0) }
}

fn first_content(text: &str, at: usize) -> Option<usize> {
    text[at..].find(|c: char| !c.is_whitespace()).map(|offset| at + offset)
}

/// The last place in the line from `start` at which it may end: between two words or two Han
/// characters, failing that after a slash, failing that anywhere.
fn line_end(text: &str, start: usize, columns: usize) -> usize {
    let mut used = 0;
    let (mut allowed, mut slash) = (None, None);
    let mut before: Option<char> = None;
    for (offset, c) in text[start..].char_indices() {
        let at = start + offset;
        if before.is_some_and(|before| may_part(before, c)) {
            allowed = Some(at);
        } else if before == Some('/') {
            slash = Some(at);
        }
        used += char_columns(c);
        if used > columns && !c.is_whitespace() && before.is_some() {
            return allowed.or(slash).unwrap_or(at);
        }
        before = Some(c);
    }
    text.len()
}

fn may_part(before: char, after: char) -> bool {
    if NOT_FIRST.contains(after) || NOT_LAST.contains(before) || char_columns(after) == 0 {
        return false;
    }
    let wide = |c: char| char_columns(c) == 2;
    before.is_whitespace() || after.is_whitespace() || wide(before) || wide(after)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lines(text: &str, columns: usize) -> Vec<&str> {
        wrap(text, columns).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn lines_end_between_han_and_between_words() {
        assert_eq!(lines("数据安全管理", 8), ["数据安全", "管理"]);
        assert_eq!(lines("数据安全管理", 7), ["数据安", "全管理"]);
        assert_eq!(lines("one two three", 8), ["one two", "three"]);
        assert_eq!(lines("数据 security 管理", 10), ["数据", "security", "管理"]);
        assert_eq!(lines("  数据  ", 80), ["数据"]);
        assert_eq!(lines(" ", 80), [""; 0]);
    }

    #[test]
    fn no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() {
        assert_eq!(lines("数据安全，管理", 8), ["数据安", "全，管理"]);
        assert_eq!(lines("关于《办法》的", 6), ["关于", "《办", "法》的"]);
        assert_eq!(lines("。。。。", 4), ["。。", "。。"]);
    }

    #[test]
    fn what_cannot_be_parted_is_cut() {
        assert_eq!(lines("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(lines("corpus/folder/file", 12), ["corpus/", "folder/file"]);
        assert_eq!(lines("at corpus/folder", 12), ["at", "corpus/", "folder"]);
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_nothing_is_lost(text in "\\PC{0,60}|[一-龥，。（）a-z ]{0,60}", width in 2_usize..30) {
            let lines = wrap(&text, width);
            for line in &lines {
                prop_assert!(columns(&text[line.clone()]) <= width);
                prop_assert_eq!(text[line.clone()].trim(), &text[line.clone()]);
            }
            let kept: String = lines.iter().map(|line| &text[line.clone()]).collect();
            let content = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(content(&kept), content(&text));
        }
    }
}
