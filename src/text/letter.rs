//! What each character is to the folded form: dropped, blank, mark, Han, or a letter or digit, and which one.
//!
//! The answer depends on the character alone, never on its neighbours. It is worked out once for a page of 32 code
//! points when the first of them is met, so a short query pays for a handful of pages and a long text for none.

use super::{table, taiwan};
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;

/// What a character becomes when text is folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letter {
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
}

const PAGE: usize = 32;
const PAGES: usize = 0x1_0000 / PAGE;

#[derive(Clone, Copy)]
struct Entry {
    letter: Letter,
    traditional: bool,
}

type Page = Box<[Entry; PAGE]>;

static TABLE: [OnceLock<Page>; PAGES] = [const { OnceLock::new() }; PAGES];

#[inline]
pub(super) fn letter(c: char) -> Letter {
    entry(c).letter
}

/// Whether a character is a form that only Traditional text has.
#[inline]
pub(super) fn is_traditional(c: char) -> bool {
    entry(c).traditional
}

#[inline]
fn entry(c: char) -> Entry {
    let code = c as usize;
    match TABLE.get(code / PAGE) {
        Some(page) => page.get_or_init(|| read_page(code / PAGE))[code % PAGE],
        None => classify(c, c),
    }
}

fn read_page(number: usize) -> Page {
    let code = |index: usize| u32::try_from(number * PAGE + index).ok().and_then(char::from_u32);
    let chars: Vec<char> = (0..PAGE).map(|index| code(index).unwrap_or('\0')).collect();
    let mended: Vec<char> = chars.iter().map(|&c| composed(table::mend_radical(c))).collect();
    let forms = table::simplified_block(&mended);
    Box::new(std::array::from_fn(|index| classify(chars[index], forms[index])))
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
    if c.is_whitespace() {
        Letter::Blank
    } else if is_nothing(c) {
        Letter::Nothing
    } else if is_circle_zero(c) {
        Letter::Han('〇')
    } else if is_han(form) {
        if taiwan::may_begin(c) { Letter::TaiwanHan(form) } else { Letter::Han(form) }
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
        _ if expanded.chars().any(char::is_alphanumeric) => Letter::Several,
        _ => Letter::Mark,
    }
}

fn single(c: char) -> Letter {
    match c {
        _ if is_han(c) => Letter::Han(c),
        _ if c.is_alphanumeric() => Letter::Other(c),
        _ => Letter::Mark,
    }
}

/// The characters that one character is spelled with: compatibility forms undone, accents off, lower case, Simplified.
pub(super) fn expansion(c: char) -> String {
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
pub(super) fn is_nothing(c: char) -> bool {
    is_invisible(c) || is_combining(c)
}

/// Characters that leave no trace on paper.
pub(super) fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E0FFF}')
}

/// Combining marks of the blocks made for them; vowel signs of other scripts are letters.
pub(super) fn is_combining(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}'
        | '\u{302A}'..='\u{302F}' | '\u{3099}' | '\u{309A}' | '\u{FE20}'..='\u{FE2F}')
}

/// How much of a text is Traditional.
///
/// In genuine mainland text 99.9 % of documents have less than 0.7 % of such characters; in converted text there are
/// never less than 29 % (3,643 and 23 documents, DOMAIN 2.8). A person's name or two in a short notice must not tip it.
pub(super) fn is_traditional_text(text: &str) -> bool {
    const LEAST_SHARE: f64 = 0.05;
    const CERTAIN_SHARE: f64 = 0.2;
    const LEAST_COUNT: f64 = 3.0;
    let (mut han, mut traditional) = (0.0, 0.0);
    for c in text.chars().filter(|&c| is_han(c)) {
        han += 1.0;
        traditional += f64::from(u8::from(is_traditional(c)));
    }
    let share = traditional / f64::max(han, 1.0);
    share >= CERTAIN_SHARE || (share >= LEAST_SHARE && traditional >= LEAST_COUNT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_cases_and_accents_are_one() {
        for (from, to) in [('Ａ', 'a'), ('é', 'e'), ('Ⅳ', 'i'), ('①', '1'), ('²', '2'), ('ǚ', 'u')]
        {
            match letter(from) {
                Letter::Other(c) => assert_eq!(c, to),
                several => assert_eq!(
                    (several, expansion(from).as_str()),
                    (Letter::Several, "iv"),
                    "{from}"
                ),
            }
        }
    }

    #[test]
    fn han_of_every_kind_is_one_simplified_character() {
        for (from, to) in [
            ('運', '运'),
            ('⾞', '车'),
            ('\u{F9D8}', '律'),
            ('○', '〇'),
            ('㊀', '一'),
            ('干', '干'),
        ] {
            assert_eq!(letter(from), Letter::Han(to), "{from}");
        }
    }

    #[test]
    fn several_keep_their_marks() {
        assert_eq!(letter('㎡'), Letter::Several);
        assert_eq!(expansion('⑴'), "(1)");
        assert_eq!(letter('…'), Letter::Mark);
        assert_eq!(letter('\u{200B}'), Letter::Nothing);
        assert_eq!(letter('\u{3000}'), Letter::Blank);
    }

    #[test]
    fn a_name_does_not_make_a_text_traditional() {
        assert!(!is_traditional_text("关于李濬同志任职的通知"));
        assert!(!is_traditional_text("乾县於潜镇角徵羽瞭望"));
        assert!(is_traditional_text("青白江區政府全體會議"));
        assert!(!is_traditional_text(""));
    }
}
