//! What was said of files, each thing once: what differs only in parts and numbers is one thing.

use std::collections::BTreeMap;

use super::Wording;
use crate::error::Reason;
use crate::text::without_digits;

/// One thing that is said, and the files it is said of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    /// It in words, with an ellipsis for each number in which the files differ.
    pub(crate) reason: String,
    /// The files in order.
    pub(crate) files: Vec<OfFile>,
}

/// A file, and how often the same is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OfFile {
    pub(crate) path: String,
    /// Of how many parts, or once.
    pub(crate) count: u64,
    /// What the first of them are called.
    pub(crate) parts: Vec<String>,
    /// All of it in words.
    pub(crate) told: String,
}

/// What was said, the rarest first.
pub(crate) fn grouped(said: &[(String, Reason)], wording: &dyn Wording) -> Vec<Said> {
    let mut groups = BTreeMap::<String, Said>::new();
    for (path, reason) in said {
        let what = wording.reason(reason.of_any_part());
        let file = OfFile {
            path: path.clone(),
            count: reason.count(),
            parts: reason.parts(),
            told: wording.reason(reason),
        };
        let masked = without_digits(&what);
        let new = || Said { reason: what.clone(), files: Vec::new() };
        let group = groups.entry(masked.clone()).or_insert_with(new);
        if group.reason != what {
            group.reason = masked;
        }
        group.files.push(file);
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort_by_key(|group| group.files.len());
    groups
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Plain;
    use super::*;

    #[test]
    fn what_differs_in_parts_and_numbers_is_one_thing() {
        let said = [
            ("a.csv", Reason::from("2 of 90 signs").at_line(Some(3))),
            ("b.csv", Reason::from("7 of 90 signs").of_part("x")),
            ("c.csv", Reason::from("no title")),
        ];
        let said = said.map(|(path, reason)| (path.to_string(), reason));
        let groups = grouped(&said, &Plain);
        let reasons: Vec<_> = groups.iter().map(|group| group.reason.as_str()).collect();
        assert_eq!(reasons, ["no title", "… of … signs"]);
        let told: Vec<_> = groups[1].files.iter().map(|file| file.told.as_str()).collect();
        assert_eq!(told, ["line 3: 2 of 90 signs", "x: 7 of 90 signs"]);
    }
}
