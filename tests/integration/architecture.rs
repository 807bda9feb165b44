//! The map of the code is true: every path it names exists.

use std::fs;
use std::path::Path;

use crate::workspace::repository;

/// What stands between backticks and reads as a path of the repository.
fn paths(text: &str) -> Vec<&str> {
    let quoted = text.split('`').skip(1).step_by(2);
    let is_path = |quoted: &&str| {
        let known = ["src/", "tests/", "benches/", "examples/", "corpus/"];
        known.iter().any(|folder| quoted.starts_with(folder)) && !quoted.contains(['…', '*'])
    };
    quoted.filter(is_path).collect()
}

fn lost<'a>(paths: &[&'a str]) -> Vec<&'a str> {
    paths.iter().copied().filter(|path| !repository().join(path).exists()).collect()
}

#[test]
fn every_path_of_the_architecture_exists() {
    let text = fs::read_to_string(repository().join("ARCHITECTURE.md")).unwrap();
    let paths = paths(&text);
    assert!(paths.len() > 40, "{paths:?}");
    assert_eq!(lost(&paths), [""; 0]);
}

#[test]
fn every_path_that_the_other_pages_name_exists() {
    for (name, folder) in [
        ("README.md", ""),
        ("README.zh-CN.md", ""),
        ("CONTRIBUTING.md", ""),
        ("docs/READING.md", "docs"),
        ("docs/READING.zh-CN.md", "docs"),
        ("docs/JSON.md", "docs"),
        ("docs/API.md", "docs"),
    ] {
        let text = fs::read_to_string(repository().join(name)).unwrap();
        let linked = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let linked =
            linked.filter(|target| !target.starts_with("http") && !target.starts_with('#'));
        let linked: Vec<String> =
            linked.map(|target| Path::new(folder).join(target).display().to_string()).collect();
        let linked = linked.iter().map(String::as_str);
        let named: Vec<&str> = paths(&text).into_iter().chain(linked).collect();
        assert!(!named.is_empty(), "{name}");
        assert_eq!(lost(&named), [""; 0], "{name}");
    }
}

#[test]
fn every_room_of_the_house_is_on_the_map() {
    let text = fs::read_to_string(repository().join("CONTRIBUTING.md")).unwrap();
    let map = text.split("```text").find(|block| block.contains("\nsrc/")).unwrap();
    let map = map.split("```").next().unwrap();
    let words: Vec<&str> = map.split([' ', ',', '\n']).collect();
    let rooms = crate::house::rooms().filter(|room| *room != "bin");
    let missing: Vec<&str> = rooms.filter(|room| !words.contains(room)).collect();
    assert_eq!(missing, [""; 0]);
}
