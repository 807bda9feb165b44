//! Markup inside values: fields of dumps, titles of answers.

use super::ruby::without_readings;
use super::tree::Tree;
use super::{guard, render};

/// Whether a field of a dump holds markup: it begins with a tag, or closes one that pages have.
pub(in super::super) fn is_markup(text: &str) -> bool {
    let mut bytes = text.trim_start().bytes();
    let begins = bytes.next() == Some(b'<')
        && bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'!');
    let closes = ["</p>", "</P>", "<br", "<BR", "</div>", "</DIV>", "</td>", "</span>"];
    begins || closes.iter().any(|tag| text.contains(tag))
}

/// A short value without tags and with its entities decoded (`<em>` in the titles of answers).
pub(in super::super) fn without_tags(value: &str) -> String {
    let has_tag = value.contains("</") || value.contains("<br") || value.contains("<em");
    let has_entity = value.contains('&') && value.contains(';');
    if !(has_tag || has_entity) || guard::check(value).is_err() {
        return value.to_string();
    }
    let tree = without_readings(Tree::parse(value));
    render::text(&tree, &[tree.whole(0)]).trim().to_string()
}
