//! What is in a diagram (SmartArt) or in a chart that is placed on a slide.

use std::collections::HashSet;

use super::super::xml::{Element, Xml};
use super::paragraphs::paragraphs;

/// The lines of a diagram's points, or the titles and the names in a chart.
pub(in super::super) fn text(xml: &Xml) -> String {
    let Some(root) = xml.root() else { return String::new() };
    match root.name() {
        "dataModel" => points(root),
        _ => chart(root),
    }
}

fn points(model: Element) -> String {
    let points = model.all("pt").filter_map(|point| point.child("t"));
    points.map(paragraphs).filter(|lines| !lines.trim().is_empty()).collect()
}

fn chart(chart: Element) -> String {
    let titles = chart.all("rich").map(paragraphs);
    let names = chart.all("strCache").flat_map(|cache| cache.all("v"));
    let mut known = HashSet::new();
    let lines = titles.chain(names.map(|name| name.text() + "\n"));
    lines.filter(|line| !line.trim().is_empty() && known.insert(line.clone())).collect()
}
