//! What is asked for within one sentence or paragraph, whatever is asked twice in it and nested how.

use std::collections::BTreeSet;

use super::*;
use crate::backend::clause::Part;
use crate::query::Scope;
use crate::text::fold_str;

/// How many questions are asked of each corpus.
const QUESTIONS: usize = 60;

/// Asks at random for parts of the texts; tells how many questions had an answer.
pub(super) fn check<S: Snapshot>(snapshot: &S, made: &Made, dice: &mut Dice) -> usize {
    let plain = Plain::new(&made.list());
    let mut answered = 0;
    for _ in 0..QUESTIONS {
        let texts = pieces(dice, &made.texts);
        let scope = if dice.below(2) == 0 { Scope::Sentence } else { Scope::Paragraph };
        let near = Clause::Near(scope, Box::new(Clause::All), part(dice, &texts, 3));
        let expected = ids(&plain, &near);
        assert_eq!(ids(snapshot, &near), expected, "{near:?}");
        answered += usize::from(!expected.is_empty());
    }
    answered
}

fn ids<S: Snapshot>(snapshot: &S, what: &Clause) -> BTreeSet<u64> {
    let found = snapshot.all(what).unwrap();
    snapshot.facts(&found).unwrap().iter().map(|facts| facts.id).collect()
}

/// Some texts that overlap, and a character alone.
fn pieces(dice: &mut Dice, texts: &[String]) -> Vec<String> {
    let text = fold_str(&texts[dice.below(texts.len())]);
    let characters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let from = dice.below(characters.len().saturating_sub(8).max(1));
    let piece = |from: usize, length: usize| characters.iter().skip(from).take(length).collect();
    let (alone, apart) = (from + dice.below(8), from + 6);
    vec![piece(from, 2), piece(from, 3), piece(from + 1, 2), piece(apart, 2), piece(alone, 1)]
}

/// A part of some texts, nested so deep at most.
fn part(dice: &mut Dice, texts: &[String], depth: usize) -> Part {
    let some = |dice: &mut Dice| -> Vec<Part> {
        (0..1 + dice.below(3)).map(|_| part(dice, texts, depth - 1)).collect()
    };
    match if depth == 0 { 0 } else { dice.below(4) } {
        0 => Part::Text(Field::Grams, texts[dice.below(texts.len())].clone()),
        1 => Part::Any(some(dice)),
        _ => Part::All(some(dice)),
    }
}

#[test]
fn an_index_finds_within_a_scope_what_a_plain_list_does() {
    let mut answered = 0;
    for seed in 0..many_corpora() {
        let mut dice = Dice(seed);
        let made = Made::new(&mut dice);
        let (snapshot, _) = backend::snapshot(&made.location()).unwrap();
        answered += check(&snapshot, &made, &mut dice);
    }
    assert!(answered > 300, "{answered}");
}
