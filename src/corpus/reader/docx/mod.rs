//! DOCX → text: paragraphs with the numbers Word would print, tables as rows, notes at the end.
//!
//! Deleted text, field codes, hidden text and ruby readings are no text; headers and footers of
//! pages are left out.

mod body;
mod numbering;
mod styles;

use super::package::Package;
use super::properties;
use super::txt;
use super::xml::{self, Element, Xml};
use crate::error::Refusal;
use crate::extract::RawText;

use body::Body;
use numbering::numbering;
use styles::Styles;

/// Where the text stands when nothing says otherwise.
const MAIN: &str = "word/document.xml";

/// The document in a container; an error is the reason why it cannot be read.
pub(super) fn read(package: &mut Package) -> Result<RawText, Refusal> {
    let main = related(package, "_rels/.rels", "", "officeDocument")?;
    let main = main.unwrap_or_else(|| MAIN.to_string());
    let (folder, name) = main.rsplit_once('/').unwrap_or(("", &main));
    let links = format!("{folder}/_rels/{name}.rels");
    let mut part = |kind: &str| -> Result<String, Refusal> {
        let path = related(package, &links, folder, kind)?;
        path.map_or(Ok(String::new()), |path| source(package, &path).map(Option::unwrap_or_default))
    };
    let (lists, styles) = (part("numbering")?, part("styles")?);
    let notes = [part("footnotes")?, part("endnotes")?];
    let styles = Styles::of(&Xml::parse(&styles)?);
    let numbering = numbering(&Xml::parse(&lists)?);
    let source = source(package, &main)?.ok_or_else(|| Refusal::damaged("no main part"))?;
    let mut body = Body::new(styles, numbering);
    body.read(&Xml::parse(&source)?);
    for notes in &notes {
        body.read_notes(&Xml::parse(notes)?);
    }
    let mut raw = txt::of_paper(&body.text);
    raw.hints.extend(title(package).and_then(|title| properties::title(&title, &raw.text)));
    Ok(raw)
}

/// The text of a part, if it is there.
fn source(package: &mut Package, path: &str) -> Result<Option<String>, Refusal> {
    package.part(path)?.map(|bytes| xml::decoded(&bytes)).transpose()
}

/// The path of the part that the relations in `links` call `kind`; `folder` is where they lead from.
fn related(
    package: &mut Package,
    links: &str,
    folder: &str,
    kind: &str,
) -> Result<Option<String>, Refusal> {
    let Some(source) = source(package, links)? else { return Ok(None) };
    let xml = Xml::parse(&source)?;
    let is_asked = |link: &Element| {
        link.attribute("Type").is_some_and(|name| name.rsplit('/').next() == Some(kind))
    };
    let link = xml.root().and_then(|root| root.children("Relationship").find(is_asked));
    let target = link.and_then(|link| link.attribute("Target"));
    Ok(target.map(|target| match target.strip_prefix('/') {
        Some(absolute) => absolute.to_string(),
        None if folder.is_empty() => target.into_owned(),
        None => format!("{folder}/{target}"),
    }))
}

/// The title among the core properties.
fn title(package: &mut Package) -> Option<String> {
    let path = related(package, "_rels/.rels", "", "core-properties").ok()??;
    let source = source(package, &path).ok()??;
    let xml = Xml::parse(&source).ok()?;
    Some(xml.root()?.child("title")?.text())
}

#[cfg(test)]
mod tests;
