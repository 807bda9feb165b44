//! The properties of characters: what is hidden or deleted, symbols, and where a form's data lies.
//!
//! They are kept in pages as those of paragraphs are; a document whose pages are damaged is read as
//! if its characters had none.

use super::super::bytes::{span, u16_at, u32_at};
use super::head::{Head, Table};
use super::pages::Pages;
use super::properties::modifiers;

/// `sprmCFRMarkDel`: deleted while changes were tracked.
const DELETED: u16 = 0x0800;
/// `sprmCFVanish`: hidden.
const HIDDEN: u16 = 0x083C;
/// `sprmCSymbol`: a font and the code of a symbol, whose place in the text a bracket takes.
const SYMBOL: u16 = 0x6A09;
/// `sprmCPicLocation`: where the stream `Data` has a picture or a form field.
const DATA: u16 = 0x6A03;
/// `sprmCRgFtc0` and `sprmCRgFtc2`: the font of characters that are not of East Asia.
const FONTS: [u16; 2] = [0x4A4F, 0x4A51];

/// What the properties of characters say, as far as it matters to the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    deleted: Option<bool>,
    hidden: Option<bool>,
    /// The number of a font and a code in it.
    pub symbol: Option<(usize, u32)>,
    /// The place in the stream `Data`.
    pub data: Option<usize>,
    /// The number of the font.
    pub font: Option<usize>,
}

impl Look {
    /// What a run of modifiers says, up to where it is damaged.
    pub(super) fn of(run: &[u8]) -> Self {
        let mut look = Self::default();
        modifiers(run).for_each(|(code, operand)| look.set(code, operand));
        look
    }

    /// Both, where `later` has the last word.
    pub(super) fn then(self, later: Self) -> Self {
        Self {
            deleted: later.deleted.or(self.deleted),
            hidden: later.hidden.or(self.hidden),
            symbol: later.symbol.or(self.symbol),
            data: later.data.or(self.data),
            font: later.font.or(self.font),
        }
    }

    /// The modifiers that a piece names with one byte (`Prm0`), by the names that matter here.
    pub(super) fn of_short(name: u16, value: u16) -> Self {
        let flag = |of: u16| (name == of).then_some(value & 1 == 1);
        Self { deleted: flag(0x41), hidden: flag(0x5C), ..Self::default() }
    }

    /// Whether the characters are left out: hidden, or deleted.
    pub(super) fn is_out(&self) -> bool {
        self.is_deleted() || self.hidden == Some(true)
    }

    pub(super) fn is_deleted(&self) -> bool {
        self.deleted == Some(true)
    }

    fn set(&mut self, code: u16, operand: &[u8]) {
        // 0x80 is what the style says and 0x81 the contrary; styles that hide are not looked at.
        let flag = || operand.first().map(|value| value & 1 == 1);
        match code {
            DELETED => self.deleted = flag(),
            HIDDEN => self.hidden = flag(),
            SYMBOL => {
                let code = u16_at(operand, 2).map(u32::from);
                self.symbol = u16_at(operand, 0).map(usize::from).zip(code);
            }
            DATA => self.data = u32_at(operand, 0),
            code if FONTS.contains(&code) => self.font = u16_at(operand, 0).map(usize::from),
            _ => {}
        }
    }
}

/// The pages of properties of characters.
pub(super) struct Characters<'a> {
    pages: Pages<'a>,
    /// What was found last, between which places.
    last: (usize, usize, Look),
}

impl<'a> Characters<'a> {
    pub(super) fn of(main: &'a [u8], stream: &'a [u8], head: &Head) -> Self {
        let pages = Pages::of(main, stream, head, Table::Characters);
        Self { pages, last: (0, 0, Look::default()) }
    }

    /// How the character at a place of the main stream looks.
    pub(super) fn at(&mut self, place: usize) -> Look {
        let (from, end, _) = self.last;
        if !(from..end).contains(&place) {
            self.last = self.found(place);
        }
        self.last.2
    }

    fn found(&self, place: usize) -> (usize, usize, Look) {
        let Some(entry) = self.pages.at(place) else { return (place, place, Look::default()) };
        let offset = entry.page.get(4 * (entry.count + 1) + entry.at);
        let offset = offset.map_or(0, |words| 2 * usize::from(*words));
        let run = entry.page.get(offset).filter(|_| offset > 0);
        let run = run.and_then(|length| span(entry.page, offset + 1, usize::from(*length)));
        (place, entry.end, run.map(Look::of).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::super::pages::PAGE;
    use super::*;

    #[test]
    fn a_run_says_what_is_out_and_where_symbols_are() {
        let run = [
            &[0x35, 0x08, 1][..],
            &[0x3C, 0x08, 0x81],
            &[0x09, 0x6A, 3, 0, 0xFE, 0xF0],
            &[0x03, 0x6A, 0, 1, 0, 0],
            &[0x4F, 0x4A, 7, 0],
        ];
        let look = Look::of(&run.concat());
        assert!(look.is_out() && !look.is_deleted());
        assert_eq!((look.symbol, look.data, look.font), (Some((3, 0xF0FE)), Some(256), Some(7)));
        let shown = look.then(Look::of(&[0x3C, 0x08, 0]));
        assert!(!shown.is_out() && shown.then(Look::of_short(0x41, 1)).is_deleted());
        assert!(!Look::of(&[0x3C, 0x08, 0x80, 0x00, 0x08]).is_out());
    }

    /// A page with characters from 1024 on: plain ones, then deleted ones from 1030 to 1034.
    #[test]
    fn a_place_finds_its_run() {
        let mut page = vec![0; PAGE];
        for (at, place) in [1024_u32, 1030, 1034].iter().enumerate() {
            page[4 * at..4 * at + 4].copy_from_slice(&place.to_le_bytes());
        }
        (page[13], page[PAGE - 1]) = (100, 2);
        page[200..204].copy_from_slice(&[3, 0, 8, 1]);
        let main = [vec![0; PAGE], page].concat();
        let table = [1024_u32, 1034, 1].map(u32::to_le_bytes).concat();
        let pages = Pages { main: &main, table: &table };
        let mut characters = Characters { pages, last: (0, 0, Look::default()) };
        let mut deleted = |place| characters.at(place).is_deleted();
        assert_eq!(
            [1023, 1024, 1029, 1030, 1033, 1034, 1028].map(&mut deleted),
            [false, false, false, true, true, false, false]
        );
    }
}
