//! The words around times and novelty in a query, from a table that a person can extend.

use std::sync::LazyLock;

const TABLE: &str = include_str!("data/time_words.tsv");

/// What a word does beside a time, or for novelty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Asks for what is new.
    Newest,
    /// Asks for what is new alone, or before a [`Matter`](Self::Matter).
    Recent,
    /// Ends the name of what may be new.
    Matter,
    /// Follows a word for new where the two mean something else.
    NotNew,
    /// Stands between a time and what is asked.
    Joint,
    /// Follows a time that belongs to a quantity or an event.
    Bound,
    /// Leads a time at the end of a piece, which is part of a sentence there.
    Leads,
    /// Ends the title of a document.
    Ending,
    /// Says that a span of years is the name of a plan.
    Plan,
}

const NAMES: [(&str, Role); 9] = [
    ("newest", Role::Newest),
    ("recent", Role::Recent),
    ("matter", Role::Matter),
    ("not_new", Role::NotNew),
    ("joint", Role::Joint),
    ("bound", Role::Bound),
    ("leads", Role::Leads),
    ("ending", Role::Ending),
    ("plan", Role::Plan),
];

static WORDS: LazyLock<Vec<(Role, &str)>> = LazyLock::new(|| {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
    let rows = rows.filter_map(|line| line.split_once('\t'));
    let role = |name| NAMES.iter().find(|row| row.0 == name).map(|row| row.1);
    rows.filter_map(|(name, word)| Some((role(name)?, word))).collect()
});

/// The words of a role, in the order of the table.
pub(super) fn words(role: Role) -> impl Iterator<Item = &'static str> {
    WORDS.iter().filter(move |row| row.0 == role).map(|row| row.1)
}

/// The longest word of `role` that `text` begins with.
pub(super) fn at_start(text: &str, role: Role) -> Option<&'static str> {
    words(role).filter(|word| text.starts_with(word)).max_by_key(|word| word.len())
}

/// Whether `text` ends with a word of `role`.
pub(super) fn at_end(text: &str, role: Role) -> bool {
    words(role).any(|word| text.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_role_and_a_word() {
        let rows: Vec<&str> = TABLE.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(WORDS.len(), rows.len());
        assert!(WORDS.iter().all(|(_, word)| !word.trim().is_empty()));
        assert!(NAMES.iter().all(|(_, role)| words(*role).next().is_some()));
    }

    #[test]
    fn the_longest_word_is_taken() {
        assert_eq!(at_start("最新发布的政策", Role::Newest), Some("最新发布的"));
        assert_eq!(at_start("政策", Role::Newest), None);
        assert!(at_end("养老政策", Role::Matter) && !at_end("养老", Role::Matter));
    }
}
