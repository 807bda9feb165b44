//! OFD (GB/T 33190) → text: the characters of its pages at their places, laid out as lines.
//!
//! Text is in pages, in templates a page names, and in units that pages and templates place
//! (`CompositeObject`): whole magazines are made of those. Annotations are stamps and watermarks
//! and are left out.

mod images;
mod page;

use std::borrow::Cow;
use std::collections::HashMap;

use super::layout::{self, Order};
use super::links::joined;
use super::out::Paper;
use super::package::Package;
use super::recognise::Sight;
use super::unmapped::Unmapped;
use super::xml::{Element, Xml};
use super::{properties, txt};
use crate::error::Refusal;

use images::Size;
use page::Drawing;

/// Where everything begins.
const ROOT: &str = "OFD.xml";

/// The most pages of a document.
const PAGES: usize = 20_000;

/// The usual size of a page, in millimetres.
const A4: Size = (210.0, 297.0);

/// The document in a container, whose pages that are images `sight` reads; an error is the reason why
/// it cannot be read.
pub(super) fn read(package: &mut Package, sight: Sight<'_>) -> Result<Paper, Refusal> {
    if package.names().iter().any(|name| name.to_lowercase().ends_with("encryptions.xml")) {
        return Err(Refusal::Encrypted);
    }
    let source = package.text(ROOT)?.ok_or_else(|| Refusal::damaged("no OFD.xml"))?;
    let xml = Xml::parse(&source)?;
    let root = xml.root().ok_or_else(|| Refusal::damaged("an empty OFD.xml"))?;
    let mut drawing = Drawing::default();
    let mut sizes = Vec::new();
    for path in root.all("DocRoot") {
        read_document(package, &joined("", path.text().trim()), &mut drawing, &mut sizes)?;
    }
    let (images, sure) = images::read(package, &mut drawing, &sizes, sight);
    let mut raw = txt::of_paper(&layout::marked_text(&drawing.pages, Order::Placed, &sure));
    if raw.text.is_empty() {
        return match images.count == 0 && drawing.has_images {
            // Drawings are not images that could be read.
            true => Err(Refusal::Scanned),
            false => Ok(Paper { images, ..raw.into() }),
        };
    }
    if Unmapped::of(&raw.text).is_untrusted() {
        return Err(Refusal::Unmapped);
    }
    let title = root.all("DocInfo").find_map(|info| info.child("Title")).map(Element::text);
    raw.hints.extend(title.and_then(|title| properties::title(&title, &raw.text)));
    let problems = images.told();
    Ok(Paper { raw, problems, images })
}

fn read_document(
    package: &mut Package,
    path: &str,
    drawing: &mut Drawing,
    sizes: &mut Vec<Size>,
) -> Result<(), Refusal> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let lacks = |what: &str| Refusal::damaged(format!("{what} {path}"));
    let text = package.text(path)?.ok_or_else(|| lacks("no"))?;
    let xml = Xml::parse(&text)?;
    let root = xml.root().ok_or_else(|| lacks("an empty"))?;
    let sources = sources(package, folder, root.all("PublicRes").chain(root.all("DocumentRes")))?;
    let mut resources = Vec::new();
    for (place, source) in &sources {
        resources.push((place.as_str(), Xml::parse(source)?));
    }
    let units = units(&resources);
    drawing.media = media(&resources);
    let usual = size(root).unwrap_or(A4);
    let templates = templates(root);
    let pages = root.child("Pages").into_iter().flat_map(|pages| pages.children("Page"));
    for page in pages.take(PAGES) {
        let Some(place) = page.attribute("BaseLoc") else { continue };
        let text = located(package, folder, &place)?;
        let text = text.ok_or_else(|| Refusal::damaged(format!("no page {place}")))?;
        let xml = Xml::parse(&text)?;
        let Some(page) = xml.root() else { continue };
        drawing.begin_page();
        sizes.push(size(page).unwrap_or(usual));
        let ids = page.children("Template").filter_map(|used| used.attribute("TemplateID"));
        for place in ids.filter_map(|id| templates.get(&id)) {
            let Some(text) = located(package, folder, place)? else { continue };
            drawing.add(Xml::parse(&text)?.root(), &units);
        }
        drawing.add(Some(page), &units);
    }
    Ok(())
}

/// Where the templates of a document are, by their ids.
fn templates<'x>(root: Element<'x>) -> HashMap<Cow<'x, str>, Cow<'x, str>> {
    let templates = root.all("TemplatePage");
    templates.filter_map(|at| Some((at.attribute("ID")?, at.attribute("BaseLoc")?))).collect()
}

/// The units that pages place, by their ids.
fn units<'x>(resources: &'x [(&str, Xml<'x>)]) -> HashMap<String, Element<'x>> {
    let roots = resources.iter().filter_map(|(_, xml)| xml.root());
    let units = roots.flat_map(|root| root.all("CompositeGraphicUnit"));
    units.filter_map(|unit| Some((unit.attribute("ID")?.into_owned(), unit))).collect()
}

/// The files of images by their ids, in resources with the paths of these.
fn media(resources: &[(&str, Xml<'_>)]) -> HashMap<String, String> {
    let mut files = HashMap::new();
    for (place, xml) in resources {
        let Some(root) = xml.root() else { continue };
        let folder = place.rsplit_once('/').map_or("", |(folder, _)| folder);
        let base = root.attribute("BaseLoc").unwrap_or_default();
        let folder = joined(folder, &base);
        for file in root.all("MultiMedia") {
            let name = file.child("MediaFile").map(Element::text);
            if let (Some(id), Some(name)) = (file.attribute("ID"), name) {
                files.insert(id.into_owned(), joined(&folder, name.trim()));
            }
        }
    }
    files
}

/// The size of a page as it says of itself, or as its document says of all.
fn size(root: Element) -> Option<Size> {
    let area = root.all("PhysicalBox").next()?.text();
    let numbers: Vec<f64> = area.split_whitespace().filter_map(|one| one.parse().ok()).collect();
    let size = (*numbers.get(2)?, *numbers.get(3)?);
    (size.0 > 0.0 && size.1 > 0.0).then_some(size)
}

/// Resources, each with the path it was found by.
fn sources<'x>(
    package: &mut Package,
    folder: &str,
    places: impl Iterator<Item = Element<'x>>,
) -> Result<Vec<(String, String)>, Refusal> {
    let mut found = Vec::new();
    for place in places {
        let place = place.text();
        let source = located(package, folder, place.trim())?;
        found.extend(source.map(|source| (joined(folder, place.trim()), source)));
    }
    Ok(found)
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
