//! Texts, their terms as a stream of slots, and the plain scan that says where a string stands.

use std::fs;

use policy_search::text::{fold_str, is_han};

use crate::workspace::{Dice, real_data};

/// Stands in a slot that has no term.
pub(super) const HOLE: &str = "\u{4}";

/// Marks the first character of a run.
const START: char = '\u{1}';

/// Characters that made texts are of: few, so that strings of several recur.
const FEW: &str = "安全生产管理办法关于印发的通知";

/// A run of Han characters, or a word of others.
enum Unit<'a> {
    Run(Vec<char>),
    Word(&'a str),
}

/// The units of a text, each with its position: a blank takes one, a Han character and a word two.
fn units(text: &str) -> Vec<(usize, Unit<'_>)> {
    let (mut units, mut position) = (Vec::new(), 0);
    for (at, piece) in text.split(' ').enumerate() {
        position += usize::from(at > 0);
        for unit in of_piece(piece) {
            let length = if let Unit::Run(run) = &unit { 2 * run.len() } else { 2 };
            units.push((position, unit));
            position += length;
        }
    }
    units
}

fn of_piece(mut piece: &str) -> Vec<Unit<'_>> {
    let mut units = Vec::new();
    while let Some(first) = piece.chars().next() {
        let end = piece.find(|c| is_han(c) != is_han(first)).unwrap_or(piece.len());
        let (unit, rest) = piece.split_at(end);
        let is_run = is_han(first);
        units.push(if is_run { Unit::Run(unit.chars().collect()) } else { Unit::Word(unit) });
        piece = rest;
    }
    units
}

/// The terms of a text with their slots.
fn terms(text: &str) -> Vec<(usize, String)> {
    let mut terms = Vec::new();
    for (position, unit) in units(text) {
        match unit {
            Unit::Word(word) => terms.push((position, word.to_string())),
            Unit::Run(run) => {
                terms.push((position, format!("{START}{}", run[0])));
                terms.extend(pairs(&run, position));
                terms.push((position + 2 * run.len() - 1, run[run.len() - 1].to_string()));
            }
        }
    }
    terms
}

fn pairs(run: &[char], position: usize) -> impl Iterator<Item = (usize, String)> {
    let pairs = run.windows(2).enumerate();
    pairs.map(move |(at, pair)| (position + 2 * at + 1, pair.iter().collect()))
}

/// A text as the analyzer takes it.
pub(super) fn of_text(text: &str) -> String {
    joined(&terms(text), 0)
}

/// A string of several characters as a phrase.
pub(super) fn of_phrase(string: &str) -> String {
    let mut terms = Vec::new();
    for (position, unit) in units(string) {
        match unit {
            Unit::Word(word) => terms.push((position, word.to_string())),
            Unit::Run(run) if run.len() > 1 => terms.extend(pairs(&run, position)),
            Unit::Run(run) if position == 0 => terms.push((1, run[0].to_string())),
            Unit::Run(run) => terms.push((position, format!("{START}{}", run[0]))),
        }
    }
    let first = terms[0].0;
    joined(&terms, first)
}

/// Terms at their slots from `first` on, with holes between.
pub(super) fn joined(terms: &[(usize, String)], first: usize) -> String {
    let (mut words, mut next) = (Vec::new(), first);
    for (slot, term) in terms {
        words.extend((next..*slot).map(|_| HOLE));
        words.push(term);
        next = slot + 1;
    }
    words.join(" ")
}

/// The Han characters of a text, between blanks.
pub(super) fn characters(text: &str) -> String {
    text.chars().filter(|c| is_han(*c)).flat_map(|c| [c, ' ']).collect()
}

/// How many terms a text has.
pub(super) fn length(text: &str) -> usize {
    terms(text).len()
}

/// Whether a text has a string as a whole: neither end of it cuts a word.
pub(super) fn holds(text: &str, string: &str) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(|c| c != ' ' && !is_han(c));
    let cuts = |left, right| is_word(left) && is_word(right);
    text.match_indices(string).any(|(at, _)| {
        let (before, after) =
            (text[..at].chars().next_back(), text[at + string.len()..].chars().next());
        !cuts(before, string.chars().next()) && !cuts(string.chars().next_back(), after)
    })
}

/// Made texts of some hundred characters.
pub(super) fn made(seed: u64, count: usize) -> Vec<String> {
    let mut dice = Dice(seed);
    (0..count).map(|_| text(&mut dice)).collect()
}

fn text(dice: &mut Dice) -> String {
    let few: Vec<char> = FEW.chars().collect();
    let mut text = String::new();
    for _ in 0..10 + dice.below(40) {
        match dice.below(12) {
            0 => text.push(' '),
            1 => text += &format!("{}", dice.below(30)),
            2 => text += ["gb", "iso", "h7n9"][dice.below(3)],
            _ => text.extend((0..1 + dice.below(9)).filter_map(|_| dice.pick(&few))),
        }
    }
    tidy(&text)
}

/// A text with single blanks and neither at its ends.
fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The laws, folded; signs are blanks here.
pub(super) fn laws() -> Vec<String> {
    let files = walkdir::WalkDir::new(real_data().join("laws")).sort_by_file_name();
    let files = files.into_iter().map(|entry| entry.unwrap().into_path());
    let read = |path| fold_str(&fs::read_to_string(path).unwrap());
    let plain = |text: String| tidy(&text.replace(|c: char| !c.is_alphanumeric(), " "));
    files.filter(|path| path.is_file()).map(read).map(plain).collect()
}

/// Strings of two to twenty characters that stand in texts, cut anywhere.
pub(super) fn strings(texts: &[String], count: usize) -> Vec<String> {
    let mut dice = Dice(3);
    let mut strings = Vec::new();
    while strings.len() < count {
        let text: Vec<char> = dice.pick(texts).unwrap().chars().collect();
        let begin = dice.below(text.len());
        let end = text.len().min(begin + 2 + dice.below(19));
        let string = tidy(&text[begin..end].iter().collect::<String>());
        if string.chars().nth(1).is_some() {
            strings.push(string);
        }
    }
    strings
}
