//! What each character is to the folded form: dropped, blank, mark, Han, or a letter or digit, and which one.
//!
//! The answer depends on the character alone, never on its neighbours. For the basic plane `build.rs` has worked it out
//! ([`rules`]): a process looks up what it meets and builds no table. (Worked out in pages of 32 code points when one was
//! met, a search paid 15 of its 100 million instructions for them.)

mod rules;

#[cfg(test)]
use rules::basic_plane;
pub use rules::is_han;
use rules::{Entry, beyond, own_form};
pub(super) use rules::{Letter, expansion, is_combining, is_invisible};

/// [`Entry::to_bits`] of each code point of the basic plane, four bytes each, least first.
static LETTERS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/letters.bin"));

#[inline]
pub(super) fn letter(c: char) -> Letter {
    entry(c).letter
}

/// Whether a character of folded text is a sign: neither Han, nor a letter or digit, nor a break.
#[inline]
pub(crate) fn is_sign(c: char) -> bool {
    letter(c) == Letter::Sign(c)
}

/// Whether a character is a form that only Traditional text has.
#[inline]
pub(super) fn is_traditional(c: char) -> bool {
    entry(c).traditional
}

/// How many bytes of Han characters that are their own forms `text` begins with: most of any text.
#[inline]
pub(super) fn plain_han(text: &str) -> usize {
    let other = text.char_indices().find(|(_, c)| bits(*c) != Some(own_form(*c)));
    other.map_or(text.len(), |(at, _)| at)
}

#[inline]
fn entry(c: char) -> Entry {
    bits(c).map_or_else(|| beyond(c), Entry::from_bits)
}

#[inline]
fn bits(c: char) -> Option<u32> {
    let at = c as usize * 4;
    let bytes = LETTERS.get(at..at + 4)?;
    Some(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
}

/// How much of a text is Traditional.
///
/// In genuine mainland text 99.9 % of documents have less than 0.7 % of such characters; in converted text there are
/// never less than 29 % (3,643 and 23 documents, DOMAIN 2.8). A person's name or two in a short notice must not tip it.
pub(crate) fn is_traditional_text(text: &str) -> bool {
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
    fn what_is_written_down_is_what_the_rules_say() {
        for (code, entry) in basic_plane().into_iter().enumerate() {
            let c = char::from_u32(code as u32).unwrap_or_default();
            assert_eq!(super::entry(c), entry, "U+{code:04X}");
            assert_eq!(Entry::from_bits(entry.to_bits()), entry, "U+{code:04X}");
        }
    }

    #[test]
    fn widths_cases_and_accents_are_one() {
        for (from, to) in [('Ａ', 'a'), ('é', 'e'), ('Ⅳ', 'i'), ('²', '2'), ('ǚ', 'u')] {
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
            ('㊤', '上'),
            ('干', '干'),
        ] {
            assert_eq!(letter(from), Letter::Han(to), "{from}");
        }
    }

    #[test]
    fn a_sign_is_one_however_it_is_written() {
        for (from, to) in [
            ('％', '%'),
            ('﹪', '%'),
            ('＋', '+'),
            ('≧', '≥'),
            ('￥', '¥'),
            ('❶', '①'),
            ('㊀', '①'),
        ] {
            assert_eq!(letter(from), Letter::Sign(to), "{from}");
            assert!(is_sign(to) && (from == to || !is_sign(from)), "{from}");
        }
        assert_eq!((letter('℃'), expansion('℃').as_str()), (Letter::Several, "°c"));
        assert!(!"a一 ，1-×".chars().any(is_sign));
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
