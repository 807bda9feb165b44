//! Numbers of pages and running heads that were left in a text, often inside a word: `知识产⏎— 3 —⏎权`.
//!
//! Texts that `pdftotext` or text recognition made, and what was copied from a viewer of PDF into a page
//! or a database, hold the head and foot of every page between its lines. PDF and OFD tell where a line
//! is on its page ([`layout`](super::layout)); here only the text tells. A line is taken off where
//!
//! * its form is that of a page's number ([`forms`]) and a sentence goes on over it ([`goes_on`]);
//! * numbers of one form count up far from each other ([`series`]), and sentences go on over them;
//! * it is repeated beside such numbers or form feeds, or where sentences go on ([`heads`]).
//!
//! What could be text stays: lists, tables and notes have numbers close together, and no sentence goes on
//! over them. A head that is taken off everywhere comes once, at the end, so that its words are found.
//! One pass tells most texts to have no mark.

pub(super) mod forms;
mod gaps;
mod goes_on;
mod heads;
mod lines;
mod numbers;
mod series;

use std::collections::HashSet;
use std::ops::Range;

use super::lines::FORM_FEED;
use super::portions;
use crate::extract::RawText;
use gaps::Gap;
use goes_on::{GoesOn, is_hyphenated, width};
use lines::{Head, Kind, Line};
use series::Series;

/// The least width of two lines that are joined only because a sentence seems to go on, in halves of a
/// Han character.
const WIDE: usize = 24;

/// Takes the marks of pages off the text of a document.
pub(super) fn take_off(raw: &mut RawText) {
    let Some(Changes { edits, said }) = changes(&raw.text) else { return };
    let text = changed(&raw.text, &edits, &said);
    if text.trim().is_empty() {
        // Nothing but marks: whether it is of any use is not for a reader to judge.
        raw.text.retain(|c| c != FORM_FEED);
        return;
    }
    let edits: Vec<_> = edits.into_iter().map(|(range, between)| (range, between.len())).collect();
    portions::cut(&mut raw.portions, &edits);
    raw.text = text;
}

/// What is to be changed in a text.
struct Changes {
    /// In order.
    edits: Vec<Edit>,
    /// The heads that are added at the end.
    said: Vec<String>,
}

/// What replaces some bytes of a text.
type Edit = (Range<usize>, &'static str);

/// What is to be changed in `text`; `None` where there is nothing.
fn changes(text: &str) -> Option<Changes> {
    let mut lines = lines::of(text)?;
    let edge = lines::wrapped(&lines);
    let series = series::of(&lines);
    settle_heads(&mut lines, edge, &series);
    let gaps = gaps::of(&lines, edge);
    let mut marks = numbers::proven(&lines, &gaps, &series);
    marks.extend(repeated(&lines, &gaps, &marks));
    let edits: Vec<Edit> =
        gaps.iter().flat_map(|gap| edits(&lines, gap, &marks, edge.is_some())).collect();
    let said = said(&lines, &marks).into_iter().map(String::from).collect();
    (!edits.is_empty()).then_some(Changes { edits, said })
}

/// Takes for text what is not a head of pages for certain.
fn settle_heads(lines: &mut [Line<'_>], edge: Option<usize>, series: &[Series]) {
    let heads = heads::proven(lines, &gaps::of(lines, edge), series);
    for line in lines.iter_mut() {
        if matches!(line.kind, Kind::Head(Head { mask, .. }) if !heads.contains(&mask)) {
            line.kind = Kind::Text;
        }
    }
    for at in heads::once(lines, &gaps::of(lines, edge), edge) {
        let mask = lines::mask(lines[at].text).unwrap_or_default();
        lines[at].kind = Kind::Head(Head { mask, number: None });
    }
}

/// The running heads that are taken off: where a page ends, and where a sentence goes on.
fn repeated(lines: &[Line<'_>], gaps: &[Gap], marks: &HashSet<usize>) -> Vec<usize> {
    let is_mark = |gap: &Gap| {
        gap.goes_on >= GoesOn::Seemingly
            || gap.has_feed
            || gap.lines.clone().any(|at| marks.contains(&at))
    };
    let gaps = gaps.iter().filter(|gap| !gap.is_crowd && is_mark(gap));
    let all = gaps.flat_map(|gap| gap.lines.clone());
    all.filter(|at| matches!(lines[*at].kind, Kind::Head(_))).collect()
}

/// The heads of which no line stays, once each.
fn said<'t>(lines: &[Line<'t>], marks: &HashSet<usize>) -> Vec<&'t str> {
    let mask = |at: usize| match lines[at].kind {
        Kind::Head(head) => Some(head.mask),
        _ => None,
    };
    let stays = (0..lines.len()).filter(|at| !marks.contains(at)).filter_map(mask);
    let mut seen: HashSet<u64> = stays.collect();
    let gone = (0..lines.len()).filter(|at| marks.contains(at));
    let new = gone.filter(|at| mask(*at).is_some_and(|mask| seen.insert(mask)));
    new.map(|at| lines[at].text).collect()
}

