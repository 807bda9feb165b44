//! `search check`: damage and changes are told, and a sound index is called well.

use std::fs;
use std::path::PathBuf;

use policy_search::Missing;
use policy_search::engine::check::{Check, CheckOptions, check};
use serde_json::Value;

use crate::workspace::{Workspace, stderr, stdout};

/// Three notices in two files, indexed.
fn workspace() -> Workspace {
    let workspace = Workspace::new();
    workspace.write("甲.txt", "关于植树的通知\n各镇街：\n请组织春季植树。\n2025年3月1日\n");
    let line =
        |n| format!("{{\"id\":\"{n}\",\"title\":\"关于第{n}项工作的通知\",\"body\":\"抓落实\"}}\n");
    workspace.write("乙.jsonl", format!("{}{}", line(1), line(2)));
    workspace.index();
    workspace
}

fn checked(workspace: &Workspace) -> Check {
    check(&workspace.location(), &CheckOptions::default()).unwrap()
}

/// The files of the index that have checksums.
fn segment_files(workspace: &Workspace) -> Vec<PathBuf> {
    let entries = fs::read_dir(workspace.path("index/g1")).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let is_segment = |path: &PathBuf| {
        let extension = path.extension().and_then(|extension| extension.to_str());
        matches!(extension, Some("store" | "pos" | "idx" | "term" | "fast" | "fieldnorm"))
    };
    paths.filter(is_segment).collect()
}

#[test]
fn a_sound_index_is_well() {
    let workspace = workspace();
    let output = workspace.command(&["check", "--recall", "200"]);
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(0), "{text}{}", stderr(&output));
    assert!(text.contains("3 announcements readable") && text.contains("all is well"), "{text}");
    assert!(text.contains("100 %") && !text.contains("failed"), "{text}");
}

#[test]
fn a_changed_byte_in_any_file_is_told() {
    let workspace = workspace();
    let files = segment_files(&workspace);
    assert!(files.len() >= 6, "{files:?}");
    for path in files {
        let sound = fs::read(&path).unwrap();
        for place in [0, sound.len() / 2, sound.len() - 1] {
            let mut damaged = sound.clone();
            damaged[place] ^= 0x20;
            fs::write(&path, &damaged).unwrap();
            let check = checked(&workspace);
            assert!(!check.is_well() && check.recall.is_none(), "{}: {check:?}", path.display());
        }
        fs::write(&path, &sound).unwrap();
    }
    assert!(checked(&workspace).is_well());
}

#[test]
fn a_damaged_index_is_named_with_its_remedy() {
    let workspace = workspace();
    let path =
        segment_files(&workspace).into_iter().find(|path| path.extension().unwrap() == "pos");
    let path = path.unwrap();
    let mut bytes = fs::read(&path).unwrap();
    bytes[0] ^= 1;
    fs::write(&path, bytes).unwrap();
    let output = workspace.command(&["check", "--recall", "10"]);
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    for word in [&name, "damaged", "search index --rebuild"] {
        assert!(text.contains(word), "no {word} in {text}");
    }
    assert!(workspace.command(&["index", "--rebuild"]).status.success());
    assert!(checked(&workspace).is_well());
}

#[test]
fn files_of_the_index_that_are_cut_or_gone_are_told() {
    let state = |workspace: &Workspace| {
        let entries = fs::read_dir(workspace.path("index/g1")).unwrap();
        let mut paths = entries.map(|entry| entry.unwrap().path());
        paths.find(|path| path.extension().is_some_and(|extension| extension == "jsonl")).unwrap()
    };
    let cut = |path: PathBuf| fs::write(&path, &fs::read(&path).unwrap()[..20]).unwrap();
    for damage in [
        |workspace: &Workspace| fs::remove_file(segment_files(workspace).remove(0)).unwrap(),
        |workspace: &Workspace| fs::write(workspace.path("index/g1/meta.json"), "{").unwrap(),
        |workspace: &Workspace| fs::write(workspace.path("index/policy-search.json"), "{").unwrap(),
    ] {
        let workspace = workspace();
        damage(&workspace);
        assert!(!checked(&workspace).integrity.damaged.is_empty());
    }
    for damage in [&cut as &dyn Fn(PathBuf), &|path| fs::remove_file(path).unwrap()] {
        let workspace = workspace();
        damage(state(&workspace));
        assert!(!checked(&workspace).integrity.damaged.is_empty());
    }
    let workspace = workspace();
    segment_files(&workspace).into_iter().for_each(cut);
    assert!(!checked(&workspace).is_well());
}

