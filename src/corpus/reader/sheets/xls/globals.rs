//! What all sheets of a workbook share: strings, formats, and where each sheet begins.

use std::rc::Rc;

use super::super::super::bytes::{u16_at, u32_at};
use super::super::book::SHEETS;
use super::super::grid::Budget;
use super::super::numbers::Epoch;
use super::super::styles::Styles;
use super::records::{Record, Records, kind};
use super::text::{Pieces, Script, of_code_page};
use crate::error::Refusal;

/// How many bytes of strings the encoding of an old workbook is guessed from.
const SAMPLE: usize = 1 << 16;

/// What the first record says of a stream that is one sheet.
const SHEET: u16 = 0x10;

/// The first records of a workbook.
#[derive(Debug)]
pub(super) struct Globals {
    pub script: Script,
    pub tabs: Vec<Tab>,
    pub strings: Vec<Rc<str>>,
    pub styles: Styles,
    pub epoch: Epoch,
}

/// A sheet as the workbook names it.
#[derive(Debug)]
pub(super) struct Tab {
    pub name: String,
    pub hidden: bool,
    /// Whether it has cells, and is neither a chart nor a module.
    pub is_sheet: bool,
    /// Where its records begin.
    pub begins: usize,
}

impl Globals {
    pub(super) fn read(stream: &[u8], budget: &mut Budget) -> Result<Self, Refusal> {
        let mut records = Records::at(stream, 0).ok_or_else(|| Refusal::damaged("no records"))?;
        let first = records.next().filter(|first| kind::BEGINNINGS.contains(&first.kind));
        let first = first.ok_or_else(|| Refusal::damaged("it does not begin as a workbook"))?;
        let mut globals = Self {
            script: script(stream, &first),
            // Old files, and those of small programs, are one sheet without a workbook around it.
            tabs: (u16_at(first.bytes, 2) == Some(SHEET)).then(Tab::alone).into_iter().collect(),
            strings: Vec::new(),
            styles: Styles::default(),
            epoch: Epoch::default(),
        };
        for record in records {
            budget.step()?;
            match record.kind {
                kind::EOF => break,
                kind::FILE_PASS => return Err(Refusal::Encrypted),
                _ => globals.take(&record),
            }
        }
        Ok(globals)
    }

    fn take(&mut self, record: &Record<'_>) {
        let number = |at| u16_at(record.bytes, at);
        match record.kind {
            kind::DATE_MODE if number(0) == Some(1) => self.epoch = Epoch::Y1904,
            kind::BOUND_SHEET if self.tabs.len() < SHEETS => self.tabs.extend(self.tab(record)),
            kind::SHARED_STRINGS => {
                let mut pieces = Pieces::of(record, 8);
                self.strings = std::iter::from_fn(|| pieces.shared()).map(Rc::from).collect();
            }
            kind::FORMAT => {
                let is_short = matches!(self.script, Script::Bytes(_));
                let code = Pieces::of(record, 2).string(self.script, is_short);
                if let (Some(id), Some(code)) = (number(0), code) {
                    self.styles.code(id.into(), &code);
                }
            }
            kind::XF => self.styles.cell(number(2).unwrap_or(0).into()),
            _ => {}
        }
    }

    fn tab(&self, record: &Record<'_>) -> Option<Tab> {
        let (state, sort) = (record.bytes.get(4)?, record.bytes.get(5)?);
        let name = Pieces::of(record, 6).string(self.script, true)?;
        Some(Tab {
            name: name.replace('\0', ""),
            hidden: state & 3 != 0,
            is_sheet: *sort == 0,
            begins: u32_at(record.bytes, 0)?,
        })
    }
}

impl Tab {
    /// A sheet that is all of its stream.
    fn alone() -> Self {
        Self { name: String::new(), hidden: false, is_sheet: true, begins: 0 }
    }
}

/// How the strings of a workbook are written, by its first record.
fn script(stream: &[u8], first: &Record<'_>) -> Script {
    if first.kind == kind::BOF && u16_at(first.bytes, 0) == Some(0x600) {
        return Script::Wide;
    }
    let (page, sample) = narrow_strings(stream);
    Script::Bytes(of_code_page(page, &sample))
}

/// The code page of a workbook before BIFF8, and bytes of its strings.
fn narrow_strings(stream: &[u8]) -> (Option<u16>, Vec<u8>) {
    let (mut page, mut sample) = (None, Vec::new());
    for record in Records::at(stream, 0).into_iter().flatten() {
        match record.kind {
            kind::CODE_PAGE => page = page.or(u16_at(record.bytes, 0)),
            kind::LABEL | kind::RICH_STRING | kind::OLD_LABEL => {
                sample.extend_from_slice(record.bytes.get(8..).unwrap_or_default());
                sample.push(b'\n');
            }
            _ => {}
        }
        if sample.len() > SAMPLE {
            break;
        }
    }
    // The runs of fonts behind a rich string are not text.
    sample.retain(|byte| *byte != 0);
    (page, sample)
}
