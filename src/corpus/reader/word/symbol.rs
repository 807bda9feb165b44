//! Fonts of symbols: the character that a code of theirs draws, as `data/symbols.tsv` says.
//!
//! These fonts hold a picture at each code from 0x20 to 0xFF, which Word also writes as U+F020 to
//! U+F0FF. The characters are those that Unicode took over from them (L2/11-052 and Adobe's tables).

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use super::super::fields::rows;

/// Where Word writes the codes of such a font among the characters of Unicode.
const PRIVATE: RangeInclusive<u32> = 0xF020..=0xF0FF;

/// The characters by font, its name in lower case without blanks, and code.
static SYMBOLS: LazyLock<HashMap<(&'static str, u32), char>> =
    LazyLock::new(|| rows(include_str!("../data/symbols.tsv")).flat_map(row).collect());

/// A font, a code in hexadecimal, and the characters from that code on.
fn row(line: &'static str) -> impl Iterator<Item = ((&'static str, u32), char)> {
    let mut cells = line.split('\t');
    let font = cells.next().unwrap_or_default();
    let first = cells.next().and_then(|code| u32::from_str_radix(code, 16).ok());
    let characters = cells.next().unwrap_or_default().chars();
    let coded = first.into_iter().flat_map(move |first| (first..).zip(characters.clone()));
    coded.map(move |(code, c)| ((font, code), c))
}

/// Whether a character is the code of a picture in a font of symbols.
pub(in super::super) fn is_private(c: char) -> bool {
    PRIVATE.contains(&c.into())
}

/// The character that `code` draws in a font: of a font of symbols what the table says, of any other
/// the character of that number. `None` for a picture that no character stands for.
pub(in super::super) fn character(font: &str, code: u32) -> Option<char> {
    let name: String = font.chars().filter(|c| !c.is_whitespace()).collect();
    let name = name.to_lowercase();
    let is_private = PRIVATE.contains(&code);
    let low = if is_private { code - 0xF000 } else { code };
    if low <= 0xFF && SYMBOLS.keys().any(|(font, _)| *font == name) {
        return SYMBOLS.get(&(name.as_str(), low)).copied();
    }
    char::from_u32(code).filter(|c| !is_private && !c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_of_symbols_draw_other_characters() {
        for (font, code, c) in [
            ("Wingdings", 0xF0FE, Some('☑')),
            ("wingdings", 0xA8, Some('☐')),
            ("Wingdings", 0x81, Some('①')),
            ("Wingdings 2", 0x52, Some('☑')),
            ("Wingdings 2", 0xF0A3, Some('☐')),
            ("Symbol", 0x61, Some('α')),
            ("Symbol", 0xB3, Some('≥')),
            ("Wingdings", 0x0A, None),
            ("宋体", 0x25CF, Some('●')),
            ("宋体", 0x07, None),
            ("MT Extra", 0xF06B, None),
            ("Wingdings", 0x25CF, Some('●')),
        ] {
            assert_eq!(character(font, code), c, "{font} {code:X}");
        }
    }
}
