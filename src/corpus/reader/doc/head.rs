//! The head of the main stream (the file information block): where the tables lie.
//!
//! The places are those of `FibRgFcLcb97` in \[MS-DOC\], pairs of an offset and a length from 0x9A on.

use super::super::bytes::{span, u16_at, u32_at};
use crate::error::Refusal;

/// The first version whose tables are as read here: Word 97.
const WORD_97: u16 = 0x00C1;

/// A table that the head tells the place of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Table {
    /// The styles (`fcStshf`).
    Styles = 0xA2,
    /// The pages of paragraph properties (`fcPlcfBtePapx`).
    Paragraphs = 0x102,
    /// The pieces of the text (`fcClx`).
    Pieces = 0x1A2,
    /// The definitions of lists (`fcPlfLst`).
    Lists = 0x2E2,
    /// The lists that paragraphs name (`fcPlfLfo`).
    Overrides = 0x2EA,
}

/// What the head of the main stream says.
pub(super) struct Head<'a> {
    main: &'a [u8],
    pub second_table: bool,
    /// How many characters the main text has.
    pub characters: usize,
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
        let characters = u32_at(main, 0x4C).ok_or_else(cut)?;
        Ok(Self { main, second_table: flags & 0x0200 != 0, characters })
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
