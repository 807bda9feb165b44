//! Footnotes and endnotes, in the order in which the text refers to them.

use std::collections::{HashMap, HashSet};

use super::super::xml::Element;
use crate::extract::PortionKind;

/// The notes of a document.
#[derive(Debug, Default)]
pub(in super::super) struct Notes {
    /// The ids that the text refers to, as they come.
    referred: Vec<(PortionKind, String)>,
    /// The notes that the text refers to, what was deleted included: kind and id.
    known: HashSet<String>,
    /// The lines of the notes that the main part holds itself, as that of Word 2003 does.
    lines: String,
}

impl Notes {
    /// The notes that the text inside an element refers to, read or left out.
    pub(in super::super) fn of(element: Element) -> Self {
        let notes = ["footnote", "endnote"];
        let ids = |name: &str| {
            let references = element.all(&format!("{name}Reference")).collect::<Vec<_>>();
            let ids = references.into_iter().filter_map(|node| node.attribute("id"));
            ids.map(|id| format!("{name} {id}")).collect::<Vec<_>>()
        };
        Self { known: notes.into_iter().flat_map(ids).collect(), ..Self::default() }
    }

    /// Takes up a reference to a note.
    pub(super) fn refer(&mut self, kind: PortionKind, reference: Element) {
        let id = reference.attribute("id").map(|id| id.into_owned());
        self.referred.extend(id.map(|id| (kind, id)));
    }

    /// Takes up the lines of a note.
    pub(super) fn add(&mut self, lines: String) {
        self.lines.push_str(&lines);
    }

    /// The lines of the notes that the main part holds itself.
    pub(in super::super) fn lines(&mut self) -> String {
        std::mem::take(&mut self.lines)
    }

    /// The notes of a part, those first that the text refers to; without those that only deleted text
    /// refers to, and without the lines that part notes from the text.
    pub(super) fn ordered<'x>(&self, root: Element<'x>, kind: PortionKind) -> Vec<Element<'x>> {
        let is_note = |note: &Element| note.attribute("type").is_none_or(|kind| kind == "normal");
        let all = || root.nodes().filter(|note| !note.name().is_empty()).filter(is_note);
        let id = |note: Element| note.attribute("id").map(|id| id.into_owned()).unwrap_or_default();
        let mut by_id: HashMap<String, Element> = all().map(|note| (id(note), note)).collect();
        let referred = self.referred.iter().filter(|(of, _)| *of == kind);
        let mut notes: Vec<Element> = referred.filter_map(|(_, id)| by_id.remove(id)).collect();
        notes.extend(all().filter(|note| {
            let id = id(*note);
            by_id.contains_key(&id) && !self.known.contains(&format!("{} {id}", note.name()))
        }));
        notes
    }
}
