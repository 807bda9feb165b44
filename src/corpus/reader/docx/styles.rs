//! The numbering that paragraph styles bring with them.

use std::collections::HashMap;

use super::super::numbering::Listed;
use super::super::xml::Element;
use super::form::is_on;

/// How many styles may be based on each other.
const CHAIN: usize = 16;

#[derive(Debug, Default)]
struct Style {
    base: Option<String>,
    /// Whether it hides text, where it says so.
    hides: Option<bool>,
    listed: Listed,
}

/// The paragraph styles of a document by their ids.
#[derive(Debug, Default)]
pub(in super::super) struct Styles(HashMap<String, Style>);

impl Styles {
    /// The styles inside `styles`.
    pub(in super::super) fn of(styles: Option<Element>) -> Self {
        let styles = styles.into_iter().flat_map(|root| root.children("style"));
        Self(styles.filter_map(style).collect())
    }

    /// Whether the style `id`, or the nearest one it is based on, hides text.
    pub(super) fn hides(&self, id: &str) -> bool {
        let mut at = self.0.get(id);
        for _ in 0..CHAIN {
            let Some(style) = at else { return false };
            if let Some(hides) = style.hides {
                return hides;
            }
            at = style.base.as_deref().and_then(|base| self.0.get(base));
        }
        false
    }

    /// What the style `id`, or the nearest one it is based on, says of lists, and which style does.
    pub(super) fn listed(&self, id: &str) -> Option<(&str, Listed)> {
        let mut at = self.0.get_key_value(id);
        let mut listed = Listed::default();
        for _ in 0..CHAIN {
            let (id, style) = at?;
            // A style may name the level alone, of the list that the one below it names.
            listed = listed.or(&style.listed);
            if listed.list.is_some() {
                return Some((id, listed));
            }
            at = style.base.as_deref().and_then(|base| self.0.get_key_value(base));
        }
        None
    }
}

/// The number that Word 2003 wrote before a paragraph with these properties, besides its list.
pub(super) fn written(properties: Element) -> Option<String> {
    let number = properties.child("listPr")?.child("t")?.attribute("val")?;
    Some(number.trim().to_string()).filter(|number| number.contains(char::is_alphanumeric))
}

fn style(element: Element) -> Option<(String, Style)> {
    let id = element.attribute("styleId")?.into_owned();
    let base = element.child("basedOn").and_then(|base| base.attribute("val"));
    let listed = element.child("pPr").map(listed).unwrap_or_default();
    let hides = element.child("rPr").and_then(|own| own.child("vanish")).map(is_on);
    Some((id, Style { base: base.map(|base| base.into_owned()), hides, listed }))
}

/// What the properties of a paragraph or of a style say of lists.
pub(super) fn listed(properties: Element) -> Listed {
    // `listPr` and `ilfo` are the names of Word 2003.
    let listed = properties.child("numPr").or(properties.child("listPr"));
    let Some(listed) = listed else { return Listed::default() };
    let value = |name| listed.child(name).and_then(|element| element.attribute("val"));
    Listed {
        list: value("numId").or(value("ilfo")).map(|id| id.into_owned()),
        level: value("ilvl").and_then(|level| level.parse().ok()),
    }
}
