//! Portions of a text (boxes, notes, forms), marked in it until it is whole.
//!
//! A reader puts a text together from lines, cells and boxes that move: a box goes before the
//! paragraph it hangs on, a note behind the last one. So a portion is marked in the text itself, by
//! noncharacters (U+FDD0 and on) that no text may hold in interchange, and [`taken`] turns the marks
//! into ranges once nothing moves any more.

use std::ops::Range;

use crate::extract::{Portion, PortionKind};

/// The kinds that are marked; the mark of the first is [`FIRST`].
const KINDS: [PortionKind; 7] = [
    PortionKind::TextBox,
    PortionKind::Footnote,
    PortionKind::Endnote,
    PortionKind::Header,
    PortionKind::FormField,
    PortionKind::Annotation,
    PortionKind::Embedded,
];

/// The mark that opens a portion of the first kind.
const FIRST: char = '\u{FDD0}';

/// The mark that closes the portion opened last.
pub(super) const END: char = '\u{FDEF}';

/// The mark that opens a portion which was recognised; digits follow of how sure it is, in percent, and
/// [`POINT`].
const RECOGNISED: char = '\u{FDED}';

/// The mark that ends them.
const POINT: char = '\u{FDEE}';

/// The mark that is the digit 0: of how sure a portion is, or of the page of the one opened last.
const DIGIT: char = '\u{FDE0}';

/// `text` with marks around it; as it is where it is blank.
pub(super) fn marked(kind: PortionKind, text: &str) -> String {
    let at = KINDS.iter().position(|one| *one == kind);
    let open = at.and_then(|at| char::from_u32(FIRST as u32 + at as u32));
    match open {
        // The marks lie inside the lines, so that whoever looks for line ends finds them.
        Some(open) if !text.trim().is_empty() => {
            let words = text.trim_end();
            format!("{open}{words}{END}{}", &text[words.len()..])
        }
        _ => text.to_string(),
    }
}

/// `text` with marks around it that tell its page, from one; as it is where it is blank.
pub(super) fn marked_on(kind: PortionKind, page: usize, text: &str) -> String {
    let marked = marked(kind, text);
    let digits = digits(page);
    match marked.chars().next().filter(|c| is_mark(*c)) {
        Some(open) => format!("{open}{digits}{}", &marked[open.len_utf8()..]),
        None => marked,
    }
}

/// The marks that open a portion of this page, from one, that was recognised so surely, in percent.
pub(super) fn recognised(sure: u8, page: usize) -> String {
    format!("{RECOGNISED}{}{POINT}{}", digits(sure.into()), digits(page))
}

/// A number in marks.
fn digits(number: usize) -> String {
    let digit = |c: char| char::from_u32(DIGIT as u32 + c.to_digit(10)?);
    number.to_string().chars().filter_map(digit).collect()
}

/// How sure a portion is, if these marks say so.
fn sure(marks: &str) -> Option<PortionKind> {
    let add = |sum: u8, mark| sum.checked_mul(10)?.checked_add(digit(mark)? as u8);
    (!marks.is_empty())
        .then(|| marks.chars().try_fold(0, add))
        .flatten()
        .map(PortionKind::Recognised)
}

/// `text` without marks, and the portions that they enclosed.
pub(super) fn taken(text: &str) -> (String, Vec<Portion>) {
    if !text.contains(is_mark) {
        return (text.to_string(), Vec::new());
    }
    let mut plain = String::with_capacity(text.len());
    let mut portions: Vec<Portion> = Vec::new();
    let mut open = Vec::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let told = rest.as_str().split_once(POINT).filter(|_| c == RECOGNISED);
        let told = told.and_then(|(marks, after)| Some((sure(marks)?, after)));
        if let Some(kind) = told.map(|(kind, _)| kind).or_else(|| kind(c)) {
            open.push(portions.len());
            portions.push(Portion { bytes: plain.len()..plain.len(), kind, page: None });
            rest = told.map_or(rest, |(_, after)| after.chars());
        } else if c == END {
            open.pop().into_iter().for_each(|at: usize| portions[at].bytes.end = plain.len());
        } else if !is_mark(c) {
            plain.push(c);
        } else if let (Some(digit), Some(at)) = (digit(c), open.last()) {
            let page: &mut Option<u32> = &mut portions[*at].page;
            *page = Some(page.unwrap_or(0).saturating_mul(10).saturating_add(digit));
        }
    }
    portions.retain(|portion| !portion.bytes.is_empty());
    (plain, portions)
}

/// The portions of a text that a repair changed from `before` to `after`: the lines stay, within a
/// line as many characters as before lead to the place.
pub(super) fn moved(portions: &mut [Portion], before: &str, after: &str) {
    for portion in portions {
        let Range { start, end } = portion.bytes;
        let start = place(before, after, start);
        portion.bytes = start..place(before, after, end).max(start);
    }
}