#[test]
fn an_announcement_that_the_index_lost_is_told() {
    let workspace = workspace();
    let entries = fs::read_dir(workspace.path("index/g1")).unwrap();
    let mut paths = entries.map(|entry| entry.unwrap().path());
    let state = paths.find(|path| path.extension().is_some_and(|end| end == "jsonl")).unwrap();
    let text = fs::read_to_string(&state).unwrap();
    assert!(text.contains("\"announcements\":2"), "{text}");
    fs::write(&state, text.replace("\"announcements\":2", "\"announcements\":5")).unwrap();
    // With the checksums that a commit notes it would be told that the file is another.
    fs::remove_file(workspace.path("index/g1/.checksums.json")).unwrap();
    let check = checked(&workspace);
    assert!(check.integrity.damaged[0].contains("gave 6 announcements, and 3"), "{check:?}");
}

#[test]
fn files_that_are_new_changed_or_gone_are_told_and_nothing_is_indexed() {
    let workspace = workspace();
    workspace.write("丙.txt", "关于护林的通知\n各镇街：\n请做好护林。\n");
    workspace
        .write("乙.jsonl", "{\"id\":\"1\",\"title\":\"关于第1项工作的通知\",\"body\":\"抓好\"}\n");
    workspace.remove("甲.txt");
    for _ in 0..2 {
        let differences = checked(&workspace).differences.unwrap();
        assert_eq!(differences.new, ["corpus/丙.txt"]);
        assert_eq!(differences.changed, ["corpus/乙.jsonl"]);
        assert_eq!(differences.gone, ["corpus/甲.txt"]);
    }
    let output = workspace.command(&["check"]);
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    for word in ["new      corpus/丙.txt", "changed  corpus/乙.jsonl", "gone     corpus/甲.txt"]
    {
        assert!(text.contains(word), "no {word} in {text}");
    }
    assert!(text.ends_with("run `search index`\n"), "{text}");
    assert!(workspace.command(&["index"]).status.success());
    assert!(checked(&workspace).is_well());
}

#[test]
fn a_folder_that_is_gone_is_told() {
    let workspace = workspace();
    fs::rename(workspace.path("corpus"), workspace.path("elsewhere")).unwrap();
    let check = checked(&workspace);
    assert!(!check.is_well() && check.integrity.is_sound());
    assert!(check.differences.unwrap().kept[0].1.why == Missing::Absent("not there".into()));
}

#[test]
fn the_object_has_what_the_table_has() {
    let workspace = workspace();
    workspace.write("词.txt", "# 词\n植树\n春季植树\n");
    let terms = workspace.path("corpus/词.txt");
    let args = ["check", "--recall", "50", "--terms", terms.to_str().unwrap(), "--json"];
    let output = workspace.command(&args);
    let object: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!((output.status.code(), &object["well"]), (Some(1), &Value::Bool(false)));
    assert_eq!(object["integrity"]["announcements"], 3);
    assert_eq!(object["differences"]["new"][0], "corpus/词.txt");
    let tallies = object["recall"]["tallies"].as_array().unwrap();
    let terms = tallies.iter().find(|tally| tally["class"] == "terms").unwrap();
    assert_eq!((&terms["strings"], &terms["asked"]), (&2.into(), &"quoted".into()));
    assert_eq!((&terms["recall"], &terms["precision"]), (&1.0.into(), &1.0.into()));
    let random = ["han", "letters", "marks"];
    let random = tallies.iter().filter(|tally| {
        random.contains(&tally["class"].as_str().unwrap()) && tally["asked"] == "quoted"
    });
    assert_eq!(random.map(|tally| tally["strings"].as_u64().unwrap()).sum::<u64>(), 50);
}

#[test]
fn no_line_of_a_check_is_wider_than_a_plain_screen() {
    use unicode_width::UnicodeWidthStr;
    let workspace = workspace();
    let long = "关于进一步加强和改进全区春季植树造林与森林草原防火工作若干事项的补充说明之一";
    workspace.write(&format!("{long}/{long}.txt"), "x");
    let text = stdout(&workspace.command(&["check", "--recall", "100"]));
    let wide: Vec<_> = text.lines().filter(|line| line.width() > 80).collect();
    assert!(wide.is_empty() && text.contains("terms of policy"), "{wide:#?}{text}");
}

#[test]
fn what_cannot_be_checked_is_an_error() {
    let workspace = workspace();
    let refused = |args: &[&str], word: &str| {
        let output = workspace.command(args);
        let message = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{message}");
        assert!(message.contains(word) && stdout(&output).is_empty(), "{message}");
    };
    refused(&["check", "--index", "nowhere"], "search index");
    refused(&["check", "--terms", "terms.txt"], "--recall");
    refused(&["check", "--recall", "9", "--terms", "none.txt"], "none.txt: no such file");
    fs::write(workspace.path("marks.txt"), "植树\n《》\n").unwrap();
    refused(&["check", "--recall", "9", "--terms", "marks.txt"], "line 2");
    refused(&["check", "--recall", "many"], "many");
}
