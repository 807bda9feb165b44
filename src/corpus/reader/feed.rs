//! XML of any kind → records, or the text of its elements; never its tags.
//!
//! Most XML that is not one of the formats of word processors is a list: the items of a feed (RSS,
//! Atom), the rows that a database exports. Where children of one name repeat and hold a title or a
//! body each, they are records, read as those of a dump; where they do not, the whole is one text, a
//! line an element.

use std::path::Path;

use super::mail::message;
use super::options::ReadOptions;
use super::out::Out;
use super::records::{Cell, Look, Record, Records};
use super::xml::{self, Element, Xml};
use super::{file_name, html, txt};
use crate::error::{ErrorKind, Refusal};

/// The deepest list of records, from the root.
const DEPTH: usize = 6;

/// Reads the XML in `bytes`.
pub(super) fn read(
    path: &Path,
    bytes: &[u8],
    options: &ReadOptions,
    out: &mut Out<'_>,
) -> Result<(), ErrorKind> {
    let source = xml::decoded(bytes)?;
    let xml = Xml::parse(&source)?;
    let root = xml.root().ok_or(Refusal::NoText)?;
    // The map of a site is addresses and nothing else.
    if matches!(root.name(), "urlset" | "sitemapindex") {
        return Err(Refusal::NoText.into());
    }
    let mut records = Records::new(options, None);
    let items: Vec<Record> = (1..)
        .zip(items(root))
        .map(|(number, item)| {
            let place = Some(format!("{} {number}", item.name()));
            Record { cells: cells(item, &mut records), place, line: None }
        })
        .collect();
    if items.iter().all(|item| records.look(&item.cells) == Look::Other) {
        return text(path, root, out);
    }
    items.into_iter().for_each(|item| records.take(item, out));
    records.finish(out);
    match out.report.documents {
        0 => text(path, root, out),
        _ => Ok(()),
    }
}

/// The whole as one text.
fn text(path: &Path, root: Element, out: &mut Out<'_>) -> Result<(), ErrorKind> {
    let mut lines = String::new();
    add_lines(root, &mut lines);
    let mut raw = txt::read(&lines);
    if raw.text.is_empty() {
        return Err(Refusal::NoText.into());
    }
    raw.hints.extend(file_name::hints(path));
    out.document(raw);
    Ok(())
}

/// Adds the text of an element: a line of its own where it holds text, and the lines inside it.
fn add_lines(element: Element, lines: &mut String) {
    for node in element.nodes() {
        match node.name() {
            "" => lines.push_str(&node.text()),
            _ => add_lines(node, lines),
        }
    }
    if !lines.is_empty() && !lines.ends_with('\n') {
        lines.push('\n');
    }
}

/// The elements that could be records: the most that are called the same inside one element.
fn items(root: Element) -> Vec<Element> {
    let mut level = vec![root];
    for _ in 0..DEPTH {
        let lists = level.iter().map(|parent| most_alike(*parent));
        let list = lists.max_by_key(Vec::len).unwrap_or_default();
        if !list.is_empty() {
            return list;
        }
        level = level.iter().flat_map(|parent| parent.nodes()).filter(is_element).collect();
    }
    Vec::new()
}

fn is_element(node: &Element) -> bool {
    !node.name().is_empty()
}

/// The children of one name that have children, if they are several or the only ones of the kind
/// that feeds call them.
fn most_alike(parent: Element) -> Vec<Element> {
    /// How many names children may have that are told apart.
    const NAMES: usize = 64;
    const ITEMS: [&str; 6] = ["item", "entry", "record", "row", "doc", "document"];
    let mut alike: Vec<(&str, Vec<Element>)> = Vec::new();
    for node in parent.nodes().filter(|node| node.nodes().any(|inner| is_element(&inner))) {
        match alike.iter().position(|(name, _)| *name == node.name()) {
            Some(at) => alike[at].1.push(node),
            None if alike.len() < NAMES => alike.push((node.name(), vec![node])),
            None => {}
        }
    }
    let lists = alike
        .into_iter()
        .filter(|(name, list)| list.len() > 1 || ITEMS.contains(&name.to_lowercase().as_str()));
    lists.map(|(_, list)| list).max_by_key(Vec::len).unwrap_or_default()
}

/// The cells of a record: the text of each child, by its name or by the name that it is given
/// (`<field name="title">`).
fn cells(item: Element, records: &mut Records) -> Vec<Cell> {
    let of_attributes = ["title", "id"]
        .into_iter()
        .filter_map(|name| Some((name.to_string(), item.attribute(name)?.into_owned())));
    let children = item.nodes().filter(is_element).map(cell);
    let named = children.chain(of_attributes);
    named
        .map(|(name, value)| Cell { column: records.column(&name), value, is_list: false })
        .collect()
}

/// A name and a value.
fn cell(child: Element) -> (String, String) {
    let name = child.attribute("name").map(|name| name.into_owned());
    let name = name.unwrap_or_else(|| child.name().to_string());
    let mut lines = String::new();
    add_lines(child, &mut lines);
    let value = lines.trim().to_string();
    match name.to_ascii_lowercase().as_str() {
        // What feeds call their bodies and addresses.
        "encoded" => ("content".into(), value),
        "link" if value.is_empty() => {
            ("link".into(), child.attribute("href").unwrap_or_default().into_owned())
        }
        "pubdate" | "published" | "updated" | "date" | "issued" | "modified" => {
            let day = message::day(&value).or_else(|| value.split('T').next().map(str::to_string));
            let name = if name.eq_ignore_ascii_case("updated") { "date".into() } else { name };
            (name, day.unwrap_or(value))
        }
        "content" | "description" | "summary" if child.nodes().any(|node| is_element(&node)) => {
            (name, html::without_tags(&value))
        }
        _ => (name, value),
    }
}

#[cfg(test)]
mod tests;
