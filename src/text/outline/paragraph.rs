//! The paragraphs of a text, which are numbered from 1: its lines that are not empty.
//!
//! The number of a paragraph depends on the text alone, so that a link to it stays right as long as the
//! text does.

use std::ops::Range;

/// The paragraphs of `body` in order, in bytes, without blanks at their ends. Tabs stay: they part the
/// cells of a row, of which the first and the last may be empty.
pub(super) fn paragraphs(body: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    let lines = body.split_inclusive('\n').flat_map(|line| line.split_inclusive('\r'));
    let lines = lines.map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    });
    lines.filter(|(_, line)| !line.trim().is_empty()).map(|(start, line)| {
        let is_blank = |c: char| c.is_whitespace() && c != '\t';
        let text = line.trim_start_matches(is_blank);
        let start = start + line.len() - text.len();
        start..start + text.trim_end_matches(is_blank).len()
    })
}

/// The numbers of the paragraphs that have any of the bytes `place`; 0..0 where none has.
///
/// They are counted and not listed, for a search asks for ten of them: 9 µs for a statute of 16 KB, where
/// the paragraphs one by one took 18.
pub(crate) fn numbers(body: &str, place: &Range<usize>) -> Range<usize> {
    let text = &body[place.clone()];
    let blanks = text.len() - text.trim_start().len();
    let first = place.start + blanks;
    let line = body[..first].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    match filled(&body[first..place.end]) {
        0 => 0..0,
        many => {
            let before = filled(&body[..line]);
            before + 1..before + 1 + many
        }
    }
}

/// How many lines of `text` are not empty.
fn filled(text: &str) -> usize {
    let lines = text.split('\n').flat_map(|line| line.split('\r'));
    lines.filter(|line| !line.trim_start().is_empty()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(body: &str) -> Vec<&str> {
        paragraphs(body).map(|paragraph| &body[paragraph]).collect()
    }

    #[test]
    fn lines_that_are_not_empty_are_paragraphs() {
        assert_eq!(
            of("　　一、甲。 \n\n \u{3000}\n乙\r\n\r\n丙\r丁"),
            ["一、甲。", "乙", "丙", "丁"]
        );
        assert_eq!(of("\t合计\t5\t\n\t\t\n甲\t\t"), ["\t合计\t5\t", "甲\t\t"]);
        assert_eq!(of(""), [""; 0]);
        assert_eq!(of(" \n\r\n"), [""; 0]);
    }

    #[test]
    fn numbers_are_of_what_a_place_covers() {
        let body = "甲\n\n乙乙\r\n 丙";
        let at = |text: &str| body.find(text).map(|at| at..at + text.len()).unwrap();
        assert_eq!(numbers(body, &at("甲")), 1..2);
        assert_eq!(numbers(body, &at("乙")), 2..3);
        assert_eq!(numbers(body, &at("乙\r\n 丙")), 2..4);
        assert_eq!(numbers(body, &(0..body.len())), 1..4);
        assert_eq!(numbers(body, &at("\r\n")), 0..0);
        assert_eq!(numbers("", &(0..0)), 0..0);
    }
}
