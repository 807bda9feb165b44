//! A query as it is read: on one line, without what is invisible, glossed or letter-spaced.

use unicode_normalization::UnicodeNormalization;

use crate::text::{join_letter_spaced, strip_query_glosses};

/// `text` on one line and trimmed, without invisible characters, pinyin glosses and spaces between
/// single characters.
pub(super) fn readable(text: &str) -> String {
    let line: String = text.chars().filter(|c| !is_invisible(*c)).map(on_one_line).collect();
    let pieces = strip_query_glosses(&line);
    pieces.split_inclusive(PARTING_MARKS).map(unspaced).collect::<String>().trim().to_string()
}

/// Marks at which letter-spaced text ends, so that it is joined within quotes and brackets.
const PARTING_MARKS: [char; 12] =
    ['"', '＂', '“', '”', '「', '」', '『', '』', '(', ')', '（', '）'];

/// A piece with its single characters joined; the space around it, which parts words, stays.
fn unspaced(piece: &str) -> String {
    let mark = piece.chars().next_back().filter(|c| PARTING_MARKS.contains(c));
    let body = &piece[..piece.len() - mark.map_or(0, char::len_utf8)];
    let text = body.trim();
    piece.replacen(text, &join_letter_spaced(text), 1)
}

/// Whether it holds something that an index can hold: a letter, a digit or an ideograph.
pub(super) fn is_searchable(text: &str) -> bool {
    text.nfkc().any(char::is_alphanumeric)
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
            "  运 贸 产　一 体 化\n",
            "\u{FEFF}运\u{200B}贸产一体化",
        ] {
            assert_eq!(readable(form), "运贸产一体化");
        }
    }

    #[test]
    fn letter_spacing_is_joined_within_marks() {
        assert_eq!(readable("“运 贸 产” (一 体 化 a)"), "“运贸产” (一体化 a)");
    }

    #[test]
    fn what_is_no_gloss_and_no_spacing_stays() {
        for text in ["国发(2025)1号", "甲(A)类 乙", "绿色 发展", "甲 乙", "数据 OR 安全"]
        {
            assert_eq!(readable(text), text);
        }
    }
}
