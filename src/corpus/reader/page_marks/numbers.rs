//! Which lines are certainly numbers of pages.

use std::collections::HashSet;

use super::forms::{PageNumber, Proof};
use super::gaps::Gap;
use super::goes_on::GoesOn;
use super::lines::{Kind, Line};
use super::series::Series;

/// How many numbers that could be others must count up.
const LEAST: usize = 3;

/// The lines that are numbers of pages.
pub(super) fn proven(lines: &[Line<'_>], gaps: &[Gap], series: &[Series]) -> HashSet<usize> {
    let places = Places::of(lines, gaps);
    let alone = places.all.iter().filter(|place| is_one(place)).map(|place| place.at);
    let counted = series.iter().filter(|series| are_pages(&places.of_series(series)));
    let counted = counted.flat_map(|series| &series.lines).copied();
    // A number in a crowd of lines is left where it is.
    alone.chain(counted).filter(|at| places.find(*at).is_some()).collect()
}

/// A number, and the gap it is in.
struct Place<'g> {
    at: usize,
    number: PageNumber,
    gap: &'g Gap,
}

/// The numbers in gaps, in order.
struct Places<'g> {
    all: Vec<Place<'g>>,
}

impl<'g> Places<'g> {
    fn of(lines: &[Line<'_>], gaps: &'g [Gap]) -> Self {
        let gaps = gaps.iter().filter(|gap| !gap.is_crowd);
        let all = gaps.flat_map(|gap| gap.lines.clone().map(move |at| (at, gap)));
        let all = all.filter_map(|(at, gap)| match lines[at].kind {
            Kind::Number(number) => Some(Place { at, number, gap }),
            _ => None,
        });
        Self { all: all.collect() }
    }

    fn find(&self, at: usize) -> Option<&Place<'g>> {
        self.all.binary_search_by_key(&at, |place| place.at).ok().map(|found| &self.all[found])
    }

    fn of_series(&self, series: &Series) -> Vec<&Place<'g>> {
        series.lines.iter().filter_map(|at| self.find(*at)).collect()
    }
}

/// Whether a number is proven by itself.
fn is_one(place: &Place<'_>) -> bool {
    let Place { number, gap, .. } = place;
    let is_last = gap.after.is_none() && number.total == Some(number.number);
    match number.proof {
        Proof::Form => gap.goes_on >= GoesOn::Seemingly || gap.has_feed || is_last,
        Proof::Count if number.total.is_none() => gap.goes_on >= GoesOn::Surely,
        Proof::Count | Proof::Weak if gap.has_feed => gap.goes_on >= GoesOn::Seemingly,
        Proof::Count | Proof::Weak => gap.goes_on == GoesOn::InWord,
        Proof::Edge => false,
    }
}

/// Whether numbers that count up are those of pages.
fn are_pages(series: &[&Place<'_>]) -> bool {
    let [first, .., last] = series else { return false };
    let count = |is: &dyn Fn(&Gap) -> bool| series.iter().filter(|place| is(place.gap)).count();
    let feeds = count(&|gap| gap.has_feed || gap.after.is_none());
    let whole = series.iter().all(|place| {
        let gap = place.gap;
        place.number.total.is_none() && (gap.after.is_none() || gap.goes_on >= GoesOn::Seemingly)
    });
    let sure = count(&|gap| gap.has_feed || gap.goes_on >= GoesOn::Surely);
    let open = count(&|gap| gap.has_feed || gap.goes_on >= GoesOn::Seemingly);
    let of_feeds = feeds == series.len() && first.gap.has_feed;
    let at_end = last.gap.after.is_none();
    let is_long = series.len() >= LEAST;
    match first.number.proof {
        Proof::Form => open > 0 || at_end,
        Proof::Count => {
            let is_sure = sure > 0 && (is_long || first.number.total.is_some());
            of_feeds || is_sure || is_long && whole
        }
        Proof::Weak => of_feeds || is_long && sure >= 2 && 2 * sure + 1 >= series.len(),
        Proof::Edge => false,
    }
}
