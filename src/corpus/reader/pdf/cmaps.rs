//! Predefined CMaps: from codes to the characters of a collection (CIDs), and from those to Unicode.
//!
//! The engine carries those that PDF 1.7 demands. Others whose codes are Unicode need no table: the
//! code says the character.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::LazyLock;

use hayro_interpret::hayro_cmap::{CMap, CMapName, load_embedded};
use rustc_hash::FxHashMap;

/// Codes of UTF-16 (and of UCS-2, which is a part of it).
const UTF_16: &str = "2 begincodespacerange <0000> <FFFF> <D800DC00> <DBFFDFFF> endcodespacerange \
     3 begincidrange <0000> <D7FF> 0 <E000> <FFFF> 57344 <D800DC00> <DBFFDFFF> 65536 endcidrange";

/// Codes of UTF-32.
const UTF_32: &str = "1 begincodespacerange <00000000> <0010FFFF> endcodespacerange \
     1 begincidrange <00000000> <0010FFFF> 0 endcidrange";

/// Codes of UTF-8.
const UTF_8: &str = "4 begincodespacerange <00> <7F> <C280> <DFBF> <E08080> <EFBFBF> \
     <F0808080> <F48FBFBF> endcodespacerange 4 begincidrange <00> <7F> 0 <C280> <DFBF> 128 \
     <E08080> <EFBFBF> 2048 <F0808080> <F48FBFBF> 65536 endcidrange";

/// CMaps of each [form](Unicode) that are written across, and downwards.
const ACROSS: [&str; 3] = [UTF_8, UTF_16, UTF_32];
static DOWN: LazyLock<[String; 3]> =
    LazyLock::new(|| ACROSS.map(|across| format!("/WMode 1 def {across}")));

/// How Unicode is written in the codes of a CMap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unicode {
    Utf8,
    Utf16,
    Utf32,
}

impl Unicode {
    /// The form in the codes of the predefined CMap of this name, if they are Unicode.
    pub(super) fn of(name: &[u8]) -> Option<Self> {
        let name = std::str::from_utf8(name).ok()?.strip_prefix("Uni")?;
        let has = |form: &str| name.split('-').any(|part| part == form);
        match () {
            () if has("UCS2") || has("UTF16") => Some(Self::Utf16),
            () if has("UTF32") => Some(Self::Utf32),
            () if has("UTF8") => Some(Self::Utf8),
            () => None,
        }
    }

    /// How many bytes the code is long that begins with this one.
    pub(super) fn length(self, first: u8) -> usize {
        match (self, first) {
            (Self::Utf8, 0xC0..0xE0) => 2,
            (Self::Utf8, 0xE0..0xF0) => 3,
            (Self::Utf8, 0xF0..) | (Self::Utf16, 0xD8..0xDC) | (Self::Utf32, _) => 4,
            (Self::Utf8, _) => 1,
            (Self::Utf16, _) => 2,
        }
    }

    /// The character of a code.
    pub(super) fn character(self, code: u32) -> Option<char> {
        match self {
            Self::Utf16 if code > 0xFFFF => {
                let units = [(code >> 16) as u16, code as u16];
                char::decode_utf16(units).next()?.ok()
            }
            Self::Utf16 | Self::Utf32 => char::from_u32(code),
            Self::Utf8 => {
                let bytes = code.to_be_bytes();
                let first = bytes.iter().position(|byte| *byte != 0).unwrap_or(3);
                std::str::from_utf8(&bytes[first..]).ok()?.chars().next()
            }
        }
    }
}

/// The CMaps that are not in a document, parsed once.
#[derive(Default)]
pub(super) struct CMaps(RefCell<FxHashMap<Vec<u8>, Option<Rc<CMap>>>>);

impl CMaps {
    /// The predefined CMap of this name.
    pub(super) fn named(&self, name: &[u8]) -> Option<Rc<CMap>> {
        let mut parsed = self.0.borrow_mut();
        let parse = || parse(resolve(CMapName::from_bytes(name))?).map(Rc::new);
        parsed.entry(name.to_vec()).or_insert_with(parse).clone()
    }
}

/// The CMap in these bytes.
pub(super) fn parse(bytes: &[u8]) -> Option<CMap> {
    CMap::parse(bytes, resolve)
}

/// The bytes of the predefined CMap of this name.
pub(super) fn resolve(name: CMapName<'_>) -> Option<&'static [u8]> {
    let CMapName::Custom(custom) = name else { return load_embedded(name) };
    let form = Unicode::of(custom)? as usize;
    Some(if custom.ends_with(b"-V") { DOWN[form].as_bytes() } else { ACROSS[form].as_bytes() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_are_unicode_are_read_without_a_table() {
        for (name, code, length, form) in [
            ("UniAKR-UTF16-H", 0x53BF, 2, Unicode::Utf16),
            ("UniGB-UTF32-V", 0x2_0BB7, 4, Unicode::Utf32),
            ("UniJIS-UTF8-H", 0x00E5_8EBF, 3, Unicode::Utf8),
            ("UniGB-UTF8-V", 0xF0A0_AEB7, 4, Unicode::Utf8),
            ("UniJIS2004-UTF16-H", 0xD842_DFB7, 4, Unicode::Utf16),
        ] {
            let cmap = parse(resolve(CMapName::from_bytes(name.as_bytes())).unwrap()).unwrap();
            assert!(cmap.lookup_cid_code(code, length).is_some(), "{name}");
            let found = Unicode::of(name.as_bytes()).unwrap();
            let first = code.to_be_bytes()[4 - usize::from(length)];
            assert_eq!((found, found.length(first)), (form, usize::from(length)));
            assert!(matches!(found.character(code), Some('县' | '𠮷')), "{name}");
        }
        assert_eq!(Unicode::of(b"UniGB-UCS2-V"), Some(Unicode::Utf16));
        assert_eq!(Unicode::of(b"GBK-EUC-H"), None);
        assert!(resolve(CMapName::from_bytes(b"Founder-H")).is_none());
    }
}
