//! XLSB (binary workbooks) → sheets: the parts of an XLSX, in records as \[MS-XLSB\] tells them.

use std::io::{BufReader, Read};
use std::rc::Rc;

use super::super::bytes::{span, u16_at, u32_at};
use super::super::package::Package;
use super::book::{Book, SHEETS};
use super::grid::{Area, Budget, Sheet};
use super::numbers::{Epoch, plain};
use super::styles::Styles;
use super::xls::rk;
use super::xlsx::{Relation, beside, relations};
use crate::error::Refusal;

/// What records say; the numbers are those of \[MS-XLSB\] 2.3.1.
mod kind {
    pub(super) const ROW: u16 = 0;
    pub(super) const RK: u16 = 2;
    pub(super) const TRUTH: u16 = 4;
    pub(super) const REAL: u16 = 5;
    pub(super) const TEXT: u16 = 6;
    pub(super) const SHARED: u16 = 7;
    pub(super) const FORMULA_TEXT: u16 = 8;
    pub(super) const FORMULA_NUMBER: u16 = 9;
    pub(super) const FORMULA_TRUTH: u16 = 10;
    pub(super) const SHARED_ITEM: u16 = 19;
    pub(super) const FORMAT: u16 = 44;
    pub(super) const XF: u16 = 47;
    pub(super) const RICH_TEXT: u16 = 62;
    pub(super) const BOOK_PROPERTIES: u16 = 153;
    pub(super) const SHEET: u16 = 156;
    pub(super) const MERGED: u16 = 176;
    pub(super) const BEGIN_XFS: u16 = 617;
    pub(super) const END_XFS: u16 = 618;
    pub(super) const COMMENT_TEXT: u16 = 637;
}

/// The sheets of a workbook whose main part is `main`.
pub(super) fn read(package: &mut Package, main: &str) -> Result<Book, Refusal> {
    let related = relations(package, main)?;
    let target = |kind: &str| {
        let part = related.iter().find(|relation| relation.kind == kind);
        part.map(|part| part.target.clone()).unwrap_or_default()
    };
    let mut strings: Vec<Rc<str>> = Vec::new();
    each(package, &target("sharedStrings"), &mut |kind, bytes| {
        if kind == kind::SHARED_ITEM {
            strings.push(text_at(bytes, 1).unwrap_or_default().into());
        }
        Ok(())
    })?;
    let styles = styles(package, &target("styles"))?;
    let (tabs, epoch) = workbook(package, main)?;
    let mut budget = Budget::default();
    let mut book = Book::default();
    for (sheet, id) in tabs {
        let part = related.iter().find(|part| part.id == id && part.kind == "worksheet");
        let Some(part) = part else { continue };
        book.sheet(sheet, &mut budget, |sheet, budget| {
            let values = Values { strings: &strings, styles: &styles, epoch };
            values.read(package, &part.target, sheet, budget)?;
            comments(package, &part.target, sheet, budget)?;
            beside(package, &part.target, sheet, budget)
        })?;
    }
    Ok(book)
}

/// The sheets as the workbook names them, with the relations that lead to them.
fn workbook(package: &mut Package, main: &str) -> Result<(Vec<(Sheet, String)>, Epoch), Refusal> {
    let mut tabs = Vec::new();
    let mut epoch = Epoch::default();
    each(package, main, &mut |kind, bytes| {
        match kind {
            kind::BOOK_PROPERTIES if u32_at(bytes, 0).is_some_and(|flags| flags & 1 != 0) => {
                epoch = Epoch::Y1904;
            }
            kind::SHEET if tabs.len() < SHEETS => tabs.extend(tab(bytes)),
            _ => {}
        }
        Ok(())
    })?;
    Ok((tabs, epoch))
}

fn tab(bytes: &[u8]) -> Option<(Sheet, String)> {
    let id = text_at(bytes, 8)?;
    let name = text_at(bytes, 12 + 2 * u32_at(bytes, 8)?)?;
    Some((Sheet::new(name, u32_at(bytes, 0)? != 0), id))
}

fn styles(package: &mut Package, path: &str) -> Result<Styles, Refusal> {
    let mut styles = Styles::default();
    let mut is_cells = false;
    each(package, path, &mut |kind, bytes| {
        let number = |at| u32::from(u16_at(bytes, at).unwrap_or(0));
        match kind {
            kind::FORMAT => styles.code(number(0), &text_at(bytes, 2).unwrap_or_default()),
            kind::BEGIN_XFS => is_cells = true,
            kind::END_XFS => is_cells = false,
            kind::XF if is_cells => styles.cell(number(2)),
            _ => {}
        }
        Ok(())
    })?;
    Ok(styles)
}

/// What cells refer to.
struct Values<'b> {
    strings: &'b [Rc<str>],
    styles: &'b Styles,
    epoch: Epoch,
}

