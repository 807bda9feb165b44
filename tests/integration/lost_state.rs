//! An index that lost its state or its marker still knows its folders and flags.

use std::fs;
use std::path::PathBuf;

use crate::workspace::{Workspace, stderr, stdout};

/// A dump whose columns only `--field` explains.
const DUMP: &str = "甲列,乙列\n关于养犬管理的通知,请各区抓好落实。\n";

const NOTICE: &str =
    "青山市人民政府关于渡口安全的通知\n各区：\n请抓好渡口安全工作。\n2025年3月1日\n";

/// A workspace with an index of two folders and a flag, and a `corpus` that is not one of them.
fn workspace() -> Workspace {
    let workspace = Workspace::new();
    workspace.write("别的.txt", NOTICE.replace("渡口", "道口"));
    for (path, text) in [("papers/甲.txt", NOTICE), ("dumps/乙.csv", DUMP)] {
        let path = workspace.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let fields = ["--field", "甲列=title", "--field", "乙列=body"];
    let output = workspace.command(&[&["index", "papers", "dumps"], &fields[..]].concat());
    assert!(output.status.success(), "{}", stderr(&output));
    workspace
}

fn generation(workspace: &Workspace) -> PathBuf {
    let entries = fs::read_dir(workspace.path("index")).unwrap().map(|entry| entry.unwrap().path());
    let mut generations = entries.filter(|path| path.join("meta.json").exists());
    generations.next().unwrap()
}

fn state(workspace: &Workspace) -> PathBuf {
    let entries = fs::read_dir(generation(workspace)).unwrap().map(|entry| entry.unwrap().path());
    let mut states = entries.filter(|path| path.extension().is_some_and(|end| end == "jsonl"));
    states.next().unwrap()
}

/// The index has its two folders, and nothing of `corpus`.
fn is_whole(workspace: &Workspace) {
    for (query, total) in [("渡口安全", 1), ("标题:养犬管理", 1), ("道口安全", 0)] {
        let response = workspace.search(query);
        let strict = response.hits.iter().filter(|hit| hit.rung.name() != "most-words").count();
        assert_eq!(strict, total, "{query}");
    }
}

#[test]
fn a_rebuild_keeps_folders_and_flags_whatever_is_damaged() {
    type Damage = fn(&Workspace);
    let damages: [(&str, Damage); 8] = [
        ("an empty state", |workspace| fs::write(state(workspace), "").unwrap()),
        ("half a head", |workspace| fs::write(state(workspace), "{\"roots\":[").unwrap()),
        ("no state", |workspace| fs::remove_file(state(workspace)).unwrap()),
        ("broken metadata", |workspace| {
            fs::write(generation(workspace).join("meta.json"), "{").unwrap()
        }),
        ("no generation", |workspace| fs::remove_dir_all(generation(workspace)).unwrap()),
        ("a broken marker", |workspace| {
            fs::write(workspace.path("index/policy-search.json"), "{").unwrap();
        }),
        ("an empty marker", |workspace| {
            fs::write(workspace.path("index/policy-search.json"), "").unwrap()
        }),
        ("a marker that leads elsewhere", |workspace| {
            let marker = workspace.path("index/policy-search.json");
            let text = fs::read_to_string(&marker).unwrap().replace("\"g1\"", "\"../papers\"");
            fs::write(marker, text).unwrap();
        }),
    ];
    for (name, damage) in damages {
        let workspace = workspace();
        damage(&workspace);
        let rehearsed = workspace.command(&["index", "--rebuild", "--dry-run"]);
        assert!(rehearsed.status.success(), "{name}: {}", stderr(&rehearsed));
        let output = workspace.command(&["index", "--rebuild"]);
        assert!(output.status.success(), "{name}: {}", stderr(&output));
        is_whole(&workspace);
        let second = workspace.command(&["index"]);
        assert!(stdout(&second).contains("2 unchanged"), "{name}: {}", stdout(&second));
    }
}

#[test]
fn a_lost_marker_is_made_again_from_the_same_folders() {
    for arguments in [&["index"][..], &["渡口安全"]] {
        let workspace = workspace();
        fs::remove_file(workspace.path("index/policy-search.json")).unwrap();
        let output = workspace.command(arguments);
        assert!(output.status.success(), "{}", stderr(&output));
        is_whole(&workspace);
    }
}

#[test]
fn where_nothing_is_known_the_folders_are_asked_for() {
    let workspace = workspace();
    fs::write(workspace.path("index/policy-search.json"), "{").unwrap();
    fs::write(state(&workspace), "").unwrap();
    for arguments in [&["index", "--rebuild"][..], &["index", "--rebuild", "--dry-run"]] {
        let output = workspace.command(arguments);
        assert_eq!(output.status.code(), Some(2));
        let message = stderr(&output);
        assert!(message.contains("--rebuild DIR") && message.contains("--field"), "{message}");
    }
    let fields = ["--field", "甲列=title", "--field", "乙列=body"];
    let named = [&["index", "--rebuild", "papers", "dumps"], &fields[..]].concat();
    assert!(workspace.command(&named).status.success());
    is_whole(&workspace);
}

/// The marker of a version that did not keep folders in it is completed by the next run.
#[test]
fn the_marker_of_an_older_version_is_completed() {
    let workspace = workspace();
    let marker = workspace.path("index/policy-search.json");
    let mut object: serde_json::Value =
        serde_json::from_slice(&fs::read(&marker).unwrap()).unwrap();
    object.as_object_mut().unwrap().remove("origin").unwrap();
    fs::write(&marker, object.to_string()).unwrap();
    assert!(workspace.command(&["index"]).status.success());
    fs::write(state(&workspace), "").unwrap();
    assert!(workspace.command(&["index", "--rebuild"]).status.success());
    is_whole(&workspace);
}

/// The marker of format 9 had the lines that ours has.
#[test]
fn an_index_of_an_earlier_format_says_how_to_rebuild_and_the_rebuild_keeps_folders_and_flags() {
    let workspace = workspace();
    let marker = workspace.path("index/policy-search.json");
    let text = fs::read_to_string(&marker).unwrap();
    let earlier = text.replace("\"format\": 11", "\"format\": 10");
    assert_ne!(earlier, text);
    fs::write(&marker, &earlier).unwrap();
    for arguments in [&["渡口安全"][..], &["index"], &["show", "0123456789abcdef"], &["stats"]]
    {
        let output = workspace.command(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let message = stderr(&output);
        for word in ["format 10", "format 11", "`search index --rebuild`"] {
            assert!(message.contains(word), "{arguments:?}: {message}");
        }
    }
    assert_eq!(fs::read_to_string(&marker).unwrap(), earlier);
    assert!(workspace.command(&["index", "--rebuild"]).status.success());
    is_whole(&workspace);
    let second = workspace.command(&["index"]);
    assert!(stdout(&second).contains("2 unchanged"), "{}", stdout(&second));
}
