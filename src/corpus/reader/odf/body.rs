//! The walk over a document's body: paragraphs, lists, tables, frames, slides.

use super::super::rows;
use super::super::xml::Element;
use super::lists::{Counting, Lists};
use super::styles::Styles;

/// Elements whose text is not shown, or is shown elsewhere as well.
const SKIPPED: &[&str] = &[
    "tracked-changes",
    "annotation",
    "binary-data",
    "desc",
    "title",
    "forms",
    "scripts",
    "event-listeners",
    "note-citation",
    "page-number",
    "ruby-text",
    "table-of-content-source",
    "illustration-index-source",
    "table-index-source",
    "object-index-source",
    "user-index-source",
    "alphabetical-index-source",
    "bibliography-source",
    "sequence-decls",
    "variable-decls",
    "user-field-decls",
    "dde-connection-decls",
    "thumbnail",
    "object",
];

/// What is drawn: its text is on lines of its own, behind the paragraph it is anchored in.
const DRAWN: &[&str] = &[
    "frame",
    "text-box",
    "custom-shape",
    "g",
    "rect",
    "ellipse",
    "circle",
    "line",
    "polyline",
    "polygon",
    "path",
    "connector",
    "caption",
    "measure",
    "regular-polygon",
];

/// The most blanks that one element stands for.
const BLANKS: usize = 64;

/// Text that is being put together.
pub(super) struct Body {
    styles: Styles,
    lists: Lists,
    /// The lines of footnotes and endnotes so far.
    notes: String,
}

/// A place in a list: which it is, and the level from zero.
#[derive(Clone)]
struct Item {
    list: Counting,
    level: usize,
    /// Whether its next paragraph carries the number.
    opens: bool,
    start: Option<u32>,
}

/// A paragraph that is being put together.
#[derive(Default)]
struct Run {
    text: String,
    /// The lines of what is anchored in it.
    boxes: String,
}

impl Body {
    pub(super) fn new(styles: Styles, lists: Lists) -> Self {
        Self { styles, lists, notes: String::new() }
    }

    /// The text of a body, notes last.
    pub(super) fn read(&mut self, body: Element) -> String {
        let lines = self.blocks(body, &mut None);
        lines + &self.notes
    }

    /// The lines of all blocks inside an element, each with its end.
    fn blocks(&mut self, element: Element, item: &mut Option<Item>) -> String {
        let mut lines = String::new();
        for node in element.nodes() {
            match node.name() {
                "p" | "h" => lines.push_str(&self.paragraph(node, item)),
                "list" => lines.push_str(&self.list(node, item.as_ref())),
                "table" => lines.push_str(&self.table(node)),
                "" => {}
                name if SKIPPED.contains(&name) || is_hidden(node) => {}
                _ => lines.push_str(&self.blocks(node, item)),
            }
        }
        lines
    }

    fn list(&mut self, list: Element, around: Option<&Item>) -> String {
        let own = list.attribute("style-name").map(|style| style.into_owned());
        let (counting, level) = match around {
            Some(around) if own.as_ref().is_none_or(|own| *own == around.list.style) => {
                (around.list.clone(), around.level + 1)
            }
            around => {
                let style = own.or_else(|| self.list_of_first(list)).unwrap_or_default();
                (self.lists.begin(list, &style), around.map_or(0, |around| around.level + 1))
            }
        };
        let mut lines = String::new();
        for node in list.nodes() {
            let start = node.attribute("start-value").and_then(|start| start.parse().ok());
            let opens = node.name() == "list-item";
            let item = Item { list: counting.clone(), level, opens, start };
            lines.push_str(&self.blocks(node, &mut Some(item)));
        }
        lines
    }

    /// The list that the first paragraph of a list without a style has by its own style.
    fn list_of_first(&self, list: Element) -> Option<String> {
        let first = list.all("p").chain(list.all("h")).next()?;
        let style = first.attribute("style-name")?;
        self.styles.list(&style).map(str::to_string)
    }

