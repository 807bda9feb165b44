//! OpenDocument (ODT, ODP, ODG, and each as one XML) → text: paragraphs with the numbers of their
//! lists, tables as rows, slides with their notes, footnotes at the end.
//!
//! Deleted text, comments, hidden text, ruby readings, headers and footers of pages, and what a master
//! page repeats on all slides are left out.

mod body;
mod lists;
mod styles;

use super::package::Package;
use super::properties;
use super::txt;
use super::xml::{self, Element, Xml};
use crate::error::Refusal;
use crate::extract::RawText;

use body::Body;
use lists::Lists;
use styles::Styles;

/// The document in a container; an error is the reason why it cannot be read.
pub(super) fn read(package: &mut Package<'_>) -> Result<RawText, Refusal> {
    let manifest = package.text("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(Refusal::Encrypted);
    }
    let content = package.text("content.xml")?;
    let content = content.ok_or_else(|| Refusal::damaged("no content.xml"))?;
    let styles = package.text("styles.xml")?.unwrap_or_default();
    let meta = package.text("meta.xml")?.unwrap_or_default();
    document(&Xml::parse(&content)?, &Xml::parse(&styles)?, &Xml::parse(&meta)?)
}

/// The document in one XML; an error is the reason why it cannot be read.
pub(super) fn read_flat(bytes: &[u8]) -> Result<RawText, Refusal> {
    let source = xml::decoded(bytes)?;
    let flat = Xml::parse(&source)?;
    document(&flat, &Xml::default(), &flat)
}

fn document(content: &Xml, styles: &Xml, meta: &Xml) -> Result<RawText, Refusal> {
    let roots: Vec<Element> = styles.root().into_iter().chain(content.root()).collect();
    let body = content.root().and_then(|root| root.child("body"));
    let body = body.ok_or_else(|| Refusal::damaged("no body in content.xml"))?;
    let mut reading = Body::new(Styles::of(&roots), Lists::of(&roots));
    let mut raw = txt::of_paper(&reading.read(body));
    let meta = meta.root().and_then(|root| root.child("meta"));
    let title = meta.and_then(|meta| meta.child("title")).map(Element::text);
    raw.hints.extend(title.and_then(|title| properties::title(&title, &raw.text)));
    Ok(raw)
}

#[cfg(test)]
mod tests;