impl Values<'_> {
    /// Adds the cells and merged areas in the part at `path`.
    fn read(
        &self,
        package: &mut Package,
        path: &str,
        sheet: &mut Sheet,
        budget: &mut Budget,
    ) -> Result<(), Refusal> {
        let mut row = 0;
        each(package, path, &mut |kind, bytes| {
            budget.step()?;
            match kind {
                kind::ROW => row = u32_at(bytes, 0).unwrap_or(0) as u32,
                kind::MERGED => sheet.merge(merged(bytes)),
                _ => {
                    if let Some((column, text)) = self.cell(kind, bytes) {
                        sheet.put((row, column), text, budget)?;
                    }
                }
            }
            Ok(())
        })
    }

    fn cell(&self, kind: u16, bytes: &[u8]) -> Option<(u32, Rc<str>)> {
        let column = u32_at(bytes, 0)? as u32;
        let format = self.styles.format(u32_at(bytes, 4)? & 0xFF_FFFF);
        let number = |value: f64| {
            format.map_or_else(|| plain(value), |format| format.number(value, self.epoch)).into()
        };
        let text = match kind {
            kind::RK => number(rk(u32_at(bytes, 8)? as u32)),
            kind::REAL | kind::FORMULA_NUMBER => {
                number(f64::from_le_bytes(span(bytes, 8, 8)?.try_into().ok()?))
            }
            kind::TRUTH | kind::FORMULA_TRUTH => {
                if bytes.get(8)? == &0 { "FALSE" } else { "TRUE" }.into()
            }
            kind::TEXT | kind::FORMULA_TEXT => text_at(bytes, 8)?.into(),
            kind::RICH_TEXT => text_at(bytes, 9)?.into(),
            kind::SHARED => Rc::clone(self.strings.get(u32_at(bytes, 8)?)?),
            _ => return None,
        };
        Some((column, text))
    }
}

fn merged(bytes: &[u8]) -> Option<Area> {
    let number = |at| u32_at(bytes, at).map(|number| number as u32);
    Area::of((number(0)?, number(4)?), (number(8)?, number(12)?))
}

/// Adds the notes of the sheet at `path`.
fn comments(
    package: &mut Package,
    path: &str,
    sheet: &mut Sheet,
    budget: &mut Budget,
) -> Result<(), Refusal> {
    for Relation { kind, target, .. } in relations(package, path)? {
        if kind == "comments" {
            each(package, &target, &mut |kind, bytes| match text_at(bytes, 1) {
                Some(text) if kind == kind::COMMENT_TEXT => sheet.put_beside(&text, budget),
                _ => Ok(()),
            })?;
        }
    }
    Ok(())
}

/// A string: how many units of UTF-16, then these.
fn text_at(bytes: &[u8], at: usize) -> Option<String> {
    let units = span(bytes, at + 4, u32_at(bytes, at)?.checked_mul(2)?)?.as_chunks::<2>().0;
    let units: Vec<u16> = units.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
    Some(String::from_utf16_lossy(&units))
}

/// Takes a record: its kind and its bytes.
type Take<'t> = dyn FnMut(u16, &[u8]) -> Result<(), Refusal> + 't;

/// Hands every record of a part to `take`.
fn each(package: &mut Package, path: &str, take: &mut Take<'_>) -> Result<(), Refusal> {
    let Some(input) = package.stream(path)? else { return Ok(()) };
    let mut input = BufReader::with_capacity(1 << 16, input);
    let mut bytes = Vec::new();
    while let Some(first) = byte(&mut input)? {
        let mut kind = u16::from(first);
        if first & 0x80 != 0 {
            kind = kind & 0x7F | u16::from(byte(&mut input)?.unwrap_or(0)) << 7;
        }
        let length = length(&mut input)?;
        bytes.clear();
        input
            .by_ref()
            .take(length)
            .read_to_end(&mut bytes)
            .map_err(|error| Refusal::of_bytes(&error))?;
        if (bytes.len() as u64) < length {
            return Err(Refusal::damaged("it ends inside a record"));
        }
        take(kind, &bytes)?;
    }
    Ok(())
}

fn byte(input: &mut impl Read) -> Result<Option<u8>, Refusal> {
    let mut byte = [0];
    let read = input.read(&mut byte).map_err(|error| Refusal::of_bytes(&error))?;
    Ok((read == 1).then_some(byte[0]))
}

/// A number in seven bits a byte, the lowest first.
fn length(input: &mut impl Read) -> Result<u64, Refusal> {
    let mut length = 0;
    for shift in [0, 7, 14, 21] {
        let byte = byte(input)?.unwrap_or(0);
        length |= u64::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            break;
        }
    }
    Ok(length)
}
