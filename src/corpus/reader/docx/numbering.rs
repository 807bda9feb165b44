//! The lists of a document, as `numbering.xml` and, under other names, Word 2003 define them.

use std::collections::HashMap;

use super::super::numbering::{LEVELS, Level, List, Numbering, Part, format_of};
use super::super::xml::Element;

/// What the elements and attributes are called.
pub(in super::super) struct Names {
    definition: &'static str,
    definition_id: &'static str,
    list: &'static str,
    list_id: &'static str,
    /// The definition that a list counts by.
    of_list: &'static str,
}

/// The names in `numbering.xml`.
pub(super) const SINCE_2007: Names = Names {
    definition: "abstractNum",
    definition_id: "abstractNumId",
    list: "num",
    list_id: "numId",
    of_list: "abstractNumId",
};

/// The names in Word XML of 2003.
pub(in super::super) const OF_2003: Names = Names {
    definition: "listDef",
    definition_id: "listDefId",
    list: "list",
    list_id: "ilfo",
    of_list: "ilst",
};

/// The lists that are defined inside `lists`, none of which has counted yet.
pub(in super::super) fn numbering(lists: Option<Element>, names: &Names) -> Numbering {
    let mut numbering = Numbering::default();
    let Some(lists) = lists else { return numbering };
    let by_style = styled(lists, names);
    for element in lists.children(names.definition) {
        let Some(id) = element.attribute(names.definition_id) else { continue };
        let link = value(element, "numStyleLink");
        let linked = link.and_then(|style| by_style.get(&style).copied());
        numbering.definitions.insert(id.into_owned(), levels(linked.unwrap_or(element)));
    }
    for element in lists.children(names.list) {
        let id = element.attribute(names.list_id).map(|id| id.into_owned());
        numbering.lists.extend(id.zip(list(element, names)));
    }
    numbering
}

/// The definitions that a numbering style stands for.
fn styled<'x>(lists: Element<'x>, names: &Names) -> HashMap<String, Element<'x>> {
    let definitions = lists.children(names.definition);
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
    let of_2003 = || number(element, "nfc").map(|format: usize| format_of(format).to_string());
    Level {
        start: number(element, "start").unwrap_or(0),
        format: value(element, "numFmt").or_else(of_2003).unwrap_or_else(|| "decimal".into()),
        pattern: value(element, "lvlText").map(|text| pattern(&text)).unwrap_or_default(),
        restart: number(element, "lvlRestart"),
        legal: element.child("isLgl").is_some(),
        style: value(element, "pStyle"),
        tight: value(element, "suff").is_some_and(|gap| gap.eq_ignore_ascii_case("nothing")),
    }
}

fn list(element: Element, names: &Names) -> Option<List> {
    let mut list = List { definition: value(element, names.of_list)?, ..List::default() };
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
