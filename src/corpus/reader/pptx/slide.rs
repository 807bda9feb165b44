//! One slide: its shapes, groups and tables, and the notes on it.

use super::super::numbering::formatted;
use super::super::rows;
use super::super::xml::Element;
use super::paragraphs;

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
                // What older programs show instead of the choice before it, and what is no text.
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

/// The lines of the notes in the part with this root.
pub(super) fn notes(root: Option<Element>) -> String {
    let shapes = tree(root).into_iter().flat_map(|tree| tree.children("sp"));
    let spoken = shapes.filter(|shape| placeholder(*shape).as_deref() == Some("body"));
    spoken.filter_map(|shape| shape.child("txBody")).map(paragraphs).collect()
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

/// How far the numbers of a text body have counted: at each level the kind and the count.
#[derive(Default)]
pub(super) struct Counter(Vec<(String, u32)>);

impl Counter {
    /// The number before a paragraph with these properties.
    fn next(&mut self, properties: Option<Element>) -> Option<String> {
        let level = properties.and_then(|properties| properties.attribute("lvl"));
        let level: usize = level.and_then(|level| level.parse().ok()).unwrap_or(0).min(8);
        let auto = properties.and_then(|properties| properties.child("buAutoNum"));
        let Some(auto) = auto else {
            self.0.truncate(level);
            return None;
        };
        let kind = auto.attribute("type")?.into_owned();
        let start = auto.attribute("startAt").and_then(|start| start.parse().ok()).unwrap_or(1);
        self.0.truncate(level + 1);
        self.0.resize(level + 1, (String::new(), 0));
        let (counted, count) = self.0.last_mut()?;
        *count = if *counted == kind { count.saturating_add(1) } else { start };
        *counted = kind;
        Some(label(counted, *count))
    }
}

/// A count as DrawingML names the schemes of numbers (`ST_TextAutonumberScheme`).
fn label(kind: &str, count: u32) -> String {
    let at = kind.rfind(|c: char| c.is_ascii_uppercase()).unwrap_or(kind.len());
    let (scheme, mark) = kind.split_at(at);
    let format = match scheme {
        "alphaLc" => "lowerLetter",
        "alphaUc" => "upperLetter",
        "romanLc" => "lowerRoman",
        "romanUc" => "upperRoman",
        "arabicDb" => "decimalFullWidth",
        "ea1Chs" | "ea1Cht" | "ea1JpnKor" | "ea1JpnChs" => "chineseCounting",
        scheme if scheme.starts_with("circleNum") => "decimalEnclosedCircle",
        _ => "decimal",
    };
    let number = formatted(count, format);
    match mark {
        "Period" if format == "chineseCounting" => format!("{number}、"),
        "Period" => format!("{number}."),
        "Both" => format!("({number})"),
        "R" => format!("{number})"),
        _ if format == "decimalEnclosedCircle" => number,
        _ => format!("{number} "),
    }
}

/// A paragraph as a line, with its end.
pub(super) fn paragraph(paragraph: Element, counter: &mut Counter) -> String {
    let mut text = String::new();
    inline(paragraph, &mut text);
    if text.trim().is_empty() {
        return "\n".into();
    }
    let label = counter.next(paragraph.child("pPr")).unwrap_or_default();
    format!("{label}{text}\n")
}

fn inline(element: Element, text: &mut String) {
    for node in element.nodes() {
        match node.name() {
            "t" => text.push_str(&node.text()),
            "br" => text.push('\n'),
            "tab" => text.push('\t'),
            "fld" if node.attribute("type").is_some_and(|kind| kind == "slidenum") => {}
            "pPr" | "rPr" | "endParaRPr" | "Fallback" | "" => {}
            _ => inline(node, text),
        }
    }
}
