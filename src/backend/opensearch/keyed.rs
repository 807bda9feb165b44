//! What candidates are chosen by.

use std::cmp::Ordering;

use super::columns::Fields;
use crate::announcement::Level;
use crate::backend::prior::Grounds;
use crate::document::Field;
use crate::request::Order;

/// What a candidate is chosen by, the greater the better: what the order asks for, then its score.
pub(super) type Key = ((i64, i64), f32);

/// A candidate with what it is chosen by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Keyed {
    pub(super) id: u64,
    pub(super) key: Key,
    /// Its score without the prior, as the cluster tells it.
    pub(super) score: f32,
    prior: f32,
    /// Whether its key is made with the average length of this commit, not with the pivot.
    pub(super) is_exact: bool,
}

impl Keyed {
    pub(super) fn of(id: u64, first: (i64, i64), score: f32, prior: f32) -> Self {
        Self { id, key: (first, score * prior), score, prior, is_exact: false }
    }

    /// Gives it the score with the average length of this commit. Two that score the same stay equal, to
    /// the last digit, so that their ids decide.
    pub(super) fn set_exactly(&mut self, score: f32) {
        self.key.1 = score * self.prior;
        self.is_exact = true;
    }

    /// Its key, multiplied by `ratio` unless it is exact.
    pub(super) fn key_times(&self, ratio: f32) -> Key {
        match self.is_exact {
            true => self.key,
            false => (self.key.0, self.key.1 * ratio),
        }
    }
}

/// What the prior of a document is made from.
pub(super) fn grounds(fields: &Fields<'_>) -> Grounds {
    let level = fields.number(Field::Level).and_then(|rank| Level::ALL.get(rank as usize).copied());
    Grounds {
        day: fields.number(Field::Day),
        level,
        superseded: fields.flag(Field::Superseded),
        of_year: false,
        damaged: fields.flag(Field::Damaged),
        recognised: fields.flag(Field::Recognised),
    }
}

/// What an order asks for first, the greater the better.
pub(super) fn first_of(order: Order, grounds: &Grounds, added: Option<i64>) -> (i64, i64) {
    let undated = i64::MIN;
    let latest = grounds.day.unwrap_or(undated);
    match order {
        Order::Relevance => (0, 0),
        Order::Newest => (latest, 0),
        Order::Oldest => (grounds.day.map_or(undated, |day| -day), 0),
        Order::Level => (-i64::from(grounds.level_rank()), 0),
        Order::Added => (added.unwrap_or_default(), latest),
    }
}

/// The better first; of equals the one with the smaller id.
pub(super) fn best_first(left: &Keyed, right: &Keyed) -> Ordering {
    compared(&right.key, &left.key).then(left.id.cmp(&right.id))
}

/// The order of two keys, the greater the better.
pub(super) fn compared(left: &Key, right: &Key) -> Ordering {
    left.0.cmp(&right.0).then(left.1.total_cmp(&right.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_with_one_score_the_smaller_id_comes_first_whatever_the_cluster_said() {
        for step in 1_u16..1000 {
            let told = f32::from(step) / 300.0;
            let mut one = Keyed::of(1, (0, 0), told, 0.865);
            let mut other = Keyed::of(2, (0, 0), told.next_up(), 0.865);
            [&mut one, &mut other].into_iter().for_each(|keyed| keyed.set_exactly(1.04 * told));
            assert_eq!(compared(&one.key, &other.key), Ordering::Equal);
            assert_eq!(best_first(&one, &other), Ordering::Less);
        }
    }
}
