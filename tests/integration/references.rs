//! What documents say of each other, and what follows for their force.

use std::collections::BTreeMap;

use policy_search::announcement::Relation;

use crate::desk::{Desk, Dice};

#[test]
fn real_references_are_counted() {
    let Some(desk) = Desk::with_real() else { return };
    let hits = desk.everything();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut strong = Vec::new();
    for hit in &hits {
        for one in &hit.announcement.references {
            *counts.entry(one.relation.name()).or_default() += 1;
            if one.relation >= Relation::Amends {
                strong.push((hit, one));
            }
        }
    }
    println!("{} announcements: {counts:?}", hits.len());
    let mut dice = Dice(7);
    for _ in 0..60 {
        let (hit, one) = strong[dice.below(strong.len())];
        println!("{} | {} | {:?} {:?} {:?}", hit.announcement.title, one.relation.name(), one.title, one.number.as_ref().map(ToString::to_string), one.until);
    }
}
