//! XML that is too large for a tree, read element by element with bounded memory.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, Read};

use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, Reader, escape};

use super::super::source::Transcoder;
use super::{DEPTH, resolved};
use crate::error::Refusal;

/// XML that is being read.
pub(in super::super) struct Stream<'r> {
    reader: Reader<Box<dyn BufRead + 'r>>,
    buffer: Vec<u8>,
    depth: usize,
}

/// What comes next in a stream; an empty element begins and ends.
#[derive(Debug)]
pub(in super::super) enum Item<'b> {
    /// An element begins.
    Start(Tag<'b>),
    /// The element that began last ends.
    End,
    /// A piece of text; an entity is a piece of its own.
    Text(Cow<'b, str>),
    /// Comments and the like.
    Other,
}

/// The tag that an element begins with.
#[derive(Debug)]
pub(in super::super) struct Tag<'b>(BytesStart<'b>);

impl Tag<'_> {
    /// The local name, whatever prefix comes before it.
    pub(in super::super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The attributes by their local names, as they are written.
    pub(in super::super) fn attributes(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        let mut attributes = Attributes::new(self.0.attributes_raw(), 0);
        attributes.with_checks(false);
        attributes.flatten().map(|attribute| {
            let name = attribute.key.local_name().into_inner();
            (name, attribute.value)
        })
    }

    /// The value of the attribute with this local name.
    pub(in super::super) fn attribute(&self, name: &str) -> Option<String> {
        let (_, value) = self.attributes().find(|(key, _)| *key == name)?;
        Some(unescaped(&value))
    }
}

/// The value of an attribute as it is meant.
pub(in super::super) fn unescaped(value: &str) -> String {
    escape::unescape(value).map_or_else(|_| value.to_string(), Cow::into_owned)
}

impl<'r> Stream<'r> {
    /// Reads what `input` gives, which is UTF-8, or UTF-16 with a mark.
    pub(in super::super) fn new(input: impl Read + 'r) -> Result<Self, Refusal> {
        let mut input = BufReader::with_capacity(1 << 16, input);
        let head = input.fill_buf().map_err(|error| Refusal::of_bytes(&error))?;
        let encoding = encoding_rs::Encoding::for_bom(head).map(|(encoding, _)| encoding);
        let input: Box<dyn BufRead + 'r> = match encoding {
            Some(other) if other != encoding_rs::UTF_8 => {
                Box::new(BufReader::with_capacity(1 << 16, Transcoder::new(input, other)))
            }
            _ => Box::new(input),
        };
        let mut reader = Reader::from_reader(input);
        reader.config_mut().expand_empty_elements = true;
        Ok(Self { reader, buffer: Vec::new(), depth: 0 })
    }

    /// What comes next; `None` at the end.
    pub(in super::super) fn next(&mut self) -> Result<Option<Item<'_>>, Refusal> {
        self.buffer.clear();
        let event = self.reader.read_event_into(&mut self.buffer).map_err(failure)?;
        Ok(Some(match event {
            Event::Eof if self.depth == 0 => return Ok(None),
            Event::Eof => return Err(Refusal::damaged("XML that ends inside an element")),
            Event::DocType(_) => return Err(Refusal::DocumentType),
            Event::Start(_) if self.depth == DEPTH => return Err(Refusal::XmlTooLarge),
            Event::Start(tag) => {
                self.depth += 1;
                Item::Start(Tag(tag))
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                Item::End
            }
            Event::Text(text) => Item::Text(text.xml10_content()),
            Event::CData(text) => Item::Text(text.xml10_content()),
            Event::GeneralRef(reference) => Item::Text(resolved(&reference).into()),
            _ => Item::Other,
        }))
    }

    /// Leaves out the element that has begun, with all in it.
    pub(in super::super) fn skip(&mut self) -> Result<(), Refusal> {
        let within = self.depth;
        while self.depth >= within && within > 0 {
            if self.next()?.is_none() {
                return Ok(());
            }
        }
        Ok(())
    }
}

fn failure(error: Error) -> Refusal {
    match error {
        Error::Io(error) => Refusal::of_bytes(&error),
        other => Refusal::damaged(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(source: &[u8]) -> Result<Vec<String>, Refusal> {
        let mut stream = Stream::new(source)?;
        let mut found = Vec::new();
        while let Some(item) = stream.next()? {
            match item {
                Item::Start(tag) => found.push(format!("<{}", tag.name())),
                Item::End => found.push(">".into()),
                Item::Text(text) => found.push(text.into_owned()),
                Item::Other => {}
            }
        }
        Ok(found)
    }

    #[test]
    fn elements_come_in_order_in_either_encoding() {
        let source = "<?xml version='1.0'?><x:a b='1'><x:c/>一&amp;<![CDATA[二]]></x:a>";
        let expected = ["<a", "<c", ">", "一", "&", "二", ">"];
        assert_eq!(items(source.as_bytes()).unwrap(), expected);
        let utf16: Vec<u8> =
            format!("\u{FEFF}{source}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(items(&utf16).unwrap(), expected);
    }

    #[test]
    fn attributes_have_local_names_and_an_element_can_be_left_out() {
        let mut stream = Stream::new(&b"<a r:id='x&lt;y'><b><b/>t</b>u</a>"[..]).unwrap();
        let Some(Item::Start(tag)) = stream.next().unwrap() else { panic!("no element") };
        assert_eq!(tag.attribute("id").as_deref(), Some("x<y"));
        assert!(matches!(stream.next(), Ok(Some(Item::Start(_)))));
        stream.skip().unwrap();
        assert!(matches!(stream.next(), Ok(Some(Item::Text(text))) if text == "u"));
    }

    #[test]
    fn what_is_cut_nested_or_defined_is_refused() {
        assert!(matches!(items(b"<a><b>"), Err(Refusal::Damaged(_))));
        assert!(matches!(items(b"<a></b>"), Err(Refusal::Damaged(_))));
        assert_eq!(items("<a>".repeat(10_000).as_bytes()), Err(Refusal::XmlTooLarge));
        assert_eq!(items(b"<!DOCTYPE a []><a/>"), Err(Refusal::DocumentType));
    }
}
