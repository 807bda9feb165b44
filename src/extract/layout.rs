//! The parts of a 公文: head, addressee, text, signature, date, attachment.
//!
//! Invariant: lines are never changed, only named; both scripts have the same lines.
//!
//! ```text
//! 成都市人民政府文件          Banner
//! 成府发〔2020〕1号           Number
//! 成都市人民政府关于          Fragment
//! 印发防汛预案的通知          Fragment
//! 各区（市）县政府：          Addressee     ← opening
//! 现将……。
//! 成都市人民政府              signature
//! 2020年1月2日                dateline
//! ```

use std::ops::Range;

use super::date;
use super::line::{self, Shape};

/// The most lines (blank ones aside) that a head may have.
const LONGEST_HEAD: usize = 40;

/// The most lines of signatures above one date.
const MOST_SIGNATURES: usize = 12;

/// A line of the head that says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct HeadLine {
    /// Which line of the text it is.
    pub at: usize,
    /// What it is.
    pub shape: Shape,
}

/// The end of the paper itself, before anything it carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Close {
    /// The lines of its signatures.
    pub signatures: Range<usize>,
    /// The line of its date, when it has one.
    pub dateline: Option<usize>,
}

/// The lines of a text and the parts they make.
#[derive(Debug)]
pub(super) struct Layout<'a> {
    own: Vec<&'a str>,
    plain: Vec<&'a str>,
    /// The lines before the text, blank ones left out.
    pub head: Vec<HeadLine>,
    /// The first line of the text or of its addressees; the number of lines when there is none.
    pub opening: usize,
    /// The first signature, when one was found.
    pub close: Option<Close>,
}

impl<'a> Layout<'a> {
    /// The layout of `own`, read through its Simplified form `plain`.
    pub(super) fn of(own: &'a str, plain: &'a str) -> Self {
        let plain: Vec<_> = plain.lines().collect();
        let mut own: Vec<_> = own.lines().collect();
        if own.len() != plain.len() {
            own.clone_from(&plain);
        }
        let (head, opening) = head_of(&plain);
        let close = close_of(&plain, opening);
        Self { own, plain, head, opening, close }
    }

    /// The line at `at` in Simplified.
    pub(super) fn line(&self, at: usize) -> &'a str {
        self.plain.get(at).copied().unwrap_or_default()
    }

    /// The line at `at` in the source's own script.
    pub(super) fn own_line(&self, at: usize) -> &'a str {
        self.own.get(at).copied().unwrap_or_default()
    }

    /// How many lines there are.
    pub(super) fn len(&self) -> usize {
        self.plain.len()
    }

    /// The lines of the head that have this shape, in Simplified.
    pub(super) fn shaped(&self, shape: Shape) -> impl Iterator<Item = &'a str> {
        self.head.iter().filter(move |line| line.shape == shape).map(|line| self.line(line.at))
    }

    /// The lines that bear the signatures of the paper.
    pub(super) fn signatures(&self) -> impl Iterator<Item = &'a str> {
        let lines = self.close.as_ref().map_or(0..0, |close| close.signatures.clone());
        lines.map(|at| self.line(at)).filter(|line| !line.trim().is_empty())
    }
}

/// The lines before the text with their shapes, and where the text opens.
fn head_of(lines: &[&str]) -> (Vec<HeadLine>, usize) {
    let mut head = Vec::new();
    for (at, text) in lines.iter().enumerate().filter(|(_, text)| !line::is_blank(text)) {
        let shape = line::shape(text);
        let opens = matches!(shape, Shape::Addressee | Shape::Opening);
        if opens || head.len() == LONGEST_HEAD {
            return (head, at);
        }
        head.push(HeadLine { at, shape });
    }
    (head, lines.len())
}

/// The first date with signatures above it, or last lines that are signatures.
fn close_of(lines: &[&str], opening: usize) -> Option<Close> {
    let dated = (opening..lines.len()).find_map(|at| dated_close(lines, at, opening));
    dated.or_else(|| undated_close(lines, opening))
}

