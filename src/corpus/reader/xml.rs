//! XML parts of containers: one list of nodes in the order of the text, a subtree is a range of it.
//!
//! Names are local names, whatever prefix a producer chose. A document type that defines
//! anything is refused; depth and size have limits, so that walking a tree may recurse.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::{escape, unescape};
use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesRef, Event};

use super::encoding;
use crate::error::Refusal;

mod filled;
mod stream;

pub(super) use filled::filled;
pub(super) use stream::{Item, Stream, Tag, unescaped};

/// The deepest nesting.
const DEPTH: usize = 256;

/// The most nodes of one part; each takes some 60 bytes.
const NODES: usize = 4_000_000;

/// A parsed part.
#[derive(Debug, Default)]
pub(super) struct Xml<'a> {
    nodes: Vec<Node<'a>>,
}

#[derive(Debug)]
struct Node<'a> {
    /// The local name; empty for text.
    name: &'a str,
    /// The attributes as they are written.
    attributes: &'a str,
    /// The text, of a piece of text.
    text: Cow<'a, str>,
    /// The first node after its subtree.
    end: usize,
}

/// The text of a part in any encoding.
pub(super) fn decoded(bytes: &[u8]) -> Result<String, Refusal> {
    let decoded =
        encoding::decode(bytes).ok_or_else(|| Refusal::damaged("a part that is no text"))?;
    Ok(decoded.text)
}

impl<'a> Xml<'a> {
    /// The nodes of `source`; an error is the reason why it cannot be read.
    pub(super) fn parse(source: &'a str) -> Result<Self, Refusal> {
        let mut reader = Reader::from_str(source);
        let mut xml = Self::default();
        let mut open = Vec::new();
        loop {
            let from = reader.buffer_position() as usize;
            let event = reader.read_event().map_err(Refusal::damaged)?;
            if xml.nodes.len() > NODES || open.len() > DEPTH {
                return Err(Refusal::XmlTooLarge);
            }
            match event {
                Event::Eof => break,
                Event::DocType(kind) if kind.contains('[') => {
                    return Err(Refusal::DocumentType);
                }
                Event::Start(tag) => {
                    open.push(xml.nodes.len());
                    xml.element(source, from, tag.len(), tag.name().as_ref().len());
                }
                Event::Empty(tag) => {
                    xml.element(source, from, tag.len(), tag.name().as_ref().len());
                }
                Event::End(_) => xml.close(open.pop()),
                Event::Text(text) => xml.text(text.xml10_content()),
                Event::CData(text) => xml.text(text.xml10_content()),
                Event::GeneralRef(reference) => xml.text(resolved(&reference).into()),
                _ => {}
            }
        }
        match open.is_empty() {
            true => Ok(xml),
            false => Err(Refusal::damaged("XML that ends inside an element")),
        }
    }

    /// An element whose tag, of `length` bytes, follows a `<` at `from`.
    fn element(&mut self, source: &'a str, from: usize, length: usize, name: usize) {
        let tag = source.get(from + 1..from + 1 + length).unwrap_or_default();
        let (name, attributes) = tag.split_at_checked(name).unwrap_or((tag, ""));
        let name = name.rsplit_once(':').map_or(name, |(_, local)| local);
        self.push(Node { name, attributes, text: Cow::Borrowed(""), end: 0 });
    }

    fn text(&mut self, text: Cow<'a, str>) {
        self.push(Node { name: "", attributes: "", text, end: 0 });
    }

    fn push(&mut self, node: Node<'a>) {
        let end = self.nodes.len() + 1;
        self.nodes.push(Node { end, ..node });
    }

    fn close(&mut self, element: Option<usize>) {
        let end = self.nodes.len();
        if let Some(node) = element.and_then(|at| self.nodes.get_mut(at)) {
            node.end = end;
        }
    }

    /// The outermost element.
    pub(super) fn root(&self) -> Option<Element<'_>> {
        let at = self.nodes.iter().position(|node| !node.name.is_empty())?;
        Some(Element { xml: self, at })
    }
}

/// The character or the five names that XML knows; anything else is nothing.
fn resolved(reference: &BytesRef) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    let named = unescape(&format!("&{};", reference.xml10_content())).map(Cow::into_owned);
    named.unwrap_or_default()
}

