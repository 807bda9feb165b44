//! What styles say of the text: which list a paragraph is on, and what is hidden.

use std::collections::{HashMap, HashSet};

use super::super::xml::Element;

/// How many styles may be based on each other.
const CHAIN: usize = 16;

/// The styles of a document by their names.
#[derive(Debug, Default)]
pub(super) struct Styles {
    bases: HashMap<String, String>,
    lists: HashMap<String, String>,
    hidden: HashSet<String>,
}

impl Styles {
    /// The styles in the parts with these roots.
    pub(super) fn of(roots: &[Element]) -> Self {
        let mut styles = Self::default();
        for style in roots.iter().flat_map(|root| root.all("style")) {
            styles.add(style);
        }
        styles
    }

    fn add(&mut self, style: Element) {
        let Some(name) = style.attribute("name").map(|name| name.into_owned()) else { return };
        let value = |attribute| style.attribute(attribute).map(|value| value.into_owned());
        self.bases.extend(value("parent-style-name").map(|base| (name.clone(), base)));
        self.lists.extend(value("list-style-name").map(|list| (name.clone(), list)));
        let properties = style.nodes().filter(|node| node.name().ends_with("-properties"));
        let mut displays = properties.filter_map(|properties| properties.attribute("display"));
        if displays.any(|display| display == "none") {
            self.hidden.insert(name);
        }
    }

    /// The list of a paragraph with this style; empty for one that is taken off its list.
    pub(super) fn list(&self, style: &str) -> Option<&str> {
        let mut style = style;
        for _ in 0..CHAIN {
            if let Some(list) = self.lists.get(style) {
                return Some(list);
            }
            style = self.bases.get(style)?;
        }
        None
    }

    /// Whether text with this style is not shown.
    pub(super) fn hides(&self, style: &str) -> bool {
        self.hidden.contains(style)
    }
}
