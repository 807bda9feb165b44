//! A page → its main text, and what its tags, headings and label tables say of it.
//!
//! Main text by the rule "known containers, else what is not furniture" ([`main_text`]); everything beside it
//! that is a label or a tag becomes a hint, best source first: labels, tags, data, the byline, headings.

mod account;
mod blocks;
mod furniture;
mod guard;
mod heading;
mod linked;
mod main_text;
mod markup;
mod mass;
mod meta;
mod render;
mod ruby;
mod tables;
mod tree;

use super::labels;
use crate::error::Refusal;
use crate::extract::{Hint, HintField, RawText};

pub(super) use markup::{is_markup, without_tags};
pub(super) use ruby::is_reading;
use ruby::without_readings;
pub(super) use tables::PageCell;
use tree::Tree;

/// The document in a page; an error is the reason why it cannot be read.
pub(super) fn read(page: &str) -> Result<RawText, Refusal> {
    let tree = parsed(page)?;
    let mut metas = meta::hints(&tree);
    fill(&mut metas, linked::hints(&tree));
    fill(&mut metas, account::hints(&tree));
    let headings = heading::hints(&tree, &metas);
    let titles: Vec<&str> = metas.iter().chain(&headings).filter_map(title).collect();
    let main = main_text::find(&tree, &titles);
    let (text, inside) = labels::take(&render::text(&tree, &main));
    let beside = render::beside(&tree, &main);
    let mut hints = labels::of_page(beside.lines());
    fill(&mut hints, inside);
    let title = titles.first().map(|title| (*title).to_string()).unwrap_or_default();
    hints.extend(metas);
    fill(&mut hints, labels::of_byline(&render::above(&tree, &main), &title));
    hints.extend(headings);
    Ok(RawText { text, hints, ..RawText::default() })
}

/// The nodes of a page without the readings over its characters.
fn parsed(page: &str) -> Result<Tree, Refusal> {
    guard::check(page)?;
    Ok(without_readings(Tree::parse(page)))
}

/// Adds what is said of fields that nothing was said of.
fn fill(hints: &mut Vec<Hint>, more: Vec<Hint>) {
    for hint in more {
        if !hints.iter().any(|known| known.field == hint.field) {
            hints.push(hint);
        }
    }
}

/// The cells of a page that is a table in disguise.
pub(super) fn cells(page: &str) -> Result<Vec<PageCell>, Refusal> {
    Ok(tables::cells(&parsed(page)?))
}

/// All text of a page, for pages that are nothing but a document: chapters of books, mails.
pub(super) fn all_text(page: &str) -> Result<String, Refusal> {
    let tree = parsed(page)?;
    Ok(render::text(&tree, &[tree.whole(0)]))
}

fn title(hint: &Hint) -> Option<&str> {
    (hint.field == HintField::Title).then_some(hint.value.as_str())
}

#[cfg(test)]
mod tests;
