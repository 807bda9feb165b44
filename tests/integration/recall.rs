//! The recall promise: a quoted string finds every announcement that holds it, and no other; words
//! find every announcement that holds them as they stand.
//!
//! The engine's own check asks and judges, against a plain scan of the folded texts.

use std::collections::BTreeSet;

use policy_search::engine::check::{CheckOptions, Class, check};

use crate::workspace::{Workspace, real_data};

/// How many random strings are asked for.
const STRINGS: usize = 10_000;

/// Asks for everything, and prints how many.
fn finds_all_it_holds(workspace: &Workspace) {
    let options = CheckOptions { recall: Some(STRINGS), seed: 7, ..CheckOptions::default() };
    let check = check(&workspace.location(), &options).unwrap();
    assert!(check.integrity.is_sound(), "{:?}", check.integrity);
    let recall = check.recall.unwrap();
    let failures: Vec<_> = recall.tallies.iter().flat_map(|tally| &tally.failures).collect();
    assert!(recall.is_whole(), "{failures:#?}");
    let asked: usize = recall.tallies.iter().map(|tally| tally.strings).sum();
    let unasked: usize = recall.tallies.iter().map(|tally| tally.unasked).sum();
    assert_eq!(asked + unasked, 2 * recall.strings);
    assert!(recall.strings > STRINGS + 7_000 && unasked < recall.strings / 100, "{unasked}");
    for tally in &recall.tallies {
        let least = if tally.class == Class::Names { 7_000 } else { 30 };
        assert!(tally.strings >= least && tally.held > 0, "{tally:?}");
    }
    println!("{} strings in {} announcements: 100 %", recall.strings, recall.announcements);
}

#[test]
fn every_string_of_the_sample_finds_its_announcements() {
    finds_all_it_holds(&Workspace::with_sample());
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn every_string_of_real_documents_finds_them() {
    let workspace = Workspace::with_real();
    finds_all_it_holds(workspace);
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn real_document_numbers_find_what_holds_them_in_their_spelling() {
    let data = real_data();
    let workspace = Workspace::with_real();
    let numbers = std::fs::read_to_string(data.join("doc_numbers.tsv")).unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    let terms = numbers.lines().skip(1).step_by(5).filter_map(|line| line.split('\t').nth(2));
    let terms = terms.filter_map(|number| number.rsplit('：').next());
    let terms: BTreeSet<_> = terms.filter(|term| term.contains(char::is_alphanumeric)).collect();
    let terms: Vec<_> = terms.into_iter().collect();
    assert!(terms.len() > 1_000);
    std::fs::write(file.path(), terms.join("\n")).unwrap();
    let terms = Some(file.path().to_path_buf());
    let options = CheckOptions { recall: Some(0), terms, seed: 1 };
    let check = check(&workspace.location(), &options).unwrap();
    let recall = check.recall.unwrap();
    let failures: Vec<_> = recall.tallies.iter().flat_map(|tally| &tally.failures).collect();
    assert!(recall.is_whole(), "{failures:#?}");
}

#[test]
fn a_number_is_looked_for_as_it_was_typed_too() {
    let workspace = Workspace::new();
    workspace.write("正.txt", "关于植树的通知\n青政发〔2025〕7号\n各镇街：\n请组织植树。\n");
    workspace.write("引.txt", "关于护林的通知\n各镇街：\n按青政发〔2025〕第7号文件抓好护林。\n");
    workspace.index();
    for (query, total) in
        [("青政发〔2025〕第7号", 2), ("青政发〔2025〕7号", 1), ("\"青政发〔2025〕第7号\"", 1)]
    {
        assert_eq!(workspace.search(query).total, total, "{query}");
    }
    let first = &workspace.search("青政发〔2025〕第7号").hits[0];
    assert_eq!(first.place.path, "corpus/正.txt");
}
