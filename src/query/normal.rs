//! A query as it is read: on one line, without what is invisible, glossed or letter-spaced.

use crate::text::{fold_str, join_letter_spaced, strip_query_glosses};

/// `text` on one line and trimmed, without invisible characters and pinyin glosses.
pub(super) fn readable(text: &str) -> String {
    let line: String = text.chars().filter(|c| !is_invisible(*c)).map(on_one_line).collect();
    strip_query_glosses(&line).trim().to_string()
}

/// Whether single ideographs stand apart somewhere in `text`, within or without quotes and brackets.
pub(super) fn is_letter_spaced(text: &str) -> bool {
    let marks = ['"', '＂', '“', '”', '「', '」', '『', '』', '(', ')', '（', '）'];
    let words = |piece: &str| piece.split_whitespace().count();
    text.split(marks).any(|piece| words(&join_letter_spaced(piece)) < words(piece))
}

/// Whether it holds something that an index can hold: a letter, a digit, an ideograph, or a ring that
/// is written for a zero (二○二五).
pub(super) fn is_searchable(text: &str) -> bool {
    !fold_str(text).is_empty()
}

/// Zero-width characters, direction marks and the byte order mark, which pasted text carries along.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

fn on_one_line(c: char) -> char {
    if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_one_query_read_alike() {
        for form in [
            "运贸产一体化",
            "运(yùn)贸(mào)产(chǎn)一体化",
            "运(yun)贸（mao）产(chan)(chan)一体化",
            "  运贸产一体化\n",
            "\u{FEFF}运\u{200B}贸产一体化",
        ] {
            assert_eq!(readable(form), "运贸产一体化");
        }
    }

    #[test]
    fn what_folds_to_nothing_is_no_text() {
        assert!(is_searchable("○○") && is_searchable("《a》") && is_searchable("二"));
        assert!(!is_searchable("《》、") && !is_searchable("—— ……") && !is_searchable(""));
    }

    #[test]
    fn letter_spacing_is_seen() {
        assert!(is_letter_spaced("“运 贸 产” a") && is_letter_spaced("运 贸 产 a"));
        assert!(!is_letter_spaced("“运 贸” 产") && !is_letter_spaced("a b c"));
    }

    #[test]
    fn what_is_no_gloss_and_no_spacing_stays() {
        for text in ["国发(2025)1号", "甲(A)类 乙", "绿色 发展", "甲 乙", "数据 OR 安全"]
        {
            assert_eq!(readable(text), text);
        }
    }
}
