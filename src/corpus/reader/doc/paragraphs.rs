//! The paragraphs' properties, kept in pages of 512 bytes by the places of their characters.

use super::super::bytes::{span, u16_at};
use super::head::{Head, Table};
use super::pages::Pages;
use super::properties::Properties;

/// What a paragraph's style is when nothing is said: the standard one.
const STANDARD: u16 = 0;

/// The pages of properties of a document.
pub(super) struct Paragraphs<'a>(Pages<'a>);

/// A paragraph as its page has it.
pub(super) struct Paragraph {
    /// The place behind its last character in the main stream.
    pub end: usize,
    pub style: u16,
    pub properties: Properties,
}

impl<'a> Paragraphs<'a> {
    pub(super) fn of(main: &'a [u8], stream: &'a [u8], head: &Head) -> Self {
        Self(Pages::of(main, stream, head, Table::Paragraphs))
    }

    /// The paragraph that the character at a place of the main stream belongs to.
    pub(super) fn at(&self, place: usize) -> Option<Paragraph> {
        let entry = self.0.at(place)?;
        let (style, run) = described(entry.page, entry.count, entry.at)?;
        Some(Paragraph { end: entry.end, style, properties: Properties::of(run) })
    }
}

/// The style and the modifiers of the paragraph `at` of the `count` on a page.
fn described(page: &[u8], count: usize, at: usize) -> Option<(u16, &[u8])> {
    let offset = 2 * usize::from(*page.get(4 * (count + 1) + 13 * at)?);
    if offset == 0 {
        return Some((STANDARD, &[]));
    }
    // A length in words but for half a one, or zero and then the length in words.
    let described = match *page.get(offset)? {
        0 => span(page, offset + 2, 2 * usize::from(*page.get(offset + 1)?))?,
        words => span(page, offset + 1, 2 * usize::from(words) - 1)?,
    };
    Some((u16_at(described, 0)?, described.get(2..)?))
}

#[cfg(test)]
mod tests {
    use super::super::pages::PAGE;
    use super::*;

    /// A page of three paragraphs, from 1024 on: on list 3, in style 7, and one that says nothing.
    fn page() -> Vec<u8> {
        let mut page = vec![0; PAGE];
        for (at, place) in [1024_u32, 1034, 1044, 1050].iter().enumerate() {
            page[4 * at..4 * at + 4].copy_from_slice(&place.to_le_bytes());
        }
        (page[16], page[29], page[42]) = (100, 120, 0);
        // Seven bytes are four words but for half a one; the other length is in whole words.
        page[200..208].copy_from_slice(&[4, 0, 0, 0x0B, 0x46, 3, 0, 0]);
        page[240..246].copy_from_slice(&[0, 2, 7, 0, 9, 9]);
        page[PAGE - 1] = 3;
        page
    }

    fn paragraphs<'a>(main: &'a [u8], pages: &'a [u8]) -> Paragraphs<'a> {
        Paragraphs(Pages { main, table: pages })
    }

    #[test]
    fn a_place_finds_its_paragraph() {
        let main = [vec![0; PAGE], page()].concat();
        let pages = [1024_u32, 1050, 1].map(u32::to_le_bytes).concat();
        let paragraphs = paragraphs(&main, &pages);
        let first = paragraphs.at(1033).unwrap();
        assert_eq!((first.end, first.style), (1034, 0));
        assert_eq!(first.properties.listed.list.as_deref(), Some("3"));
        let second = paragraphs.at(1034).unwrap();
        assert_eq!((second.end, second.style), (1044, 7));
        assert_eq!(paragraphs.at(1049).unwrap().style, STANDARD);
        assert!(paragraphs.at(1023).is_none() && paragraphs.at(1050).is_none());
    }

    #[test]
    fn a_page_that_is_not_there_has_no_paragraph() {
        let pages = [1024_u32, 1050, 0x003F_FFFF].map(u32::to_le_bytes).concat();
        assert!(paragraphs(&page(), &pages).at(1030).is_none());
        assert!(paragraphs(&page(), &[]).at(1030).is_none());
    }
}
