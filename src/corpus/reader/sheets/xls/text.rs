//! Strings in records, which may go on in the records that continue theirs.

use encoding_rs::{Encoding, GB18030};

use super::super::super::bytes::take;
use super::super::super::encoding;
use super::records::Record;

/// How strings are written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Script {
    /// BIFF8: UTF-16, or its lower bytes where the upper ones are zero.
    Wide,
    /// BIFF5: bytes in the encoding of a code page.
    Bytes(&'static Encoding),
}

/// From one byte in so many on that is not ASCII, a text is not Western.
const FEW: usize = 8;

/// The encoding of a code page, by its number; the most likely one where it says nothing.
pub(super) fn of_code_page(page: Option<u16>, sample: &[u8]) -> &'static Encoding {
    let high = sample.iter().filter(|byte| **byte >= 0x80).count();
    let label = match page {
        Some(936 | 54936) => "gb18030",
        Some(950) => "big5",
        Some(932) => "shift_jis",
        Some(949) => "euc-kr",
        Some(874) => "windows-874",
        Some(866) => "ibm866",
        Some(65001) => "utf-8",
        Some(10000 | 0x8000) => "macintosh",
        Some(page @ (1250 | 1251 | 1253..=1258)) => {
            return Encoding::for_label(format!("windows-{page}").as_bytes()).unwrap_or(GB18030);
        }
        // What says "Western" or nothing is often written by a program that never asked: Western
        // texts have a sign of their own here and there, Chinese ones hardly any other.
        _ if high * FEW < sample.len() => "windows-1252",
        _ => return encoding::guess(sample, true, None).unwrap_or(GB18030),
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(GB18030)
}

/// The bytes of a record and of those that continue it.
#[derive(Clone, Debug)]
pub(super) struct Pieces<'b> {
    now: &'b [u8],
    more: std::vec::IntoIter<&'b [u8]>,
}

impl<'b> Pieces<'b> {
    /// The bytes of a record from a place on.
    pub(super) fn of(record: &Record<'b>, from: usize) -> Self {
        let now = record.bytes.get(from..).unwrap_or_default();
        Self { now, more: record.more.clone().into_iter() }
    }

    /// Goes on to the record that continues this one where nothing is left of it.
    fn turn(&mut self) -> Option<bool> {
        let is_over = self.now.is_empty();
        while self.now.is_empty() {
            self.now = self.more.next()?;
        }
        Some(is_over)
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        self.turn()?;
        take(&mut self.now, 1).map(|bytes| bytes[0])
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    pub(super) fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            self.turn()?;
            let taken = bytes.min(self.now.len());
            take(&mut self.now, taken)?;
            bytes -= taken;
        }
        Some(())
    }

    /// So many characters of a wide string; `is_wide` is whether its first piece has both bytes.
    pub(super) fn characters(&mut self, mut count: usize, mut is_wide: bool) -> String {
        let mut units: Vec<u16> = Vec::new();
        while count > 0 {
            match self.turn() {
                None => break,
                // A string that goes on says again how it is written.
                Some(true) => {
                    let Some(flags) = self.byte() else { break };
                    is_wide = flags & 1 != 0;
                }
                Some(false) => {}
            }
            let width = 1 + usize::from(is_wide);
            let taken = count.min(self.now.len() / width);
            if taken == 0 {
                self.now = &[];
                continue;
            }
            let Some(bytes) = take(&mut self.now, taken * width) else { break };
            match is_wide {
                true => units
                    .extend(bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair))),
                false => units.extend(bytes.iter().map(|byte| u16::from(*byte))),
            }
            count -= taken;
        }
        String::from_utf16_lossy(&units)
    }

    /// A string with so many characters (or bytes) as its first number says.
    pub(super) fn string(&mut self, script: Script, is_short: bool) -> Option<String> {
        let count = usize::from(if is_short { self.byte()?.into() } else { self.u16()? });
        match script {
            Script::Wide => {
                if count == 0 {
                    return Some(String::new());
                }
                let flags = self.byte()?;
                Some(self.characters(count, flags & 1 != 0))
            }
            Script::Bytes(encoding) => {
                let mut bytes = Vec::new();
                while bytes.len() < count && self.turn().is_some() {
                    let taken = (count - bytes.len()).min(self.now.len());
                    bytes.extend_from_slice(take(&mut self.now, taken)?);
                }
                Some(encoding.decode_without_bom_handling(&bytes).0.into_owned())
            }
        }
    }

    /// A string of the table of shared ones, without its runs of fonts and its readings.
    pub(super) fn shared(&mut self) -> Option<String> {
        let count = usize::from(self.u16()?);
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { usize::from(self.u16()?) } else { 0 };
        let readings = if flags & 4 != 0 { self.u32()? as usize } else { 0 };
        let text = self.characters(count, flags & 1 != 0);
        // The last string may be cut off in what is not text.
        let _ = self.skip(4 * runs).and_then(|()| self.skip(readings));
        Some(text)
    }
}
