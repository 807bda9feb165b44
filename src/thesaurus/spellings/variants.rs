//! Words that are written with one character or another: 着力 and 著力, 账户 and 帐户.

use std::ops::Range;

use super::super::carried::rows_of;
use super::super::expansion::{Expansion, Origin};
use super::super::rows::alternatives;

/// The most characters of a word with variants.
const LONGEST: usize = 4;

/// The words of a folded text that are spelled otherwise too, from left to right, the longest first,
/// each in its other spellings. `is_word` says whether a part cuts no word.
pub(super) fn variants(folded: &str, is_word: impl Fn(&Range<usize>) -> bool) -> Vec<Expansion> {
    let (mut found, mut free) = (Vec::new(), 0);
    for (start, _) in folded.char_indices() {
        if start < free {
            continue;
        }
        let ends = folded[start..].char_indices().map(|(at, c)| start + at + c.len_utf8());
        let ends: Vec<usize> = ends.take(LONGEST).skip(1).collect();
        let rows = ends.into_iter().rev().map(|end| (start..end, others(&folded[start..end])));
        if let Some((at, others)) =
            rows.into_iter().find(|(at, row)| !row.is_empty() && is_word(at))
        {
            free = at.end;
            let spelled = |text: &&str| Expansion {
                at: at.clone(),
                text: (*text).to_string(),
                origin: Origin::Variant,
            };
            found.extend(others.iter().map(spelled));
        }
    }
    found
}

/// The other spellings of a word.
fn others(word: &str) -> Vec<&'static str> {
    let rows = rows_of(word).filter(|(_, origin)| *origin == Origin::Variant);
    rows.flat_map(|(row, _)| alternatives(row)).filter(|other| *other != word).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::super::super::rows::rows;
    use super::super::spellings;
    use super::*;
    use crate::analyzer::Dictionary;
    use crate::text::fold_str;

    fn found(text: &str) -> Vec<String> {
        let spellings = spellings(&fold_str(text), &Dictionary::default());
        spellings.into_iter().map(|spelling| spelling.text).collect()
    }

    #[test]
    fn a_word_has_its_other_spelling_both_ways() {
        for (one, other) in [
            ("着力", "著力"),
            ("着眼", "著眼"),
            ("答复", "答覆"),
            ("账户", "帐户"),
            ("身份", "身分"),
            ("计划", "计画"),
        ] {
            assert_eq!(found(one), [other]);
            assert_eq!(found(other), [one]);
        }
        assert_eq!(found("帳戶"), ["账户"]);
        assert_eq!(found("年度計畫"), ["计划"]);
        assert_eq!(found("对来信予以答覆"), ["答复"]);
    }

    #[test]
    fn other_words_with_the_same_characters_stay() {
        for text in [
            "著作权",
            "著名",
            "显著",
            "名著",
            "编著",
            "原著",
            "土著",
            "蚊帐",
            "覆灭",
            "狼藉",
            "成本分摊",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn rows_hold_spellings_that_the_folded_form_keeps_apart() {
        let mut seen = HashSet::new();
        for (row, _) in rows(include_str!("variants.tsv")) {
            let words: Vec<_> = alternatives(row).collect();
            assert!(words.len() > 1, "{row}");
            for word in words {
                assert_eq!(fold_str(word), word, "{row}");
                assert!(seen.insert(word), "{word} is in two rows");
                assert!((2..=LONGEST).contains(&word.chars().count()), "{word}");
            }
        }
    }
}
