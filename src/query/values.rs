//! The values of fields, as queries, flags and parameters write them.

use super::normal::{is_searchable, readable};
use super::tree::Node;
use crate::announcement::{DocNumber, Series, ValueError};

/// The number, or the series of numbers, that `text` is.
pub(crate) fn number(text: &str) -> Result<Node, ValueError> {
    let series = || Series::parse(text).map(Node::Series);
    let found = DocNumber::parse(text).map(Node::Number).or_else(series);
    found.ok_or_else(|| ValueError::Number(text.to_string()))
}

/// A name of a body or a place as the tree holds it: with curly quotes for straight ones, so that it
/// can be quoted.
pub(crate) fn name(text: &str, example: &'static str) -> Result<String, ValueError> {
    let name = readable(text).replace(['"', '＂'], "”");
    let nameless = || ValueError::Nameless { text: text.to_string(), example };
    is_searchable(&name).then_some(name).ok_or_else(nameless)
}
