//! The cells of a sheet, in the order of the file.

use std::rc::Rc;

use super::super::super::xml::{Item, Stream, Tag, unescaped};
use super::super::grid::{Area, Budget, Sheet};
use super::super::numbers::{Epoch, plain};
use super::super::styles::Styles;
use super::strings;
use crate::error::Refusal;

/// What cells refer to.
pub(super) struct Values<'b> {
    pub strings: &'b [Rc<str>],
    pub styles: &'b Styles,
    pub epoch: Epoch,
}

/// The last row and the last column that a place may have, from zero.
const LAST: (u32, u32) = (9_999_999, 99_999);

/// Reads the cells and merged areas of a sheet.
pub(super) fn read(
    stream: &mut Stream<'_>,
    values: &Values<'_>,
    sheet: &mut Sheet,
    budget: &mut Budget,
) -> Result<(), Refusal> {
    // Rows and cells that do not say where they are follow the one before.
    let mut next = (0, 0);
    let mut rows = 0;
    while let Some(item) = stream.next()? {
        budget.step()?;
        let Item::Start(tag) = item else { continue };
        match tag.name() {
            "row" => {
                let said = tag.attribute("r").and_then(|row| row.parse::<u32>().ok());
                let row = said.map_or(rows, |row| row.saturating_sub(1)).min(LAST.0);
                next = (row, 0);
                rows = row + 1;
            }
            "c" => {
                let cell = Cell::of(&tag, next);
                next = (cell.place.0, cell.place.1 + 1);
                let text = cell.text(stream, values)?;
                if let Some(text) = text {
                    sheet.put(cell.place, text, budget)?;
                }
            }
            "mergeCell" => sheet.merge(tag.attribute("ref").and_then(|area| self::area(&area))),
            _ => {}
        }
    }
    Ok(())
}

/// A cell by its tag.
struct Cell {
    place: (u32, u32),
    style: Option<usize>,
    kind: Kind,
}

/// What the value of a cell is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Text,
    Truth,
    Date,
    Error,
}

impl Cell {
    fn of(tag: &Tag<'_>, next: (u32, u32)) -> Self {
        let mut cell = Self { place: next, style: None, kind: Kind::Number };
        for (name, value) in tag.attributes() {
            match name {
                "r" => cell.place = place(&value).unwrap_or(next),
                "s" => cell.style = value.parse().ok(),
                "t" => cell.kind = kind(&value),
                _ => {}
            }
        }
        cell
    }

    /// What the cell shows; errors are nothing.
    fn text(
        &self,
        stream: &mut Stream<'_>,
        values: &Values<'_>,
    ) -> Result<Option<Rc<str>>, Refusal> {
        let mut text = None;
        let mut value = String::new();
        let mut depth = 1;
        let mut is_value = false;
        while depth > 0 {
            match stream.next()? {
                None => break,
                Some(Item::Start(tag)) => match tag.name() {
                    "is" => text = Some(strings::text(stream)?),
                    "f" => stream.skip()?,
                    name => {
                        is_value = name == "v";
                        depth += 1;
                    }
                },
                Some(Item::End) => {
                    depth -= 1;
                    is_value = false;
                }
                Some(Item::Text(piece)) if is_value => value.push_str(&piece),
                Some(_) => {}
            }
        }
        Ok(match text {
            Some(text) => Some(text.into()),
            None => self.shown(value, values),
        })
    }

    fn shown(&self, value: String, values: &Values<'_>) -> Option<Rc<str>> {
        let format = self.style.and_then(|style| values.styles.format(style));
        match self.kind {
            Kind::Error => None,
            Kind::Shared => {
                let text = values.strings.get(value.trim().parse::<usize>().ok()?)?;
                Some(format.map_or_else(
                    || Rc::clone(text),
                    |format| match format.text(text) {
                        std::borrow::Cow::Borrowed(_) => Rc::clone(text),
                        std::borrow::Cow::Owned(text) => text.into(),
                    },
                ))
            }
            Kind::Text => Some(strings::unescaped(value).into()),
            Kind::Truth => Some(if value.trim() == "1" { "TRUE" } else { "FALSE" }.into()),
            Kind::Date => {
                let date = value.trim();
                let date = date.strip_suffix("T00:00:00").unwrap_or(date);
                Some(date.trim_end_matches('Z').replace('T', " ").into())
            }
            Kind::Number => {
                let value = value.trim();
                let Ok(number) = value.parse::<f64>() else { return Some(value.into()) };
                let shown = format
                    .map_or_else(|| plain(number), |format| format.number(number, values.epoch));
                Some(shown.into())
            }
        }
    }
}

fn kind(name: &str) -> Kind {
    match name {
        "s" => Kind::Shared,
        "str" | "inlineStr" => Kind::Text,
        "b" => Kind::Truth,
        "d" => Kind::Date,
        "e" => Kind::Error,
        _ => Kind::Number,
    }
}

/// The row and the column of a place (`C5`), from zero.
fn place(name: &str) -> Option<(u32, u32)> {
    let name = name.trim();
    let letters = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = name.split_at(letters);
    let column = letters.trim_matches('$').bytes().try_fold(0_u32, |column, letter| {
        let letter = letter.to_ascii_uppercase();
        letter
            .is_ascii_uppercase()
            .then(|| column.checked_mul(26)?.checked_add(u32::from(letter - b'A') + 1))?
    })?;
    let row: u32 = digits.trim_matches('$').parse().ok()?;
    let place = (row.checked_sub(1)?, column.checked_sub(1)?);
    (place.0 <= LAST.0 && place.1 <= LAST.1).then_some(place)
}

/// A merged area (`A1:C3`).
fn area(name: &str) -> Option<Area> {
    let name = unescaped(name);
    let (from, to) = name.split_once(':')?;
    let (from, to) = (place(from)?, place(to)?);
    Area::of((from.0, to.0), (from.1, to.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_letters_and_numbers() {
        for (name, at) in [
            ("A1", Some((0, 0))),
            ("xfd1048576", Some((1_048_575, 16_383))),
            ("$B$3", Some((2, 1))),
            ("A0", None),
            ("1", None),
            ("A", None),
            ("ZZZZZZZZZ1", None),
            ("表1", None),
            ("", None),
        ] {
            assert_eq!(place(name), at, "{name}");
        }
    }
}
