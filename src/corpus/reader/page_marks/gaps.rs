//! What lies between two lines of text and may be the end of a page.

use std::ops::Range;

use super::goes_on::{GoesOn, goes_on, width};
use super::lines::{Kind, Line, is_full};

/// How many lines the foot of a page and the head of the next have together at most.
const LONGEST: usize = 6;

/// Lines that may be marks of a page, one after the other, and the text around them.
#[derive(Clone, Debug)]
pub(super) struct Gap {
    /// The lines, blank ones among them.
    pub lines: Range<usize>,
    /// The line of text before them; `None` at the beginning of the text.
    pub before: Option<usize>,
    /// The line of text behind them; `None` at its end.
    pub after: Option<usize>,
    /// Whether a sentence goes on over them.
    pub goes_on: GoesOn,
    /// Whether a page ends there.
    pub has_feed: bool,
    /// Whether there are too many lines for the end of a page: none of them is a mark.
    pub is_crowd: bool,
}

/// The gaps between the lines of a text whose lines all end at `edge`, if they do.
pub(super) fn of(lines: &[Line<'_>], edge: Option<usize>) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if lines[at].kind == Kind::Text {
            at += 1;
            continue;
        }
        let end = (at..lines.len()).find(|at| lines[*at].kind == Kind::Text).unwrap_or(lines.len());
        gaps.extend(gap(lines, at..end, edge));
        at = end;
    }
    gaps
}

fn gap(lines: &[Line<'_>], inner: Range<usize>, edge: Option<usize>) -> Option<Gap> {
    let own = &lines[inner.clone()];
    let filled = own.iter().filter(|line| !line.text.is_empty()).count();
    let has_feed = own.iter().any(|line| line.kind == Kind::Feed);
    if filled == 0 && !has_feed {
        return None;
    }
    let before = inner.start.checked_sub(1);
    let after = (inner.end < lines.len()).then_some(inner.end);
    let goes_on = before.zip(after).map_or(GoesOn::Not, |(before, after)| {
        let before = lines[before].text;
        let full = edge.is_some_and(|edge| is_full(width(before), edge));
        goes_on(before, lines[after].text, full)
    });
    let is_crowd = filled > LONGEST;
    Some(Gap { lines: inner, before, after, goes_on, has_feed, is_crowd })
}
