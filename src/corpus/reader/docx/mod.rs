//! DOCX → text: paragraphs with the numbers Word would print, tables as rows, notes at the end.
//!
//! Deleted text, field codes, hidden text and ruby readings are no text; headers and footers of
//! pages are left out.

mod body;
mod numbering;
mod styles;

use super::links;
use super::package::Package;
use super::properties;
use super::txt;
use super::xml::Xml;
use crate::error::Refusal;
use crate::extract::{PortionKind, RawText};

use body::Body;
use numbering::numbering;
use styles::Styles;

/// Where the text stands when nothing says otherwise.
const MAIN: &str = "word/document.xml";

/// The document in a container; an error is the reason why it cannot be read.
pub(super) fn read(package: &mut Package) -> Result<RawText, Refusal> {
    let main = links::of(package, "")?.path("officeDocument").unwrap_or_else(|| MAIN.to_string());
    let own = links::of(package, &main)?;
    let mut part = |kind: &str| -> Result<String, Refusal> {
        own.path(kind).map_or(Ok(None), |path| package.text(&path)).map(Option::unwrap_or_default)
    };
    let (lists, styles) = (part("numbering")?, part("styles")?);
    let notes =
        [(PortionKind::Footnote, part("footnotes")?), (PortionKind::Endnote, part("endnotes")?)];
    let styles = Styles::of(&Xml::parse(&styles)?);
    let numbering = numbering(&Xml::parse(&lists)?);
    let source = package.text(&main)?.ok_or_else(|| Refusal::damaged("no main part"))?;
    let mut body = Body::new(styles, numbering);
    body.read(&Xml::parse(&source)?);
    for (kind, notes) in &notes {
        body.read_notes(&Xml::parse(notes)?, *kind);
    }
    let mut raw = txt::of_paper(&body.text);
    raw.hints.extend(links::title(package).and_then(|title| properties::title(&title, &raw.text)));
    Ok(raw)
}

#[cfg(test)]
mod tests;
