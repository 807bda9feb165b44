//! Which parts of a container belong to a part, and what they are to it.

use super::super::super::package::Package;
use super::super::super::xml::{self, Xml};
use crate::error::Refusal;

/// A part that belongs to another one.
#[derive(Debug)]
pub(in super::super) struct Relation {
    /// What the other part calls it by.
    pub id: String,
    /// What it is: the last part of its type's address (`worksheet`).
    pub kind: String,
    /// Where it lies, from the root.
    pub target: String,
}

/// The relations of the part at `path`; `""` is the container itself.
pub(in super::super) fn relations(
    package: &mut Package,
    path: &str,
) -> Result<Vec<Relation>, Refusal> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let links = format!("{folder}/_rels/{name}.rels");
    let Some(bytes) = package.part(&links)? else { return Ok(Vec::new()) };
    let source = xml::decoded(&bytes)?;
    let xml = Xml::parse(source.trim_start_matches('\u{FEFF}'))?;
    let Some(root) = xml.root() else { return Ok(Vec::new()) };
    let relations = root.children("Relationship").filter_map(|link| {
        Some(Relation {
            id: link.attribute("Id")?.into_owned(),
            kind: link.attribute("Type")?.rsplit('/').next().unwrap_or_default().to_string(),
            target: resolved(folder, &link.attribute("Target")?),
        })
    });
    Ok(relations.collect())
}

/// A target as a path from the root.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let from_root = target.starts_with('/');
    let steps = folder.split('/').filter(|_| !from_root).chain(target.split('/'));
    let mut path: Vec<&str> = Vec::new();
    for step in steps {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_paths_from_the_root() {
        for (folder, target, path) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/styles.xml", "xl/styles.xml"),
            ("xl/worksheets", "../comments1.xml", "xl/comments1.xml"),
            ("", "xl\\workbook.xml", "xl/workbook.xml"),
            ("a", "../../../b", "b"),
        ] {
            assert_eq!(resolved(folder, target), path);
        }
    }
}
