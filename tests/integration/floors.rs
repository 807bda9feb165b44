//! The house: a module imports only from floors below its own.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules of `src`, floor by floor.
const FLOORS: [&[&str]; 6] = [
    &["error", "text", "announcement", "query", "request", "response"],
    &["extract", "issuer", "analyzer", "thesaurus", "evaluation"],
    &["corpus", "backend", "snippet"],
    &["engine"],
    &["wire"],
    &["printer"],
];

/// Imports within a floor: what the modules of one floor may know of each other.
///
/// On the ground floor an error carries the parser's error, a query names what announcements are,
/// and requests and responses are made of both; extraction asks the registry who a body is, and the
/// thesaurus also where the words of a query end.
const WITHIN: [(&str, &str); 13] = [
    ("error", "query"),
    ("query", "announcement"),
    ("query", "text"),
    ("announcement", "text"),
    ("request", "announcement"),
    ("request", "query"),
    ("response", "announcement"),
    ("extract", "issuer"),
    ("thesaurus", "analyzer"),
    ("thesaurus", "issuer"),
    ("issuer", "error"),
    ("snippet", "response"),
    ("engine", "error"),
];

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|modules| modules.contains(&module))
}

fn sources(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let tests = ["tests", "real_data", "measure", "fixture"];
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if tests.contains(&stem) {
            // A file of tests alone: `mod tests;` under `cfg(test)`.
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// The module of `src` that a file belongs to; `None` for the crate's root and the binary.
fn module(path: &Path, src: &Path) -> Option<String> {
    let first = path.strip_prefix(src).ok()?.components().next()?;
    let name = Path::new(first.as_os_str()).file_stem()?.to_str()?.to_string();
    (name != "lib" && name != "bin").then_some(name)
}

/// The modules that a source names after `crate::`, its tests and comments left out.
fn imports(source: &str) -> BTreeSet<String> {
    let code = without_tests(source);
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code: String = lines.collect::<Vec<_>>().join("\n");
    let mut names = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(list) => names.extend(list.split(['}', ',']).map(first_name)),
            None => _ = names.insert(first_name(rest)),
        }
    }
    names
}

/// A source up to its tests.
fn without_tests(source: &str) -> String {
    source.split("#[cfg(test)]\nmod tests").next().unwrap_or(source).to_string()
}

fn first_name(text: &str) -> String {
    text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn a_module_imports_only_from_floors_below() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for path in sources(&src) {
        let Some(module) = module(&path, &src) else { continue };
        let here = floor(&module).unwrap_or_else(|| panic!("{module} stands on no floor"));
        for import in imports(&fs::read_to_string(&path).unwrap()) {
            let Some(there) = floor(&import) else { continue };
            let known = WITHIN.contains(&(module.as_str(), import.as_str()));
            if import != module && there >= here && !known {
                wrong.push(format!("{} imports {import}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "upwards or sideways: {wrong:#?}");
}

#[test]
fn each_heavy_crate_is_named_in_one_module() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let keepers = [
        ("tantivy_jieba", "analyzer"),
        ("scraper::", "corpus"),
        ("toml::", "corpus"),
        ("walkdir::", "corpus"),
        ("encoding_rs::", "corpus"),
        ("zip::", "corpus"),
        ("quick_xml::", "corpus"),
        ("cfb::", "corpus"),
        ("mailparse::", "corpus"),
        ("hayro_interpret::", "corpus"),
        ("rlimit::", "corpus"),
        ("pinyin::", "text"),
        ("fast2s::", "text"),
        ("clap::", "bin"),
        ("indicatif::", "bin"),
    ];
    for path in sources(&src) {
        let source = without_tests(&fs::read_to_string(&path).unwrap());
        let here = module(&path, &src).unwrap_or_else(|| "bin".to_string());
        for (name, keeper) in keepers {
            assert!(!source.contains(name) || here == keeper, "{} names {name}", path.display());
        }
    }
}

#[test]
fn no_file_is_longer_than_five_hundred_lines() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for path in sources(&src) {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= 500, "{} has {lines} lines", path.display());
    }
}
