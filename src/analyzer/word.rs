//! The words of a query, as jieba cuts them.

use super::cutters::Cutters;
use super::shape::{Unit, units};

/// What cuts queries as jieba's own dictionary does.
pub(super) static JIEBA: Cutters = Cutters::new();

/// The words of a query as jieba's own dictionary has them.
pub(crate) fn cut(folded: &str) -> Vec<&str> {
    cut_by(&JIEBA, folded)
}

/// The words of a query: each Han run cut by `jieba` without overlaps, Latin and number words whole.
pub(super) fn cut_by<'a>(jieba: &Cutters, folded: &'a str) -> Vec<&'a str> {
    let mut words = Vec::new();
    for placed in units(folded) {
        match placed.unit {
            Unit::Word(word) => words.push(word),
            Unit::Han(run) if run.chars().count() < 3 => words.push(run),
            Unit::Han(run) => {
                let mut rest = run;
                words.extend(lengths(jieba, run, true).into_iter().map(|length| {
                    let (word, after) = rest.split_at(length);
                    rest = after;
                    word
                }));
            }
        }
    }
    words
}

/// The bytes of folded text at which no word of `jieba`'s dictionary is cut in two, in order.
pub(super) fn borders_by(jieba: &Cutters, folded: &str) -> Vec<usize> {
    let mut borders = Vec::new();
    for placed in units(folded) {
        let mut at = placed.at;
        borders.push(at);
        let parts = match placed.unit {
            Unit::Word(word) => vec![word.len()],
            Unit::Han(run) => lengths(jieba, run, false),
        };
        for part in parts {
            at += part;
            borders.push(at);
        }
    }
    borders.dedup();
    borders
}

/// The lengths of the words of a run, as [`Partial::cut`] tells them.
fn lengths(jieba: &Cutters, run: &str, guessing: bool) -> Vec<usize> {
    jieba.with(|jieba| jieba.cut(run, guessing))
}
