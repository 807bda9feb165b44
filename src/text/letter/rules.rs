//! What each character becomes, worked out from the character tables and from Unicode.
//!
//! `build.rs` compiles this file too and writes the answers for the basic plane down: a search does not work them out.

use unicode_normalization::UnicodeNormalization;

use crate::text::table;

/// What a character becomes when text is folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Letter {
    /// Nothing: zero width, control, or a combining mark of Latin script.
    Nothing,
    /// Blank: any white space.
    Blank,
    /// A mark or symbol, which parts words.
    Mark,
    /// A Han character, as the one given.
    Han(char),
    /// As `Han`, and a Taiwan word may begin here.
    TaiwanHan(char),
    /// A letter or digit of another script, as the one given.
    Other(char),
    /// Several characters (㎡, ⑴, ﬁ): see [`expansion`].
    Several,
    /// A sign that means something (%, ≥, ①), as the one given: `data/signs.tsv`.
    Sign(char),
}

/// What is known of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) letter: Letter,
    /// Whether it is a form that only Traditional text has.
    pub(crate) traditional: bool,
}

const CHARACTER: u32 = 0x1F_FFFF;
const KIND: u32 = 21;
const TRADITIONAL: u32 = 1 << 24;

impl Entry {
    /// As a number: the character in 21 bits, then the kind in three, then whether it is Traditional.
    #[allow(dead_code, reason = "build.rs and the tests write")]
    pub(crate) fn to_bits(self) -> u32 {
        let (kind, character) = match self.letter {
            Letter::Nothing => (0, '\0'),
            Letter::Blank => (1, '\0'),
            Letter::Mark => (2, '\0'),
            Letter::Han(form) => (3, form),
            Letter::TaiwanHan(form) => (4, form),
            Letter::Other(form) => (5, form),
            Letter::Several => (6, '\0'),
            Letter::Sign(form) => (7, form),
        };
        let traditional = if self.traditional { TRADITIONAL } else { 0 };
        traditional | kind << KIND | u32::from(character)
    }

    /// The way back.
    #[inline]
    pub(crate) fn from_bits(bits: u32) -> Self {
        let form = char::from_u32(bits & CHARACTER).unwrap_or_default();
        let letter = match bits >> KIND & 7 {
            0 => Letter::Nothing,
            1 => Letter::Blank,
            2 => Letter::Mark,
            3 => Letter::Han(form),
            4 => Letter::TaiwanHan(form),
            5 => Letter::Other(form),
            6 => Letter::Several,
            _ => Letter::Sign(form),
        };
        Self { letter, traditional: bits & TRADITIONAL != 0 }
    }
}

/// The bits of a Han character of both scripts, which is folded to itself.
#[inline]
pub(crate) fn own_form(c: char) -> u32 {
    3 << KIND | u32::from(c)
}

/// The entries of all code points of the basic plane, in order; of one that is not a character as of U+0000.
#[allow(dead_code, reason = "build.rs and the tests ask for it")]
pub(crate) fn basic_plane() -> Vec<Entry> {
    let chars: Vec<char> =
        (0..0x1_0000).map(|code| char::from_u32(code).unwrap_or_default()).collect();
    let mended: Vec<char> = chars.iter().map(|&c| composed(table::mend_radical(c))).collect();
    let forms = table::simplified_block(&mended);
    chars.into_iter().zip(forms).map(|(c, form)| classify(c, form)).collect()
}

/// The entry of a character beyond the basic plane, which has no simpler form that is known.
pub(crate) fn beyond(c: char) -> Entry {
    classify(c, c)
}

/// The composed form of a compatibility ideograph (U+F900…), which is one Han character; others as they are.
fn composed(c: char) -> char {
    if !('\u{F900}'..='\u{FAFF}').contains(&c) {
        return c;
    }
    let mut forms = c.nfkc();
    match (forms.next(), forms.next()) {
        (Some(form), None) if is_han(form) => form,
        _ => c,
    }
}

/// The entry of `c`, whose Simplified form (or itself) is `form`.
fn classify(c: char, form: char) -> Entry {
    let traditional =
        is_han(c) && form != c && !table::also_simplified(c) && table::mend_radical(c) == c;
    Entry { letter: kind(c, form), traditional }
}

fn kind(c: char, form: char) -> Letter {
    if let Some(sign) = table::sign(c) {
        Letter::Sign(sign)
    } else if c.is_whitespace() {
        Letter::Blank
    } else if is_nothing(c) {
        Letter::Nothing
    } else if is_circle_zero(c) {
        Letter::Han('〇')
    } else if is_han(form) {
        if table::may_begin_taiwan(c) { Letter::TaiwanHan(form) } else { Letter::Han(form) }
    } else if c.is_ascii() || is_hangul(c) {
        single(c.to_ascii_lowercase())
    } else {
        spelled_out(c)
    }
}

fn spelled_out(c: char) -> Letter {
    let expanded = expansion(c);
    let mut chars = expanded.chars();
    match (chars.next(), chars.next()) {
        (None, _) => Letter::Nothing,
        (Some(only), None) => single(only),
        _ if expanded.chars().any(|c| single(c) != Letter::Mark) => Letter::Several,
        _ => Letter::Mark,
    }
}

fn single(c: char) -> Letter {
    if let Some(sign) = table::sign(c) {
        return Letter::Sign(sign);
    }
    match c {
        _ if is_han(c) => Letter::Han(c),
        _ if c.is_alphanumeric() => Letter::Other(c),
        _ => Letter::Mark,
    }
}

/// The characters that one character is spelled with: compatibility forms undone, accents off, lower case, Simplified.
pub(crate) fn expansion(c: char) -> String {
    let plain = std::iter::once(c).nfkd().filter(|&part| !is_nothing(part));
    let lower = plain.flat_map(char::to_lowercase).nfkd().filter(|&part| !is_nothing(part));
    let lower: Vec<char> = lower.map(table::mend_radical).collect();
    table::simplified_block(&lower).into_iter().collect()
}

/// Whether `c` is a Han character: ideographs of every block, 々 and 〇.
///
/// ```
/// assert!("运運〇々".chars().all(policy_search::text::is_han));
/// assert!(!"aＡ１，。ア한".chars().any(policy_search::text::is_han));
/// ```
#[inline]
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{3005}' | '\u{3007}' | '\u{3021}'..='\u{3029}'
        | '\u{F900}'..='\u{FAD9}' | '\u{2E80}'..='\u{2FD5}' | '\u{20000}'..='\u{323AF}')
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{AC00}'..='\u{D7A3}')
}

/// ○ and ◯ are typed for 〇 in dates (二○○六年). Always one character, so that a piece of a date still folds as the date does.
fn is_circle_zero(c: char) -> bool {
    matches!(c, '○' | '◯')
}

/// Characters without width or without meaning of their own: controls, joiners, direction marks, soft hyphen, variation
/// selectors, and combining marks (the tone marks of a decomposed pinyin syllable).
pub(crate) fn is_nothing(c: char) -> bool {
    is_invisible(c) || is_combining(c)
}

/// Characters that leave no trace on paper.
pub(crate) fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E0FFF}')
}

/// Combining marks of the blocks made for them; vowel signs of other scripts are letters.
pub(crate) fn is_combining(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}'
        | '\u{302A}'..='\u{302F}' | '\u{3099}' | '\u{309A}' | '\u{FE20}'..='\u{FE2F}')
}
