//! The first section of a document: which header its first page has.

use super::super::portions::marked;
use super::super::word::head;
use super::super::xml::Element;
use super::body::Body;
use super::form::is_on;
use crate::extract::PortionKind;

/// What stands for the header of the first page: an element of this name, of the type `first` where
/// that page differs and of the `usual` one where it does not.
pub(in super::super) fn header<'x>(
    root: Element<'x>,
    name: &str,
    usual: &str,
) -> Option<Element<'x>> {
    let section = root.all("sectPr").next()?;
    let wanted = if section.child("titlePg").is_some_and(is_on) { "first" } else { usual };
    let mut headers = section.nodes().filter(|node| node.name() == name);
    headers.find(|header| header.attribute("type").is_some_and(|kind| kind == wanted))
}

/// `lines` with what the header of the first page says of the issuer before them.
pub(in super::super) fn headed(body: &mut Body, header: Option<Element>, lines: String) -> String {
    let header = header.map(|header| body.lines(header)).unwrap_or_default();
    marked(PortionKind::Header, &head::issuing(&header, &lines)) + &lines
}