/// The close whose date is on line `at`.
fn dated_close(lines: &[&str], at: usize, opening: usize) -> Option<Close> {
    if signs_and_dates(lines[at]) {
        return Some(Close { signatures: at..at + 1, dateline: Some(at) });
    }
    if !line::is_date(lines[at]) && !line::is_month(lines[at]) {
        return None;
    }
    let signatures = signatures_above(lines, at, opening);
    (!signatures.is_empty()).then_some(Close { signatures, dateline: Some(at) })
}

/// Without a date: the last lines, when they are signatures below a finished sentence.
fn undated_close(lines: &[&str], opening: usize) -> Option<Close> {
    let filled = |at: &usize| !line::is_blank(lines[*at]);
    let last = (opening..lines.len()).rev().find(filled)?;
    let signatures = signatures_above(lines, last + 1, opening);
    let above = (opening..signatures.start).rev().find(filled)?;
    let finished = lines[above].trim_end().ends_with(['。', '！', '）', ')']);
    (finished && !signatures.is_empty()).then_some(Close { signatures, dateline: None })
}

/// `国务院办公厅 2018年12月4日`: one line that is both.
fn signs_and_dates(text: &str) -> bool {
    let text = date::remark::without(text.trim());
    if text.len() > 150 || !text.ends_with(['日', ')', '）', '月']) {
        return false;
    }
    let split = text.rsplit_once(line::is_space);
    split.is_some_and(|(signer, date)| {
        line::is_signature(signer) && (line::is_date(date) || line::is_month(date))
    })
}

/// The signature lines that end above line `end`.
fn signatures_above(lines: &[&str], end: usize, opening: usize) -> Range<usize> {
    let mut first = end;
    for at in (opening..end).rev() {
        if line::is_blank(lines[at]) {
            continue;
        }
        if !line::is_signature(lines[at]) || end - at > MOST_SIGNATURES * 2 {
            break;
        }
        first = at;
    }
    first..end
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTICE: &str = "某县人民政府文件\n某政发〔2020〕1号\n某县人民政府关于\n印发防汛预案的通知\n\n\
        各乡镇人民政府：\n现将预案印发给你们。\n某县人民政府\n2020年1月2日\n某县防汛预案\n\
        一、总则。\n某县水利局\n2019年5月6日";

    #[test]
    fn the_parts_of_a_notice_are_named() {
        let layout = Layout::of(NOTICE, NOTICE);
        let shapes: Vec<_> = layout.head.iter().map(|line| line.shape).collect();
        let fragment = Shape::Fragment;
        assert_eq!(shapes, [Shape::Banner, Shape::Number, fragment, fragment]);
        assert_eq!(layout.line(layout.opening), "各乡镇人民政府：");
    }

    #[test]
    fn the_first_signature_closes_the_paper() {
        let layout = Layout::of(NOTICE, NOTICE);
        assert_eq!(layout.signatures().collect::<Vec<_>>(), ["某县人民政府"]);
        let dateline = layout.close.as_ref().and_then(|close| close.dateline);
        assert_eq!(dateline.map(|at| layout.line(at)), Some("2020年1月2日"));
    }

    #[test]
    fn a_signature_may_share_the_line_of_its_date() {
        let text = "各乡镇：\n请照此办理。\n某县人民政府办公室　2020年1月2日";
        let layout = Layout::of(text, text);
        assert_eq!(layout.signatures().count(), 1);
    }

    #[test]
    fn a_list_of_bodies_is_no_signature() {
        let text = "受表扬单位名单。\n一、先进单位\n某县水利局\n某县民政局";
        assert_eq!(Layout::of(text, text).close, None);
    }

    #[test]
    fn a_text_of_nothing_has_no_parts() {
        let layout = Layout::of("", "");
        assert_eq!((layout.head.len(), layout.opening, layout.close), (0, 0, None));
    }
}
