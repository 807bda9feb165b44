//! Default flags and names of indexes from `config.toml`.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::workspace::{Workspace, stderr, stdout};

/// Three notices, of which the second is of a county.
fn workspace() -> Workspace {
    let workspace = Workspace::new();
    for (name, body) in [("国务院", "渡口一"), ("某县人民政府", "渡口二"), ("财政部", "渡口三")]
    {
        let text =
            format!("{name}关于渡口的通知\n各有关单位：\n{body}请落实。\n{name}\n2025年1月1日\n");
        workspace.write(&format!("{name}.txt"), &text);
    }
    assert!(workspace.command(&["index"]).status.success());
    workspace
}

fn configure(folder: &Path, text: &str) {
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("config.toml"), text).unwrap();
}

/// Runs with the settings of a user.
fn with(workspace: &Workspace, user: &Path, arguments: &[&str]) -> Output {
    let mut command = workspace.prepare(arguments);
    command.env("XDG_CONFIG_HOME", user).output().unwrap()
}

fn hits(output: &Output) -> usize {
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    answer["hits"].as_array().unwrap().len()
}

#[test]
fn what_is_typed_goes_before_the_index_that_before_the_user_and_that_before_the_default() {
    let workspace = workspace();
    let user = tempfile::tempdir().unwrap();
    let asked =
        |more: &[&str]| hits(&with(&workspace, user.path(), &[&["渡口", "--json"], more].concat()));
    assert_eq!(asked(&[]), 3);
    configure(&user.path().join("policy-search"), "limit = 1\n");
    assert_eq!(asked(&[]), 1);
    configure(&workspace.path("index"), "[search]\nlimit = 2\n");
    assert_eq!(asked(&[]), 2);
    assert_eq!(asked(&["-n", "3"]), 3);
    let lines = |more: &[&str]| {
        let output = with(&workspace, user.path(), &[&["渡口", "--jsonl"], more].concat());
        stdout(&output).lines().count()
    };
    assert_eq!((lines(&[]), lines(&["-n", "1"])), (3, 1), "a default is for screens");
    configure(&workspace.path("index"), "level = [\"中央\", \"部委\"]\nlimit = 9\n");
    assert_eq!(asked(&[]), 2);
    assert_eq!(asked(&["--level", "centre"]), 1);
}

#[test]
fn an_index_has_a_name_and_a_screen_a_language() {
    let workspace = workspace();
    let user = tempfile::tempdir().unwrap();
    let index = workspace.path("index");
    let settings = format!("lang = 'zh'\n[indexes]\n\"渡口\" = '{}'\n", index.display());
    configure(&user.path().join("policy-search"), &settings);
    let elsewhere = Workspace::new();
    for place in [&["--index", "渡口"][..], &[]] {
        let mut command = elsewhere.prepare(&[place, &["通知"]].concat());
        command.env("XDG_CONFIG_HOME", user.path()).env_remove("SEARCH_LANG");
        if place.is_empty() {
            command.env("SEARCH_INDEX", "渡口");
        }
        let output = command.output().unwrap();
        assert!(stdout(&output).starts_with("3 篇公告"), "{}{}", stdout(&output), stderr(&output));
    }
}

#[test]
fn what_cannot_be_used_is_told_with_its_file_line_and_remedy() {
    let workspace = workspace();
    let user = tempfile::tempdir().unwrap();
    let folder = user.path().join("policy-search");
    for (text, told) in [
        ("limitt = 3", "line 1: there is no flag --limitt: did you mean limit?"),
        ("\n[show]\nlimit = 3", "line 3: there is no flag --limit: write one of "),
        ("limit = 'x'", "line 1: --limit: x is not a whole number: write one as 10"),
        ("limit = [1, 2]", "line 1: limit has one value and takes no list"),
        ("[search]\nlevel = 'high'", "line 2: --level: high is not a level: choose from centre"),
        ("[search]\nstrict = 'maybe'", "line 2: maybe is neither true nor false"),
        ("[serch]\nlimit = 3", "line 2: there is no command serch: write [search], [index] or"),
        ("limit = 1.5", "line 1: limit must be text in quotes, a number, true, false, or a list"),
        ("limit = ", "line 1: not TOML: "),
    ] {
        configure(&folder, text);
        let output = with(&workspace, user.path(), &["渡口"]);
        assert_eq!(output.status.code(), Some(2), "{text}");
        let file = folder.join("config.toml");
        let expected = format!("search: {}: {told}", file.display());
        assert!(stderr(&output).starts_with(&expected), "{expected}\n{}", stderr(&output));
    }
}
