//! What an element is to a page: text of the document, furniture, or neither by itself.

use super::super::labels;
use super::furniture::is_furniture;
use super::mass::Mass;
use super::render;
use super::tree::Tree;
use crate::text::boilerplate;

/// Elements that hold other blocks; all others are taken whole or not at all.
const CONTAINERS: &[&str] = &[
    "html",
    "body",
    "div",
    "td",
    "th",
    "table",
    "tbody",
    "tr",
    "section",
    "article",
    "main",
    "form",
    "center",
    "ul",
    "ol",
    "dl",
    "aside",
    "header",
    "figure",
    "blockquote",
];

/// Elements that by their meaning are not text of a document.
const ASIDES: &[&str] = &["aside", "address"];

/// So many characters outside links are text, even without the end of a sentence.
const TEXT_MIN: usize = 120;

/// Fewer characters outside links are a list's heading.
const WORDS_MAX: usize = 40;

/// More characters than this are not looked at line by line.
const FURNITURE_MAX: usize = 400;

/// Nor are more nodes, most of them empty: it would be done again at every level.
pub(super) const SMALL: usize = 4_000;

/// What an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// Nothing in it.
    Empty,
    /// Sentences, or much text.
    Text,
    /// More in links than outside them, but sentences too: a sidebar, or a page's frame.
    Mixed,
    /// A menu, a footer, a list of other pages.
    Aside,
    /// A line that every page has; between lines of a text it may belong to it.
    Line,
    /// A few words: a title, a signature, a site's name.
    Words,
}

/// Whether an element holds other blocks.
pub(super) fn is_container(tree: &Tree, at: usize) -> bool {
    CONTAINERS.contains(&tree.nodes[at].tag.as_str())
}

/// What the element `at` is to its page.
pub(super) fn block(tree: &Tree, masses: &[Mass], at: usize) -> Block {
    let node = &tree.nodes[at];
    let mass = &masses[at];
    if node.skipped || mass.prose + mass.linked == 0 {
        return Block::Empty;
    }
    // Half of the page is not furniture, whatever it is called (`class="inside"`).
    let is_bulk = 2 * mass.prose >= masses[0].prose;
    let named = is_furniture(&node.marks) || ASIDES.contains(&node.tag.as_str());
    if named && !is_bulk {
        return Block::Aside;
    }
    if is_container(tree, at) { container(tree, at, mass) } else { prose_or_words(mass) }
}

fn container(tree: &Tree, at: usize, mass: &Mass) -> Block {
    if mass.linked > mass.prose && !mass.is_anchored {
        return if mass.ends > 0 || mass.prose >= WORDS_MAX { Block::Mixed } else { Block::Aside };
    }
    let is_small = mass.prose <= FURNITURE_MAX && tree.whole(at).len() <= SMALL;
    if is_small && says_nothing(tree, at) {
        return if mass.lines > 0 { Block::Aside } else { Block::Line };
    }
    prose_or_words(mass)
}

fn prose_or_words(mass: &Mass) -> Block {
    if mass.ends > 0 || mass.prose >= TEXT_MIN { Block::Text } else { Block::Words }
}

/// Whether every line is furniture or a label with its value.
fn says_nothing(tree: &Tree, at: usize) -> bool {
    let text = render::text(tree, &[tree.whole(at)]);
    text.lines().all(|line| boilerplate::is_furniture(line) || labels::is_labels(line))
}