/// An element, or a piece of text, of a parsed part.
#[derive(Clone, Copy)]
pub(super) struct Element<'x> {
    xml: &'x Xml<'x>,
    at: usize,
}

impl<'x> Element<'x> {
    fn node(self) -> &'x Node<'x> {
        &self.xml.nodes[self.at]
    }

    /// The local name; empty for a piece of text.
    pub(super) fn name(self) -> &'x str {
        self.node().name
    }

    /// The value of the first attribute with this local name.
    pub(super) fn attribute(self, name: &str) -> Option<Cow<'x, str>> {
        self.attributes(name).next()
    }

    /// The value of the last attribute with this local name, where several prefixes have one.
    pub(super) fn last_attribute(self, name: &str) -> Option<Cow<'x, str>> {
        self.attributes(name).last()
    }

    fn attributes(self, name: &str) -> impl Iterator<Item = Cow<'x, str>> {
        let mut attributes = Attributes::new(self.node().attributes, 0);
        attributes.with_checks(false);
        attributes.flatten().filter_map(move |attribute| {
            let key = attribute.key.local_name();
            let value = (key.into_inner() == name).then_some(attribute.value)?;
            Some(unescape(&value).map(Cow::into_owned).unwrap_or_default().into())
        })
    }

    /// The elements and pieces of text right inside.
    pub(super) fn nodes(self) -> impl Iterator<Item = Element<'x>> {
        let end = self.node().end;
        let mut next = self.at + 1;
        std::iter::from_fn(move || {
            let at = (next < end).then_some(next)?;
            next = self.xml.nodes[at].end;
            Some(Element { xml: self.xml, at })
        })
    }

    /// The elements of this name right inside.
    pub(super) fn children(self, name: &str) -> impl Iterator<Item = Element<'x>> {
        self.nodes().filter(move |node| node.name() == name)
    }

    /// The first element of this name right inside.
    pub(super) fn child(self, name: &str) -> Option<Element<'x>> {
        self.children(name).next()
    }

    /// All elements of this name inside, however deep.
    pub(super) fn all(self, name: &str) -> impl Iterator<Item = Element<'x>> {
        let range = self.at + 1..self.node().end;
        let elements = range.map(move |at| Element { xml: self.xml, at });
        elements.filter(move |element| element.name() == name)
    }

    /// The element as XML, names without their prefixes.
    pub(super) fn written(self) -> String {
        let mut written = String::new();
        self.write(&mut written);
        written
    }

    fn write(self, to: &mut String) {
        let node = self.node();
        if node.name.is_empty() {
            to.push_str(&escape(&*node.text));
            return;
        }
        let attributes = node.attributes.trim_end_matches('/');
        to.extend(["<", node.name, attributes, ">"]);
        self.nodes().for_each(|inner| inner.write(to));
        to.extend(["</", node.name, ">"]);
    }

    /// All text inside.
    pub(super) fn text(self) -> String {
        self.xml.nodes[self.at..self.node().end].iter().map(|node| &*node.text).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_attributes_and_entities() {
        let source = "\u{FEFF}<?xml version='1.0'?><w:p xmlns:w='x' w:val=\"a&amp;b\">一&lt;&#x4E8C;\
                      <!-- x --><w:br/><![CDATA[三]]></w:p>";
        let xml = Xml::parse(source.trim_start_matches('\u{FEFF}')).unwrap();
        let root = xml.root().unwrap();
        assert_eq!((root.name(), root.attribute("val").unwrap().as_ref()), ("p", "a&b"));
        assert_eq!(root.text(), "一<二三");
        assert_eq!(root.children("br").count(), 1);
        assert_eq!(root.attribute("no"), None);
    }

    #[test]
    fn what_defines_entities_or_never_ends_is_refused() {
        let laughs = "<!DOCTYPE a [<!ENTITY b 'ha'>]><a>&b;</a>";
        assert_eq!(Xml::parse(laughs).unwrap_err(), Refusal::DocumentType);
        let deep = "<a>".repeat(200_000);
        assert_eq!(Xml::parse(&deep).unwrap_err(), Refusal::XmlTooLarge);
        assert!(matches!(Xml::parse("<a><b>"), Err(Refusal::Damaged(_))));
        assert!(matches!(Xml::parse("<a></b>"), Err(Refusal::Damaged(_))));
        assert_eq!(Xml::parse("").unwrap().root().map(Element::name), None);
    }
}
