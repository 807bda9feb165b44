//! OFD (GB/T 33190) → text: the characters of its pages at their places, laid out as lines.
//!
//! Text stands in pages, in templates a page names, and in units that pages and templates place
//! (`CompositeObject`): whole magazines are made of those. Annotations are stamps and watermarks
//! and are left out.

mod page;

use std::collections::HashMap;

use super::layout::{self, Order};
use super::links::joined;
use super::package::Package;
use super::unmapped::Unmapped;
use super::xml::{Element, Xml};
use super::{properties, txt};
use crate::error::Refusal;
use crate::extract::RawText;

use page::Drawing;

/// Where everything begins.
const ROOT: &str = "OFD.xml";

/// The most pages of a document.
const PAGES: usize = 20_000;

/// The document in a container; an error is the reason why it cannot be read.
pub(super) fn read(package: &mut Package) -> Result<RawText, Refusal> {
    if package.names().iter().any(|name| name.to_lowercase().ends_with("encryptions.xml")) {
        return Err(Refusal::Encrypted);
    }
    let source = package.text(ROOT)?.ok_or_else(|| Refusal::damaged("no OFD.xml"))?;
    let xml = Xml::parse(&source)?;
    let root = xml.root().ok_or_else(|| Refusal::damaged("an empty OFD.xml"))?;
    let mut drawing = Drawing::default();
    for path in root.all("DocRoot") {
        read_document(package, &joined("", path.text().trim()), &mut drawing)?;
    }
    let mut raw = txt::of_paper(&layout::text(&drawing.pages, Order::Placed));
    if raw.text.is_empty() && drawing.has_images {
        return Err(Refusal::Scanned);
    }
    if Unmapped::of(&raw.text).is_untrusted() {
        return Err(Refusal::Unmapped);
    }
    let title = root.all("DocInfo").find_map(|info| info.child("Title")).map(Element::text);
    raw.hints.extend(title.and_then(|title| properties::title(&title, &raw.text)));
    Ok(raw)
}

fn read_document(package: &mut Package, path: &str, drawing: &mut Drawing) -> Result<(), Refusal> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let text = package.text(path)?.ok_or_else(|| Refusal::damaged(format!("no {path}")))?;
    let xml = Xml::parse(&text)?;
    let root = xml.root().ok_or_else(|| Refusal::damaged(format!("an empty {path}")))?;
    let resources = sources(package, folder, root.all("PublicRes").chain(root.all("DocumentRes")))?;
    let resources = resources.iter().map(|text| Xml::parse(text)).collect::<Result<Vec<_>, _>>()?;
    let units = units(&resources);
    let templates: HashMap<_, _> = root
        .all("TemplatePage")
        .filter_map(|page| Some((page.attribute("ID")?, page.attribute("BaseLoc")?)))
        .collect();
    let pages = root.child("Pages").into_iter().flat_map(|pages| pages.children("Page"));
    for page in pages.take(PAGES) {
        let Some(place) = page.attribute("BaseLoc") else { continue };
        let Some(text) = located(package, folder, &place)? else {
            return Err(Refusal::damaged(format!("no page {place}")));
        };
        let xml = Xml::parse(&text)?;
        let Some(page) = xml.root() else { continue };
        drawing.begin_page();
        for template in page.children("Template") {
            let place = template.attribute("TemplateID").and_then(|id| templates.get(&id));
            let Some(place) = place else { continue };
            let Some(text) = located(package, folder, place)? else { continue };
            let xml = Xml::parse(&text)?;
            drawing.add(xml.root(), &units);
        }
        drawing.add(Some(page), &units);
    }
    Ok(())
}

/// The units that pages place, by their ids.
fn units<'x>(resources: &'x [Xml<'x>]) -> HashMap<String, Element<'x>> {
    let roots = resources.iter().filter_map(Xml::root);
    let units = roots.flat_map(|root| root.all("CompositeGraphicUnit"));
    units.filter_map(|unit| Some((unit.attribute("ID")?.into_owned(), unit))).collect()
}

fn sources<'x>(
    package: &mut Package,
    folder: &str,
    places: impl Iterator<Item = Element<'x>>,
) -> Result<Vec<String>, Refusal> {
    let read = places.map(|place| located(package, folder, place.text().trim()));
    Ok(read.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

/// The text of the part that a place names, seen from a folder; some producers mean the root.
fn located(package: &mut Package, folder: &str, place: &str) -> Result<Option<String>, Refusal> {
    match package.text(&joined(folder, place))? {
        Some(text) => Ok(Some(text)),
        None => package.text(&joined("", place)),
    }
}

#[cfg(test)]
mod tests;
