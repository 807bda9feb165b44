//! What documents hold, by a plain scan of their folded texts.
//!
//! A word of letters and a number are whole: `18` does not occur in `18030`, nor `g` in `gb18030`, but
//! `gb` does, and 产 occurs in 生产; a sign is asked for like any other character. Nothing here knows of terms, positions or dictionaries, so that it may judge them.

use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;

use crate::analyzer::LONGEST_WORD;
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Beside, cuts, is_han, places};

/// The numbers of the texts that hold each of `strings`, which are folded, ascending: in the text, or beside it.
pub(super) fn holders(texts: &[Text], strings: &[String]) -> Result<Vec<Vec<u32>>> {
    let finder =
        AhoCorasick::builder().match_kind(MatchKind::Standard).build(strings).map_err(|error| {
            let told = format!("too many strings to look for: {error}");
            Error::caused_by(error, ErrorKind::Option(told))
        })?;
    let cut = strings.iter().enumerate().filter(|(_, string)| !cuts(string).is_empty());
    let cut: Vec<(usize, &str)> = cut.map(|(number, string)| (number, string.as_str())).collect();
    let held: Vec<Vec<usize>> = texts.par_iter().map(|text| held(&finder, text, &cut)).collect();
    let mut holders = vec![Vec::new(); strings.len()];
    for (text, held) in (0..).zip(held) {
        held.into_iter().for_each(|string| holders[string].push(text));
    }
    Ok(holders)
}

/// The folded title and body of an announcement, with a break between them.
pub(super) struct Text {
    pub(super) folded: String,
    /// The words of glosses beside it.
    pub(super) beside: Vec<Beside>,
}

/// Which strings stand in `text`; those of `cut` may stand beside it.
fn held(finder: &AhoCorasick, text: &Text, cut: &[(usize, &str)]) -> Vec<usize> {
    let Text { folded, beside } = text;
    let inside = insides(folded);
    let mut seen = vec![false; finder.patterns_len()];
    for found in finder.find_overlapping_iter(folded) {
        let whole = !inside[found.start()] && !inside[found.end()];
        seen[found.pattern().as_usize()] |= whole;
    }
    let beside = cut.iter().filter(|(_, string)| {
        places(folded, beside, string).iter().any(|place| !inside[place.rest.end])
    });
    beside.for_each(|(number, _)| seen[*number] = true);
    (0..seen.len()).filter(|string| seen[*string]).collect()
}

/// What words consist of that are not cut.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Digit,
}

/// What word a character of folded text belongs to; Han characters, signs and breaks to none.
fn kind(c: char) -> Option<Kind> {
    if c.is_ascii_digit() {
        return Some(Kind::Digit);
    }
    (c.is_alphanumeric() && !is_han(c) && !CIRCLED.contains(&c)).then_some(Kind::Letter)
}

/// Circled numbers are signs, though Unicode counts them among the numbers.
const CIRCLED: [char; 51] = [
    '⓪', '①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨', '⑩', '⑪', '⑫', '⑬', '⑭', '⑮', '⑯', '⑰', '⑱',
    '⑲', '⑳', '㉑', '㉒', '㉓', '㉔', '㉕', '㉖', '㉗', '㉘', '㉙', '㉚', '㉛', '㉜', '㉝', '㉞',
    '㉟', '㊱', '㊲', '㊳', '㊴', '㊵', '㊶', '㊷', '㊸', '㊹', '㊺', '㊻', '㊼', '㊽', '㊾', '㊿',
];

/// For each byte of folded text, and its end, whether a word or a number goes on there. One without
/// end consists of pieces, which count as words.
fn insides(text: &str) -> Vec<bool> {
    let mut inside = vec![false; text.len() + 1];
    let (mut length, mut last) = (0, None);
    for (at, c) in text.char_indices() {
        let kind = kind(c);
        length = if kind.is_some() && kind == last { length + 1 } else { 0 };
        inside[at] = length % LONGEST_WORD != 0;
        last = kind;
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    fn held_by(text: &str, strings: &[&str]) -> Vec<usize> {
        let strings: Vec<String> = strings.iter().map(ToString::to_string).collect();
        let text = Text { folded: text.to_string(), beside: Vec::new() };
        held(&text, &strings)
    }

    fn held(text: &Text, strings: &[String]) -> Vec<usize> {
        let holders = holders(std::slice::from_ref(text), strings).unwrap();
        (0..strings.len()).filter(|string| !holders[*string].is_empty()).collect()
    }

    #[test]
    fn words_are_whole_and_han_may_be_cut() {
        let strings = ["18", "18030", "gb", "gb18030标", "准的", "的 通", "知", "gb 18030"];
        assert_eq!(held_by("gb18030标准的 通知 gb 18030", &strings), [1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(held_by("gb18030标准", &["g", "gb", "1803", "18030", "标"]), [1, 3, 4]);
        assert_eq!(held_by("c++ 5%和①", &["c", "c+", "5", "%", "①", "c#"]), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn what_was_cut_inside_a_gloss_stands_beside() {
        let strings = ["亳州", "bo", "bo 州市", "bo 市", "bo 州市2", "亳 bo"];
        let folded = fold("省亳（bó）州市23");
        let beside = folded.beside().to_vec();
        let text = Text { folded: folded.into_string(), beside };
        assert_eq!(held(&text, &strings.map(String::from)), [0, 1, 2]);
    }

    #[test]
    fn a_later_whole_place_counts_after_one_that_is_cut() {
        assert_eq!(held_by("111 1", &["1", "11"]), [0]);
    }

    #[test]
    fn pieces_of_a_word_without_end_are_words() {
        let text = format!("{}b", "x".repeat(LONGEST_WORD));
        assert_eq!(held_by(&text, &["b", "x"]), [0]);
    }
}
