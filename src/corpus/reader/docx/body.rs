//! The walk over a document's body: blocks, paragraphs, tables.

use super::super::numbering::Numbering;
use super::super::portions::marked;
use super::super::rows;
use super::super::word::boxes::{Boxed, Flow};
use super::super::xml::{Element, Xml};
use super::fields::Fields;
use super::form::{self, Control};
use super::notes::Notes;
use super::parts::Parts;
use super::styles::{self, Styles};
use crate::extract::PortionKind;

/// What is not text, or is text twice.
const SKIPPED: &[&str] = &[
    "del",
    "moveFrom",
    "delText",
    "delInstrText",
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
    "binData",
];

/// Text that is being put together.
pub(in super::super) struct Body {
    styles: Styles,
    numbering: Numbering,
    parts: Parts,
    pub(in super::super) notes: Notes,
    pub(super) fields: Fields,
    flow: Flow,
    /// Whether it is in a cell of a table, where a number alone is text: that of a row.
    in_cell: bool,
    /// A paragraph whose end was deleted, which the next one continues.
    unended: String,
}

/// A paragraph that is being put together.
#[derive(Default)]
pub(super) struct Run {
    pub text: String,
    /// The text boxes anchored in it.
    pub boxes: Vec<Boxed>,
}

impl Body {
    pub(in super::super) fn new(styles: Styles, numbering: Numbering, parts: Parts) -> Self {
        Self {
            styles,
            numbering,
            parts,
            notes: Notes::default(),
            fields: Fields::default(),
            flow: Flow::default(),
            in_cell: false,
            unended: String::new(),
        }
    }

    /// The lines of the main text; `of` is all of the part that it is in.
    pub(in super::super) fn main(&mut self, of: Element) -> String {
        self.notes = Notes::of(of);
        let lines = of.children("body").map(|body| self.lines(body)).collect();
        // The ids of other parts lead elsewhere.
        self.parts = Parts::default();
        lines
    }

    /// The lines of a part of the document that is one by itself (its body, a note, a box), with the
    /// boxes in it where they are read.
    pub(in super::super) fn lines(&mut self, element: Element) -> String {
        let fields = std::mem::replace(&mut self.fields, Fields::before(element));
        let flow = std::mem::take(&mut self.flow);
        let unended = std::mem::take(&mut self.unended);
        let mut lines = self.blocks(element);
        self.fields = fields;
        let top = std::mem::replace(&mut self.flow, flow).top();
        let rest = std::mem::replace(&mut self.unended, unended);
        lines.push_str(&rest);
        if !lines.is_empty() && !lines.ends_with('\n') {
            lines.push('\n');
        }
        top + &lines
    }

    /// The lines of the notes of a kind, those first that the text refers to, in its order.
    pub(in super::super) fn noted(&mut self, xml: &Xml, kind: PortionKind) -> String {
        let notes = xml.root().map(|root| self.notes.ordered(root, kind)).unwrap_or_default();
        notes.into_iter().map(|note| marked(kind, &self.lines(note))).collect()
    }

    /// The lines of all blocks inside an element, each with its end.
    fn blocks(&mut self, element: Element) -> String {
        let mut lines = String::new();
        for node in element.nodes() {
            match node.name() {
                "p" => lines.push_str(&self.paragraph(node)),
                "tbl" => lines.push_str(&self.table(node)),
                "altChunk" => lines.push_str(&self.chunk(node)),
                "sdt" if matches!(form::control(node), Control::Value) => {
                    let value = self.blocks(node);
                    lines.push_str(&marked(PortionKind::FormField, &value));
                }
                "AlternateContent" => {
                    let before = lines.len();
                    let mut ways = node.nodes();
                    while let Some(way) = ways.next().filter(|_| lines.len() == before) {
                        lines.push_str(&self.blocks(way));
                    }
                }
                "" => {}
                _ if is_left_out(node) => self.pass(node),
                _ => lines.push_str(&self.blocks(node)),
            }
        }
        lines
    }

