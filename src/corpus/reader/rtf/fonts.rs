//! The fonts of an RTF, and the code pages that they say the bytes of text are in.

use std::borrow::Cow;
use std::collections::HashMap;

use encoding_rs::Encoding;

use super::super::word::symbol;

/// How the bytes of a text are to be read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Coding {
    /// In a code page that is certain.
    Page(&'static Encoding),
    /// In the Western code page, it says; programs of East Asia say so of text in their own one.
    Western(&'static Encoding),
    /// As pictures of a font of symbols, of this number.
    Symbols(i32),
}

/// What the font table says of a font.
#[derive(Debug, Default)]
pub(super) struct Font {
    pub name: String,
    /// `\fcharset`.
    pub character_set: Option<i32>,
    /// `\cpg`.
    pub code_page: Option<i32>,
}

/// The fonts of a file by their numbers, and its code page.
#[derive(Debug)]
pub(super) struct Fonts {
    fonts: HashMap<i32, Font>,
    /// The font that is being described.
    current: i32,
    /// The font of text that names none (`\deff`).
    pub standard: i32,
    /// The code page of the file (`\ansicpg`).
    code_page: Option<i32>,
}

impl Fonts {
    pub(super) fn new() -> Self {
        Self { fonts: HashMap::new(), current: 0, standard: 0, code_page: None }
    }

    /// Takes up a word of the head of the file, or of the font table.
    pub(super) fn word(&mut self, word: &str, number: Option<i32>) {
        match (word, number) {
            ("ansicpg", number) => self.code_page = number,
            ("mac", _) => self.code_page = Some(10_000),
            ("f", Some(number)) => self.current = number,
            ("fcharset", number) => self.described().character_set = number,
            ("cpg", number) => self.described().code_page = number,
            _ => {}
        }
    }

    /// The font that is being described.
    pub(super) fn described(&mut self) -> &mut Font {
        self.fonts.entry(self.current).or_default()
    }

    /// How text in a font is to be read.
    pub(super) fn coding(&self, number: Option<i32>) -> Coding {
        let number = number.unwrap_or(self.standard);
        let of_file = self.code_page.and_then(page).unwrap_or(encoding_rs::WINDOWS_1252);
        let Some(font) = self.fonts.get(&number) else { return self.of_page(of_file) };
        if let Some(page) = font.code_page.and_then(page) {
            return self.of_page(page);
        }
        match font.character_set.map(code_page_of) {
            Some(CodePage::Symbols) => Coding::Symbols(number),
            Some(CodePage::Number(1252)) => self.of_page(encoding_rs::WINDOWS_1252),
            Some(CodePage::Number(other)) => {
                page(other).map_or(self.of_page(of_file), Coding::Page)
            }
            Some(CodePage::OfFile) | None => self.of_page(of_file),
        }
    }

    fn of_page(&self, page_of_text: &'static Encoding) -> Coding {
        if page_of_text != encoding_rs::WINDOWS_1252 {
            return Coding::Page(page_of_text);
        }
        let of_file = self.code_page.and_then(page).filter(|page| is_of_two_bytes(page));
        Coding::Western(of_file.unwrap_or(encoding_rs::GB18030))
    }

    /// The text in some bytes.
    pub(super) fn decoded<'b>(&self, coding: Coding, bytes: &'b [u8]) -> Cow<'b, str> {
        match coding {
            Coding::Page(encoding) => encoding.decode_without_bom_handling(bytes).0,
            Coding::Western(other) => {
                let is_other = is_text_of_two_bytes(bytes);
                let encoding = if is_other { other } else { encoding_rs::WINDOWS_1252 };
                encoding.decode_without_bom_handling(bytes).0
            }
            Coding::Symbols(font) => {
                let drawn = |byte: &u8| self.symbol(font, u32::from(*byte));
                bytes.iter().filter_map(drawn).collect::<String>().into()
            }
        }
    }

    /// The character that a code draws in a font.
    pub(super) fn symbol(&self, font: i32, code: u32) -> Option<char> {
        let blank = char::from_u32(code).filter(|c| c.is_ascii_whitespace());
        let name = self.fonts.get(&font).map_or("", |font| font.name.trim_end_matches(';').trim());
        blank.or_else(|| symbol::character(name, code))
    }
}

