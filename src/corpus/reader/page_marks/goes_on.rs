//! Whether a sentence goes on from the line above a page mark to the line below it.

use crate::analyzer::Dictionary;
use crate::text::pattern::Pattern;
use crate::text::{fold_str, is_han};

/// How far a sentence goes on over what lies between two lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum GoesOn {
    /// The first line ends a sentence or a heading, or the second begins a paragraph.
    Not,
    /// Neither line shows an end or a beginning.
    Seemingly,
    /// A comma, a bracket, the width of the line or a word says that it does.
    Surely,
    /// A word is cut in two, and its halves are not words.
    InWord,
}

/// How many characters on either side are looked at for a word.
const NEAR: usize = 8;

/// The least width of a line that is not a heading, in halves of a Han character.
const LEAST: usize = 16;

/// What ends a sentence.
const ENDS: &str = "。！？；：!?;:…";

/// What may follow the end of a sentence, and a sentence goes on after elsewhere.
const CLOSERS: &str = "）)》”’】〕」』\"'";

/// What no line ends with that ends a paragraph.
const OPEN: &str = "，、,（(《“‘【〔「『的";

/// What no line begins with that begins a paragraph.
const CLOSED: &str = "，、。；：！？）》”’】〕」』,;:!?)";

const BRACKETS: [(char, char); 9] = [
    ('《', '》'),
    ('“', '”'),
    ('（', '）'),
    ('(', ')'),
    ('【', '】'),
    ('〔', '〕'),
    ('「', '」'),
    ('『', '』'),
    ('〈', '〉'),
];

/// The number, bullet or name that begins a paragraph.
static BEGINS: Pattern = Pattern::new(
    r"^(?:第[一二三四五六七八九十百千零〇\d]+[章节條条款编編部分项項]|[一二三四五六七八九十百]{1,4}[、.．]|[（(][一二三四五六七八九十百\d]{1,3}[）)]|\d{1,3}(?:[、)）]|[.．](?:\D|$))|[A-Za-z][.、)）]|附[件录錄表]|目\s*[录錄]|[①-⑳⑴-⒇㈠-㈩•●○■□◆◇★☆※▪➢►◎▲△#>*§·]|-\s)",
);

/// How far a sentence goes on from `before` to `after`; `full` says that the first line reaches the
/// right edge of a text whose lines all end there.
pub(super) fn goes_on(before: &str, after: &str, full: bool) -> GoesOn {
    // Of two rows of a table it is the last cell and the first that touch.
    let before = before.rsplit('\t').next().unwrap_or_default().trim();
    let after = after.split('\t').next().unwrap_or_default().trim();
    if before.is_empty() || after.is_empty() {
        return GoesOn::Not;
    }
    if after.starts_with(|c| CLOSED.contains(c)) || is_open_over(before, after) {
        return GoesOn::Surely;
    }
    if ends_sentence(before) || BEGINS.is_match(after) {
        return GoesOn::Not;
    }
    let cut = cut(before, after);
    if cut == GoesOn::InWord {
        return cut;
    }
    let runs = width(before) >= LEAST || before.contains(|c| "，、。；：".contains(c));
    if before.ends_with(|c| OPEN.contains(c)) || full || is_hyphenated(before, after) {
        GoesOn::Surely
    } else if runs || cut > GoesOn::Not {
        cut.max(GoesOn::Seemingly)
    } else {
        GoesOn::Not
    }
}

