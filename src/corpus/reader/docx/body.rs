//! The walk over a document's body: paragraphs, tables, text boxes.

use super::super::numbering::Numbering;
use super::super::portions::marked;
use super::super::rows;
use super::super::xml::{Element, Xml};
use super::styles::{self, Styles};
use crate::extract::PortionKind;

/// What is no text, or is text twice.
const SKIPPED: &[&str] = &[
    "del",
    "moveFrom",
    "delText",
    "instrText",
    "delInstrText",
    "Fallback",
    "pPr",
    "rPr",
    "rt",
    "sectPr",
    "tblPr",
    "tblGrid",
    "trPr",
    "tcPr",
    "sdtPr",
    "sdtEndPr",
];

/// Text that is being put together.
pub(super) struct Body {
    styles: Styles,
    numbering: Numbering,
    /// The lines so far.
    pub text: String,
    /// A paragraph whose end was deleted, which the next one continues.
    unended: String,
}

impl Body {
    pub(super) fn new(styles: Styles, numbering: Numbering) -> Self {
        Self { styles, numbering, text: String::new(), unended: String::new() }
    }

    /// Adds the main part.
    pub(super) fn read(&mut self, xml: &Xml) {
        let body = xml.root().and_then(|root| root.child("body"));
        let lines = body.map(|body| self.blocks(body)).unwrap_or_default();
        self.add(&lines);
    }

    /// Adds footnotes or endnotes, but for the lines that part them from the text.
    pub(super) fn read_notes(&mut self, xml: &Xml, kind: PortionKind) {
        let Some(root) = xml.root() else { return };
        for note in root.nodes().filter(|note| note.attribute("type").is_none()) {
            let lines = self.blocks(note);
            self.add(&marked(kind, &lines));
        }
    }

    fn add(&mut self, lines: &str) {
        self.text.push_str(lines);
        if !lines.is_empty() && !lines.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// The lines of all blocks inside an element, each with its end.
    fn blocks(&mut self, element: Element) -> String {
        let mut lines = String::new();
        for node in element.nodes() {
            match node.name() {
                "p" => lines.push_str(&self.paragraph(node)),
                "tbl" => lines.push_str(&self.table(node)),
                "" => {}
                name if SKIPPED.contains(&name) => {}
                _ => lines.push_str(&self.blocks(node)),
            }
        }
        lines
    }

    fn paragraph(&mut self, paragraph: Element) -> String {
        let properties = paragraph.child("pPr");
        let label = properties.and_then(|properties| self.label(properties));
        let mut run = Run { text: std::mem::take(&mut self.unended), boxes: String::new() };
        let continues = !run.text.is_empty();
        self.inline(paragraph, &mut run);
        let ends = properties
            .and_then(|properties| properties.child("rPr"))
            .is_none_or(|mark| mark.child("del").is_none() && mark.child("moveFrom").is_none());
        let text = match label {
            Some(label) if !continues && !run.text.trim().is_empty() => {
                label + run.text.trim_start()
            }
            _ => run.text,
        };
        if !ends {
            self.unended = text;
            return run.boxes;
        }
        format!("{text}\n{}", run.boxes)
    }

    /// The number before a paragraph with these properties.
    fn label(&mut self, properties: Element) -> Option<String> {
        let own = styles::listed(properties);
        let style = properties.child("pStyle").and_then(|style| style.attribute("val"));
        let of_style = style.as_deref().and_then(|style| self.styles.listed(style));
        let (style, of_style) =
            of_style.map_or((None, None), |(id, listed)| (Some(id), Some(listed)));
        let by_style = own.list.is_none();
        let listed = own.or(&of_style.unwrap_or_default());
        self.numbering.next(&listed, style.filter(|_| by_style))
    }

    /// Adds the text of runs inside an element.
    fn inline(&mut self, element: Element, run: &mut Run) {
        for node in element.nodes() {
            match node.name() {
                "t" => run.text.push_str(&node.text()),
                "tab" | "ptab" if !run.text.trim().is_empty() => run.text.push('\t'),
                "br" | "cr" if node.attribute("type").is_none_or(|kind| kind == "textWrapping") => {
                    run.text.push('\n');
                }
                "noBreakHyphen" => run.text.push('-'),
                "txbxContent" => {
                    let unended = std::mem::take(&mut self.unended);
                    let inside = self.blocks(node);
                    run.boxes.push_str(&marked(PortionKind::TextBox, &inside));
                    self.unended = unended;
                }
                "r" if is_hidden(node) => {}
                name if SKIPPED.contains(&name) => {}
                _ => self.inline(node, run),
            }
        }
    }

    fn table(&mut self, table: Element) -> String {
        let mut lines = String::new();
        for node in table.nodes() {
            match node.name() {
                "tr" if is_deleted_row(node) => {}
                "tr" => lines.push_str(&self.row(node)),
                name if SKIPPED.contains(&name) => {}
                _ => lines.push_str(&self.table(node)),
            }
        }
        lines
    }

    fn row(&mut self, row: Element) -> String {
        let mut cells = Vec::new();
        self.cells(row, &mut cells);
        rows::line(&cells)
    }

    fn cells(&mut self, row: Element, cells: &mut Vec<String>) {
        for node in row.nodes() {
            match node.name() {
                "tc" => cells.push(self.blocks(node)),
                name if SKIPPED.contains(&name) => {}
                _ => self.cells(node, cells),
            }
        }
    }
}

/// A paragraph that is being put together.
struct Run {
    text: String,
    /// The lines of text boxes anchored in it.
    boxes: String,
}

fn is_hidden(run: Element) -> bool {
    let hidden = run.child("rPr").and_then(|properties| properties.child("vanish"));
    let off = |value: &str| matches!(value, "0" | "false" | "off");
    hidden.is_some_and(|hidden| !hidden.attribute("val").is_some_and(|value| off(&value)))
}

fn is_deleted_row(row: Element) -> bool {
    row.child("trPr").is_some_and(|properties| properties.child("del").is_some())
}
