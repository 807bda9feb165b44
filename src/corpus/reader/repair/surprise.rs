//! How surprising a character is in Chinese text, and which characters are odd there.
//!
//! A surprise is counted in whole nats: the natural logarithm of one in how many characters it is.
//! That of Han characters is read from `data/surprise.tsv`, for the traditional form of each too.
//! Good text comes to 6 or 7 a character; characters drawn at random from GB 2312 come to 11.

use std::sync::LazyLock;

use super::super::fields;
use crate::text::{is_han, simplified_characters};

/// Of a Han character that no line of the table has.
const RARE: u8 = 14;

/// From here on a Han character is odd; in good text one in thirty is.
const ODD: u8 = 11;

/// From here on any other character is odd.
const ODD_OF_OTHERS: u8 = 9;

/// In the byte of a character in the table: it is odd.
const IS_ODD: u8 = 0x80;

/// A byte for each character of the basic plane.
static TABLE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut table: Vec<u8> = (0..=0xFFFF).map(|at| char::from_u32(at).map_or(16, other)).collect();
    for row in fields::rows(include_str!("../data/surprise.tsv")) {
        let Some((nats, characters)) = row.split_once('\t') else { continue };
        let Ok(nats) = nats.parse() else { continue };
        characters.chars().for_each(|c| table[c as usize] = nats);
    }
    with_traditional_forms(&mut table);
    for (at, nats) in table.iter_mut().enumerate() {
        let han = char::from_u32(at as u32).is_some_and(is_han);
        let limit = if han { ODD } else { ODD_OF_OTHERS };
        *nats |= if *nats >= limit { IS_ODD } else { 0 };
    }
    table
});

/// Gives the traditional form of a character one more than the simplified.
fn with_traditional_forms(table: &mut [u8]) {
    let all: String = ('\u{4E00}'..='\u{9FFF}').collect();
    for (c, simple) in all.chars().zip(simplified_characters(&all)) {
        let (form, simple) = (c as usize, simple as usize);
        if form != simple && simple < table.len() && table[form] > table[simple] + 1 {
            table[form] = table[simple] + 1;
        }
    }
}

/// Of a character that is none of the table's.
fn other(c: char) -> u8 {
    match c {
        '\t' | '\n' | '\r' => 2,
        ' '..='~' => 3,
        '，' | '。' | '、' | '；' | '：' | '（' | '）' | '《' | '》' | '“' | '”' | '‘' | '’'
        | '—' | '…' | '·' | '〔' | '〕' | '\u{3000}' => 5,
        '\u{3001}'..='\u{301F}' | '\u{FF01}'..='\u{FF5E}' => 6,
        '×' | '°' | '±' | '÷' | '§' | '©' | '®' | '²' | '³' | '‰' | 'μ' | '\u{A0}' => 7,
        '\u{3040}'..='\u{30FF}' => 7,
        '\u{2000}'..='\u{206F}' | '\u{2160}'..='\u{217F}' | '\u{2190}'..='\u{24FF}' => 8,
        '\u{25A0}'..='\u{26FF}' => 8,
        '\u{A1}'..='\u{52F}' | '\u{2500}'..='\u{259F}' | '\u{3200}'..='\u{33FF}' => 9,
        '\u{AC00}'..='\u{D7A3}' => 9,
        '\u{FF61}'..='\u{FF9F}' => 10,
        '\u{FFFD}' => 13,
        c if c.is_control() => 14,
        '\u{E000}'..='\u{F8FF}' => 15,
        c if is_han(c) => RARE,
        _ => 12,
    }
}

/// The surprise of a character in nats.
pub(super) fn surprise(c: char) -> u32 {
    TABLE.get(c as usize).map_or(16, |nats| u32::from(nats & !IS_ODD))
}

/// How many half nats the characters of a text come to at most that is Chinese; ASCII does not count.
pub(super) const FAMILIAR: u32 = 17;

/// Whether the characters of a text are such as Chinese text has.
pub(super) fn is_familiar(text: &str) -> bool {
    let read = text.chars().filter(|c| !c.is_ascii());
    let (count, nats) = read.fold((0, 0), |(count, nats), c| (count + 1, nats + surprise(c)));
    nats * 2 <= FAMILIAR * count
}

/// Whether a character is rare in Chinese text: a Han character of little use, a letter with an
/// accent, one of another script, one that has no meaning.
pub(super) fn is_odd(table: &[u8], c: char) -> bool {
    table.get(c as usize).is_none_or(|nats| nats & IS_ODD != 0)
}

/// The table for [`is_odd`].
pub(super) fn table() -> &'static [u8] {
    &TABLE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(text: &str) -> f64 {
        let nats: u32 = text.chars().map(surprise).sum();
        f64::from(nats) / text.chars().count() as f64
    }

    #[test]
    fn good_text_surprises_less_than_damaged() {
        assert!(mean("关于做好河湖清淤工作的通知") < 7.0);
        assert!(mean("關於做好河湖清淤工作的通知") < 8.0);
        assert!(mean("鍏充簬鍋氬ソ娌虫箹") > 11.0);
        assert!(mean("¹ØÓÚ×öºÃ") > 8.0);
        assert_eq!((surprise('的'), surprise('锟'), surprise('\u{2A6D6}')), (4, 14, 16));
    }
}