/// What a character set of Windows says of a code page.
enum CodePage {
    Number(i32),
    /// That of the file.
    OfFile,
    Symbols,
}

fn code_page_of(character_set: i32) -> CodePage {
    CodePage::Number(match character_set {
        0 => 1252,
        2 => return CodePage::Symbols,
        77 => 10_000,
        128 => 932,
        129 | 130 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return CodePage::OfFile,
    })
}

/// The encoding of a code page of Windows.
fn page(number: i32) -> Option<&'static Encoding> {
    let label = match number {
        // Its first bytes are those of GBK.
        936 | 54_936 => return Some(encoding_rs::GB18030),
        932 => "shift_jis",
        949 | 1361 => "euc-kr",
        950 => "big5",
        866 => "ibm866",
        10_000 => "macintosh",
        10_007 => "x-mac-cyrillic",
        20_866 => "koi8-r",
        65_001 => "utf-8",
        0 => "windows-1252",
        number => return Encoding::for_label(format!("windows-{number}").as_bytes()),
    };
    Encoding::for_label(label.as_bytes())
}

fn is_of_two_bytes(page: &Encoding) -> bool {
    [encoding_rs::GB18030, encoding_rs::BIG5, encoding_rs::SHIFT_JIS, encoding_rs::EUC_KR]
        .contains(&page)
}

/// Whether bytes beyond ASCII come in pairs as in the code pages of East Asia: both of a pair are in
/// their upper half, as those of the usual characters are. A single one (`caf\'e9`), or one before a
/// letter (`\'e9t\'e9`), is Western.
fn is_text_of_two_bytes(bytes: &[u8]) -> bool {
    let (mut pairs, mut doubtful) = (0, 0);
    let mut rest = bytes;
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        if first.is_ascii() {
            continue;
        }
        match behind.first() {
            Some(0xA1..=0xFE) if (0xA1..=0xFE).contains(first) => pairs += 1,
            Some(0x40..=0x7E | 0x80..=0xFE) if (0x81..=0xFE).contains(first) => doubtful += 1,
            _ => return false,
        }
        rest = &behind[1..];
    }
    pairs > 0 && pairs >= doubtful
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(character_set: i32, bytes: &[u8]) -> String {
        let mut fonts = Fonts::new();
        let words = [("ansicpg", 936), ("f", 1), ("fcharset", character_set)];
        words.iter().for_each(|(word, number)| fonts.word(word, Some(*number)));
        fonts.described().name = "Wingdings;".into();
        fonts.decoded(fonts.coding(Some(1)), bytes).into_owned()
    }

    #[test]
    fn a_font_says_how_bytes_are_read() {
        for (set, bytes, expected) in [
            (0, &b"\x93Belt\x94"[..], "“Belt”"),
            (0, b"caf\xE9, \xE9t\xE9", "café, été"),
            (0, b"\xB9\xD8\xD3\xDA PM2.5", "关于 PM2.5"),
            (134, b"\xB9\xD8", "关"),
            (1, b"\xB9\xD8", "关"),
            (136, b"\xA4\xA4\xA4\xE5", "中文"),
            (128, b"\x93\xFA\x96{", "日本"),
            (129, b"\xC7\xD1", "한"),
            (204, b"\xCF\xF0\xE8", "При"),
            (238, b"\x9Akola", "škola"),
            (161, b"\xE1", "α"),
            (2, b"\xFE \xFC", "☑ ✓"),
        ] {
            assert_eq!(text(set, bytes), expected, "{set}");
        }
    }

    #[test]
    fn a_font_that_is_not_described_is_in_the_code_page_of_the_file() {
        let coding = |code_page| {
            let mut fonts = Fonts::new();
            fonts.word("ansicpg", code_page);
            fonts.coding(Some(3))
        };
        assert_eq!(coding(Some(950)), Coding::Page(encoding_rs::BIG5));
        assert_eq!(coding(Some(1251)), Coding::Page(encoding_rs::WINDOWS_1251));
        assert_eq!(coding(Some(1252)), Coding::Western(encoding_rs::GB18030));
        assert_eq!(coding(None), Coding::Western(encoding_rs::GB18030));
    }
}
