//! Where sentences and paragraphs begin in folded text.
//!
//! A sentence ends at 。！？ or their ASCII forms and at the end of a line, a paragraph at the end of
//! a line; a semicolon parts no sentence. Folding loses those marks, so that they are read from the
//! source beside it.

use super::Folded;

/// What begins at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Begin {
    /// A sentence.
    Sentence,
    /// A paragraph, and a sentence with it.
    Paragraph,
}

/// The bytes of `folded`, made of `source`, at which a sentence or paragraph begins, in order; the
/// text's own beginning is not among them.
pub(crate) fn begins(source: &str, folded: &Folded) -> Vec<(usize, Begin)> {
    let mut begins = Vec::new();
    let mut between = None;
    for part in folded.parts() {
        let skipped = begin_in(&source[part.skipped]);
        let own = &folded.as_str()[part.folded.clone()];
        if own == " " {
            between = between.max(skipped).max(begin_in(&source[part.source]));
            continue;
        }
        if let Some(begin) = between.take().max(skipped).filter(|_| part.folded.start > 0) {
            begins.push((part.folded.start, begin));
        }
    }
    begins
}

/// What begins after the marks `between` two words.
fn begin_in(between: &str) -> Option<Begin> {
    let ends = |c: char| matches!(c, '。' | '．' | '！' | '？' | '!' | '?' | '｡');
    if between.contains(['\n', '\r']) {
        Some(Begin::Paragraph)
    } else {
        between.contains(ends).then_some(Begin::Sentence)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{fold, fold_str};
    use super::*;

    fn begins(source: &str) -> Vec<(usize, Begin)> {
        super::begins(source, &fold(source))
    }

    /// The folded text with `|` before sentences and `/` before paragraphs.
    fn marked(source: &str) -> String {
        let mut folded = fold_str(source);
        for (at, begin) in begins(source).into_iter().rev() {
            folded.insert(at, if begin == Begin::Paragraph { '/' } else { '|' });
        }
        folded
    }

    #[test]
    fn sentences_end_at_stops_and_lines() {
        assert_eq!(marked("一。二，三！”四\n五；六"), "一 |二 三 |四/五 六");
        assert_eq!(marked("一\n\n二？\n三"), "一/二 /三");
        assert_eq!(marked("运贸\n产"), "运贸/产");
        assert_eq!(marked("。一。"), "一");
        assert_eq!(marked("5.9% a。\nb"), "5 9%a /b");
    }

    proptest! {
        #[test]
        fn what_lies_between_two_beginnings_is_folded_alone(parts in prop::collection::vec("[一二a1，]{1,6}", 1..6)) {
            let parts: Vec<String> =
                parts.into_iter().filter(|part| !fold_str(part).is_empty()).collect();
            let source = parts.join("。");
            let folded = fold_str(&source);
            let mut from = 0;
            let mut found = Vec::new();
            for at in begins(&source).into_iter().map(|(at, _)| at).chain([folded.len()]) {
                found.push(folded[from..at].trim().to_string());
                from = at;
            }
            let wanted: Vec<String> = parts.iter().map(|part| fold_str(part)).collect();
            prop_assert!(parts.is_empty() || found == wanted);
        }
    }
}
