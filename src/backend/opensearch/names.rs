//! The indexes that one index of ours takes in a cluster.
//!
//! An index `policy` is `policy-meta`, which says what is visible; `policy-g7`, its seventh
//! generation; and `policy-pairs`, which pairs of characters were ever seen.

/// The names of the indexes of one index of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Names(String);

impl Names {
    pub(super) fn of(name: &str) -> Self {
        Self(name.to_string())
    }

    /// The index of the marker, the state and what is to be deleted.
    pub(super) fn meta(&self) -> String {
        format!("{}-meta", self.0)
    }

    /// The index of the pairs of characters that stand side by side somewhere.
    pub(super) fn pairs(&self) -> String {
        format!("{}-pairs", self.0)
    }

    /// The generation with this number.
    pub(super) fn generation(&self, number: u64) -> String {
        format!("{}-g{number}", self.0)
    }

    /// The number of a generation; `None` of an index that is none of ours.
    pub(super) fn number_of(&self, index: &str) -> Option<u64> {
        index.strip_prefix(&self.0)?.strip_prefix("-g")?.parse().ok()
    }

    /// What all generations match, and maybe others.
    pub(super) fn generations(&self) -> String {
        format!("{}-g*", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generation_is_told_from_indexes_of_others() {
        let names = Names::of("policy");
        assert_eq!(names.number_of(&names.generation(7)), Some(7));
        for other in ["policy-meta", "policy-gb2312", "policy-g", "policy2-g7", "policy-g-1"] {
            assert_eq!(names.number_of(other), None, "{other}");
        }
    }
}
