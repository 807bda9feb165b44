//! When announcements came into the index: what came in on some days, or by the latest run.
//!
//! A run dates all that it brings in by the moment it began, so what the latest run that brought
//! something in added is what has the latest date.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::backend::clause::Clause;
use crate::backend::seam::Snapshot;
use crate::document::Field;
use crate::error::Result;
use crate::query::DateRange;

/// The latest run of one committed state, looked up once.
#[derive(Default)]
pub(super) struct Accessions {
    /// When it began, in milliseconds since 1970; `None` in an index without announcements.
    latest: OnceLock<Option<u64>>,
}

impl Accessions {
    /// When the latest run began that brought something in which is still there.
    pub(super) fn last_run<S: Snapshot>(&self, snapshot: &S) -> Result<Option<Timestamp>> {
        Ok(self.latest(snapshot)?.and_then(timestamp))
    }

    /// What that run brought in.
    pub(super) fn of_last_run<S: Snapshot>(&self, snapshot: &S) -> Result<Clause> {
        let latest = self.latest(snapshot)?;
        Ok(latest.map_or(Clause::None, |latest| Clause::Numbers(Field::Added, Some(latest), None)))
    }

    fn latest<S: Snapshot>(&self, snapshot: &S) -> Result<Option<u64>> {
        if let Some(latest) = self.latest.get() {
            return Ok(*latest);
        }
        let found = latest(snapshot)?;
        Ok(*self.latest.get_or_init(|| found))
    }
}

/// The latest date that an announcement has; that of a deleted one may be later.
fn latest<S: Snapshot>(snapshot: &S) -> Result<Option<u64>> {
    let dates = dates(snapshot)?;
    first_held(snapshot, dates.into_iter().rev())
}

/// When the first run began that brought something in which is still there.
pub(super) fn first_run<S: Snapshot>(snapshot: &S) -> Result<Option<Timestamp>> {
    let first = first_held(snapshot, dates(snapshot)?.into_iter())?;
    Ok(first.and_then(timestamp))
}

/// All dates, those of deleted announcements among them.
fn dates<S: Snapshot>(snapshot: &S) -> Result<BTreeSet<u64>> {
    Ok(snapshot.numbers(Field::Added)?.into_iter().collect())
}

/// The first of `dates` that an announcement has which is still there.
fn first_held<S: Snapshot>(snapshot: &S, dates: impl Iterator<Item = u64>) -> Result<Option<u64>> {
    for date in dates {
        if snapshot.exists(&Clause::Numbers(Field::Added, Some(date), Some(date)))? {
            return Ok(Some(date));
        }
    }
    Ok(None)
}

fn timestamp(date: u64) -> Option<Timestamp> {
    Timestamp::from_millisecond(date.cast_signed()).ok()
}

/// What came in on these days of a time zone.
pub(super) fn on(range: DateRange, zone: &TimeZone) -> Clause {
    let start = |day: Date| {
        let start = day.to_zoned(zone.clone()).map(|start| start.timestamp().as_millisecond());
        start.map_or(0, |start| u64::try_from(start).unwrap_or_default())
    };
    let after = |day: Date| day.tomorrow().map_or(u64::MAX, start);
    let to = range.to.map(|day| after(day).saturating_sub(1));
    Clause::Numbers(Field::Added, range.from.map(start), to)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use jiff::tz::Offset;

    use super::*;

    #[test]
    fn a_day_is_that_of_the_time_zone() {
        let beijing = TimeZone::fixed(Offset::constant(8));
        let day = date(2026, 1, 20);
        let on_day = |zone| on(DateRange { from: Some(day), to: Some(day) }, &zone);
        let hours = 3_600_000;
        let midnight = 1_768_867_200_000;
        let between = |from: u64, to: u64| Clause::Numbers(Field::Added, Some(from), Some(to));
        assert_eq!(on_day(TimeZone::UTC), between(midnight, midnight + 24 * hours - 1));
        assert_eq!(on_day(beijing), between(midnight - 8 * hours, midnight + 16 * hours - 1));
    }

    #[test]
    fn days_before_1970_and_beyond_the_last_are_bounds_too() {
        let range = DateRange { from: Some(date(1000, 1, 1)), to: Some(Date::MAX) };
        assert_eq!(
            on(range, &TimeZone::UTC),
            Clause::Numbers(Field::Added, Some(0), Some(u64::MAX - 1))
        );
    }
}
