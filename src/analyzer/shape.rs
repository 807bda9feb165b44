//! The units of folded text: Han runs, words of letters, numbers and signs, each with its position.

use crate::text::{is_han, is_sign};

/// Words longer than this many characters are cut into pieces of it: no term grows without bound.
pub(crate) const LONGEST_WORD: usize = 64;

/// How many positions a Han character takes.
pub(crate) const HAN_EXTENT: u32 = 2;

/// How many positions a Latin or number word takes, whatever its length.
const WORD_EXTENT: u32 = 2;

/// How many positions a break takes: fewer than anything that could be in its place.
const BREAK_EXTENT: u32 = 1;

/// A unit of folded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit<'a> {
    /// Han characters without a break between them.
    Han(&'a str),
    /// A word of letters, a number or a sign; a piece of a very long one.
    Word(&'a str),
}

/// What a character of folded text belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Break,
    Han,
    Letter,
    Digit,
    Sign,
}

fn class(c: char) -> Class {
    match c {
        ' ' => Class::Break,
        '0'..='9' => Class::Digit,
        'a'..='z' => Class::Letter,
        _ if is_han(c) => Class::Han,
        _ if is_sign(c) => Class::Sign,
        _ => Class::Letter,
    }
}

/// Whether a border between two characters of folded text cuts a word: both are letters, or both are
/// digits.
pub(crate) fn cuts_word(before: char, after: char) -> bool {
    let class = class(before);
    matches!(class, Class::Letter | Class::Digit) && class == self::class(after)
}

/// Whether a character of folded text is a letter, a digit or a sign.
pub(crate) fn is_of_word(c: char) -> bool {
    !matches!(class(c), Class::Break | Class::Han)
}

impl<'a> Unit<'a> {
    /// The text of the unit.
    pub(crate) fn text(self) -> &'a str {
        match self {
            Unit::Han(text) | Unit::Word(text) => text,
        }
    }

    /// How many positions it takes.
    fn extent(self) -> u32 {
        match self {
            Unit::Han(run) => HAN_EXTENT * run.chars().count() as u32,
            Unit::Word(_) => WORD_EXTENT,
        }
    }
}

/// A unit with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Placed<'a> {
    /// The unit.
    pub(crate) unit: Unit<'a>,
    /// The position of its first term.
    pub(crate) position: u32,
    /// The byte of the folded text it begins at.
    pub(crate) at: usize,
}

/// The units of `folded`, in order.
pub(crate) fn units(folded: &str) -> Units<'_> {
    Units { folded, at: 0, position: 0 }
}

/// Iterates over the units of folded text.
#[derive(Clone)]
pub(crate) struct Units<'a> {
    folded: &'a str,
    at: usize,
    position: u32,
}

impl<'a> Iterator for Units<'a> {
    type Item = Placed<'a>;

    fn next(&mut self) -> Option<Placed<'a>> {
        self.skip_breaks();
        let rest = &self.folded[self.at..];
        let unit = first_unit(rest)?;
        let placed = Placed { unit, position: self.position, at: self.at };
        self.at += unit.text().len();
        self.position = self.position.saturating_add(unit.extent());
        Some(placed)
    }
}

impl Units<'_> {
    fn skip_breaks(&mut self) {
        while self.folded[self.at..].starts_with(' ') {
            self.at += 1;
            self.position = self.position.saturating_add(BREAK_EXTENT);
        }
    }
}

/// The units of folded text, in which letters, digits and signs that touch are one word.
pub(crate) fn joined(folded: &str) -> impl Iterator<Item = Unit<'_>> {
    let mut units = units(folded).peekable();
    std::iter::from_fn(move || {
        let first = units.next()?;
        let Unit::Word(word) = first.unit else { return Some(first.unit) };
        let mut end = first.at + word.len();
        let touches = |next: &Placed<'_>, end| next.at == end && matches!(next.unit, Unit::Word(_));
        while let Some(next) = units.next_if(|next| touches(next, end)) {
            end += next.unit.text().len();
        }
        Some(Unit::Word(&folded[first.at..end]))
    })
}

/// The unit that `text` begins with; `text` does not begin with a break.
fn first_unit(text: &str) -> Option<Unit<'_>> {
    let first = text.chars().next()?;
    let class = class(first);
    let longest = match class {
        Class::Han => usize::MAX,
        Class::Sign => 1,
        _ => LONGEST_WORD,
    };
    let end = text
        .char_indices()
        .enumerate()
        .find(|(count, (_, c))| *count == longest || self::class(*c) != class)
        .map_or(text.len(), |(_, (at, _))| at);
    let unit = &text[..end];
    Some(if class == Class::Han { Unit::Han(unit) } else { Unit::Word(unit) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_breaks_once_and_all_else_twice() {
        let places: Vec<_> =
            units("gb 2312第15条 二").map(|placed| (placed.unit.text(), placed.position)).collect();
        assert_eq!(places, [("gb", 0), ("2312", 3), ("第", 5), ("15", 7), ("条", 9), ("二", 12)]);
    }

    #[test]
    fn letters_digits_and_signs_are_units_of_their_own() {
        let places: Vec<_> =
            units("≥60°c++ 5g网").map(|placed| (placed.unit.text(), placed.position)).collect();
        let signs = [("≥", 0), ("60", 2), ("°", 4), ("c", 6), ("+", 8), ("+", 10)];
        assert_eq!(places[..6], signs);
        assert_eq!(places[6..], [("5", 13), ("g", 15), ("网", 17)]);
        assert!(cuts_word('a', 'b') && cuts_word('1', '2') && !cuts_word('a', '1'));
        assert!(!cuts_word('+', '+') && !cuts_word('一', '二') && !cuts_word(' ', ' '));
    }

    #[test]
    fn a_word_without_end_is_cut_into_pieces() {
        let text = "x".repeat(150);
        let lengths: Vec<_> = units(&text).map(|placed| placed.unit.text().len()).collect();
        assert_eq!(lengths, [64, 64, 22]);
    }
}
