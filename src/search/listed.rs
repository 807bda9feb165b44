//! Whether a place in a text is in a list of headings, titles or names: contents, what is repealed, who
//! signed. A list tells of a word and says nothing of it.
//!
//! Only what is near the place is read, for it is asked of a few places of each text shown.

use crate::text::numerals::parse;

/// A line of a list has no more bytes than this.
const LONGEST_LINE: usize = 180;

/// So many lines that follow each other make a list.
const FEWEST_LINES: usize = 3;

/// How far headings are looked for in a text whose lines were lost, in bytes on each side.
const REACH: usize = 180;

/// Marks that sentences have, and lines of lists have not.
const MARKS: &str = "。；！？，：;,:!?";

/// Whether the byte `at` of `body` is in a list.
pub(super) fn is_listed(body: &str, at: usize) -> bool {
    let start = body[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = body[at..].find('\n').map_or(body.len(), |length| at + length);
    if end - start > LONGEST_LINE {
        return headings(near(body, start, at, end)) >= FEWEST_LINES;
    }
    is_item(&body[start..end]) && {
        let above = body[..start].lines().rev().filter(is_filled).take(FEWEST_LINES - 1);
        let below = body[end..].lines().filter(is_filled).take(FEWEST_LINES - 1);
        let above = above.take_while(|line| is_item(line)).count();
        above + 1 + below.take_while(|line| is_item(line)).count() >= FEWEST_LINES
    }
}

fn is_filled(line: &&str) -> bool {
    !line.trim().is_empty()
}

/// Whether a line may be one of a list.
fn is_item(line: &str) -> bool {
    line.len() <= LONGEST_LINE && !line.contains(|c| MARKS.contains(c))
}

/// What is near a byte of a line.
fn near(body: &str, start: usize, at: usize, end: usize) -> &str {
    let from = body.floor_char_boundary(at.saturating_sub(REACH).max(start));
    let to = body.ceil_char_boundary((at + REACH).min(end));
    &body[from..to]
}

/// How many headings of chapters follow each other in a text before its first sentence ends.
fn headings(text: &str) -> usize {
    let marked = text.split('第').skip(1).map(|part| {
        let number =
            part.split(['编', '章', '节']).next().filter(|number| number.len() < part.len());
        number.is_some_and(|number| parse(number).is_some())
            && !part.contains(|c| MARKS.contains(c))
    });
    marked.filter(|is_heading| *is_heading).count()
}
