//! What page furniture is called: the words of `data/furniture.txt` in ids and classes.

use std::sync::LazyLock;

use super::super::fields;

static FURNITURE: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| fields::rows(include_str!("../data/furniture.txt")).collect());

/// Whether an element's id or classes call it page furniture.
pub(super) fn is_furniture(marks: &str) -> bool {
    !marks.is_empty() && FURNITURE.iter().any(|word| marks.contains(word))
}
