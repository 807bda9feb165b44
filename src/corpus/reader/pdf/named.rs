//! Simple fonts with Chinese names, whose bytes are of the encoding of their country.
//!
//! Programs that know nothing of composite fonts write 宋体 as a TrueType font of Latin letters and
//! its text byte by byte; a viewer finds the font on the machine by its name and shows Chinese.

use std::rc::Rc;
use std::sync::LazyLock;

use encoding_rs::{BIG5, EUC_KR, Encoding, GBK, SHIFT_JIS};
use hayro_interpret::hayro_syntax::object::{Dict, Name};

use super::code::Code;

/// The names of fonts, and the encoding of each.
static NAMES: LazyLock<Vec<(&str, &'static Encoding)>> = LazyLock::new(|| {
    let rows = include_str!("../data/font_names.tsv").lines().filter(|line| !line.starts_with('#'));
    let rows = rows.filter_map(|line| line.split_once('\t'));
    rows.filter_map(|(name, encoding)| Some((name, self::encoding(encoding)?))).collect()
});

fn encoding(name: &str) -> Option<&'static Encoding> {
    [GBK, BIG5, SHIFT_JIS, EUC_KR].into_iter().find(|encoding| encoding.name() == name)
}

/// The bytes of a font.
pub(super) struct Bytes(&'static Encoding);

impl Bytes {
    /// The bytes of a simple font that says nothing of its codes but has the name of a font of China,
    /// Japan or Korea.
    pub(super) fn of(dict: &Dict<'_>) -> Option<Self> {
        let descriptor: Dict<'_> = dict.get("FontDescriptor").unwrap_or_default();
        let files = ["FontFile", "FontFile2", "FontFile3"];
        let has_program = files.iter().any(|file| descriptor.contains_key(file));
        let has_names =
            dict.get::<Dict<'_>>("Encoding").is_some_and(|e| e.contains_key("Differences"));
        if has_program || has_names || dict.contains_key("ToUnicode") {
            return None;
        }
        let name = dict.get::<Name<'_>>("BaseFont")?;
        let name = name.rsplit(|byte| *byte == b'+').next()?;
        NAMES.iter().find(|(known, encoding)| is_named(name, known, encoding)).map(|(_, e)| Self(e))
    }

    /// The characters of codes: two that are one character come with the place of the first. What is
    /// no character of the encoding is as `single` says.
    pub(super) fn read(
        &self,
        codes: &[Code],
        single: impl Fn(u32) -> Rc<[char]>,
    ) -> Vec<(Rc<[char]>, Code)> {
        let mut found = Vec::new();
        let mut rest = codes;
        while let [first, behind @ ..] = rest {
            let pair = behind.first().and_then(|second| Some((second, self.pair(first, second)?)));
            if let Some((second, c)) = pair {
                found.push((Rc::from([c]), Code { width: first.width + second.width, ..*first }));
                rest = &behind[1..];
            } else {
                found.push((single(first.code), *first));
                rest = behind;
            }
        }
        found
    }

    fn pair(&self, first: &Code, second: &Code) -> Option<char> {
        let bytes = [u8::try_from(first.code).ok()?, u8::try_from(second.code).ok()?];
        if bytes[0] < 0x80 {
            return None;
        }
        let text = self.0.decode_without_bom_handling_and_without_replacement(&bytes)?;
        let mut characters = text.chars();
        characters.next().filter(|_| characters.next().is_none())
    }
}

/// Whether a font's name begins with a known one, written in ASCII or in the encoding.
fn is_named(name: &[u8], known: &str, encoding: &'static Encoding) -> bool {
    let (bytes, _, _) = encoding.encode(known);
    let is =
        |known: &[u8]| name.get(..known.len()).is_some_and(|head| head.eq_ignore_ascii_case(known));
    is(&bytes) || is(known.as_bytes())
}
