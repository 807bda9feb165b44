//! What is in a paragraph: runs, fields, forms, symbols, drawings.

use super::super::portions::marked;
use super::super::word::boxes::{Anchor, Boxed, Edge};
use super::super::word::{field, symbol};
use super::super::xml::Element;
use super::body::{Body, Run, is_left_out};
use super::drawing;
use super::fields::Field;
use super::form::{self, Control, Value};
use crate::extract::PortionKind;

impl Body {
    /// Adds the text of runs inside an element.
    pub(super) fn inline(&mut self, element: Element, run: &mut Run) {
        for node in element.nodes() {
            match node.name() {
                "" => {}
                "t" => self.words(element, &node.text(), run),
                "tab" | "ptab" if !run.text.trim().is_empty() => self.put("\t", run),
                "br" | "cr" => self.put("\n", run),
                "noBreakHyphen" => self.put("-", run),
                "sym" => self.symbol(node, run),
                "instrText" => self.fields.code(&node.text()),
                "fldChar" => {
                    let ended = self.fields.mark(node, run.text.len());
                    ended.into_iter().for_each(|field| self.ended(field, run));
                }
                "fldSimple" => self.simple_field(node, run),
                "sdt" => self.control(node, run),
                "footnoteReference" => self.notes.refer(PortionKind::Footnote, node),
                "endnoteReference" => self.notes.refer(PortionKind::Endnote, node),
                "footnote" => self.note(PortionKind::Footnote, node),
                "endnote" => self.note(PortionKind::Endnote, node),
                "drawing" | "pict" | "object" => self.drawing(node, run),
                "txbxContent" => {
                    self.boxed(Anchor { from: Edge::Inline, offset: 0 }, std::iter::once(node), run)
                }
                "num" if element.name() == "f" => {
                    self.inline(node, run);
                    self.put("/", run);
                }
                "AlternateContent" => self.alternatives(node, run),
                "r" if self.hides(node) => self.pass(node),
                _ if is_left_out(node) => self.pass(node),
                _ => self.inline(node, run),
            }
        }
    }

    /// Adds words, unless they belong to the code of a field.
    fn put(&mut self, words: &str, run: &mut Run) {
        if !self.fields.takes(words) {
            run.text.push_str(words);
        }
    }

    /// Adds the words of a run, in which a font of symbols may draw other characters.
    fn words(&mut self, of: Element, words: &str, run: &mut Run) {
        if !words.contains(symbol::is_private) {
            return self.put(words, run);
        }
        let fonts = of.child("rPr").and_then(|properties| properties.child("rFonts"));
        let font = fonts.and_then(|fonts| fonts.attribute("ascii").or(fonts.attribute("hAnsi")));
        let font = font.unwrap_or_default();
        let drawn = |c: char| match symbol::is_private(c) {
            true => symbol::character(&font, c.into()).unwrap_or(c),
            false => c,
        };
        self.put(&words.chars().map(drawn).collect::<String>(), run);
    }

    fn symbol(&mut self, symbol: Element, run: &mut Run) {
        let font = symbol.attribute("font").unwrap_or_default();
        let code = symbol.attribute("char");
        let code = code.and_then(|code| u32::from_str_radix(&code, 16).ok());
        let drawn = code.and_then(|code| symbol::character(&font, code));
        drawn.into_iter().for_each(|c| self.put(c.encode_utf8(&mut [0; 4]), run));
    }

    /// Adds what a field shows that is nowhere in its result, and marks the value of a form.
    fn ended(&mut self, field: Field, run: &mut Run) {
        let Field { code, has_result, form, begin, .. } = field;
        match form {
            Some(Value::Said(value)) if !has_result => {
                self.put(&marked(PortionKind::FormField, &value), run);
            }
            Some(_) => begin.into_iter().for_each(|begin| mark_from(begin, run)),
            None if !has_result => {
                field::shown(&code).into_iter().for_each(|words| self.put(&words, run));
            }
            None => {}
        }
    }

    fn simple_field(&mut self, node: Element, run: &mut Run) {
        let begin = run.text.len();
        self.inline(node, run);
        let is_empty = run.text.get(begin..).is_none_or(|result| result.trim().is_empty());
        let code = node.attribute("instr").filter(|_| is_empty);
        let shown = code.and_then(|code| field::shown(&code));
        shown.into_iter().for_each(|words| self.put(&words, run));
    }

    fn control(&mut self, node: Element, run: &mut Run) {
        match form::control(node) {
            Control::Placeholder => self.pass(node),
            Control::CheckBox(c) => {
                self.put(&marked(PortionKind::FormField, &c.to_string()), run);
            }
            Control::Text => self.inline(node, run),
            Control::Value => {
                let begin = run.text.len();
                self.inline(node, run);
                mark_from(begin, run);
            }
        }
    }

    /// A note that is where it is referred to, as in Word 2003.
    fn note(&mut self, kind: PortionKind, node: Element) {
        let lines = self.lines(node);
        self.notes.add(marked(kind, &lines));
    }

    /// The first of several ways to write the same that can be read.
    fn alternatives(&mut self, node: Element, run: &mut Run) {
        let before = (run.text.len(), run.boxes.len());
        for way in node.nodes() {
            self.inline(way, run);
            if (run.text.len(), run.boxes.len()) != before {
                return;
            }
        }
    }

    fn drawing(&mut self, node: Element, run: &mut Run) {
        self.boxed(drawing::anchor(node), node.nodes(), run);
    }

    /// Adds the boxes in a drawing.
    fn boxed<'x>(
        &mut self,
        anchor: Anchor,
        shapes: impl Iterator<Item = Element<'x>>,
        run: &mut Run,
    ) {
        let mut lines = String::new();
        self.shapes(shapes.collect(), &mut lines);
        if !lines.trim().is_empty() {
            run.boxes.push(Boxed { anchor, lines });
        }
    }

    /// Adds the lines of shapes, groups of them, diagrams and charts.
    fn shapes(&mut self, shapes: Vec<Element>, lines: &mut String) {
        for node in shapes {
            let inside = match node.name() {
                "txbxContent" | "txBody" => self.lines(node),
                "textpath" => node
                    .attribute("string")
                    .map(|words| words + "\n")
                    .unwrap_or_default()
                    .into_owned(),
                "relIds" => self.drawn(node.attribute("dm").as_deref()),
                "chart" => self.drawn(node.attribute("id").as_deref()),
                "AlternateContent" => {
                    let before = lines.len();
                    let mut ways = node.nodes();
                    while let Some(way) = ways.next().filter(|_| lines.len() == before) {
                        self.shapes(way.nodes().collect(), lines);
                    }
                    continue;
                }
                "wgp" | "grpSp" | "wpc" => {
                    self.shapes(drawing::downwards(node), lines);
                    continue;
                }
                _ if is_left_out(node) => continue,
                _ => {
                    self.shapes(node.nodes().collect(), lines);
                    continue;
                }
            };
            lines.push_str(&marked(PortionKind::TextBox, &inside));
        }
    }
}

/// Marks what a paragraph holds from `begin` on as a value of a form.
fn mark_from(begin: usize, run: &mut Run) {
    if run.text.is_char_boundary(begin) && begin < run.text.len() {
        let value = run.text.split_off(begin);
        run.text.push_str(&marked(PortionKind::FormField, &value));
    }
}
