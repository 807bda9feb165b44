//! Which lines of a text are its contents (目录): headings that are listed before they stand over
//! anything.

use std::collections::HashMap;
use std::ops::Range;

use super::line::{Line, is_short};

/// How many lines, such as 序言, may stand between the word 目录 and the first heading listed.
const MOST_BEFORE: usize = 3;

/// The lines that are contents, as ranges in order.
pub(super) fn contents(lines: &[(&str, Line)]) -> Vec<Range<usize>> {
    let ahead = ahead(lines);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        match listed(lines, &ahead, at) {
            Some(range) => {
                at = range.end;
                found.push(range);
            }
            None => at += 1,
        }
    }
    found
}

/// What follows a line, by line; what does not is the end of the text.
#[derive(Clone, Copy)]
struct Ahead {
    /// The next that may not stand in contents.
    other: usize,
    /// The next that is the same heading.
    again: usize,
    /// The next heading of its level.
    alike: usize,
}

/// What follows each line: looked up once, or a text of headings alone would be read again for each.
fn ahead(lines: &[(&str, Line)]) -> Vec<Ahead> {
    let end = lines.len();
    let (mut other, mut headings, mut levels) = (end, HashMap::new(), HashMap::new());
    let mut ahead = Vec::with_capacity(end);
    for (at, line) in lines.iter().enumerate().rev() {
        let (mut again, mut alike) = (end, end);
        if let Line::Heading(level, number) = line.1 {
            again = headings.insert((level, number), at).unwrap_or(end);
            alike = levels.insert(level, at).unwrap_or(end);
        }
        ahead.push(Ahead { other, again, alike });
        if !is_entry(line) {
            other = at;
        }
    }
    ahead.reverse();
    ahead
}

/// The contents that begin with the line `at`.
fn listed(lines: &[(&str, Line)], ahead: &[Ahead], at: usize) -> Option<Range<usize>> {
    let is_named = is_name(lines[at].0);
    let is_heading = |at: &usize| matches!(lines[*at].1, Line::Heading(..));
    let first = match is_named {
        true => (at + 1..lines.len()).take(MOST_BEFORE + 1).find(is_heading)?,
        false => Some(at).filter(is_heading)?,
    };
    let Ahead { other, again, alike } = ahead[first];
    let end = other.min(again);
    let is_several = alike < end;
    let is_contents = match is_named {
        true => is_several || again == end && end < lines.len(),
        false => is_several && again < lines.len(),
    };
    is_contents.then_some(at..end)
}

/// Whether a line is the word 目录 alone.
fn is_name(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && !"*#".contains(*c)).collect();
    matches!(bare.as_str(), "目录" | "目錄" | "目次")
}

/// Whether a line may stand in contents.
fn is_entry((text, line): &(&str, Line)) -> bool {
    matches!(line, Line::Heading(..)) || is_short(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of a text that are contents.
    fn of(text: &str) -> Vec<&str> {
        let lines: Vec<_> = text.lines().map(|line| (line, Line::of(line))).collect();
        let found = contents(&lines).into_iter().flatten();
        found.map(|at| lines[at].0).collect()
    }

    #[test]
    fn what_is_listed_before_it_begins_is_contents() {
        let contents = ["目　录", "第一章 总则", "第二章 罚则"];
        let text = "渡口法\n目　录\n第一章 总则\n第二章 罚则\n第一章 总则\n第一条 甲。\n第二章 罚则\n第二条 乙。";
        assert_eq!(of(text), contents);
        assert_eq!(of(&text.replace("目　录\n", "")), contents[1..]);
        let with_preface =
            "目录\n序言\n第一章 总则\n第二章 罚则\n序言\n渡口自古有之。\n第一章 总则\n第一条 甲。";
        assert_eq!(of(with_preface), ["目录", "序言", "第一章 总则", "第二章 罚则", "序言"]);
        let with_articles = "目录\n第一章 总则\n第一条 目的\n第二条 范围\n第一章 总则\n第一条 甲。";
        assert_eq!(of(with_articles).len(), 4);
        let without_headings = "目录\n第一章 总则\n第二章 罚则\n第一条 甲。\n第二条 乙。";
        assert_eq!(of(without_headings), ["目录", "第一章 总则", "第二章 罚则"]);
    }

    #[test]
    fn what_stands_over_a_text_is_none() {
        for text in [
            "目录\n第一章 总则\n第一条 甲。\n第二章 罚则\n第二条 乙。",
            "第一章 总则\n第一条 甲。\n第二章 罚则\n第二条 乙。",
            "第一章 总则\n第一节 看护\n第一条 甲。\n第二章 罚则\n第一节 渡船\n第二条 乙。",
            "甲办法\n第一章 总则\n第一条 甲。\n乙办法\n第一章 总则\n第一条 乙。",
            "目录\n没有章节。",
            "",
        ] {
            assert_eq!(of(text), [""; 0], "{text}");
        }
    }
}
