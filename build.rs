//! Works out, once and for all, what a search would otherwise work out each time it starts.
//!
//! - The map of jieba's words to their frequencies, in which a query finds its words without loading
//!   the dictionary (`src/analyzer/partial.rs`). It is made from the dictionary inside the very jieba
//!   that is linked, so that both always agree.
//! - What each character is folded to (`src/text/letter`), by the rules of the crate itself.
//! - The terms of the thesaurus, sorted (`src/thesaurus/carried.rs`).

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tantivy_fst::MapBuilder;

/// The rules of the crate that are asked here.
#[allow(dead_code)]
#[path = "src/text"]
mod text {
    // What it makes public is public in the library.
    #[allow(unreachable_pub)]
    #[path = "letter/rules.rs"]
    pub(crate) mod letter;
    pub(crate) mod table;
}

/// The tables of the thesaurus.
#[path = "src/thesaurus"]
mod thesaurus {
    pub(crate) mod rows;
}

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=Cargo.lock");
    println!("cargo::rerun-if-changed=src/text/letter/rules.rs");
    println!("cargo::rerun-if-changed=src/text/table.rs");
    println!("cargo::rerun-if-changed=src/text/data");
    println!("cargo::rerun-if-changed=src/thesaurus/rows.rs");
    let path = dictionary();
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    let (words, total) = frequencies(&text);
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names the folder to write to"));
    fs::write(out.join("words.fst"), map(&words)).expect("the map is written");
    println!("cargo::rustc-env=DICTIONARY_TOTAL={total}");
    fs::write(out.join("letters.bin"), letters()).expect("the letters are written");
    write_terms(&out);
}

/// Writes the terms of the thesaurus with their rows, by term, those of Han characters alone apart from
/// the others.
fn write_terms(out: &Path) {
    let mut terms = terms();
    terms.sort_by_key(|(term, _, _)| *term);
    let longest = terms.iter().map(|(term, _, _)| term.chars().count()).max().unwrap_or_default();
    println!("cargo::rustc-env=LONGEST_TERM={longest}");
    let (han, others): (Vec<Term>, Vec<Term>) =
        terms.into_iter().partition(|(term, _, _)| term.chars().all(text::letter::is_han));
    for (name, terms) in [("terms.tsv", han), ("other_terms.tsv", others)] {
        let line = |(term, letter, texts): Term| format!("{term}\t{letter}\t{texts}\n");
        let lines: String = terms.into_iter().map(line).collect();
        fs::write(out.join(name), lines).expect("the terms are written");
    }
}

/// A term, the letter of its table and the right side of its row.
type Term = (&'static str, &'static str, &'static str);

/// All terms, table by table and row by row.
fn terms() -> Vec<Term> {
    let mut terms = Vec::new();
    for (letter, table) in thesaurus::rows::TABLES {
        for (left, right) in thesaurus::rows::rows(table) {
            let row = thesaurus::rows::alternatives(left).map(|term| (term, letter, right));
            terms.extend(row);
        }
    }
    terms
}

/// What each code point of the basic plane is folded to, in four bytes.
fn letters() -> Vec<u8> {
    let entries = text::letter::basic_plane().into_iter();
    entries.flat_map(|entry| entry.to_bits().to_le_bytes()).collect()
}

/// The words that a run of Han characters may hold, and the sum of all frequencies.
fn frequencies(text: &str) -> (BTreeMap<&str, u64>, u64) {
    let (mut words, mut total) = (BTreeMap::new(), 0);
    for line in text.lines() {
        let mut parts = line.split_ascii_whitespace();
        let (Some(word), Some(frequency)) = (parts.next(), parts.next()) else { continue };
        let frequency: u64 = frequency.parse().expect("a frequency is a number");
        total += frequency;
        if !word.bytes().any(|byte| byte.is_ascii()) {
            words.insert(word, frequency);
        }
    }
    (words, total)
}

fn map(words: &BTreeMap<&str, u64>) -> Vec<u8> {
    let mut builder = MapBuilder::memory();
    for (word, frequency) in words {
        builder.insert(word, *frequency).expect("words come in order");
    }
    builder.into_inner().expect("the map is finished")
}

/// The dictionary of jieba-rs, where cargo keeps its source.
fn dictionary() -> PathBuf {
    let manifest = ["--offline"].into_iter().map(Some).chain([None]).find_map(manifest);
    let manifest = manifest.expect("cargo metadata names jieba-rs, on which we depend");
    let source = Path::new(&manifest).parent().expect("a manifest stands in a folder");
    source.join("src/data/dict.txt")
}

/// The path of the manifest of jieba-rs, if cargo tells it with this option.
fn manifest(option: Option<&str>) -> Option<String> {
    let platform = env::var("TARGET").ok()?;
    let output = Command::new(env::var_os("CARGO")?)
        .args(["metadata", "--format-version", "1", "--filter-platform", &platform])
        .args(option)
        .output()
        .ok()?;
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).ok()?;
    let packages = metadata["packages"].as_array()?;
    let jieba = packages.iter().find(|package| package["name"] == "jieba-rs")?;
    jieba["manifest_path"].as_str().map(String::from)
}
