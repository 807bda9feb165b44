//! A user's own synonyms.txt and dictionary.txt, beside the index and named, good and malformed.

use std::fs;

use crate::workspace::{Workspace, stderr, stdout};

/// A workspace with one announcement that has 运贸产一体化 and one that has its words apart.
fn workspace() -> Workspace {
    let workspace = Workspace::new();
    workspace.write("whole.txt", "关于推进运贸产一体化的通知\n\n请各单位抓好落实，并报送进展。\n");
    workspace
        .write("apart.txt", "关于推进航运贸易的通知\n\n运贸产先行，一体化再谈，出租人也要来。\n");
    workspace.index();
    workspace
}

fn beside(workspace: &Workspace, name: &str, text: &str) {
    fs::write(workspace.path("index").join(name), text).unwrap();
}

/// The names of the files found, and what was said beside.
fn found(workspace: &Workspace, args: &[&str]) -> (Vec<String>, String) {
    let output = workspace.command(&[args, &["--csv"]].concat());
    let names = ["whole.txt", "apart.txt"].into_iter();
    let text = stdout(&output);
    (names.filter(|name| text.contains(name)).map(String::from).collect(), stderr(&output))
}

/// What is said of an error, which ends with code 2 and finds nothing.
fn refusal(workspace: &Workspace, args: &[&str]) -> String {
    let output = workspace.command(args);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert_eq!(stdout(&output), "");
    stderr(&output)
}

#[test]
fn synonyms_are_looked_for_at_once() {
    let workspace = workspace();
    assert_eq!(found(&workspace, &["包租公"]).0, [""; 0]);
    beside(&workspace, "synonyms.txt", "# ours\n包租公 => 出租人\n");
    assert_eq!(found(&workspace, &["包租公"]), (vec!["apart.txt".to_string()], String::new()));
    assert_eq!(found(&workspace, &["包租公", "--no-expand"]).0, [""; 0]);
    fs::write(workspace.path("mine.txt"), "包租婆 = 出租人\n").unwrap();
    assert_eq!(found(&workspace, &["包租婆", "--synonyms", "mine.txt"]).0, ["apart.txt"]);
    assert_eq!(found(&workspace, &["包租公", "--synonyms", "mine.txt"]).0, [""; 0]);
}

#[test]
fn malformed_synonyms_are_refused_by_file_and_line() {
    let workspace = workspace();
    beside(&workspace, "synonyms.txt", "包租公 => 出租人\n包租婆\n");
    let said = refusal(&workspace, &["包租公"]);
    assert!(said.contains("synonyms.txt:2: no synonyms in “包租婆”: write"), "{said}");
    let said = refusal(&workspace, &["包租公", "--synonyms", "none.txt"]);
    assert!(said.contains("none.txt: no such file"), "{said}");
}

#[test]
fn a_dictionary_is_used_at_once_and_needs_no_new_index() {
    let workspace = workspace();
    assert_eq!(found(&workspace, &["運貿產一體化"]).0, ["whole.txt", "apart.txt"]);
    // The same words, written otherwise, are the same dictionary.
    for text in ["# ours\n运贸产一体化\n", "\u{FEFF}運貿產一體化 # a comment\r\n"] {
        beside(&workspace, "dictionary.txt", text);
        let whole = (vec!["whole.txt".to_string()], String::new());
        assert_eq!(found(&workspace, &["運貿產一體化"]), whole);
    }
    assert_eq!(found(&workspace, &["\"运贸产先行\""]).0, ["apart.txt"]);
    workspace.write("more.txt", "关于多式联运的通知\n\n多式联运也要抓好。\n");
    assert!(workspace.command(&["index"]).status.success());
    fs::remove_file(workspace.path("index/dictionary.txt")).unwrap();
    let both = vec!["whole.txt".to_string(), "apart.txt".to_string()];
    assert_eq!(found(&workspace, &["运贸产一体化"]), (both, String::new()));
}

#[test]
fn a_dictionary_can_be_named() {
    let workspace = workspace();
    fs::write(workspace.path("mine.txt"), "运贸产一体化 900\n").unwrap();
    let asked = ["运贸产一体化", "--dictionary", "mine.txt"];
    assert_eq!(found(&workspace, &asked), (vec!["whole.txt".to_string()], String::new()));
    assert_eq!(found(&workspace, &["运贸产一体化"]).0, ["whole.txt", "apart.txt"]);
}

#[test]
fn a_malformed_dictionary_is_refused_by_file_and_line() {
    let workspace = workspace();
    beside(&workspace, "dictionary.txt", "运贸产一体化\n\nGDP\n");
    let said = refusal(&workspace, &["运贸产"]);
    assert!(said.contains("dictionary.txt:3: no word in “GDP”: write two Han"), "{said}");
    beside(&workspace, "dictionary.txt", "运贸产一体化 many\n");
    let said = refusal(&workspace, &["运贸产"]);
    assert!(said.contains("dictionary.txt:1: no frequency in “many”: write a whole"), "{said}");
}

#[test]
fn a_dictionary_may_lie_where_an_index_is_to_be_built() {
    let workspace = Workspace::new();
    workspace.write("whole.txt", "关于推进运贸产一体化的通知\n\n请各单位抓好落实。\n");
    fs::create_dir(workspace.path("index")).unwrap();
    beside(&workspace, "dictionary.txt", "运贸产一体化\n");
    assert!(workspace.command(&["index", "corpus"]).status.success());
    assert_eq!(
        found(&workspace, &["运贸产一体化"]),
        (vec!["whole.txt".to_string()], String::new())
    );
}
