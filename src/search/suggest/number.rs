//! The numbers that come nearest to one that no announcement has.

use std::collections::BTreeSet;

use crate::announcement::DocNumber;
use crate::backend::clause::Clause;
use crate::backend::seam::Snapshot;
use crate::document::Field;
use crate::error::Result;

/// At most so many numbers of the same 机关代字, those of the nearest year and then the nearest serial
/// first.
pub(super) fn nearest(
    snapshot: &impl Snapshot,
    number: &DocNumber,
    most: usize,
) -> Result<Vec<DocNumber>> {
    let key = number.key();
    let prefix = key.split_inclusive('|').next().unwrap_or_default();
    let others = snapshot.values(Field::Number, prefix)?.into_iter().filter(|other| *other != key);
    let near: BTreeSet<_> = others.map(|other| (distance(&key, &other), other)).collect();
    let nearest = near.into_iter().take(most);
    nearest.filter_map(|(_, key)| as_written(snapshot, key).transpose()).collect()
}

/// The number of a key, as the announcement with the smallest id shows it.
fn as_written(snapshot: &impl Snapshot, key: String) -> Result<Option<DocNumber>> {
    let keyed = snapshot.all(&Clause::value(Field::Number, key))?;
    let ids = snapshot.facts(&keyed)?.into_iter().map(|facts| facts.id);
    let Some((_, first)) = ids.zip(keyed).min() else { return Ok(None) };
    let record = snapshot.metadata(&[first])?.into_iter().next();
    Ok(record.and_then(|record| record.announcement.number))
}

/// How far two keys are apart: in years, then in serials.
fn distance(key: &str, other: &str) -> (u32, u32) {
    let parts = |key: &str| {
        let mut parts = key.rsplitn(3, '|').map(|part| part.parse::<u32>().unwrap_or_default());
        let serial = parts.next().unwrap_or_default();
        (parts.next().unwrap_or_default(), serial)
    };
    let ((year, serial), (other_year, other_serial)) = (parts(key), parts(other));
    (year.abs_diff(other_year), serial.abs_diff(other_serial))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_counts_before_the_serial() {
        assert_eq!(distance("国发|2025|9", "国发|2025|28"), (0, 19));
        assert!(distance("国发|2025|9", "国发|2025|99") < distance("国发|2025|9", "国发|2024|9"));
        assert_eq!(distance("国务院令||510", "国务院令||501"), (0, 9));
    }
}