/// The portions of a text in which each of these ranges, in order, was replaced by as many bytes.
pub(super) fn cut(portions: &mut Vec<Portion>, edits: &[(Range<usize>, usize)]) {
    // How many bytes more are there, or fewer, behind each of the ranges.
    let grown: Vec<isize> = edits
        .iter()
        .scan(0, |grown, (range, length)| {
            *grown += *length as isize - range.len() as isize;
            Some(*grown)
        })
        .collect();
    let moved = |at: usize| {
        let begun = edits.partition_point(|(range, _)| range.start < at);
        let Some((range, length)) = begun.checked_sub(1).map(|last| &edits[last]) else {
            return at;
        };
        let before = begun.checked_sub(2).map_or(0, |last| grown[last]);
        let gone = at.min(range.end) - range.start;
        (at + gone.min(*length) - gone).saturating_add_signed(before)
    };
    for portion in portions.iter_mut() {
        portion.bytes = moved(portion.bytes.start)..moved(portion.bytes.end);
    }
    portions.retain(|portion| !portion.bytes.is_empty());
}

fn place(before: &str, after: &str, at: usize) -> usize {
    let head = before.get(..at).unwrap_or(before);
    let line = head.matches('\n').count();
    let column = head.rsplit('\n').next().unwrap_or_default().chars().count();
    let Some(begin) = line_begins(after).nth(line) else { return after.len() };
    let rest = after[begin..].split('\n').next().unwrap_or_default();
    begin + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
}

fn line_begins(text: &str) -> impl Iterator<Item = usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1))
}

fn kind(mark: char) -> Option<PortionKind> {
    KINDS.get((mark as usize).checked_sub(FIRST as usize)?).copied()
}

fn digit(mark: char) -> Option<u32> {
    (mark as u32).checked_sub(DIGIT as u32).filter(|digit| *digit < 10)
}

/// Whether a character marks a portion.
pub(super) fn is_mark(c: char) -> bool {
    (FIRST..=END).contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn portions_are_where_they_were_marked() {
        let note = marked(PortionKind::Footnote, "注：甲\n");
        let boxed = marked(PortionKind::TextBox, &format!("某县文件\n{note}"));
        let (text, portions) = taken(&format!("{boxed}各镇：\n"));
        assert_eq!(text, "某县文件\n注：甲\n各镇：\n");
        let found = |portion: &Portion| (portion.kind, text[portion.bytes.clone()].to_string());
        let found: Vec<_> = portions.iter().map(found).collect();
        let expected = [
            (PortionKind::TextBox, "某县文件\n注：甲".to_string()),
            (PortionKind::Footnote, "注：甲".to_string()),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_portion_tells_its_page() {
        let answer = marked_on(PortionKind::FormField, 120, "李四");
        let (text, portions) = taken(&format!("姓名：{answer}"));
        assert_eq!((text.as_str(), portions[0].page), ("姓名：李四", Some(120)));
        assert_eq!(portions[0].bytes, 9..15);
        assert_eq!(marked_on(PortionKind::FormField, 1, " "), " ");
    }

    #[test]
    fn marks_of_a_hostile_text_open_and_close_nothing_else() {
        let (text, portions) = taken("\u{FDEF}甲\u{FDD0}乙\u{FDE0}");
        assert_eq!((text.as_str(), portions.len()), ("甲乙", 0));
        assert_eq!(marked(PortionKind::TextBox, " \n"), " \n");
    }

    #[test]
    fn portions_move_with_what_is_cut_before_and_in_them() {
        let portion = |bytes| Portion { bytes, kind: PortionKind::TextBox, page: None };
        let mut portions = vec![portion(0..4), portion(6..20), portion(10..12), portion(30..40)];
        cut(&mut portions, &[(3..5, 1), (10..12, 0), (22..30, 1)]);
        let moved: Vec<_> = portions.into_iter().map(|portion| portion.bytes).collect();
        assert_eq!(moved, [0..4, 5..17, 20..30]);
    }

    #[test]
    fn a_page_that_was_recognised_says_which_it_is_and_how_sure() {
        let page = |sure, page, text: &str| format!("{}{text}{END}", recognised(sure, page));
        let (text, portions) =
            taken(&format!("甲\n{}\n{}", page(91, 2, "乙"), page(100, 13, "丙")));
        assert_eq!(text, "甲\n乙\n丙");
        let found: Vec<_> =
            portions.iter().map(|one| (one.kind, one.page, &text[one.bytes.clone()])).collect();
        let kind = PortionKind::Recognised;
        assert_eq!(found, [(kind(91), Some(2), "乙"), (kind(100), Some(13), "丙")]);
        let (text, portions) = taken("\u{FDED}甲\u{FDED}\u{FDEE}乙\u{FDEF}");
        assert_eq!((text.as_str(), portions.len()), ("甲乙", 0));
    }

    #[test]
    fn a_repair_moves_portions_with_their_lines() {
        let mut portions = [Portion { bytes: 3..9, kind: PortionKind::TextBox, page: None }];
        moved(&mut portions, "ab\nxxxyyy\nc", "国\n务院\nc");
        assert_eq!(portions[0].bytes, 4..10);
    }
}
