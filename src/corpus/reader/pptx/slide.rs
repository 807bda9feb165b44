//! One slide: its shapes, groups and tables, and the notes on it.

use super::super::rows;
use super::super::xml::Element;
use super::paragraphs::paragraphs;

/// Placeholders that every slide repeats.
const REPEATED: &[&str] = &["sldNum", "dt", "ftr", "hdr"];

/// The text of a slide.
#[derive(Default)]
pub(super) struct Slide {
    /// The lines of its title.
    pub title: String,
    /// The lines of everything else, as its shapes are ordered.
    pub body: String,
    /// The ids of the relations to diagrams and charts that are placed on it.
    pub placed: Vec<String>,
}

impl Slide {
    /// The text in the part with this root.
    pub(super) fn of(root: Option<Element>) -> Self {
        let mut slide = Self::default();
        if let Some(tree) = tree(root) {
            slide.shapes(tree);
        }
        slide
    }

    fn shapes(&mut self, parent: Element) {
        for node in parent.nodes() {
            match node.name() {
                "sp" | "cxnSp" => self.shape(node),
                "tbl" => self.body.push_str(&table(node)),
                "relIds" => self.placed.extend(node.attribute("dm").map(|id| id.into_owned())),
                "chart" => self.placed.extend(node.attribute("id").map(|id| id.into_owned())),
                // A fallback for older programs, which repeats the choice before it, and properties.
                "Fallback" | "extLst" | "" => {}
                _ => self.shapes(node),
            }
        }
    }

    fn shape(&mut self, shape: Element) {
        let kind = placeholder(shape);
        if kind.as_deref().is_some_and(|kind| REPEATED.contains(&kind)) {
            return;
        }
        let Some(body) = shape.child("txBody") else { return };
        let is_title = kind.is_some_and(|kind| matches!(kind.as_str(), "title" | "ctrTitle"));
        let lines = if is_title { &mut self.title } else { &mut self.body };
        lines.push_str(&paragraphs(body));
    }
}

fn tree(root: Option<Element>) -> Option<Element> {
    root?.child("cSld")?.child("spTree")
}

/// What a shape holds the place of.
fn placeholder(shape: Element) -> Option<String> {
    let properties = shape.nodes().find(|node| node.name().starts_with("nv"))?;
    let place = properties.child("nvPr")?.child("ph")?;
    Some(place.attribute("type").map_or_else(|| "body".into(), |kind| kind.into_owned()))
}

fn table(table: Element) -> String {
    let row = |row: Element| {
        let is_own = |cell: &Element| {
            !["hMerge", "vMerge"].iter().any(|merge| {
                cell.attribute(merge).is_some_and(|value| matches!(&*value, "1" | "true"))
            })
        };
        let cells = row.children("tc").filter(is_own);
        let cells = cells.map(|cell| cell.child("txBody").map(paragraphs).unwrap_or_default());
        rows::line(&cells.collect::<Vec<_>>())
    };
    table.children("tr").map(row).collect()
}
