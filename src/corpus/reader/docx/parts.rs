//! The texts of other parts that the main part puts in, each of them once.

use std::collections::HashMap;

/// Texts by the ids of their relations.
#[derive(Debug, Default)]
pub(in super::super) struct Parts(pub HashMap<String, String>);

impl Parts {
    /// The text of the part with this id, once.
    pub(super) fn take(&mut self, id: &str) -> Option<String> {
        self.0.remove(id)
    }
}
