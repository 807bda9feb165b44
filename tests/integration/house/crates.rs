//! The crates of the package and the room that each heavy one stands in.

use std::collections::BTreeSet;

use toml::de::{DeTable, DeValue};

use super::floors::is_in;
use super::graph::Graph;

/// Heavy crates, each with the only room that names it.
pub(crate) const KEEPERS: [(&str, &str); 39] = [
    ("aho_corasick", "engine/check"),
    ("anstream", "bin/search/screen"),
    ("anstyle", "printer"),
    ("axum", "web"),
    ("cfb", "corpus/reader/compound"),
    ("chardetng", "corpus/reader/encoding"),
    ("clap", "bin/search"),
    ("clap_complete", "bin/search"),
    ("encoding_rs", "corpus"),
    ("etcetera", "bin/search/home"),
    ("fast2s", "text"),
    ("form_urlencoded", "web"),
    ("hayro_font", "corpus/reader/pdf"),
    ("hayro_interpret", "corpus/reader/pdf"),
    ("hyper", "web"),
    ("hyper_util", "web/accept"),
    ("ignore", "corpus"),
    ("image", "corpus/reader/recognise/decode"),
    ("indicatif", "bin/search/progress"),
    ("mailparse", "corpus/reader/mail"),
    ("maud", "web"),
    ("open", "bin/search/commands/open"),
    ("pinyin", "text"),
    ("quick_xml", "corpus/reader/xml"),
    ("rlimit", "corpus/reader/worker"),
    ("rust_xlsxwriter", "printer/export/xlsx"),
    ("scraper", "corpus/reader/html"),
    ("signal_hook", "bin/search/interrupt"),
    ("skrifa", "corpus/reader/pdf/program"),
    ("supports_hyperlinks", "bin/search/screen"),
    ("tantivy", "backend/embedded"),
    ("tantivy_fst", "analyzer"),
    ("tantivy_jieba", "analyzer"),
    ("tempfile", "corpus/reader/convert"),
    ("terminal_size", "bin/search/screen"),
    ("tokio", "web"),
    ("toml", "corpus/settings"),
    ("walkdir", "corpus/walk"),
    ("zip", "corpus/reader/package"),
];

/// Crates that any room may name: they do one small thing, or are spoken everywhere.
pub(crate) const FREE: [&str; 18] = [
    "blake3",
    "csv",
    "data_encoding",
    "flate2",
    "jiff",
    "memchr",
    "rayon",
    "regex",
    "rustc_hash",
    // It derives the shape of what serde writes, where that is written.
    "schemars",
    "serde",
    "serde_json",
    "smallvec",
    "strsim",
    "thiserror",
    "unicode_normalization",
    "unicode_width",
    "ureq",
];

/// The crates that come with the compiler.
pub(crate) const OF_THE_COMPILER: [&str; 3] = ["alloc", "core", "std"];

/// The dependencies that a manifest lists for the package itself, as paths name them.
pub(crate) fn dependencies(manifest: &str) -> BTreeSet<String> {
    let manifest = DeTable::parse(manifest).unwrap().into_inner();
    let mut found = names(&manifest);
    if let Some(DeValue::Table(targets)) = manifest.get("target").map(|targets| targets.get_ref()) {
        for target in targets.values() {
            found.extend(target.get_ref().as_table().into_iter().flat_map(names));
        }
    }
    found
}

fn names(table: &DeTable<'_>) -> BTreeSet<String> {
    let listed = table.get("dependencies").and_then(|listed| listed.get_ref().as_table());
    let names = listed.into_iter().flat_map(|listed| listed.keys());
    names.map(|name| name.get_ref().replace('-', "_")).collect()
}

/// Dependencies that are neither kept nor free, both at once, or of which a list speaks in vain.
pub(crate) fn undecided(dependencies: &BTreeSet<String>) -> Vec<String> {
    let mut wrong = Vec::new();
    let kept: BTreeSet<&str> = KEEPERS.iter().map(|(name, _)| *name).collect();
    let free = BTreeSet::from(FREE);
    for name in dependencies.iter().map(String::as_str) {
        if kept.contains(name) == free.contains(name) {
            wrong.push(format!("{name} must be either kept in one room or free"));
        }
    }
    for name in kept.union(&free).filter(|name| !dependencies.contains(**name)) {
        wrong.push(format!("{name} is no dependency"));
    }
    wrong
}

/// Heavy crates named outside their room.
pub(crate) fn strays(graph: &Graph) -> Vec<String> {
    let mut wrong = Vec::new();
    for (file, crates) in &graph.uses.crates {
        for (name, room) in KEEPERS {
            if crates.contains(name) && !is_in(graph.path(*file), room) {
                wrong.push(format!("{} names {name}, which {room} keeps", graph.path(*file)));
            }
        }
    }
    wrong
}

/// Rooms that keep a crate and do not name it.
pub(crate) fn idle_keepers(graph: &Graph) -> Vec<String> {
    let is_named = |name: &str, room: &str| {
        let mut files = graph.uses.crates.iter();
        files.any(|(file, crates)| crates.contains(name) && is_in(graph.path(*file), room))
    };
    let idle = KEEPERS.iter().filter(|(name, room)| !is_named(name, room));
    idle.map(|(name, room)| format!("{room} does not name {name}")).collect()
}
