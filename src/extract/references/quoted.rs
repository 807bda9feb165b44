//! The titles that are between 《 and 》 in a text, the outermost ones.
//!
//! Titles hold titles (`《关于修改〈某法〉的决定》`, also with `<某法>` or `《某法》` inside), and lines
//! break within them. A 《 that nothing closes begins no title.

use std::ops::Range;

/// The longest title looked for, in characters: what closes later closes something else.
const LONGEST: usize = 200;

/// How many times a line may break within a title.
const MOST_BREAKS: usize = 3;

/// The bytes of all titles in `text`, marks left out, in order and apart from each other.
pub(super) fn titles(text: &str) -> Vec<Range<usize>> {
    let mut titles = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find('《') {
        let start = from + open + '《'.len_utf8();
        match end(&text[start..]) {
            Some(length) => {
                titles.push(start..start + length);
                from = start + length;
            }
            None => from = start,
        }
    }
    titles
}

/// How many bytes of `text`, which follows a 《, are its title.
fn end(text: &str) -> Option<usize> {
    let mut open = vec!['《'];
    let mut breaks = 0;
    for (at, c) in text.char_indices().take(LONGEST) {
        match c {
            '《' | '〈' | '<' | '＜' => open.push(c),
            '》' => while open.pop().is_some_and(|mark| mark != '《') {},
            '〉' | '>' | '＞' if open.len() > 1 => _ = open.pop(),
            '\n' => breaks += 1,
            '。' | '\t' => return None,
            _ => {}
        }
        if open.is_empty() {
            return Some(at);
        }
        if breaks > MOST_BREAKS {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        titles(text).into_iter().map(|span| &text[span]).collect()
    }

    #[test]
    fn titles_hold_titles_and_line_breaks() {
        for (text, expected) in [
            ("依据《甲办法》、《乙条例》", vec!["甲办法", "乙条例"]),
            ("《关于修改〈甲法〉的决定》和《丙》", vec!["关于修改〈甲法〉的决定", "丙"]),
            ("《关于修改<甲法>的决定》", vec!["关于修改<甲法>的决定"]),
            ("《关于修改《甲法》的决定》", vec!["关于修改《甲法》的决定"]),
            ("《实施〈甲法》办法", vec!["实施〈甲法"]),
            ("《甲省\n节水办法》", vec!["甲省\n节水办法"]),
            ("《甲办法。乙》丙《丁》", vec!["丁"]),
            ("》《", vec![]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
