//! The records of a workbook stream: a kind, a length of at most 8 KiB, and bytes.

use super::super::super::bytes::{take, u16_at};

/// What records say; the numbers are those of \[MS-XLS\] 2.3.
pub(super) mod kind {
    pub(in super::super) const OLD_INTEGER: u16 = 0x02;
    pub(in super::super) const OLD_NUMBER: u16 = 0x03;
    pub(in super::super) const OLD_LABEL: u16 = 0x04;
    pub(in super::super) const FORMULA: u16 = 0x06;
    pub(in super::super) const EOF: u16 = 0x0A;
    pub(in super::super) const NOTE: u16 = 0x1C;
    pub(in super::super) const DATE_MODE: u16 = 0x22;
    pub(in super::super) const FILE_PASS: u16 = 0x2F;
    pub(in super::super) const CONTINUE: u16 = 0x3C;
    pub(in super::super) const CODE_PAGE: u16 = 0x42;
    pub(in super::super) const BOUND_SHEET: u16 = 0x85;
    pub(in super::super) const MULTIPLE_RK: u16 = 0xBD;
    pub(in super::super) const RICH_STRING: u16 = 0xD6;
    pub(in super::super) const XF: u16 = 0xE0;
    pub(in super::super) const MERGE_CELLS: u16 = 0xE5;
    pub(in super::super) const SHARED_STRINGS: u16 = 0xFC;
    pub(in super::super) const LABEL_SHARED: u16 = 0xFD;
    pub(in super::super) const TEXT_OBJECT: u16 = 0x1B6;
    pub(in super::super) const NUMBER: u16 = 0x203;
    pub(in super::super) const LABEL: u16 = 0x204;
    pub(in super::super) const TRUTH_OR_ERROR: u16 = 0x205;
    pub(in super::super) const STRING: u16 = 0x207;
    pub(in super::super) const RK: u16 = 0x27E;
    pub(in super::super) const FORMAT: u16 = 0x41E;
    pub(in super::super) const BOF: u16 = 0x809;

    /// What a stream begins with: that of today, and those of BIFF2, BIFF3 and BIFF4.
    pub(in super::super) const BEGINNINGS: [u16; 4] = [BOF, 0x09, 0x209, 0x409];

    /// Formulas, whose layout is the same from BIFF3 on.
    pub(in super::super) const FORMULAS: [u16; 3] = [FORMULA, 0x206, 0x406];
}

/// A record, with the pieces of those that continue it.
#[derive(Clone, Debug)]
pub(super) struct Record<'b> {
    pub kind: u16,
    pub bytes: &'b [u8],
    pub more: Vec<&'b [u8]>,
}

/// Records that are being read.
#[derive(Clone, Debug)]
pub(super) struct Records<'b> {
    rest: &'b [u8],
}

impl<'b> Records<'b> {
    /// The records from a place of the stream on.
    pub(super) fn at(stream: &'b [u8], place: usize) -> Option<Self> {
        stream.get(place..).map(|rest| Self { rest })
    }

    fn one(&mut self) -> Option<(u16, &'b [u8])> {
        let (kind, length) = (u16_at(self.rest, 0)?, u16_at(self.rest, 2)?);
        take(&mut self.rest, 4)?;
        // A file that was cut off in a record ends with it.
        let length = usize::from(length).min(self.rest.len());
        Some((kind, take(&mut self.rest, length)?))
    }
}

impl<'b> Iterator for Records<'b> {
    type Item = Record<'b>;

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, bytes) = self.one()?;
        let mut more = Vec::new();
        while u16_at(self.rest, 0) == Some(kind::CONTINUE) {
            more.push(self.one()?.1);
        }
        Some(Record { kind, bytes, more })
    }
}