/// The width of a line in halves of a Han character.
pub(super) fn width(line: &str) -> usize {
    line.trim().chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Whether an English word is parted by a hyphen.
pub(super) fn is_hyphenated(before: &str, after: &str) -> bool {
    let word = before.strip_suffix('-').unwrap_or_default();
    word.ends_with(|c: char| c.is_ascii_lowercase())
        && after.starts_with(|c: char| c.is_ascii_lowercase())
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(|c| CLOSERS.contains(c)).ends_with(|c| ENDS.contains(c))
}

/// Whether a bracket is opened in the one line and closed in the other.
fn is_open_over(before: &str, after: &str) -> bool {
    BRACKETS.iter().any(|(open, close)| {
        let opened = before.rfind(*open).is_some_and(|at| !before[at..].contains(*close));
        let closed = after.find(*close).is_some_and(|at| !after[..at].contains(*open));
        opened && closed
    })
}

/// Whether a word of the dictionary lies over the end of the one line and the beginning of the other.
fn cut(before: &str, after: &str) -> GoesOn {
    let tail = tail(before);
    let head = head(after);
    if tail.is_empty() || head.is_empty() {
        return GoesOn::Not;
    }
    let words = Dictionary::default();
    let borders = words.borders(&format!("{tail}{head}"));
    if borders.contains(&tail.len()) {
        return GoesOn::Not;
    }
    let from = borders.iter().copied().filter(|at| *at < tail.len()).max().unwrap_or(0);
    let to = borders.iter().copied().filter(|at| *at > tail.len()).min().unwrap_or(tail.len());
    let to = to - tail.len();
    let (before, after) = (words.borders(&tail), words.borders(&head));
    let alike = before.contains(&from) && after.contains(&to);
    let single = |borders: &[usize], text: &str, from: usize, to: usize| {
        text[from..to].char_indices().all(|(at, _)| borders.contains(&(from + at)))
    };
    let halves = single(&before, &tail, from, tail.len()) || single(&after, &head, 0, to);
    if alike && halves { GoesOn::InWord } else { GoesOn::Surely }
}

/// The Han characters that the folded line ends with.
fn tail(line: &str) -> String {
    let near: Vec<char> = line.chars().rev().take(3 * NEAR).collect();
    let folded = fold_str(&near.into_iter().rev().collect::<String>());
    let han: Vec<char> = folded.chars().rev().take_while(|c| is_han(*c)).take(NEAR).collect();
    let is_end = line.ends_with(|c: char| is_han(c));
    if is_end { han.into_iter().rev().collect() } else { String::new() }
}

/// The Han characters that the folded line begins with.
fn head(line: &str) -> String {
    let near: String = line.chars().take(3 * NEAR).collect();
    let is_begin = line.starts_with(|c: char| is_han(c));
    let folded = fold_str(&near);
    let han = folded.chars().take_while(|c| is_han(*c)).take(NEAR);
    if is_begin { han.collect() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_goes_on_where_neither_line_ends_it() {
        for (before, after, expected) in [
            ("为加强知识产", "权保护，现通知如下。", GoesOn::InWord),
            ("各级人民政", "府要加强领导", GoesOn::InWord),
            ("为加强知识", "产权保护，现通知如下。", GoesOn::Surely),
            ("依照《中华人民共和国", "专利法》的规定", GoesOn::Surely),
            ("各镇要加强领导，", "压实责任", GoesOn::Surely),
            ("各镇要加强领导", "，压实责任", GoesOn::Surely),
            ("各镇要进一步加强组织领导", "压实工作责任", GoesOn::Seemingly),
            ("请认真贯彻执行。", "某县人民政府", GoesOn::Not),
            ("（此件公开发布。）", "某县人民政府", GoesOn::Not),
            ("某县人民政府", "第一条 为了规范", GoesOn::Not),
            ("工作目标", "强化统筹", GoesOn::Not),
            ("要求各镇抓紧落实各项工作任务", "（一）加强领导", GoesOn::Not),
            ("共投入资金总额约为", "3.5万元", GoesOn::Seemingly),
            ("单位\t知识产", "权局\t三", GoesOn::InWord),
        ] {
            assert_eq!(goes_on(before, after, false), expected, "{before}|{after}");
        }
        assert_eq!(goes_on("工作目标", "强化统筹", true), GoesOn::Surely);
    }
}
