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
    /// Whether its key is made with the average length of this commit, not with the pivot.
    pub(super) is_exact: bool,
}

impl Keyed {
    pub(super) fn of(id: u64, key: Key, score: f32) -> Self {
        Self { id, key, score, is_exact: false }
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
