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
    let ends = places.iter().skip(1).map(|end| (*end).min(all.end));
    let mut texts: Vec<_> = places.iter().copied().zip(ends).map(|(from, end)| from..end).collect();
    match texts.iter_mut().rev().find(|range| range.start < range.end).filter(|_| is_sound) {
        Some(last) => last.end = all.end,
        None if all.is_empty() => return Vec::new(),
        None => return vec![(all, &[])],
    }
    let beside = |at: usize| span(table, 4 * (count + 1) + width * at, width).unwrap_or_default();
    texts.into_iter().enumerate().map(|(at, range)| (range, beside(at))).collect()
}

/// The characters of the headers that the first page may have: its own, or that of odd pages.
pub(super) fn first_headers(stream: &[u8], head: &Head) -> [Range<usize>; 2] {
    let headers = of(stream, head, (Part::Headers, Table::Headers), 0);
    [FIRST, ODD].map(|at| {
        headers.get(FIRST_SECTION + at).map(|(range, _)| range.clone()).unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A head with so many characters of main text and of footnotes, and a table at the beginning of
    /// the table stream.
    fn main(table: &[u8]) -> Vec<u8> {
        let mut main = vec![0; 0x400];
        let mut put = |at: usize, number: u32| {
            main[at..at + 4].copy_from_slice(&number.to_le_bytes());
        };
        put(0, 0x00C1_A5EC);
        put(0x4C, 10);
        put(0x50, 20);
        put(Table::Footnotes as usize + 4, table.len() as u32);
        main
    }

    fn texts(places: &[u32]) -> Vec<Range<usize>> {
        let table: Vec<u8> = places.iter().flat_map(|place| place.to_le_bytes()).collect();
        let main = main(&table);
        let head = Head::of(&main).unwrap();
        let found = of(&table, &head, (Part::Footnotes, Table::Footnotes), 0);
        found.into_iter().map(|(range, _)| range).filter(|range| !range.is_empty()).collect()
    }

    #[test]
    fn every_character_is_in_a_text_whatever_the_table_says() {
        assert_eq!(texts(&[0, 5, 20, 22]), [10..15, 15..30]);
        assert_eq!(texts(&[0, 5, 19]), [10..15, 15..30]);
        assert_eq!(texts(&[0, 5, 99]), [10..15, 15..30]);
        for damaged in [&[3, 5, 20][..], &[0, 9, 4, 20], &[0, 0], &[0], &[]] {
            let found = texts(damaged);
            assert!(found.len() == 1 && found[0] == (10..30), "{damaged:?}");
        }
    }
}
