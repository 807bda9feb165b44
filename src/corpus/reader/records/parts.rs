//! The names of a file's records, each given once.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The names given so far.
#[derive(Default)]
pub(in super::super) struct Parts {
    given: HashSet<u64>,
}

impl Parts {
    /// The part of a record that is at `place` (`line 7`) and calls itself `id`.
    pub(in super::super) fn name(&mut self, id: Option<String>, place: &str) -> String {
        let name = id.unwrap_or_else(|| place.to_string());
        if self.given.insert(hash(&name)) {
            return name;
        }
        let mut name = format!("{name} ({place})");
        while !self.given.insert(hash(&name)) {
            name.push('\'');
        }
        name
    }
}

fn hash(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_unique() {
        let mut parts = Parts::default();
        assert_eq!(parts.name(Some("a".into()), "line 1"), "a");
        assert_eq!(parts.name(Some("a".into()), "line 2"), "a (line 2)");
        assert_eq!(parts.name(None, "line 3"), "line 3");
    }
}
