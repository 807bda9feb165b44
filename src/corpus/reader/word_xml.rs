//! Word XML of 2003 (`w:wordDocument`) → text; office systems and templates call such files `.doc`.
//!
//! One XML holds what DOCX spreads over parts, under mostly the same names: the walk is that of DOCX.
//! Notes are where they are referred to, revisions are annotations (`aml`), lists have names of
//! their own.

use super::docx::body::Body;
use super::docx::numbering::{OF_2003, numbering};
use super::docx::parts::Parts;
use super::docx::section;
use super::docx::styles::Styles;
use super::properties;
use super::txt;
use super::xml::{self, Xml};
use crate::error::Refusal;
use crate::extract::RawText;

/// The document in such a file; an error is the reason why it cannot be read.
pub(super) fn read(bytes: &[u8]) -> Result<RawText, Refusal> {
    let source = xml::filled(bytes)?;
    let xml = Xml::parse(&source)?;
    let mut raw = txt::of_paper(&lines(&xml)?);
    let title = xml.root().and_then(|root| root.child("DocumentProperties")?.child("Title"));
    raw.hints.extend(title.and_then(|title| properties::title(&title.text(), &raw.text)));
    Ok(raw)
}

/// The lines of the document, with the marks of portions.
pub(super) fn lines(xml: &Xml) -> Result<String, Refusal> {
    let root = xml.root().ok_or(Refusal::NoText)?;
    let styles = Styles::of(root.child("styles"));
    let lists = numbering(root.child("lists"), &OF_2003);
    let mut body = Body::new(styles, lists, Parts::default());
    let lines = body.main(root);
    let lines = lines + &body.notes.lines();
    Ok(section::headed(&mut body, section::header(root, "hdr", "odd"), lines))
}

#[cfg(test)]
mod tests;
