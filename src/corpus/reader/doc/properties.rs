//! The properties of a paragraph that its number and its table row hang on.
//!
//! They are runs of modifiers (`Sprm` in \[MS-DOC\]): a code of two bytes, the last three bits of
//! which tell how long the operand behind it is.

use super::super::bytes::{span, u16_at};
use super::super::numbering::Listed;

/// `sprmPIstd`: another paragraph style.
const STYLE: u16 = 0x4600;
/// `sprmPIlvl`: the level in a list.
const LEVEL: u16 = 0x260A;
/// `sprmPIlfo`: the list.
const LIST: u16 = 0x460B;
/// `sprmPFInTable`: whether the paragraph is in a cell.
const IN_TABLE: u16 = 0x2416;
/// `sprmPFTtp`: whether the paragraph is the end of a row.
const ROW_END: u16 = 0x2417;
/// `sprmTDefTable`, whose operand is longer than a byte can tell.
const TABLE_DEFINITION: u16 = 0xD608;
/// `sprmPChgTabs`, whose operand tells its length in parts when it is long.
const TABS: u16 = 0xC615;

/// What the properties of a paragraph, or of a style, say.
#[derive(Clone, Debug, Default)]
pub(super) struct Properties {
    /// The number of the paragraph's style, if it is another one than was said before.
    pub style: Option<u16>,
    pub listed: Listed,
    pub in_table: Option<bool>,
    pub row_end: Option<bool>,
}

impl Properties {
    /// What a run of modifiers says, up to where it is damaged.
    pub(super) fn of(run: &[u8]) -> Self {
        let mut properties = Self::default();
        modifiers(run).for_each(|(code, operand)| properties.set(code, operand));
        properties
    }

    /// Both, where `later` has the last word.
    pub(super) fn then(self, later: &Self) -> Self {
        let listed = if later.style.is_some() { Listed::default() } else { self.listed };
        Self {
            style: later.style.or(self.style),
            listed: later.listed.clone().or(&listed),
            in_table: later.in_table.or(self.in_table),
            row_end: later.row_end.or(self.row_end),
        }
    }

    fn set(&mut self, code: u16, operand: &[u8]) {
        let flag = || operand.first().map(|value| *value != 0);
        match code {
            STYLE => {
                self.style = u16_at(operand, 0);
                self.listed = Listed::default();
            }
            LEVEL => self.listed.level = operand.first().map(|level| usize::from(*level)),
            LIST => self.listed.list = u16_at(operand, 0).map(list),
            IN_TABLE => self.in_table = flag(),
            ROW_END => self.row_end = flag(),
            _ => {}
        }
    }
}

/// The id of a list: its number from one, `0` for none.
///
/// A negative number is a list whose indents the paragraph does not follow; −2047 stands for the
/// numbering of Word 6, which is none of the lists.
fn list(number: u16) -> String {
    match number as i16 {
        -2047 => "0".into(),
        number => number.unsigned_abs().to_string(),
    }
}

/// The modifiers of a run up to where it is damaged: codes and operands.
pub(super) fn modifiers(mut run: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let code = u16_at(run, 0)?;
        let rest = run.get(2..)?;
        let operand = span(rest, 0, operand_length(code, rest)?)?;
        run = &rest[operand.len()..];
        Some((code, operand))
    })
}

fn operand_length(code: u16, rest: &[u8]) -> Option<usize> {
    Some(match code >> 13 {
        0 | 1 => 1,
        2 | 4 | 5 => 2,
        3 => 4,
        7 => 3,
        _ => match (code, *rest.first()?) {
            (TABLE_DEFINITION, _) => usize::from(u16_at(rest, 0)?) + 1,
            (TABS, 255) => {
                let removed = 1 + 4 * usize::from(*rest.get(1)?);
                1 + removed + 1 + 3 * usize::from(*rest.get(1 + removed)?)
            }
            (_, length) => 1 + usize::from(length),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_and_its_level_stand_among_operands_of_every_length() {
        let run = [
            &[0x08, 0xD6, 4, 0, 9, 9, 9][..],
            &[0x15, 0xC6, 255, 1, 9, 9, 9, 9, 1, 9, 9, 9],
            &[0x15, 0xC6, 2, 0, 0],
            &[0x46, 0x66, 9, 9, 9, 9],
            &[0x03, 0x24, 1],
            &[0x0A, 0x26, 2],
            &[0x0B, 0x46, 3, 0],
            &[0x17, 0x24, 1],
        ];
        let properties = Properties::of(&run.concat());
        assert_eq!(properties.listed, Listed { list: Some("3".into()), level: Some(2) });
        assert_eq!((properties.row_end, properties.in_table), (Some(true), None));
    }

    #[test]
    fn a_list_is_named_without_its_indents_or_is_none() {
        let list = |operand: i16| {
            let [low, high] = operand.to_le_bytes();
            Properties::of(&[0x0B, 0x46, low, high]).listed.list.unwrap()
        };
        assert_eq!([3, -3, 0, -2047].map(list), ["3", "3", "0", "0"]);
    }

    #[test]
    fn another_style_takes_the_list_away() {
        let properties = Properties::of(&[0x0B, 0x46, 3, 0, 0x00, 0x46, 7, 0, 0x0A, 0x26, 1]);
        assert_eq!(properties.style, Some(7));
        assert_eq!(properties.listed, Listed { list: None, level: Some(1) });
    }

    #[test]
    fn the_later_run_has_the_last_word() {
        let first = || Properties::of(&[0x0B, 0x46, 3, 0, 0x0A, 0x26, 1, 0x16, 0x24, 1]);
        let level = first().then(&Properties::of(&[0x0A, 0x26, 2]));
        assert_eq!(level.listed, Listed { list: Some("3".into()), level: Some(2) });
        assert_eq!(level.in_table, Some(true));
        let style = first().then(&Properties::of(&[0x00, 0x46, 7, 0]));
        assert_eq!((style.style, style.listed), (Some(7), Listed::default()));
    }

    #[test]
    fn a_run_counts_up_to_where_it_is_cut() {
        assert_eq!(Properties::of(&[0x0A, 0x26, 1, 0x0B, 0x46, 3]).listed.level, Some(1));
        assert_eq!(Properties::of(&[0x0B]).listed, Listed::default());
        assert_eq!(Properties::of(&[0x15, 0xC6, 255, 200, 0]).listed, Listed::default());
    }
}
