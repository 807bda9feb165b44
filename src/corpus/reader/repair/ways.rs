//! The ways in which text is read in a wrong encoding.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, GBK, MACINTOSH, UTF_8, WINDOWS_1251, WINDOWS_1252,
};

use super::reading::Reading;
use super::shown::Shown;

/// Text of one encoding that was read in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Way {
    /// The encoding it was read in.
    pub shown: &'static Encoding,
    /// The encoding it is in.
    pub meant: &'static Encoding,
    /// How it is told.
    pub name: &'static str,
}

const fn way(meant: &'static Encoding, shown: &'static Encoding, name: &'static str) -> Way {
    Way { shown, meant, name }
}

/// All that are tried; the first two also one upon the other.
pub(super) const WAYS: [Way; 12] = [
    way(UTF_8, WINDOWS_1252, "UTF-8 that was read as Latin-1"),
    way(UTF_8, GBK, "UTF-8 that was read as GBK"),
    way(GB18030, WINDOWS_1252, "GBK that was read as Latin-1"),
    way(BIG5, WINDOWS_1252, "Big5 that was read as Latin-1"),
    way(BIG5, GBK, "Big5 that was read as GBK"),
    way(GB18030, BIG5, "GBK that was read as Big5"),
    way(UTF_8, BIG5, "UTF-8 that was read as Big5"),
    way(UTF_8, MACINTOSH, "UTF-8 that was read as Mac Roman"),
    way(GB18030, EUC_KR, "GBK that was read as EUC-KR"),
    way(UTF_8, EUC_KR, "UTF-8 that was read as EUC-KR"),
    way(UTF_8, WINDOWS_1251, "UTF-8 that was read as Windows-1251"),
    way(GB18030, WINDOWS_1251, "GBK that was read as Windows-1251"),
];

/// How many of them are tried one upon the other.
pub(super) const NESTED: usize = 2;

impl Way {
    /// `text` as the bytes it was read from.
    pub(super) fn shown(self, text: &str) -> Option<Shown> {
        Shown::of(text, self.shown)
    }

    /// Whether what is shown may be words: of Russian ones in capitals (ФЕДЕРАЦИИ) each two letters are
    /// the bytes of a common character. Of Chinese half the bytes are signs.
    pub(super) fn is_words(self, shown: &str) -> bool {
        self.shown == WINDOWS_1251 && shown.chars().all(|c| c.is_ascii() || c.is_alphabetic())
    }

    /// The reading that was meant.
    pub(super) fn reading(self) -> Reading<'static> {
        match self.meant == UTF_8 {
            true => Reading::Utf8 { blanks: self.shown.is_single_byte() },
            false => Reading::Double(self.meant),
        }
    }
}
