//! A match with all that orders it.

use std::cmp::Ordering;

use super::rank::Scored;
use crate::document::Record;
use crate::request::Order;
use crate::response::{Rung, Snippet};

/// A candidate with all that orders it.
pub(super) struct Candidate<D> {
    pub(super) doc: D,
    pub(super) rung: Rung,
    pub(super) scored: Scored,
    /// What is shown of it, if it was read before it was known whether it is.
    pub(super) shown: Option<(Record, Snippet)>,
}

/// Which of two candidates of a rung comes first.
pub(super) fn compare<D>(order: Order, left: &Candidate<D>, right: &Candidate<D>) -> Ordering {
    let score = |one: &Candidate<D>| one.scored.parts.score();
    let day = |one: &Candidate<D>| one.scored.grounds.day;
    let level = |one: &Candidate<D>| one.scored.grounds.level_rank();
    let latest = || day(right).cmp(&day(left));
    let asked = match order {
        Order::Relevance => Ordering::Equal,
        Order::Newest => latest(),
        Order::Oldest => {
            day(left).is_none().cmp(&day(right).is_none()).then(day(left).cmp(&day(right)))
        }
        Order::Level => level(left).cmp(&level(right)),
        Order::Added => right.scored.added.cmp(&left.scored.added).then_with(latest),
    };
    let by_score = asked.then_with(|| score(right).total_cmp(&score(left)));
    by_score.then_with(latest).then(left.scored.id.cmp(&right.scored.id))
}
