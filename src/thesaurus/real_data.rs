//! The table we carry against the laws themselves.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use aho_corasick::AhoCorasick;

use super::parse;
use crate::text::fold_str;

/// The share of official terms that must stand in some law.
const LEAST: f64 = 0.9;

fn texts(folder: &Path, visit: &mut dyn FnMut(&str)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts(&path, visit);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            visit(&fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn official_terms_are_those_of_the_laws() {
    let Some(data) = std::env::var_os("POLICY_DATA") else {
        eprintln!("skipped: set POLICY_DATA to the folder of real documents");
        return;
    };
    let table = parse::everyday(include_str!("everyday.tsv"));
    let official: BTreeSet<String> = table.map(|(_, text)| fold_str(text)).collect();
    let official: Vec<String> = official.into_iter().collect();
    let matcher = AhoCorasick::new(&official).unwrap();
    let mut found = vec![false; official.len()];
    texts(&Path::new(&data).join("laws"), &mut |text| {
        let folded = fold_str(text);
        for one in matcher.find_overlapping_iter(&folded) {
            found[one.pattern().as_usize()] = true;
        }
    });
    let pairs = official.iter().zip(&found);
    let absent: Vec<_> = pairs.filter(|(_, found)| !**found).map(|(text, _)| text).collect();
    let share = 1.0 - absent.len() as f64 / official.len() as f64;
    println!("{:.3} of {} official terms; absent: {absent:?}", share, official.len());
    assert!(share >= LEAST, "only {share:.3}; absent: {absent:?}");
}