    fn paragraph(&mut self, paragraph: Element, item: &mut Option<Item>) -> String {
        let style = paragraph.attribute("style-name").unwrap_or_default();
        if self.styles.hides(&style) {
            return String::new();
        }
        let label = self.label(paragraph, &style, item);
        let mut run = Run::default();
        self.inline(paragraph, &mut run);
        let text = run.text.trim_start_matches(' ');
        let text = match label {
            Some(label) if !text.trim().is_empty() => label + text.trim_start(),
            _ => text.to_string(),
        };
        format!("{}\n{}", text.trim_end(), run.boxes)
    }

    /// The number before a paragraph: that of its item, or of the heading it is.
    fn label(
        &mut self,
        paragraph: Element,
        style: &str,
        item: &mut Option<Item>,
    ) -> Option<String> {
        if let Some(item) = item.as_mut() {
            let opens = std::mem::take(&mut item.opens);
            return opens.then(|| self.lists.next(&item.list, item.level, item.start))?;
        }
        let is_numbered = paragraph.name() == "h"
            && paragraph.attribute("is-list-header").is_none_or(|header| header != "true")
            && self.styles.list(style) != Some("");
        let level = paragraph.attribute("outline-level").and_then(|level| level.parse().ok());
        let level: usize = level.filter(|_| is_numbered).unwrap_or(0);
        let start = paragraph.attribute("start-value").and_then(|start| start.parse().ok());
        self.lists.next_heading(level.checked_sub(1)?, start)
    }

    /// Adds the text inside an element of a paragraph.
    fn inline(&mut self, element: Element, run: &mut Run) {
        for node in element.nodes() {
            match node.name() {
                "" => add_words(&node.text(), &mut run.text),
                "s" => run.text.push_str(&" ".repeat(blanks(node))),
                "tab" => run.text.push('\t'),
                "line-break" => run.text.push('\n'),
                "note" => self.note(node),
                "hidden-text" => add_shown(node, &mut run.text),
                "ruby-base" | "meta" | "title" => self.inline(node, run),
                name if DRAWN.contains(&name) => {
                    run.boxes.push_str(&self.blocks(node, &mut None));
                }
                name if SKIPPED.contains(&name) || self.is_hidden_span(node) => {}
                _ => self.inline(node, run),
            }
        }
    }

    fn is_hidden_span(&self, node: Element) -> bool {
        let style = node.attribute("style-name");
        node.name() == "span" && style.is_some_and(|style| self.styles.hides(&style))
    }

    fn note(&mut self, note: Element) {
        for body in note.children("note-body") {
            let lines = self.blocks(body, &mut None);
            self.notes.push_str(&lines);
        }
    }

    fn table(&mut self, table: Element) -> String {
        let mut lines = String::new();
        for node in table.nodes() {
            match node.name() {
                "table-row" => {
                    let cells = node.children("table-cell");
                    let cells: Vec<_> = cells.map(|cell| self.blocks(cell, &mut None)).collect();
                    lines.push_str(&rows::line(&cells));
                }
                "" => {}
                name if SKIPPED.contains(&name) => {}
                _ => lines.push_str(&self.table(node)),
            }
        }
        lines
    }
}

/// Adds a piece of text, in which all blanks in a row are one.
fn add_words(words: &str, text: &mut String) {
    for c in words.chars() {
        match c {
            ' ' | '\t' | '\r' | '\n' if text.ends_with([' ', '\n']) => {}
            ' ' | '\t' | '\r' | '\n' => text.push(' '),
            c => text.push(c),
        }
    }
}

/// How many blanks an element stands for.
fn blanks(element: Element) -> usize {
    let count = element.attribute("c").and_then(|count| count.parse().ok());
    count.unwrap_or(1).min(BLANKS)
}

/// Adds text that is hidden under a condition, where it is shown.
fn add_shown(element: Element, text: &mut String) {
    if !is_hidden(element) {
        text.push_str(&element.attribute("string-value").unwrap_or_default());
    }
}

/// Whether a section or a text is hidden.
fn is_hidden(element: Element) -> bool {
    let is = |name: &str, value: &str| element.attribute(name).is_some_and(|has| has == value);
    is("is-hidden", "true") || is("display", "none")
}
