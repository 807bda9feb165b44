//! An index that lost its state or its marker still knows its folders and flags.

use std::fs;
use std::path::PathBuf;

use crate::desk::{Desk, stderr, stdout};

/// A dump whose columns only `--field` explains.
const DUMP: &str = "甲列,乙列\n关于养犬管理的通知,请各区抓好落实。\n";

const NOTICE: &str =
    "青山市人民政府关于渡口安全的通知\n各区：\n请抓好渡口安全工作。\n2025年3月1日\n";

/// A desk with an index of two folders and a flag, and a `corpus` that is not one of them.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("别的.txt", NOTICE.replace("渡口", "道口"));
    for (path, text) in [("papers/甲.txt", NOTICE), ("dumps/乙.csv", DUMP)] {
        let path = desk.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let fields = ["--field", "甲列=title", "--field", "乙列=body"];
    let output = desk.command(&[&["index", "papers", "dumps"], &fields[..]].concat());
    assert!(output.status.success(), "{}", stderr(&output));
    desk
}

fn generation(desk: &Desk) -> PathBuf {
    let entries = fs::read_dir(desk.path("index")).unwrap().map(|entry| entry.unwrap().path());
    let mut generations = entries.filter(|path| path.join("meta.json").exists());
    generations.next().unwrap()
}

fn state(desk: &Desk) -> PathBuf {
    let entries = fs::read_dir(generation(desk)).unwrap().map(|entry| entry.unwrap().path());
    let mut states = entries.filter(|path| path.extension().is_some_and(|end| end == "jsonl"));
    states.next().unwrap()
}

/// The index has its two folders, and nothing of `corpus`.
fn is_whole(desk: &Desk) {
    for (query, total) in [("渡口安全", 1), ("标题:养犬管理", 1), ("道口安全", 0)] {
        let response = desk.search(query);
        let strict = response.hits.iter().filter(|hit| hit.rung.name() != "most-words").count();
        assert_eq!(strict, total, "{query}");
    }
}

#[test]
fn a_rebuild_keeps_folders_and_flags_whatever_is_damaged() {
    type Damage = fn(&Desk);
    let damages: [(&str, Damage); 8] = [
        ("an empty state", |desk| fs::write(state(desk), "").unwrap()),
        ("half a head", |desk| fs::write(state(desk), "{\"roots\":[").unwrap()),
        ("no state", |desk| fs::remove_file(state(desk)).unwrap()),
        ("broken metadata", |desk| fs::write(generation(desk).join("meta.json"), "{").unwrap()),
        ("no generation", |desk| fs::remove_dir_all(generation(desk)).unwrap()),
        ("a broken marker", |desk| {
            fs::write(desk.path("index/policy-search.json"), "{").unwrap();
        }),
        ("an empty marker", |desk| fs::write(desk.path("index/policy-search.json"), "").unwrap()),
        ("a marker that leads elsewhere", |desk| {
            let marker = desk.path("index/policy-search.json");
            let text = fs::read_to_string(&marker).unwrap().replace("\"g1\"", "\"../papers\"");
            fs::write(marker, text).unwrap();
        }),
    ];
    for (name, damage) in damages {
        let desk = desk();
        damage(&desk);
        let rehearsed = desk.command(&["index", "--rebuild", "--dry-run"]);
        assert!(rehearsed.status.success(), "{name}: {}", stderr(&rehearsed));
        let output = desk.command(&["index", "--rebuild"]);
        assert!(output.status.success(), "{name}: {}", stderr(&output));
        is_whole(&desk);
        let second = desk.command(&["index"]);
        assert!(stdout(&second).contains("2 unchanged"), "{name}: {}", stdout(&second));
    }
}

#[test]
fn a_lost_marker_is_made_again_from_the_same_folders() {
    for arguments in [&["index"][..], &["渡口安全"]] {
        let desk = desk();
        fs::remove_file(desk.path("index/policy-search.json")).unwrap();
        let output = desk.command(arguments);
        assert!(output.status.success(), "{}", stderr(&output));
        is_whole(&desk);
    }
}

#[test]
fn where_nothing_is_known_the_folders_are_asked_for() {
    let desk = desk();
    fs::write(desk.path("index/policy-search.json"), "{").unwrap();
    fs::write(state(&desk), "").unwrap();
    for arguments in [&["index", "--rebuild"][..], &["index", "--rebuild", "--dry-run"]] {
        let output = desk.command(arguments);
        assert_eq!(output.status.code(), Some(2));
        let message = stderr(&output);
        assert!(message.contains("--rebuild DIR") && message.contains("--field"), "{message}");
    }
    let fields = ["--field", "甲列=title", "--field", "乙列=body"];
    let named = [&["index", "--rebuild", "papers", "dumps"], &fields[..]].concat();
    assert!(desk.command(&named).status.success());
    is_whole(&desk);
}

/// The marker of a version that did not keep folders in it is completed by the next run.
#[test]
fn the_marker_of_an_older_version_is_completed() {
    let desk = desk();
    let marker = desk.path("index/policy-search.json");
    let mut object: serde_json::Value =
        serde_json::from_slice(&fs::read(&marker).unwrap()).unwrap();
    object.as_object_mut().unwrap().remove("origin").unwrap();
    fs::write(&marker, object.to_string()).unwrap();
    assert!(desk.command(&["index"]).status.success());
    fs::write(state(&desk), "").unwrap();
    assert!(desk.command(&["index", "--rebuild"]).status.success());
    is_whole(&desk);
}
