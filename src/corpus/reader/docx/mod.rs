//! DOCX → text: paragraphs with the numbers Word would print, tables as rows, boxes where they are
//! read, notes at the end.
//!
//! Deleted and hidden text, comments, the codes of fields, placeholders and ruby readings are no
//! text; headers and footers of pages are left out, but for a first one that names who issued it.

pub(super) mod body;
mod chunks;
mod drawing;
mod fields;
mod form;
mod inline;
mod notes;
pub(super) mod numbering;
pub(super) mod parts;
pub(super) mod section;
pub(super) mod styles;

use super::links::{self, Links};
use super::out::Paper;
use super::package::Package;
use super::properties;
use super::txt;
use super::xml::{Element, Xml};
use crate::error::Refusal;
use crate::extract::PortionKind;

use body::Body;
use chunks::{Read, Reader};
use numbering::{SINCE_2007, numbering};
use styles::Styles;

/// Where the text is when nothing says otherwise.
const MAIN: &str = "word/document.xml";

/// The document in a container; an error is the reason why it cannot be read.
pub(super) fn read(package: &mut Package) -> Result<Paper, Refusal> {
    let Read { lines, problems } = document(package, 0)?;
    let mut raw = txt::of_paper(&lines);
    raw.hints.extend(links::title(package).and_then(|title| properties::title(&title, &raw.text)));
    Ok(Paper { problems, ..raw.into() })
}

/// The lines of a document that lies in `depth` others.
fn document(package: &mut Package, depth: usize) -> Result<Read, Refusal> {
    let main = links::of(package, "")?.path("officeDocument").unwrap_or_else(|| MAIN.to_string());
    let own = links::of(package, &main)?;
    let source = package.text(&main)?.ok_or_else(|| Refusal::damaged("no main part"))?;
    let xml = Xml::parse(&source)?;
    let Some(root) = xml.root() else { return Ok(Read::default()) };
    let mut reader = Reader { package, depth, read: document, problems: Vec::new() };
    let parts = reader.parts(root, &own);
    let problems = reader.problems;
    let (lists, styles) = (part(package, &own, "numbering")?, part(package, &own, "styles")?);
    let (lists, styles) = (Xml::parse(&lists)?, Xml::parse(&styles)?);
    let mut body =
        Body::new(Styles::of(styles.root()), numbering(lists.root(), &SINCE_2007), parts);
    let mut lines = body.main(root);
    for (kind, name) in [(PortionKind::Footnote, "footnotes"), (PortionKind::Endnote, "endnotes")] {
        lines += &body.noted(&Xml::parse(&part(package, &own, name)?)?, kind);
    }
    let header = header(package, &own, root)?;
    let header = Xml::parse(&header)?;
    Ok(Read { lines: section::headed(&mut body, header.root(), lines), problems })
}

/// The part in the first relation of this kind, empty where there is none.
fn part(package: &mut Package, links: &Links, kind: &str) -> Result<String, Refusal> {
    let text = links.path(kind).map_or(Ok(None), |path| package.text(&path));
    text.map(Option::unwrap_or_default)
}

/// The part that is the header of the first page, empty where there is none.
fn header(package: &mut Package, links: &Links, root: Element) -> Result<String, Refusal> {
    let header = section::header(root, "headerReference", "default");
    let path = header.and_then(|header| links.of_id(&header.attribute("id")?));
    let text = path.map_or(Ok(None), |path| package.text(&path));
    text.map(Option::unwrap_or_default)
}

#[cfg(test)]
mod tests;
