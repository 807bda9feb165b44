//! Forms of XFA, which describe their pages in XML of their own: what was filled in is read, what
//! they would draw is not.

use hayro_interpret::hayro_syntax::object::{Array, Dict, Object, Stream};

use super::super::portions;
use super::super::xml::{self, Xml};
use crate::error::Reason;
use crate::extract::PortionKind;

/// The values of the form and what is to be said of it, where a document is one.
pub(super) fn read(catalog: &Dict<'_>) -> Option<(Vec<String>, Reason)> {
    let form: Dict<'_> = catalog.get("AcroForm")?;
    let packets = packets(&form.get::<Object<'_>>("XFA")?)?;
    let values = values(&packets).unwrap_or_default();
    let told = match values.is_empty() {
        true => "a form of XFA with nothing filled in: its labels are not read",
        false => "a form of XFA: what was filled in is read, its labels are not",
    };
    let marked = values.iter().map(|value| portions::marked(PortionKind::FormField, value));
    Some((marked.collect(), told.into()))
}

/// The XML of the data in a form.
fn packets(form: &Object<'_>) -> Option<Vec<u8>> {
    let decoded = |stream: &Stream<'_>| Some(stream.decoded_data().ok()?.into_owned());
    match form {
        Object::Stream(stream) => decoded(stream),
        Object::Array(packets) => decoded(&data(packets)?),
        _ => None,
    }
}

/// The packet behind the name `datasets`.
fn data<'a>(packets: &Array<'a>) -> Option<Stream<'a>> {
    let mut packets = packets.iter::<Object<'a>>();
    packets
        .find(|packet| matches!(packet, Object::String(name) if name.as_bytes() == b"datasets"))?;
    packets.next()?.into_stream()
}

fn values(packets: &[u8]) -> Option<Vec<String>> {
    let source = xml::decoded(packets).ok()?;
    let xml = Xml::parse(&source).ok()?;
    let data = xml.root()?.all("data").next()?;
    let values = data.all("").map(|text| text.text().trim().to_string());
    Some(values.filter(|value| !value.is_empty()).collect())
}
