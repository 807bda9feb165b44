//! What documents hold, by a plain scan of their folded texts.
//!
//! A Latin or number word is whole: `18` does not stand in `18030`, nor `gb` in `gb18030`, but 产 stands
//! in 生产. Nothing here knows of terms, positions or dictionaries, so that it may judge them.

use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;

use crate::analyzer::LONGEST_WORD;
use crate::error::{Error, ErrorKind, Result};
use crate::text::is_han;

/// The numbers of the texts that hold each of `strings`, which are folded, ascending.
pub(super) fn holders(texts: &[String], strings: &[String]) -> Result<Vec<Vec<u32>>> {
    let finder =
        AhoCorasick::builder().match_kind(MatchKind::Standard).build(strings).map_err(|error| {
            let told = format!("too many strings to look for: {error}");
            Error::caused_by(error, ErrorKind::Option(told))
        })?;
    let held: Vec<Vec<usize>> = texts.par_iter().map(|text| held(&finder, text)).collect();
    let mut holders = vec![Vec::new(); strings.len()];
    for (text, held) in (0..).zip(held) {
        held.into_iter().for_each(|string| holders[string].push(text));
    }
    Ok(holders)
}

/// Which strings stand in `text`.
fn held(finder: &AhoCorasick, text: &str) -> Vec<usize> {
    let inside = insides(text);
    let mut seen = vec![false; finder.patterns_len()];
    for found in finder.find_overlapping_iter(text) {
        let whole = !inside[found.start()] && !inside[found.end()];
        seen[found.pattern().as_usize()] |= whole;
    }
    (0..seen.len()).filter(|string| seen[*string]).collect()
}

/// Whether a character of folded text belongs to a Latin or number word.
pub(super) fn is_word(c: char) -> bool {
    c != ' ' && !is_han(c)
}

/// For each byte of folded text, and its end, whether a word goes on there. A word without end
/// consists of pieces, which count as words.
fn insides(text: &str) -> Vec<bool> {
    let mut inside = vec![false; text.len() + 1];
    let mut length = 0;
    for (at, c) in text.char_indices() {
        if is_word(c) {
            inside[at] = length % LONGEST_WORD != 0;
            length += 1;
        } else {
            length = 0;
        }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held_by(text: &str, strings: &[&str]) -> Vec<usize> {
        let strings: Vec<String> = strings.iter().map(ToString::to_string).collect();
        let holders = holders(&[text.to_string()], &strings).unwrap();
        (0..strings.len()).filter(|string| !holders[*string].is_empty()).collect()
    }

    #[test]
    fn words_are_whole_and_han_may_be_cut() {
        let strings = ["18", "18030", "gb", "gb18030标", "准的", "的 通", "知", "gb 18030"];
        assert_eq!(held_by("gb18030标准的 通知 gb 18030", &strings), [1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(held_by("gb18030标准", &["gb", "18030", "标"]), [2]);
    }

    #[test]
    fn a_later_whole_place_counts_after_one_that_is_cut() {
        assert_eq!(held_by("a11 1", &["1", "11"]), [0]);
    }

    #[test]
    fn pieces_of_a_word_without_end_are_words() {
        let text = format!("{}b", "x".repeat(LONGEST_WORD));
        assert_eq!(held_by(&text, &["b", "x"]), [0]);
    }
}
