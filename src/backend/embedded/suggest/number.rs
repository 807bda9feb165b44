//! The numbers that come nearest to one that no announcement has.

use std::collections::BTreeSet;

use tantivy::collector::TopDocs;

use super::super::compile::{term, values_from};
use super::super::schema;
use super::{MOST_SUGGESTED, Suggester};
use crate::announcement::DocNumber;
use crate::error::Result;

impl Suggester<'_> {
    /// Numbers of the same 机关代字, those of the nearest year and then the nearest serial first.
    pub(super) fn nearest_numbers(&self, number: &DocNumber) -> Result<Vec<DocNumber>> {
        let key = number.key();
        let prefix = key.split_inclusive('|').next().unwrap_or_default();
        let mut near = BTreeSet::new();
        for other in values_from(self.searcher, self.fields.number, prefix)? {
            if other != key {
                near.insert((distance(&key, &other), other));
            }
        }
        let nearest = near.into_iter().take(MOST_SUGGESTED);
        nearest.filter_map(|(_, key)| self.as_written(&key).transpose()).collect()
    }

    /// The number of a key, as an announcement shows it.
    fn as_written(&self, key: &str) -> Result<Option<DocNumber>> {
        let keyed = term(tantivy::Term::from_field_text(self.fields.number, key));
        let first = TopDocs::with_limit(1).order_by_score();
        let found = self.searcher.search(&keyed, &first)?;
        let Some((_, address)) = found.first() else { return Ok(None) };
        let record = schema::record(self.fields, &self.searcher.doc(*address)?)?;
        Ok(record.announcement.number)
    }
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
