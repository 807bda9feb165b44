//! Numbers of pages that count up through a text.

use std::collections::HashMap;

use super::forms::{PageNumber, Proof};
use super::lines::{Head, Kind, Line};

/// How far the numbers of two pages lie apart at least, in bytes: fifty Han characters.
const FAR: usize = 150;

/// How many times longer the longest page between weak numbers is than the shortest.
const ALIKE: usize = 8;

/// The form of the numbers in heads.
const HEAD: usize = usize::MAX;

/// Lines that are numbers of one form and count up, two or more.
#[derive(Clone, Debug)]
pub(super) struct Series {
    /// Their places among the lines, in order.
    pub lines: Vec<usize>,
}

/// The series among the lines of a text.
pub(super) fn of(lines: &[Line<'_>]) -> Vec<Series> {
    let mut all: Vec<Series> = Vec::new();
    // The series that a form has come to a number in.
    let mut open: HashMap<(usize, Option<u32>, u32), usize> = HashMap::new();
    for (at, number) in candidates(lines) {
        let key = |value| (number.form, number.total, value);
        let before = (1..=step(number.proof)).filter_map(|step| number.number.checked_sub(step));
        let found = before.filter_map(|value| open.get(&key(value))).copied().find(|series| {
            let last = all[*series].lines.last().copied().unwrap_or_default();
            is_far(lines, last, at, all[*series].lines.len())
        });
        let series = found.unwrap_or(all.len());
        if found.is_none() {
            all.push(Series { lines: Vec::new() });
        }
        all[series].lines.push(at);
        open.insert(key(number.number), series);
    }
    all.retain(|series| series.lines.len() >= 2 && series.is_of_pages(lines));
    all
}

/// Whether two lines are far enough from each other to be on two pages; behind two pages or more the
/// last one may be short.
pub(super) fn is_far(lines: &[Line<'_>], one: usize, other: usize, pages: usize) -> bool {
    let is_last = || lines[other + 1..].iter().all(|line| line.kind != Kind::Text);
    lines[other].start - lines[one].start >= FAR || (pages >= 2 && is_last())
}

/// By how much the number of the next page that bears one is greater: some pages bear none.
fn step(proof: Proof) -> u32 {
    match proof {
        Proof::Form => 4,
        Proof::Count | Proof::Weak | Proof::Edge => 2,
    }
}

/// The lines that may be numbers of pages: not those of a list or a table, which lie close together.
fn candidates<'l>(lines: &'l [Line<'_>]) -> impl Iterator<Item = (usize, PageNumber)> + 'l {
    let numbers = lines.iter().enumerate().filter_map(|(at, line)| match line.kind {
        Kind::Number(number) => Some((at, number)),
        // Heads of even and of odd pages have their numbers in different places.
        Kind::Head(Head { number: Some(number), .. }) => {
            Some((at, PageNumber { form: HEAD, proof: Proof::Count, ..number }))
        }
        _ => None,
    });
    let numbers: Vec<(usize, PageNumber)> = numbers.collect();
    let is_near = |one: usize, other: usize| {
        let is_weak = [one, other].iter().all(|at| numbers[*at].1.proof == Proof::Weak);
        is_weak && lines[numbers[other].0].start - lines[numbers[one].0].start < FAR
    };
    let is_listed: Vec<bool> = (0..numbers.len())
        .map(|at| at > 0 && is_near(at - 1, at) || at + 1 < numbers.len() && is_near(at, at + 1))
        .collect();
    numbers.into_iter().zip(is_listed).filter(|(_, listed)| !listed).map(|(number, _)| number)
}

impl Series {
    /// Whether the numbers lie as those of pages do: weak ones at distances that are alike.
    fn is_of_pages(&self, lines: &[Line<'_>]) -> bool {
        let is_weak = self.lines.iter().all(
            |at| matches!(lines[*at].kind, Kind::Number(number) if number.proof == Proof::Weak),
        );
        let apart = self.lines.windows(2).map(|pair| lines[pair[1]].start - lines[pair[0]].start);
        let (least, most) = (apart.clone().min().unwrap_or(0), apart.max().unwrap_or(0));
        !is_weak || most <= ALIKE * least
    }
}
