//! No test passes without having run. What a test needs beyond the repository stands in its
//! `#[ignore]`; run without it, the test fails.

use std::fs;
use std::path::{Path, PathBuf};

use crate::workspace::repository;

/// The only files that may read `POLICY_DATA`: both panic if it is not set.
const READERS_OF_POLICY_DATA: [&str; 2] = ["src/real_data.rs", "tests/integration/workspace.rs"];

/// The sources that hold tests: their paths in the repository, and what they say.
fn sources() -> Vec<(PathBuf, String)> {
    let files = ["src", "tests"].map(|folder| walkdir::WalkDir::new(repository().join(folder)));
    let paths = files.into_iter().flatten().map(|entry| entry.unwrap().into_path());
    let sources = paths.filter(|path| path.extension().is_some_and(|end| end == "rs"));
    let read = |path: PathBuf| {
        let source = fs::read_to_string(&path).unwrap();
        (path.strip_prefix(repository()).unwrap().to_path_buf(), source)
    };
    sources.map(read).collect()
}

/// The tests of a formatted source, each from its `#[test]` to its closing brace.
fn tests(source: &str) -> Vec<Vec<&str>> {
    let lines: Vec<&str> = source.lines().collect();
    let begins = lines.iter().enumerate().filter(|(_, line)| line.trim() == "#[test]");
    let test = |(at, begin): (usize, &&str)| {
        let end = begin.replace("#[test]", "}");
        lines[at..].iter().take_while(|line| **line != end).copied().collect()
    };
    begins.map(test).collect()
}

/// Whether a line of code returns: a test that does has not run to its end.
fn returns(line: &str) -> bool {
    line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == "return")
}

fn early_returns(path: &Path, source: &str) -> Vec<String> {
    let lines = tests(source).concat().into_iter().filter(|line| returns(line));
    lines.map(|line| format!("{}: {}", path.display(), line.trim())).collect()
}

#[test]
fn no_test_returns_early() {
    let sources = sources();
    assert!(sources.iter().map(|(_, source)| tests(source).len()).sum::<usize>() > 500);
    let found: Vec<_> =
        sources.iter().flat_map(|(path, source)| early_returns(path, source)).collect();
    assert!(
        found.is_empty(),
        "say what is needed with `#[ignore]` and fail without it: {found:#?}"
    );
}

/// Two sources with a test that returns early, and one where another function does.
const EXAMPLES: [&str; 3] = [
    "#[test]\nfn a() {\n    let Some(b) = b() else { return };\n}\n",
    "mod tests {\n    #[test]\n    fn a() {\n        if b {\n            return;\n        }\n    }\n}\n",
    "#[test]\nfn a() {\n    b_returns();\n}\n\nfn b() {\n    return;\n}\n",
];

#[test]
fn an_early_return_is_found() {
    let count = |source: &str| early_returns(Path::new("a.rs"), source).len();
    assert_eq!(EXAMPLES.map(count), [1, 1, 0]);
}

#[test]
fn every_ignored_test_says_what_it_needs() {
    let mut ignored = 0;
    for (path, source) in sources() {
        for line in source.lines().map(str::trim).filter(|line| line.starts_with("#[ignore")) {
            assert!(line.starts_with("#[ignore = \"needs "), "{}: {line}", path.display());
            ignored += 1;
        }
    }
    assert!(ignored > 50, "{ignored}");
}

/// `.ci/run` finds them by that name.
#[test]
fn every_test_that_needs_opensearch_is_named_after_it() {
    let needs = concat!("#[ignore = \"needs Open", "Search");
    let (mut asking, mut others) = (0, Vec::new());
    for (path, source) in sources() {
        for test in tests(&source).into_iter().filter(|test| test[1].trim().starts_with(needs)) {
            let name = format!("{}: {}", path.display(), test[2].trim());
            asking += 1;
            others.extend(Some(name).filter(|name| !name.contains("opensearch")));
        }
    }
    assert!(asking > 10, "{asking}");
    assert!(others.is_empty(), "{others:?}");
}

#[test]
fn only_one_function_of_each_crate_reads_policy_data() {
    // Written in two parts, for this file is a source too.
    let call = concat!("(\"POLICY", "_DATA\")");
    let readers = sources().into_iter().filter(|(_, source)| source.contains(call));
    let mut readers: Vec<_> = readers.map(|(path, _)| path).collect();
    readers.sort();
    assert_eq!(readers, READERS_OF_POLICY_DATA.map(PathBuf::from));
}
