//! The numbers that come nearest to one that no announcement has.
//!
//! Only those of its year: whoever types a number knows the year, and a number of another one is no
//! guess at all.

use std::collections::BTreeSet;

use crate::announcement::DocNumber;
use crate::backend::clause::Clause;
use crate::backend::seam::Snapshot;
use crate::document::Field;
use crate::error::Result;

/// At most so many numbers of the same 机关代字 and year, those of the nearest serial first.
pub(super) fn nearest(
    snapshot: &impl Snapshot,
    number: &DocNumber,
    most: usize,
) -> Result<Vec<DocNumber>> {
    let key = number.key();
    let Some((series, _)) = key.rsplit_once('|') else { return Ok(Vec::new()) };
    let others = snapshot.values(Field::Number, &format!("{series}|"))?.into_iter();
    let others = others.filter(|other| *other != key);
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

/// How far the serials of two keys are apart.
fn distance(key: &str, other: &str) -> u32 {
    let serial = |key: &str| {
        let serial = key.rsplit_once('|').map_or("", |(_, serial)| serial);
        serial.parse::<u32>().unwrap_or_default()
    };
    serial(key).abs_diff(serial(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_serials_tell_how_near_a_number_is() {
        assert_eq!(distance("国发|2025|9", "国发|2025|28"), 19);
        assert_eq!(distance("国务院令||510", "国务院令||501"), 9);
    }
}
