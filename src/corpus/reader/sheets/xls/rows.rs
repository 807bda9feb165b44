//! The records of one sheet: cells, merged areas, notes and text boxes.

use std::rc::Rc;

use super::super::super::bytes::{span, u16_at, u32_at};
use super::super::grid::{Area, Budget, Sheet};
use super::super::numbers::plain;
use super::globals::Globals;
use super::objects;
use super::records::{Record, Records, kind};
use super::text::Pieces;
use crate::error::Refusal;

/// Reads the records of a sheet up to its end.
pub(super) fn read(
    records: &mut Records<'_>,
    globals: &Globals,
    sheet: &mut Sheet,
    budget: &mut Budget,
) -> Result<(), Refusal> {
    let mut depth = 0;
    let mut rows = Rows { globals, sheet, budget, formula: None };
    for record in records {
        rows.budget.step()?;
        match record.kind {
            // A chart in the sheet is records of its own.
            begins if kind::BEGINNINGS.contains(&begins) => depth += 1,
            kind::EOF if depth <= 1 => return Ok(()),
            kind::EOF => depth -= 1,
            kind::TEXT_OBJECT | kind::NOTE => rows.object(&record)?,
            _ if depth > 1 => {}
            _ => rows.take(&record)?,
        }
    }
    Err(Refusal::damaged("it has no end"))
}

/// The rows that are being read.
struct Rows<'s> {
    globals: &'s Globals,
    sheet: &'s mut Sheet,
    budget: &'s mut Budget,
    /// The cell of a formula whose text is the next string.
    formula: Option<(u32, u32)>,
}

impl Rows<'_> {
    fn object(&mut self, record: &Record<'_>) -> Result<(), Refusal> {
        match objects::text(record, self.globals.script) {
            Some(text) => self.sheet.put_beside(&text, self.budget),
            None => Ok(()),
        }
    }

    fn take(&mut self, record: &Record<'_>) -> Result<(), Refusal> {
        let globals = self.globals;
        match record.kind {
            kind::MERGE_CELLS => merged(record).for_each(|area| self.sheet.merge(area)),
            kind::MULTIPLE_RK => {
                let cells = multiple(record, globals).into_iter().flatten();
                return cells.into_iter().try_for_each(|cell| self.put(Some(cell)));
            }
            is_formula if kind::FORMULAS.contains(&is_formula) => {
                self.formula = place(record);
                return self.put(calculated(record, globals));
            }
            kind::STRING => {
                let text = Pieces::of(record, 0).string(globals.script, false);
                let place = self.formula.take();
                return self.put(place.and_then(|place| Some((place, text?.into()))));
            }
            _ => return self.put(cell(record, globals)),
        }
        Ok(())
    }

    fn put(&mut self, found: Option<Found>) -> Result<(), Refusal> {
        match found {
            Some((place, text)) => self.sheet.put(place, text, self.budget),
            None => Ok(()),
        }
    }
}

type Found = ((u32, u32), Rc<str>);

fn place(record: &Record<'_>) -> Option<(u32, u32)> {
    Some((u16_at(record.bytes, 0)?.into(), u16_at(record.bytes, 2)?.into()))
}

/// The cell of a record that is one.
fn cell(record: &Record<'_>, globals: &Globals) -> Option<Found> {
    let bytes = record.bytes;
    let style = u16_at(bytes, 4);
    let text = match record.kind {
        kind::LABEL_SHARED => {
            let text = globals.strings.get(u32_at(bytes, 6)?)?;
            return Some((place(record)?, worded(Rc::clone(text), style, globals)));
        }
        kind::LABEL | kind::RICH_STRING => {
            let text = Pieces::of(record, 6).string(globals.script, false)?;
            return Some((place(record)?, worded(text.into(), style, globals)));
        }
        kind::NUMBER => number(float(bytes, 6)?, style?, globals),
        kind::RK => number(rk(u32_at(bytes, 6)? as u32), style?, globals),
        kind::OLD_LABEL => Pieces::of(record, 7).string(globals.script, true)?,
        kind::OLD_NUMBER => plain(float(bytes, 7)?),
        kind::OLD_INTEGER => u16_at(bytes, 7)?.to_string(),
        kind::TRUTH_OR_ERROR if bytes.get(7) == Some(&0) => truth(*bytes.get(6)?),
        _ => return None,
    };
    Some((place(record)?, text.into()))
}

/// A text with the words of its format.
fn worded(text: Rc<str>, style: Option<u16>, globals: &Globals) -> Rc<str> {
    let format = style.and_then(|style| globals.styles.format(style.into()));
    match format.map(|format| format.text(&text)) {
        Some(std::borrow::Cow::Owned(worded)) => worded.into(),
        _ => text,
    }
}

fn number(value: f64, style: u16, globals: &Globals) -> String {
    let format = globals.styles.format(style.into());
    format.map_or_else(|| plain(value), |format| format.number(value, globals.epoch))
}

fn truth(value: u8) -> String {
    if value == 0 { "FALSE" } else { "TRUE" }.into()
}

/// What a formula came to; a text is in the record behind it.
fn calculated(record: &Record<'_>, globals: &Globals) -> Option<Found> {
    let value = span(record.bytes, 6, 8)?;
    let text = if value[6..] == [0xFF, 0xFF] {
        (value[0] == 1).then(|| truth(value[2]))?
    } else {
        number(float(value, 0)?, u16_at(record.bytes, 4)?, globals)
    };
    Some((place(record)?, text.into()))
}

/// The cells of a record of several numbers in a row.
fn multiple(record: &Record<'_>, globals: &Globals) -> Option<Vec<Found>> {
    let (row, first) = place(record)?;
    let pairs = record.bytes.get(4..record.bytes.len().checked_sub(2)?)?;
    let cells = pairs.as_chunks::<6>().0.iter().zip(first..).filter_map(|(pair, column)| {
        let text = number(rk(u32_at(pair, 2)? as u32), u16_at(pair, 0)?, globals);
        Some(((row, column), text.into()))
    });
    Some(cells.collect())
}

fn float(bytes: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(span(bytes, at, 8)?.try_into().ok()?))
}

/// A number in four bytes: the upper ones of a float, or an integer, or a hundred times either.
pub(in super::super) fn rk(packed: u32) -> f64 {
    let value = match packed & 2 {
        0 => f64::from_bits(u64::from(packed & !3) << 32),
        _ => f64::from(packed.cast_signed() >> 2),
    };
    if packed & 1 == 0 { value } else { value / 100.0 }
}

fn merged<'r>(record: &Record<'r>) -> impl Iterator<Item = Option<Area>> {
    let areas = record.bytes.get(2..).unwrap_or_default().as_chunks::<8>().0.iter();
    areas.map(|area| {
        let number = |at| u16_at(area, at).map(u32::from);
        Area::of((number(0)?, number(2)?), (number(4)?, number(6)?))
    })
}
