//! Pasted text: which it is, and its words, whose marks are no syntax.

use super::field::Field;
use super::normal::is_searchable;
use super::parser::all_of;
use super::reading::{Meaning, Reading};
use super::tree::Node;
use crate::text::join_letter_spaced;

/// A line of more characters is pasted, unless it is clearly a query of this language.
pub(super) const LONGEST_TYPED: usize = 200;

/// A longer text is not looked at for syntax. The canonical form of a line of [`LONGEST_TYPED`]
/// characters is shorter: no value becomes ten times as long.
pub(super) const LONGEST_WRITTEN: usize = 2_000;

/// The longest piece that a person types without a space.
const LONGEST_PIECE: usize = 40;

/// The most marks of one text that are noted.
const MOST_MARKS: usize = 5;

/// Whether `typed` goes over several lines.
pub(super) fn has_line_break(typed: &str) -> bool {
    typed.trim().contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'])
}

/// The phrase that `text` is, if its quotes enclose all of it.
pub(super) fn phrase(text: &str) -> Option<Node> {
    let (open, close): (&[char], &[char]) = match text.chars().next()? {
        '"' | '＂' => (&['"', '＂'], &['"', '＂']),
        '“' => (&['“'], &['”', '“']),
        '「' => (&['「'], &['」']),
        '『' => (&['『'], &['』']),
        _ => return None,
    };
    let inner = text.strip_prefix(open)?.strip_suffix(close)?.trim();
    let whole = !inner.contains(close) && is_searchable(inner);
    whole.then(|| Node::Phrase(join_letter_spaced(inner)))
}

/// Whether a long line that was read into `root` was written as a query: it asks by syntax, in short
/// pieces without sentences, or is the canonical form of a query.
pub(super) fn is_written(root: &Node, text: &str) -> bool {
    let only_text =
        root.parts().iter().all(|part| matches!(part, Node::Words(_) | Node::Phrase(_)));
    let only_words = root.parts().iter().all(|part| matches!(part, Node::Words(_)));
    let is_short = |text: &str| {
        text.chars().count() <= LONGEST_PIECE && !text.contains(['。', '！', '？', '；'])
    };
    (!only_text && root.texts().all(is_short)) || (!only_words && root.to_string() == text)
}

/// What of `text` stands between spaces and can be searched for.
pub(super) fn pieces(text: &str) -> Vec<&str> {
    text.split_whitespace().filter(|piece| is_searchable(piece)).collect()
}

/// The words of all `pieces`.
pub(super) fn all_words(pieces: &[&str]) -> Option<Node> {
    all_of(pieces.iter().map(|piece| Node::Words(piece.to_string())).collect())
}

/// The words between the marks of `text`.
pub(super) fn unmarked(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| is_searchable(word) && !matches!(*word, "OR" | "ＯＲ")).collect()
}

/// The first marks of `text` that would be syntax in a typed query.
pub(super) fn marks(text: &str) -> Vec<Reading> {
    let mut marks: Vec<&str> = text.split_whitespace().filter_map(mark).collect();
    marks.dedup();
    let marks = marks.into_iter().take(MOST_MARKS);
    marks.map(|mark| Reading::new(mark, Meaning::Marks)).collect()
}

/// The mark at the start of a piece that would be syntax in a typed query.
fn mark(piece: &str) -> Option<&str> {
    if matches!(piece, "OR" | "ＯＲ") {
        return Some(piece);
    }
    if let Some(excluded) = piece.strip_prefix(['-', '－']) {
        return is_searchable(excluded).then(|| &piece[..piece.len() - excluded.len()]);
    }
    let (name, value) = piece.split_once([':', '：'])?;
    Field::named(name).map(|_| &piece[..piece.len() - value.len()])
}
