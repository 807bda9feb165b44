//! The most likely mixture of two readings of a row of bytes: the cheapest path through both.
//!
//! A character costs its surprise, and to change from one reading to the other costs as much as one
//! or two characters, so that a path changes only where the other reading is much more familiar.

use super::reading::Reading;
use super::row::Step;

/// What it costs to leave the first reading for the second.
pub(super) const LEAVE: u32 = 7;

/// What it costs to return.
const RETURN: u32 = 4;

/// A stretch of bytes that one reading has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Stretch {
    /// Whether it is the second reading's.
    pub second: bool,
    /// Its text.
    pub text: String,
    /// Where its bytes begin and end.
    pub from: usize,
    pub to: usize,
    /// The sum of the surprises of its characters.
    pub nats: u32,
}

/// How a place is reached best in one reading.
#[derive(Clone, Copy)]
struct Reached {
    nats: u32,
    step: Step,
    second_before: bool,
}

const UNREACHED: Reached = Reached {
    nats: u32::MAX,
    step: Step { taken: 0, c: '\0', nats: 0, lost: false },
    second_before: false,
};

/// The stretches of the cheapest path; `None` if there is no path.
pub(in super::super) fn cheapest(
    row: &[u16],
    first: Reading<'_>,
    second: Reading<'_>,
) -> Option<Vec<Stretch>> {
    let mut reached = vec![[UNREACHED; 2]; row.len() + 1];
    reached[0][0].nats = 0;
    for at in 0..row.len() {
        let here = reached[at].map(|reached| reached.nats);
        if here == [u32::MAX; 2] {
            continue;
        }
        for (to, reading) in [first, second].into_iter().enumerate() {
            let price = if to == 1 { LEAVE } else { RETURN };
            let changed = here[1 - to].saturating_add(price);
            let (nats, second_before) = match here[to] <= changed {
                true => (here[to], to == 1),
                false => (changed, to == 0),
            };
            for step in reading.steps(row, at) {
                let nats = nats.saturating_add(step.nats);
                let there = &mut reached[at + usize::from(step.taken)][to];
                if nats < there.nats {
                    *there = Reached { nats, step, second_before };
                }
            }
        }
    }
    walked(&reached, [first, second].map(Reading::bytes_of_a_character))
}

/// The path to the end, from its end to its beginning, then turned. Lost bytes are one character as
/// long as they can be.
fn walked(reached: &[[Reached; 2]], most: [u8; 2]) -> Option<Vec<Stretch>> {
    let mut at = reached.len() - 1;
    let mut lost = 0;
    let mut second = reached[at][1].nats < reached[at][0].nats;
    let mut stretches: Vec<Stretch> = Vec::new();
    while at > 0 {
        let Reached { nats, step, second_before } = reached[at][usize::from(second)];
        if nats == u32::MAX {
            return None;
        }
        let from = at - usize::from(step.taken);
        let is_more = lost > 0 && step.lost && lost + step.taken <= most[usize::from(second)];
        lost = match (step.lost, is_more) {
            (false, _) => 0,
            (true, false) => step.taken,
            (true, true) => lost + step.taken,
        };
        match stretches.last_mut().filter(|last| last.second == second) {
            Some(last) => {
                (last.from, last.nats) = (from, last.nats + step.nats);
                if !is_more {
                    last.text.push(step.c);
                }
            }
            None => stretches.push(Stretch {
                second,
                text: step.c.to_string(),
                from,
                to: at,
                nats: step.nats,
            }),
        }
        (at, second) = (from, second_before);
    }
    stretches.reverse();
    for stretch in &mut stretches {
        stretch.text = stretch.text.chars().rev().collect();
    }
    Some(stretches)
}
