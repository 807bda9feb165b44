//! The ways texts name a document, and references as terms, so that who names one is one look-up.
//!
//! A document has **names** (column `names`): hashes of each way a text may name it, by title, by a
//! title that begins with 关于 and so could be anyone's, or by number. A reference is a term of the field
//! `refers`: a letter for the relation, the name's hash in 16 hexadecimal digits, and for what changes
//! the force of documents the day before which the one meant was written, in 7 digits. A reference
//! with a number means documents with that number, or without one and of that title.

use super::keys;
use super::title;
use crate::announcement::{Announcement, Reference, Relation};

/// How many hexadecimal digits the hash of a name takes in a term.
const HASH_DIGITS: usize = 16;

/// Where the day begins in a term, behind the letter and the name.
const NAME_ENDS: usize = 1 + HASH_DIGITS;

/// Added to days since 1970, so that all have seven digits and sort as they are.
const DAY_ZERO: i64 = 1_000_000;

/// No document is older: nothing is known of when the one meant was written.
const NEVER: i64 = -DAY_ZERO;

/// No document is younger: a number tells which one is meant, whenever it was written.
pub(crate) const EVER: i64 = 8 * DAY_ZERO;

/// The way a text names a document.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    /// By its title.
    Title,
    /// By its number.
    Number,
    /// By its title, beside a number that must not be another's.
    Numbered,
}

impl Way {
    /// The hash of a name; the last bit tells those that could be anyone's.
    fn hash(self, key: &str) -> u64 {
        let way = match self {
            Way::Title => "title",
            Way::Number => "number",
            Way::Numbered => "numbered",
        };
        let anyones = self != Way::Number && key.starts_with("关于");
        keys::hash(&[way, key]) & !1 | u64::from(anyones)
    }
}

/// One name of a document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Name {
    pub(crate) hash: u64,
    /// Whether the title is one that the document passes on (印发) and not its own.
    pub(crate) passed_on: bool,
}

impl Name {
    /// A name as the column has it.
    pub(crate) fn of_hash(hash: u64) -> Self {
        Self { hash, passed_on: false }
    }

    /// Whether it could be anyone's: a title that begins with 关于.
    pub(crate) fn is_anyones(self) -> bool {
        self.hash & 1 == 1
    }
}

/// All names of a document.
pub(crate) fn names(announcement: &Announcement) -> Vec<Name> {
    let issuers: Vec<&str> =
        announcement.issuers.iter().map(|issuer| issuer.name.as_str()).collect();
    let passed_on = title::passed_on(&announcement.title).map(title::cited);
    let mut names = Vec::new();
    for key in title::cited_as(&announcement.title, &issuers) {
        let passed_on = passed_on.as_deref() == Some(key.as_str());
        names.push(Name { hash: Way::Title.hash(&key), passed_on });
        if announcement.number.is_none() {
            names.push(Name { hash: Way::Numbered.hash(&key), passed_on });
        }
    }
    let number = announcement.number.as_ref().map(|number| Way::Number.hash(&number.key()));
    names.extend(number.map(|hash| Name { hash, passed_on: false }));
    names
}

/// The names that a reference gives the one it means.
fn named(reference: &Reference) -> Vec<(Way, u64)> {
    let key = reference.title.as_deref().map(title::cited).filter(|key| !key.is_empty());
    let number = reference.number.as_ref().map(|number| number.key());
    let way = match number {
        Some(_) => Way::Numbered,
        None => Way::Title,
    };
    let titled = key.map(|key| (way, way.hash(&key)));
    let numbered = number.as_ref().map(|number| (Way::Number, Way::Number.hash(number)));
    titled.into_iter().chain(numbered).collect()
}

/// Whether a reference means the one of this name.
pub(crate) fn is_named(reference: &Reference, name: u64) -> bool {
    named(reference).iter().any(|(_, hash)| *hash == name)
}

/// Whether this name is the number that a reference tells.
pub(crate) fn is_number(reference: &Reference, name: u64) -> bool {
    let key = reference.number.as_ref().map(|number| number.key());
    key.is_some_and(|key| Way::Number.hash(&key) == name)
}

