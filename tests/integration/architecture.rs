//! The map of the code is true: every path it names exists.

use std::fs;

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
fn every_path_of_the_readmes_exists() {
    for name in ["README.md", "README.zh-CN.md"] {
        let text = fs::read_to_string(repository().join(name)).unwrap();
        let linked = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let linked =
            linked.filter(|target| !target.starts_with("http") && !target.starts_with('#'));
        let named = [paths(&text), linked.collect()].concat();
        assert!(named.len() > 5, "{name}: {named:?}");
        assert_eq!(lost(&named), [""; 0], "{name}");
    }
}

#[test]
fn every_room_of_the_house_is_on_the_map_of_the_readmes() {
    for name in ["README.md", "README.zh-CN.md"] {
        let text = fs::read_to_string(repository().join(name)).unwrap();
        let map = text.split("```text").find(|block| block.contains("\nsrc/")).unwrap();
        let map = map.split("```").next().unwrap();
        let words: Vec<&str> = map.split([' ', ',', '\n']).collect();
        let rooms = crate::house::rooms().filter(|room| *room != "bin");
        let missing: Vec<&str> = rooms.filter(|room| !words.contains(room)).collect();
        assert_eq!(missing, [""; 0], "{name}");
    }
}
