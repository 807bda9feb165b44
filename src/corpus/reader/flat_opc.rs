//! Flat OPC: the parts of a container of Office as one XML (`pkg:package`), made a container again.

use super::mail;
use super::package;
use super::xml::{self, Element, Xml};
use crate::error::Refusal;

/// The container with the parts in such a file, but for pictures.
pub(super) fn packed(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let source = xml::filled(bytes)?;
    let xml = Xml::parse(&source)?;
    let parts = xml.root().into_iter().flat_map(|root| root.children("part"));
    package::packed(parts.filter_map(part))
}

/// The name of a part and its bytes.
fn part(part: Element) -> Option<(String, Vec<u8>)> {
    let name = part.attribute("name")?.trim_start_matches('/').to_string();
    let kind = part.attribute("contentType").unwrap_or_default();
    let is_picture = ["image/", "audio/", "video/"].iter().any(|begin| kind.starts_with(begin));
    if let Some(data) = part.child("binaryData").filter(|_| !is_picture) {
        return Some((name, mail::base64(data.text().as_bytes())));
    }
    let root = part.child("xmlData")?.nodes().find(|node| !node.name().is_empty())?;
    Some((name, root.written().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::super::package::Package;
    use super::*;

    #[test]
    fn parts_of_either_kind_become_those_of_a_container() {
        let flat = "<pkg:package xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'>\
             <pkg:part pkg:name='/word/document.xml'><pkg:xmlData><w:p w:a='&quot;1'>甲 &amp; 乙<w:br/></w:p>\
             </pkg:xmlData></pkg:part><pkg:part pkg:name='/a.txt'><pkg:binaryData>5riF\n5bGx</pkg:binaryData>\
             </pkg:part><pkg:part pkg:name='/b.png' pkg:contentType='image/png'><pkg:binaryData>AAAA\
             </pkg:binaryData></pkg:part></pkg:package>";
        let packed = packed(flat.as_bytes()).unwrap();
        let mut package = Package::open(&packed).unwrap();
        assert_eq!(package.names(), ["word/document.xml", "a.txt"]);
        let main = package.text("word/document.xml").unwrap().unwrap();
        let xml = Xml::parse(&main).unwrap();
        let root = xml.root().unwrap();
        assert_eq!((root.name(), root.text().as_str()), ("p", "甲 & 乙"));
        assert_eq!(root.attribute("a").as_deref(), Some("\"1"));
        assert_eq!(package.text("a.txt").unwrap().as_deref(), Some("清山"));
    }
}
