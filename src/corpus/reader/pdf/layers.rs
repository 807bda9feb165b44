//! Optional content: layers that are switched off are not seen, and not read.

use std::collections::HashSet;

use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, ObjRef, ObjectIdentifier};

/// The layers of a document, and which of them what is being drawn belongs to.
#[derive(Default)]
pub(super) struct Layers {
    off: HashSet<ObjectIdentifier>,
    /// Whether what is inside each marked sequence that is open is seen.
    open: Vec<bool>,
}

impl Layers {
    /// The layers as they are when the document is opened.
    pub(super) fn of(catalog: &Dict<'_>) -> Self {
        let properties: Dict<'_> = catalog.get("OCProperties").unwrap_or_default();
        let opened: Dict<'_> = properties.get("D").unwrap_or_default();
        let mut off = HashSet::new();
        if opened.get::<Name<'_>>("BaseState").is_some_and(|state| state.as_ref() == b"OFF") {
            off.extend(identifiers(&properties, "OCGs"));
        }
        identifiers(&opened, "ON").iter().for_each(|layer| {
            off.remove(layer);
        });
        off.extend(identifiers(&opened, "OFF"));
        Self { off, open: Vec::new() }
    }

    /// Whether what is drawn now is seen.
    pub(super) fn is_seen(&self) -> bool {
        self.open.last().copied().unwrap_or(true)
    }

    /// Begins a marked sequence of no layer.
    pub(super) fn begin(&mut self) {
        self.open.push(self.is_seen());
    }

    /// Begins what belongs to the layer, or to the set of layers, that `dict` names by `key`.
    pub(super) fn begin_layer(&mut self, dict: &Dict<'_>, key: &[u8]) {
        let seen = self.is_seen() && self.shows(dict, key);
        self.open.push(seen);
    }

    /// Ends what was begun last.
    pub(super) fn end(&mut self) {
        self.open.pop();
    }

    /// Whether the layer, or the set of layers, that `dict` names by `key` is switched on.
    pub(super) fn shows(&self, dict: &Dict<'_>, key: &[u8]) -> bool {
        let layer: Dict<'_> = dict.get(key).unwrap_or_default();
        if layer.get::<Name<'_>>("Type").is_some_and(|kind| kind.as_ref() == b"OCMD") {
            return self.shows_set(&layer);
        }
        dict.get_ref(key).is_none_or(|layer| !self.is_off(layer))
    }

    fn shows_set(&self, set: &Dict<'_>) -> bool {
        let mut layers = identifiers(set, "OCGs");
        if layers.is_empty() {
            layers.extend(set.get_ref("OCGs").map(ObjectIdentifier::from));
        }
        let is_off = |layer: &ObjectIdentifier| self.off.contains(layer);
        let policy = set.get::<Name<'_>>("P");
        layers.is_empty()
            || match policy.as_ref().map_or(&b"AnyOn"[..], |policy| policy.as_ref()) {
                b"AllOn" => !layers.iter().any(is_off),
                b"AnyOff" => layers.iter().any(is_off),
                b"AllOff" => layers.iter().all(is_off),
                _ => !layers.iter().all(is_off),
            }
    }

    fn is_off(&self, layer: ObjRef) -> bool {
        self.off.contains(&layer.into())
    }
}

fn identifiers(dict: &Dict<'_>, key: &str) -> Vec<ObjectIdentifier> {
    let all: Option<Array<'_>> = dict.get(key);
    let all = all.into_iter().flat_map(|all| all.raw_iter());
    all.filter_map(|item| item.as_obj_ref()).map(Into::into).collect()
}
