//! The lists of a document, as `numbering.xml` defines them.

use std::collections::HashMap;

use super::super::numbering::{LEVELS, Level, List, Numbering, Part};
use super::super::xml::{Element, Xml};

/// The lists of a document, none of which has counted yet.
pub(super) fn numbering(xml: &Xml) -> Numbering {
    let mut numbering = Numbering::default();
    let Some(root) = xml.root() else { return numbering };
    let by_style = styled(root);
    for element in root.children("abstractNum") {
        let Some(id) = element.attribute("abstractNumId") else { continue };
        let link = value(element, "numStyleLink");
        let linked = link.and_then(|style| by_style.get(&style).copied());
        numbering.definitions.insert(id.into_owned(), levels(linked.unwrap_or(element)));
    }
    for element in root.children("num") {
        let id = element.attribute("numId").map(|id| id.into_owned());
        numbering.lists.extend(id.zip(list(element)));
    }
    numbering
}
/// The definitions that a numbering style stands for.
fn styled(root: Element) -> HashMap<String, Element> {
    let definitions = root.children("abstractNum");
    definitions.filter_map(|element| Some((value(element, "styleLink")?, element))).collect()
}

fn value(element: Element, name: &str) -> Option<String> {
    Some(element.child(name)?.attribute("val")?.into_owned())
}

fn number<T: std::str::FromStr>(element: Element, name: &str) -> Option<T> {
    value(element, name)?.parse().ok()
}

fn levels(definition: Element) -> Vec<Level> {
    let mut levels = vec![Level::default(); LEVELS];
    for element in definition.children("lvl") {
        let at = element.attribute("ilvl").and_then(|at| at.parse::<usize>().ok());
        if let Some(slot) = at.and_then(|at| levels.get_mut(at)) {
            *slot = level(element);
        }
    }
    levels
}

fn level(element: Element) -> Level {
    Level {
        start: number(element, "start").unwrap_or(0),
        format: value(element, "numFmt").unwrap_or_else(|| "decimal".into()),
        pattern: value(element, "lvlText").map(|text| pattern(&text)).unwrap_or_default(),
        restart: number(element, "lvlRestart"),
        legal: element.child("isLgl").is_some(),
        style: value(element, "pStyle"),
        tight: value(element, "suff").as_deref() == Some("nothing"),
    }
}

fn list(element: Element) -> Option<List> {
    let mut list = List { definition: value(element, "abstractNumId")?, ..List::default() };
    for own in element.children("lvlOverride") {
        let Some(at) = own.attribute("ilvl").and_then(|at| at.parse().ok()) else { continue };
        if at < LEVELS {
            list.starts.extend(number(own, "startOverride").map(|start| (at, start)));
            list.levels.extend(own.child("lvl").map(|element| (at, level(element))));
        }
    }
    Some(list)
}

/// A pattern in its parts: `第%1条`.
fn pattern(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        let which = after.chars().next().and_then(|c| c.to_digit(10)).filter(|which| *which > 0);
        let Some(which) = which else {
            parts.push(Part::Text(format!("{before}%")));
            rest = after;
            continue;
        };
        parts.extend([Part::Text(before.into()), Part::Count(which as usize - 1)]);
        rest = &after[1..];
    }
    parts.push(Part::Text(rest.into()));
    parts
}