/// The terms of all references of a document written on `day`.
pub(crate) fn terms(announcement: &Announcement, day: Option<i64>) -> Vec<String> {
    let mut terms = Vec::new();
    for reference in &announcement.references {
        for (way, hash) in named(reference) {
            let limit = if way == Way::Number { EVER } else { limit(reference, day) };
            let limit = limit.clamp(NEVER, EVER) + DAY_ZERO;
            let start = prefix(reference.relation, hash);
            let told = reference.relation >= Relation::Amends;
            terms.push(if told { format!("{start}{limit:07}") } else { start });
        }
    }
    terms
}

/// The names of all that a document repeals or amends.
pub(crate) fn acted(announcement: &Announcement) -> impl Iterator<Item = u64> {
    let acts = announcement.references.iter().filter(|it| it.relation >= Relation::Amends);
    acts.flat_map(named).map(|(_, hash)| hash)
}

/// How the terms of references in a `relation` to what has this name begin.
pub(crate) fn prefix(relation: Relation, hash: u64) -> String {
    format!("{}{hash:0HASH_DIGITS$x}", letter(relation))
}

/// The day before which the document meant was written: what names it is later, and so is all that
/// is dated after what the text tells.
pub(crate) fn limit(reference: &Reference, day: Option<i64>) -> i64 {
    let told = reference.until.map(|until| keys::day(until) + 1);
    [told, day].into_iter().flatten().min().unwrap_or(NEVER)
}

fn letter(relation: Relation) -> char {
    match relation {
        Relation::Amends => 'a',
        Relation::Cites => 'c',
        Relation::Forwards => 'f',
        Relation::Replaces => 'r',
    }
}

/// The day in a term; without one any.
pub(crate) fn day_of(term: &str) -> i64 {
    let digits = term.get(NAME_ENDS..);
    digits.and_then(|digits| digits.parse::<i64>().ok()).map_or(EVER, |day| day - DAY_ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::announcement::DocNumber;

    fn titled(title: &str) -> Announcement {
        Announcement { title: title.into(), ..Announcement::default() }
    }

    fn reference(title: Option<&str>, number: Option<&str>) -> Reference {
        Reference {
            relation: Relation::Replaces,
            title: title.map(String::from),
            number: number.and_then(DocNumber::parse),
            until: None,
        }
    }

    /// Whether a reference means a document.
    fn means(reference: &Reference, announcement: &Announcement) -> bool {
        let names = names(announcement);
        named(reference).iter().any(|(_, hash)| names.iter().any(|name| name.hash == *hash))
    }

    #[test]
    fn a_reference_means_by_number_else_by_title() {
        let numbered = Announcement {
            number: DocNumber::parse("甲政发〔2001〕2号"),
            ..titled("甲县节水办法")
        };
        assert!(means(&reference(Some("甲县节水办法"), None), &numbered));
        assert!(means(&reference(None, Some("甲政发[2001]2号")), &numbered));
        assert!(means(
            &reference(Some("甲县节水办法（试行）"), Some("甲政发〔2001〕2号")),
            &numbered
        ));
        assert!(!means(&reference(Some("甲县节水办法"), Some("甲政发〔2001〕3号")), &numbered));
        assert!(means(
            &reference(Some("甲县节水办法"), Some("甲政发〔2001〕3号")),
            &titled("甲县节水办法")
        ));
        assert!(!means(&reference(Some("节水办法"), None), &numbered));
    }

    #[test]
    fn a_day_survives_its_term() {
        let announcement = Announcement {
            references: vec![reference(Some("甲县节水办法"), None)],
            ..Announcement::default()
        };
        for (day, expected) in [(Some(10_957), 10_957), (Some(-6_000), -6_000), (None, NEVER)] {
            let terms = terms(&announcement, day);
            assert_eq!((terms.len(), day_of(&terms[0])), (1, expected));
        }
    }
}
