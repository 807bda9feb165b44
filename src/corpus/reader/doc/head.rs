//! The head of the main stream (the file information block): where the tables lie.
//!
//! The places are those of `FibRgFcLcb97` in \[MS-DOC\], pairs of an offset and a length from 0x9A on.

use std::ops::Range;

use super::super::bytes::{span, u16_at, u32_at};
use crate::error::Refusal;

/// The first version whose tables are as read here: Word 97, which in some languages is 0xC0.
const WORD_97: u16 = 0x00C0;

/// A table that the head tells the place of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Table {
    /// The styles (`fcStshf`).
    Styles = 0xA2,
    /// Where each footnote begins (`fcPlcffndTxt`).
    Footnotes = 0xB2,
    /// Where each header and footer begins (`fcPlcfHdd`).
    Headers = 0xF2,
    /// The pages of properties of characters (`fcPlcfBteChpx`).
    Characters = 0xFA,
    /// The pages of paragraph properties (`fcPlcfBtePapx`).
    Paragraphs = 0x102,
    /// The names of the fonts (`fcSttbfFfn`).
    Fonts = 0x112,
    /// The pieces of the text (`fcClx`).
    Pieces = 0x1A2,
    /// Where the drawings of the main text hang (`fcPlcSpaMom`).
    Anchors = 0x1DA,
    /// Where the drawings of headers hang (`fcPlcSpaHdr`).
    HeaderAnchors = 0x1E2,
    /// Where each endnote begins (`fcPlcfendTxt`).
    Endnotes = 0x212,
    /// The drawings themselves (`fcDggInfo`).
    Drawings = 0x22A,
    /// Where the text of each box begins (`fcPlcftxbxTxt`).
    Boxes = 0x25A,
    /// Where the text of each box of headers begins (`fcPlcfHdrtxbxTxt`).
    HeaderBoxes = 0x26A,
    /// The definitions of lists (`fcPlfLst`).
    Lists = 0x2E2,
    /// The lists that paragraphs name (`fcPlfLfo`).
    Overrides = 0x2EA,
}

/// A part of the text, by its place among the parts that lie behind each other; the third is of
/// macros, which Word 97 has none of, the fourth of annotations.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    Main = 0,
    Footnotes = 1,
    Headers = 2,
    Endnotes = 5,
    Boxes = 6,
    HeaderBoxes = 7,
}

/// Where the head tells how many characters the first part has (`ccpText`).
const COUNTS: usize = 0x4C;

/// What the head of the main stream says.
pub(super) struct Head<'a> {
    main: &'a [u8],
    pub second_table: bool,
}

impl<'a> Head<'a> {
    pub(super) fn of(main: &'a [u8]) -> Result<Self, Refusal> {
        let cut = || Refusal::damaged("its head is cut off");
        let magic = u16_at(main, 0).ok_or_else(cut)?;
        let version = u16_at(main, 2).ok_or_else(cut)?;
        let flags = u16_at(main, 0x0A).ok_or_else(cut)?;
        if magic != 0xA5EC || version < WORD_97 {
            return Err(Refusal::OldWord);
        }
        if flags & 0x0100 != 0 {
            return Err(Refusal::Encrypted);
        }
        u32_at(main, COUNTS).ok_or_else(cut)?;
        Ok(Self { main, second_table: flags & 0x0200 != 0 })
    }

    /// The characters of a part, counted through all of them.
    pub(super) fn characters(&self, part: Part) -> Range<usize> {
        let count = |at: usize| u32_at(self.main, COUNTS + 4 * at).unwrap_or(0);
        let from = (0..part as usize).map(count).fold(0, usize::saturating_add);
        from..from.saturating_add(count(part as usize))
    }

    /// Where a table begins in the table stream; `None` for a document without it.
    pub(super) fn place(&self, table: Table) -> Option<usize> {
        let length = u32_at(self.main, table as usize + 4)?;
        (length > 0).then(|| u32_at(self.main, table as usize))?
    }

    /// The bytes of a table in the table stream.
    pub(super) fn table<'t>(&self, stream: &'t [u8], table: Table) -> Option<&'t [u8]> {
        span(stream, self.place(table)?, u32_at(self.main, table as usize + 4)?)
    }
}