/// What is changed in a gap.
fn edits(lines: &[Line<'_>], gap: &Gap, marks: &HashSet<usize>, is_wrapped: bool) -> Vec<Edit> {
    let is_gone = |at: &usize| marks.contains(at) || lines[*at].kind == Kind::Feed;
    let gone: Vec<usize> = gap.lines.clone().filter(is_gone).collect();
    let stays = |at: usize| !lines[at].text.is_empty() && !marks.contains(&at);
    if gone.is_empty() {
        return Vec::new();
    }
    match (gap.before, gap.after) {
        (Some(before), Some(after)) if !gap.lines.clone().any(stays) => {
            let (before, after) = (&lines[before], &lines[after]);
            let between = between(before.text, after.text, gap, is_wrapped, has_blank(lines, gap));
            let is_joined = !between.contains('\n');
            let start =
                before.bytes.end - usize::from(is_joined && is_hyphenated(before.text, after.text));
            let end = if is_joined { after.bytes.start } else { after.start };
            vec![(start..end, between)]
        }
        _ => gone.into_iter().map(|at| (whole(lines, at), "")).collect(),
    }
}

/// A line with its end.
fn whole(lines: &[Line<'_>], at: usize) -> Range<usize> {
    let next = lines.get(at + 1).map_or(lines[at].bytes.end, |next| next.start);
    lines[at].start..next
}

fn has_blank(lines: &[Line<'_>], gap: &Gap) -> bool {
    lines[gap.lines.clone()].iter().any(|line| line.kind == Kind::Blank)
}

/// What is between two lines when all between them is taken off: in a text whose lines end at the
/// edge of its pages one more line end, elsewhere nothing where a sentence goes on.
fn between(
    before: &str,
    after: &str,
    gap: &Gap,
    is_wrapped: bool,
    has_blank: bool,
) -> &'static str {
    let is_wide = || width(before) >= WIDE && width(after) >= WIDE;
    let goes_on = match gap.goes_on {
        GoesOn::Not => return if has_blank { "\n\n" } else { "\n" },
        GoesOn::Seemingly => is_wide(),
        GoesOn::Surely | GoesOn::InWord => true,
    };
    let is_latin = |c: char| c.is_ascii_alphanumeric();
    if is_wrapped || !goes_on {
        "\n"
    } else if before.ends_with(is_latin) && after.starts_with(is_latin) {
        " "
    } else {
        ""
    }
}

/// The text with its edits, and what its heads said.
fn changed(text: &str, edits: &[Edit], said: &[String]) -> String {
    let mut changed = String::with_capacity(text.len());
    let mut from = 0;
    for (range, between) in edits {
        changed.push_str(&text[from..range.start]);
        changed.push_str(between);
        from = range.end;
    }
    changed.push_str(&text[from..]);
    for head in said {
        let is_new = !changed.is_empty() && !changed.ends_with('\n');
        changed.extend(is_new.then_some('\n'));
        changed.push_str(head);
    }
    changed
}

#[cfg(test)]
mod tests;
