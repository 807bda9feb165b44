//! The numbering that paragraph styles bring with them.

use std::collections::HashMap;

use super::super::numbering::Listed;
use super::super::xml::{Element, Xml};

/// How many styles may be based on each other.
const CHAIN: usize = 16;

#[derive(Debug, Default)]
struct Style {
    base: Option<String>,
    listed: Listed,
}

/// The paragraph styles of a document by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<String, Style>);

impl Styles {
    pub(super) fn of(xml: &Xml) -> Self {
        let styles = xml.root().into_iter().flat_map(|root| root.children("style"));
        Self(styles.filter_map(style).collect())
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

fn style(element: Element) -> Option<(String, Style)> {
    let id = element.attribute("styleId")?.into_owned();
    let base = element.child("basedOn").and_then(|base| base.attribute("val"));
    let listed = element.child("pPr").map(listed).unwrap_or_default();
    Some((id, Style { base: base.map(|base| base.into_owned()), listed }))
}

/// What the properties of a paragraph or of a style say of lists.
pub(super) fn listed(properties: Element) -> Listed {
    let Some(listed) = properties.child("numPr") else { return Listed::default() };
    let value = |name| listed.child(name).and_then(|element| element.attribute("val"));
    Listed {
        list: value("numId").map(|id| id.into_owned()),
        level: value("ilvl").and_then(|level| level.parse().ok()),
    }
}
