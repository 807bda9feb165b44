//! The tables we carry against the laws themselves.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use aho_corasick::AhoCorasick;

use super::rows;
use crate::real_data;
use crate::text::fold_str;

/// The share of official terms that must be in some law.
const LEAST: f64 = 0.9;

/// The share of official terms of policy that must occur in some law, or in the few announcements and
/// titles that there are (.66 of them do; most of the others are of subjects that these lack).
const LEAST_OF_POLICY: f64 = 0.6;

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

/// The titles of a folder of laws, from the names of their files: `水法(2016-07-02).md`.
fn titles(folder: &Path) -> BTreeSet<String> {
    let mut titles = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            titles.append(&mut self::titles(&path));
        } else if let Some(name) = path.file_stem().and_then(|name| name.to_str()) {
            let title = name.rsplit_once('(').map_or(name, |(title, _)| title);
            titles.insert(fold_str(title).replace("中华人民共和国", "").replace(' ', ""));
        }
    }
    titles
}

/// All but a few statutes that the collection lacks, or has under an older title.
#[test]
#[ignore = "needs POLICY_DATA"]
fn short_names_are_those_of_laws_that_are_there() {
    let titles = titles(&real_data::path("laws"));
    let pairs: Vec<_> = rows::table(include_str!("statutes.tsv")).collect();
    let key = |text: &str| fold_str(text).replace(' ', "");
    let absent = |(_, title): &&(&str, &str)| !titles.contains(&key(title));
    let absent: Vec<_> = pairs.iter().filter(absent).collect();
    println!("{} of {} short names are of no law there: {absent:?}", absent.len(), pairs.len());
    assert!(absent.len() * 20 <= pairs.len(), "{absent:?}");
    for (short, title) in pairs {
        assert!(!titles.contains(&key(short)), "{short} → {title}, and is a title itself");
    }
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn official_terms_are_those_of_the_laws() {
    let mut official = Official::of(include_str!("everyday.tsv"));
    texts(&real_data::path("laws"), &mut |text| official.find(text));
    official.assert_share(LEAST);
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn official_terms_of_policy_are_those_of_announcements() {
    let mut official = Official::of(include_str!("policy.tsv"));
    texts(&real_data::path("laws"), &mut |text| official.find(text));
    for file in ["notices.jsonl", "titles.tsv", "pages.gold.jsonl"] {
        official.find(&fs::read_to_string(real_data::path(file)).unwrap());
    }
    official.assert_share(LEAST_OF_POLICY);
}

/// The official terms of a table, and which of them some text holds.
struct Official {
    terms: Vec<String>,
    matcher: AhoCorasick,
    found: Vec<bool>,
}

impl Official {
    fn of(table: &'static str) -> Self {
        let terms: BTreeSet<String> = rows::table(table).map(|(_, text)| fold_str(text)).collect();
        let terms: Vec<String> = terms.into_iter().collect();
        let matcher = AhoCorasick::new(&terms).unwrap();
        Self { found: vec![false; terms.len()], terms, matcher }
    }

    fn find(&mut self, text: &str) {
        let folded = fold_str(text);
        for one in self.matcher.find_overlapping_iter(&folded) {
            self.found[one.pattern().as_usize()] = true;
        }
    }

    fn assert_share(&self, least: f64) {
        let pairs = self.terms.iter().zip(&self.found);
        let absent: Vec<_> = pairs.filter(|(_, found)| !**found).map(|(text, _)| text).collect();
        let share = 1.0 - absent.len() as f64 / self.terms.len() as f64;
        println!("{share:.3} of {} official terms; absent: {absent:?}", self.terms.len());
        assert!(share >= least, "only {share:.3}; absent: {absent:?}");
    }
}
