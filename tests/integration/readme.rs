//! The README is true: its commands are the command's, its twin says as much.

use std::fs;

use crate::workspace::{Workspace, repository, stderr, stdout};

fn read(name: &str) -> String {
    fs::read_to_string(repository().join(name)).unwrap()
}

/// The lines of `console` blocks that call the command, without the prompt.
fn calls(readme: &str) -> Vec<String> {
    let blocks = readme.split("```console\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let lines = blocks.flat_map(str::lines).filter_map(|line| line.strip_prefix("$ search "));
    lines.map(String::from).collect()
}

/// The words of a call as a shell would part them, which here means quotes and spaces.
fn words(call: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in call.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '"' || c == '\'' => quote = Some(c),
            None if c == ' ' => words.push(String::new()),
            _ => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn every_call_of_the_readme_works_on_the_sample() {
    let readme = read("README.md");
    let calls = calls(&readme);
    assert!(calls.len() >= 8, "{calls:?}");
    let workspace = Workspace::new();
    let corpus = repository().join("corpus");
    assert!(workspace.command(&["index", corpus.to_str().unwrap()]).status.success());
    for call in calls {
        let words = words(&call);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let output = workspace.command(&words);
        assert_eq!(output.status.code(), Some(0), "search {call}: {}", stderr(&output));
    }
}

/// What the front page of the library shows as its first example.
fn first_example() -> String {
    let source = read("src/lib.rs");
    let page = source.lines().map_while(|line| line.strip_prefix("//!"));
    let page = page.map(|line| line.strip_prefix(' ').unwrap_or(line));
    let example = page.skip_while(|line| *line != "```").skip(1).take_while(|line| *line != "```");
    let shown = example.filter(|line| !line.starts_with("# "));
    shown.map(|line| format!("{line}\n")).collect()
}

#[test]
fn the_library_is_shown_as_in_its_documentation_whose_examples_are_run() {
    let example = first_example();
    assert!(example.lines().count() > 10, "{example}");
    let guide = read("CONTRIBUTING.md");
    let shown = guide.split("```rust\n").nth(1).and_then(|rest| rest.split("```").next());
    assert_eq!(shown, Some(example.as_str()));
}

/// The queries that a readme begins with, each with the lines of its answer, up to the one that says
/// that more follows.
fn shown(readme: &str) -> Vec<(&str, Vec<&str>)> {
    let calls = readme.split("    cargo run -- ").skip(1);
    // A server answers in a browser.
    let calls = calls.filter(|rest| !rest.starts_with("serve "));
    let answered = calls.map(|rest| {
        let (query, rest) = rest.split_once('\n').unwrap();
        let answer = rest.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
        (query.trim_matches('"'), answer.lines().take_while(|line| *line != "…").collect())
    });
    answered.collect()
}

/// A folder with the sample as the repository has it, and no index.
fn first_folder() -> Workspace {
    let workspace = Workspace::new();
    for file in walkdir::WalkDir::new(repository().join("corpus/sample")).into_iter().flatten() {
        if file.file_type().is_file() {
            let name = file.path().strip_prefix(repository().join("corpus")).unwrap();
            workspace.write(name.to_str().unwrap(), fs::read(file.path()).unwrap());
        }
    }
    workspace
}

#[test]
fn the_first_commands_answer_as_shown() {
    let workspace = first_folder();
    for (name, language) in [("README.md", "en"), ("README.zh-CN.md", "zh")] {
        let readme = read(name);
        let shown = shown(&readme);
        assert_eq!(shown.len(), 2, "{name}");
        for (query, lines) in shown {
            assert!(lines.len() > 10, "{name} shows {lines:?}");
            let output = stdout(&workspace.command(&[query, "--lang", language]));
            let answered: Vec<&str> = output.lines().take(lines.len()).collect();
            assert_eq!(lines, answered, "{name}: {query}");
        }
    }
}

#[test]
fn the_chinese_readme_has_the_same_sections_and_calls() {
    let (english, chinese) = (read("README.md"), read("README.zh-CN.md"));
    let sections = |text: &str| text.lines().filter(|line| line.starts_with("## ")).count();
    assert_eq!(sections(&english), sections(&chinese));
    assert_eq!(calls(&english), calls(&chinese));
}
