//! Letters and digits with a mark between them or none: ISO9001 and ISO-9001, GB18030 and GB 18030.

use super::super::expansion::{Expansion, Origin};
use crate::analyzer::{Unit, joined, units};

/// The least letters and digits on either side of a mark: `4-a` is a place in a list.
const SHORTEST: usize = 2;

/// The words of letters and digits that touch in a folded text, from left to right, each with breaks
/// where they touch. The other way round needs no spelling, for `iso` and `9001` occur in `iso9001`.
pub(super) fn parted(folded: &str) -> Vec<Expansion> {
    let start = |text: &str| text.as_ptr() as usize - folded.as_ptr() as usize;
    let words = joined(folded).filter_map(|unit| match unit {
        Unit::Word(word) => Some((start(word), word)),
        Unit::Han(_) => None,
    });
    let parted = words.filter_map(|(start, word)| {
        let text = with_breaks(word)?;
        Some(Expansion { at: start..start + word.len(), text, origin: Origin::Variant })
    });
    parted.collect()
}

/// A word with a break between its letters and its digits, if it has both and enough of them.
fn with_breaks(word: &str) -> Option<String> {
    let parts: Vec<&str> = units(word).map(|placed| placed.unit.text()).collect();
    let is_plain = parts.iter().all(|part| {
        part.len() >= SHORTEST && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    (parts.len() > 1 && is_plain).then(|| parts.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold_str;

    fn found(text: &str) -> Vec<String> {
        parted(&fold_str(text)).into_iter().map(|one| one.text).collect()
    }

    #[test]
    fn letters_and_digits_are_also_looked_for_with_a_mark_between_them() {
        assert_eq!(found("ISO9001认证"), ["iso 9001"]);
        assert_eq!(found("符合GB18030和ISO 9001"), ["gb 18030", "iso 9001"]);
        for text in ["5G网络", "A4纸", "ISO-9001", "C++", "PM2.5", "安全生产", "gb5%"] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
