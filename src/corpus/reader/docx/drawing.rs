//! Where drawings are: the anchors of DrawingML and the styles of VML.

use super::super::word::boxes::{Anchor, Edge};
use super::super::xml::Element;

/// English metric units in a twip.
const EMU: i64 = 635;

/// An offset below all others on a page, in twips.
const FOOT: i32 = 16_000;

/// The height of half a page, in twips.
const MIDDLE: i32 = 8_400;

/// Where the drawing in a `drawing`, a `pict` or an `object` is.
pub(super) fn anchor(drawing: Element) -> Anchor {
    let inline = Anchor { from: Edge::Inline, offset: 0 };
    if let Some(anchor) = drawing.child("anchor") {
        return anchor.child("positionV").map_or(inline, placed);
    }
    let shapes = drawing.nodes().filter(|node| node.name() != "shapetype");
    let style = shapes.filter_map(|shape| shape.attribute("style")).next();
    style.map_or(inline, |style| styled(&style))
}

/// The place that `positionV` tells.
fn placed(position: Element) -> Anchor {
    let from = position.attribute("relativeFrom").unwrap_or_default();
    let offset = position.child("posOffset").and_then(|offset| offset.text().trim().parse().ok());
    let offset = offset.map(|offset: i64| twips(offset / EMU));
    let align = position.child("align").map(|align| align.text());
    let offset = offset.unwrap_or_else(|| aligned(align.as_deref().unwrap_or_default()));
    let from = match &*from {
        "page" | "topMargin" => Edge::Page,
        "margin" | "insideMargin" | "outsideMargin" => Edge::Margin,
        "bottomMargin" => return Anchor { from: Edge::Page, offset: FOOT },
        _ => Edge::Paragraph,
    };
    Anchor { from, offset }
}

/// The place that the style of a shape tells; one without a place of its own is in its line.
fn styled(style: &str) -> Anchor {
    let value = |name: &str| {
        let known = style.split(';').filter_map(|part| part.split_once(':'));
        known.map(|(key, value)| (key.trim(), value.trim())).find(|(key, _)| *key == name)
    };
    let value = |name| value(name).map(|(_, value)| value);
    if value("position") != Some("absolute") {
        return Anchor { from: Edge::Inline, offset: 0 };
    }
    let offset = value("margin-top").or(value("top")).map_or(0, length);
    let align = value("mso-position-vertical").filter(|align| *align != "absolute");
    let from = match value("mso-position-vertical-relative") {
        Some("page" | "top-margin-area") => Edge::Page,
        Some("margin" | "inner-margin-area" | "outer-margin-area") => Edge::Margin,
        Some("bottom-margin-area") => return Anchor { from: Edge::Page, offset: FOOT },
        _ => Edge::Paragraph,
    };
    Anchor { from, offset: align.map_or(offset, aligned) }
}

/// How far down a box is that is at an edge or in the middle.
fn aligned(align: &str) -> i32 {
    match align {
        "bottom" | "outside" => FOOT,
        "center" => MIDDLE,
        _ => 0,
    }
}

/// A length of CSS in twips; without a unit it is in pixels.
fn length(value: &str) -> i32 {
    let units = [("pt", 20.0), ("in", 1440.0), ("cm", 567.0), ("mm", 56.7), ("px", 15.0)];
    let known = units.iter().find_map(|(unit, twips)| Some((value.strip_suffix(unit)?, *twips)));
    let (number, unit) = known.unwrap_or((value, 15.0));
    number.trim().parse::<f64>().map_or(0, |number| (number * unit) as i32)
}

fn twips(length: i64) -> i32 {
    i32::try_from(length).unwrap_or(if length < 0 { i32::MIN } else { i32::MAX })
}

/// The shapes of a group from the top down.
pub(super) fn downwards(group: Element) -> Vec<Element> {
    let mut shapes: Vec<Element> = group.nodes().collect();
    shapes.sort_by_key(|shape| top(*shape));
    shapes
}

/// The upper edge of a shape in its group, in units of the group.
fn top(shape: Element) -> i64 {
    let properties = shape.child("spPr").or(shape.child("grpSpPr"));
    let offset = properties.and_then(|own| own.child("xfrm")?.child("off")?.attribute("y"));
    offset.and_then(|y| y.parse().ok()).unwrap_or(0)
}
