//! Paths between the parts of a container, and the relations by which the parts of Office name each
//! other (ECMA-376, part 2).

use super::package::Package;
use super::xml::{Element, Xml};
use crate::error::Refusal;

/// The relations of one part, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Links(Vec<Link>);

#[derive(Debug)]
struct Link {
    id: String,
    /// The last word of its type.
    kind: String,
    path: String,
}

/// The relations of a part, or of the container as a whole if `part` is empty.
pub(super) fn of(package: &mut Package<'_>, part: &str) -> Result<Links, Refusal> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let path = joined(folder, &format!("_rels/{name}.rels"));
    let Some(source) = package.text(&path)? else { return Ok(Links::default()) };
    let xml = Xml::parse(&source)?;
    let links = xml.root().into_iter().flat_map(|root| root.children("Relationship"));
    Ok(Links(links.filter_map(|link| read(link, folder)).collect()))
}

fn read(link: Element, folder: &str) -> Option<Link> {
    if link.attribute("TargetMode").is_some_and(|mode| mode == "External") {
        return None;
    }
    let kind = link.attribute("Type")?.rsplit('/').next()?.to_string();
    let id = link.attribute("Id").unwrap_or_default().into_owned();
    Some(Link { id, kind, path: joined(folder, &link.attribute("Target")?) })
}

impl Links {
    /// The path of the first part in a relation of this kind.
    pub(super) fn path(&self, kind: &str) -> Option<String> {
        let link = self.0.iter().find(|link| link.kind == kind);
        link.map(|link| link.path.clone())
    }

    /// The path of the part that a relation with this id leads to.
    pub(super) fn of_id(&self, id: &str) -> Option<String> {
        let link = self.0.iter().find(|link| link.id == id);
        link.map(|link| link.path.clone())
    }
}

/// A path from a folder on, or from the root if it begins with a slash.
pub(super) fn joined(folder: &str, place: &str) -> String {
    let folder = if place.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(place.split(['/', '\\'])) {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The title among the core properties of a container of Office.
pub(super) fn title(package: &mut Package<'_>) -> Option<String> {
    let path = of(package, "").ok()?.path("core-properties")?;
    let source = package.text(&path).ok()??;
    let xml = Xml::parse(&source).ok()?;
    Some(xml.root()?.child("title")?.text())
}
