//! What is said of the parts of one file, each thing once.

use std::collections::HashMap;

use crate::error::Reason;
use crate::text::without_digits;

/// How many parts are named of which the same is said.
const NAMED: usize = 3;

/// How many notes of one file are kept.
const MOST: usize = 100;

/// The notes of a file, those that differ only in their part and in numbers as one.
pub(super) fn gathered(notes: Vec<Reason>) -> Vec<Reason> {
    let mut groups: Vec<(String, Vec<Reason>)> = Vec::new();
    let mut places = HashMap::new();
    for note in notes {
        let said = without_digits(&note.of_any_part().to_string());
        let at = *places.entry(said.clone()).or_insert(groups.len());
        if at == groups.len() {
            groups.push((said, Vec::new()));
        }
        groups[at].1.push(note);
    }
    let mut gathered: Vec<Reason> =
        groups.into_iter().map(|(said, alike)| one(said, alike)).collect();
    let beyond = gathered.len().saturating_sub(MOST);
    if beyond > 0 {
        gathered.truncate(MOST);
        gathered.push(format!("and {beyond} more notes").into());
    }
    gathered
}

fn one(said: String, mut alike: Vec<Reason>) -> Reason {
    if alike.len() == 1 {
        return alike.remove(0);
    }
    let what = alike[0].of_any_part();
    let is_same = alike.iter().all(|note| note.of_any_part() == what);
    let reason = if is_same { what.clone() } else { Reason::Words(said) };
    let count = alike.iter().map(Reason::count).sum();
    let first = alike.iter().flat_map(Reason::parts).take(NAMED).collect();
    Reason::Parts { count, first, reason: Box::new(reason) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(part: &str, what: &str) -> Reason {
        Reason::from(what).of_part(part)
    }

    #[test]
    fn what_is_said_of_many_parts_is_said_once() {
        let same = (1..=300).map(|line| note(&format!("line {line}"), "no text"));
        let numbers = (1..=5).map(|at| note(&at.to_string(), &format!("{at} of 90 characters")));
        let gathered = gathered(same.chain(numbers).chain(["a file".into()]).collect());
        let first = |names: [&str; 3]| names.map(String::from).to_vec();
        assert_eq!(
            gathered,
            [
                Reason::Parts {
                    count: 300,
                    first: first(["line 1", "line 2", "line 3"]),
                    reason: Box::new("no text".into())
                },
                Reason::Parts {
                    count: 5,
                    first: first(["1", "2", "3"]),
                    reason: Box::new("… of … characters".into())
                },
                "a file".into()
            ]
        );
    }

    #[test]
    fn one_note_stays_as_it_is_and_ever_other_notes_are_counted() {
        assert_eq!(gathered(vec![note("line 3", "7 signs")]), [note("line 3", "7 signs")]);
        let other = |at: u32| Reason::from(format!("no {}", "x".repeat(at as usize)));
        let gathered = gathered((0..150).map(other).collect());
        assert_eq!((gathered.len(), &gathered[100]), (101, &"and 50 more notes".into()));
    }
}