    /// A document of another kind that is put in here.
    fn chunk(&mut self, chunk: Element) -> String {
        let text = chunk.attribute("id").and_then(|id| self.parts.take(&id)).unwrap_or_default();
        match text.trim().is_empty() {
            true => String::new(),
            false => marked(PortionKind::Embedded, &(text.trim_matches('\n').to_string() + "\n")),
        }
    }

    /// The text of another part that is drawn here.
    pub(super) fn drawn(&mut self, id: Option<&str>) -> String {
        id.and_then(|id| self.parts.take(id)).unwrap_or_default()
    }

    fn paragraph(&mut self, paragraph: Element) -> String {
        let properties = paragraph.child("pPr");
        let label = properties.and_then(|properties| self.label(properties));
        let mut run = Run { text: std::mem::take(&mut self.unended), ..Run::default() };
        let continues = !run.text.is_empty();
        self.inline(paragraph, &mut run);
        self.fields.paragraph();
        let text = match label {
            Some(label) if !continues && (self.in_cell || !run.text.trim().is_empty()) => {
                label + run.text.trim_start()
            }
            _ => run.text,
        };
        if properties.is_some_and(end_is_deleted) {
            self.unended = text;
            return self.flow.paragraph("", run.boxes);
        }
        self.flow.paragraph(&(text + "\n"), run.boxes)
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
        let counted = self.numbering.next(&listed, style.filter(|_| by_style));
        counted.or_else(|| styles::written(properties))
    }

    /// Whether a run is not shown.
    pub(super) fn hides(&self, run: Element) -> bool {
        let Some(properties) = run.child("rPr") else { return false };
        match properties.child("vanish") {
            Some(hidden) => form::is_on(hidden),
            None => properties
                .child("rStyle")
                .and_then(|style| style.attribute("val"))
                .is_some_and(|style| self.styles.hides(&style)),
        }
    }

    fn table(&mut self, table: Element) -> String {
        let mut lines = String::new();
        for node in table.nodes() {
            match node.name() {
                "tr" if is_deleted_row(node) => self.pass(node),
                "tr" => lines.push_str(&self.row(node)),
                _ if is_left_out(node) => self.pass(node),
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
                "tc" => cells.push(self.cell(node)),
                // A cell with a placeholder keeps its column.
                "sdt" if is_left_out(node) => cells.push(String::new()),
                _ if is_left_out(node) => self.pass(node),
                _ => self.cells(node, cells),
            }
        }
    }

    /// The lines of a cell, in which the boxes that hang on it stay.
    fn cell(&mut self, cell: Element) -> String {
        let flow = std::mem::take(&mut self.flow);
        let in_cell = std::mem::replace(&mut self.in_cell, true);
        let lines = self.blocks(cell);
        self.in_cell = in_cell;
        std::mem::replace(&mut self.flow, flow).top() + &lines
    }

    /// Takes up the marks of fields in what is left out.
    pub(super) fn pass(&mut self, element: Element) {
        for mark in element.all("fldChar") {
            self.fields.mark(mark, 0);
        }
    }
}

/// Whether an element holds no text of the document: properties, what was deleted or moved away, a comment.
pub(super) fn is_left_out(element: Element) -> bool {
    match element.name() {
        "annotation" => is_gone(element),
        "sdt" => matches!(form::control(element), Control::Placeholder),
        name => SKIPPED.contains(&name),
    }
}

/// Whether an annotation of Word 2003 holds what was deleted, or a comment.
fn is_gone(annotation: Element) -> bool {
    let kind = annotation.attribute("type").unwrap_or_default();
    kind.ends_with("Deletion") || kind.ends_with("Comment")
}

/// Whether properties hold the mark of a deletion.
fn is_marked_deleted(properties: Element) -> bool {
    let mut marks = properties.nodes();
    marks.any(|mark| {
        matches!(mark.name(), "del" | "moveFrom") || (mark.name() == "annotation" && is_gone(mark))
    })
}

fn end_is_deleted(properties: Element) -> bool {
    properties.child("rPr").is_some_and(is_marked_deleted)
}

fn is_deleted_row(row: Element) -> bool {
    row.child("trPr").is_some_and(is_marked_deleted)
}
