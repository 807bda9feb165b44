//! The names of the fonts (`SttbfFfn`), which tell fonts of symbols.

use super::super::bytes::{take, u16_at};
use super::head::{Head, Table};

/// Where a font's name begins in its description.
const NAME: usize = 40;

/// The names of the fonts by their numbers.
#[derive(Debug, Default)]
pub(super) struct Fonts(Vec<String>);

impl Fonts {
    pub(super) fn of(stream: &[u8], head: &Head) -> Self {
        let mut fonts = Self::default();
        let _ = head.table(stream, Table::Fonts).and_then(|table| fonts.read(table));
        fonts
    }

    pub(super) fn name(&self, number: usize) -> &str {
        self.0.get(number).map_or("", String::as_str)
    }

    /// Reads the names up to where the table is damaged.
    fn read(&mut self, mut rest: &[u8]) -> Option<()> {
        let count = u16_at(take(&mut rest, 4)?, 0)?;
        for _ in 0..count {
            let length = usize::from(*rest.first()?) + 1;
            let font = take(&mut rest, length)?;
            let units = font.get(NAME..).unwrap_or_default().chunks_exact(2);
            let units = units.filter_map(|unit| u16_at(unit, 0)).take_while(|unit| *unit != 0);
            self.0.push(String::from_utf16_lossy(&units.collect::<Vec<u16>>()));
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_are_known_by_their_names_up_to_a_cut() {
        let font = |name: &str| {
            let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
            [&[(NAME + name.len() - 1) as u8][..], &[0; NAME - 1], &name].concat()
        };
        let table = [&[2, 0, 0, 0][..], &font("宋体"), &font("Wingdings")].concat();
        let mut fonts = Fonts::default();
        assert_eq!(fonts.read(&table), Some(()));
        assert_eq!([0, 1, 2].map(|at| fonts.name(at)), ["宋体", "Wingdings", ""]);
        let mut fonts = Fonts::default();
        assert_eq!(fonts.read(&table[..60]), None);
        assert_eq!([0, 1].map(|at| fonts.name(at)), ["宋体", ""]);
    }
}
