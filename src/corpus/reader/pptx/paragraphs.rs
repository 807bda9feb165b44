//! Paragraphs of a text body as lines, with the numbers that are drawn before them.

use super::super::numbering::formatted;
use super::super::xml::Element;

/// The paragraphs of a text body, each a line.
pub(super) fn paragraphs(body: Element) -> String {
    let mut counter = Counter::default();
    body.children("p").map(|own| paragraph(own, &mut counter)).collect()
}

/// How far the numbers of a text body have counted: at each level the kind and the count.
#[derive(Default)]
struct Counter(Vec<(String, u32)>);

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
fn paragraph(paragraph: Element, counter: &mut Counter) -> String {
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
