//! The texts of other parts that the main part puts in: documents of other kinds (`altChunk`),
//! diagrams, charts.
//!
//! Each is put in once, whatever refers to it how often. A document that is put in may put in others;
//! all of them share the limits of the container, and how deep they go is bounded.

use std::collections::HashMap;

use super::super::limits::HTML_LIMIT;
use super::super::links::Links;
use super::super::package::Package;
use super::super::pptx::diagram;
use super::super::xml::{self, Element, Xml};
use super::super::{flat_opc, html, mail, marks, rtf, word_xml};
use super::parts::Parts;
use crate::error::{Reason, Refusal};

/// How deep documents may be put into each other.
const DEPTH: usize = 3;

/// Reads a container in `depth` others: its lines, with marks.
pub(super) type ReadPackage = fn(&mut Package<'_>, usize) -> Result<Read, Refusal>;

/// What was read of a document.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// The lines, with the marks of portions.
    pub lines: String,
    /// What was not read.
    pub problems: Vec<Reason>,
}

/// What reads parts.
pub(super) struct Reader<'p, 'a> {
    pub package: &'p mut Package<'a>,
    /// How many documents the main part lies in.
    pub depth: usize,
    pub read: ReadPackage,
    /// What was not read.
    pub problems: Vec<Reason>,
}

impl Reader<'_, '_> {
    /// The texts that the main part, with these relations, puts in.
    pub(super) fn parts(&mut self, root: Element, links: &Links) -> Parts {
        let mut texts = HashMap::new();
        for (name, attribute) in [("altChunk", "id"), ("relIds", "dm"), ("chart", "id")] {
            for node in root.all(name) {
                let Some(id) = node.attribute(attribute) else { continue };
                let Some(path) = links.of_id(&id).filter(|_| !texts.contains_key(&*id)) else {
                    continue;
                };
                let text = self.part(name, &path).unwrap_or_else(|refusal| {
                    self.problems.push(Reason::from(refusal).of_part(&path));
                    String::new()
                });
                texts.insert(id.into_owned(), text);
            }
        }
        Parts(texts)
    }

    fn part(&mut self, name: &str, path: &str) -> Result<String, Refusal> {
        let Some(bytes) = self.package.part(path)? else { return Ok(String::new()) };
        match name {
            "altChunk" => self.document(path, &bytes),
            _ => Ok(diagram::text(&Xml::parse(&xml::decoded(&bytes)?)?)),
        }
    }

    /// The lines of a document in whatever format it is.
    fn document(&mut self, path: &str, bytes: &[u8]) -> Result<String, Refusal> {
        if marks::is_zip(bytes) {
            return self.container(bytes);
        }
        if marks::is_rtf(bytes) {
            return Ok(rtf::read(bytes)?.text);
        }
        if mail::is_saved_page(bytes) {
            return mail::page::all_text(bytes);
        }
        match marks::root(bytes).map(|root| root.name).as_deref() {
            Some("wordDocument") => return word_xml::lines(&Xml::parse(&xml::filled(bytes)?)?),
            Some("package") => return self.container(&flat_opc::packed(bytes)?),
            _ => {}
        }
        let text = xml::decoded(bytes)?;
        let is_page = text.trim_start().starts_with('<') || path.to_lowercase().contains(".htm");
        match is_page {
            true if bytes.len() > HTML_LIMIT => Err(Refusal::TooLarge(HTML_LIMIT >> 20)),
            true => html::all_text(&text),
            false => Ok(text),
        }
    }

    fn container(&mut self, bytes: &[u8]) -> Result<String, Refusal> {
        let depth = self.depth + 1;
        if depth > DEPTH {
            return Err(Refusal::NestedTooDeep);
        }
        let read = self.read;
        let Read { lines, problems } = self.package.within(bytes, |inner| read(inner, depth))?;
        self.problems.extend(problems);
        Ok(lines)
    }
}
