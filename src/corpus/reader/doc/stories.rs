//! What lies behind the main text: notes, headers and boxes, each with its characters.

use std::ops::Range;

use super::super::bytes::{span, u32_at};
use super::head::{Head, Part, Table};

/// The first of the six headers and footers of the first section; those before part notes from text.
const FIRST_SECTION: usize = 6;

/// Where in a section the header of odd pages is, and that of the first page.
const ODD: usize = 1;
const FIRST: usize = 4;

/// The characters of each text of a part, and what its table holds of it beside its place.
///
/// All characters of the part are in one of them, whatever the table says.
pub(super) fn of<'s>(
    stream: &'s [u8],
    head: &Head,
    (part, table): (Part, Table),
    width: usize,
) -> Vec<(Range<usize>, &'s [u8])> {
    let all = head.characters(part);
    let table = head.table(stream, table).unwrap_or_default();
    let count = table.len().saturating_sub(4) / (4 + width);
    let places = (0..=count).map_while(|at| u32_at(table, 4 * at));
    let places: Vec<usize> = places.map(|place| all.start.saturating_add(place)).collect();
    let is_sound = places.is_sorted() && places.first() == Some(&all.start);
    if all.is_empty() || !is_sound {
        return Vec::from_iter((!all.is_empty()).then_some((all, &[][..])));
    }
    let beside = |at: usize| span(table, 4 * (count + 1) + width * at, width).unwrap_or_default();
    let ends = places.iter().skip(1).map(|end| (*end).min(all.end));
    let mut texts: Vec<_> = places.iter().copied().zip(ends).map(|(from, end)| from..end).collect();
    if let Some(last) = texts.iter_mut().rev().find(|range| range.start < range.end) {
        last.end = all.end;
    }
    texts.into_iter().enumerate().map(|(at, range)| (range, beside(at))).collect()
}

/// The characters of the headers that the first page may have: its own, or that of odd pages.
pub(super) fn first_headers(stream: &[u8], head: &Head) -> [Range<usize>; 2] {
    let headers = of(stream, head, (Part::Headers, Table::Headers), 0);
    [FIRST, ODD].map(|at| {
        headers.get(FIRST_SECTION + at).map(|(range, _)| range.clone()).unwrap_or_default()
    })
}
