//! The report of a run: each thing once, what is new by name, what was taken from which columns.

use std::fs;

use serde_json::Value;

use crate::workspace::{Workspace, stdout};

fn notice(matter: &str) -> String {
    format!(
        "青山区人民政府关于{matter}的通知\n各镇街：\n请认真组织实施。\n青山区人民政府\n2025年3月1日\n"
    )
}

fn report(workspace: &Workspace, flags: &[&str]) -> String {
    stdout(&workspace.command(&[&["index"], flags].concat()))
}

fn json(workspace: &Workspace) -> Value {
    serde_json::from_str(&report(workspace, &["--json"])).unwrap()
}

fn titles(named: &Value) -> Vec<&str> {
    let named = named["named"].as_array().unwrap();
    named.iter().map(|one| one["title"].as_str().unwrap()).collect()
}

#[test]
fn what_is_new_or_changed_or_gone_is_named_while_it_is_little() {
    let workspace = Workspace::new();
    (0..12).for_each(|at| workspace.write(&format!("{at}.txt"), notice(&format!("第{at}次植树"))));
    let first = report(&workspace, &[]);
    assert!(!first.contains("new  "), "{first}");
    workspace.write("新.txt", notice("渡口安全"));
    workspace.write("3.txt", notice("防汛"));
    fs::remove_file(workspace.path("corpus/5.txt")).unwrap();
    let told = report(&workspace, &[]);
    let line = |sort: &str| told.lines().find(|line| line.starts_with(sort)).unwrap_or_default();
    let new = line("new");
    assert!(new.contains("青山区人民政府关于渡口安全的通知 · 2025-03-01 · "), "{told}");
    assert!(line("changed").contains("青山区人民政府关于防汛的通知"), "{told}");
    assert!(line("gone").ends_with("corpus/5.txt"), "{told}");
    assert!(told.contains("12 announcements (1 new, 1 changed)"), "{told}");
    // What is shown can be typed back.
    let id = new.rsplit(" · ").next().unwrap();
    assert!(stdout(&workspace.command(&["show", id])).contains("渡口安全"));
    let again = report(&workspace, &[]);
    assert!(!again.contains("new  ") && !again.contains("changed  "), "{again}");
}

#[test]
fn a_moved_file_is_not_new() {
    let workspace = Workspace::new();
    workspace.write("一.txt", notice("植树"));
    workspace.write("二.txt", notice("防汛"));
    workspace.index();
    fs::rename(workspace.path("corpus/一.txt"), workspace.path("corpus/三.txt")).unwrap();
    let told = json(&workspace);
    assert_eq!(
        (&told["new"]["count"], &told["changed"]["count"]),
        (&0.into(), &0.into()),
        "{told}"
    );
    assert_eq!(told["files"]["renamed"], 1);
}

#[test]
fn three_hundred_titles_of_a_table_are_one_line() {
    let workspace = Workspace::new();
    let rows: String = (0..300).map(|at| format!("关于第{at}项工作的通知,\n")).collect();
    workspace.write("表.csv", format!("标题,正文\n{rows}"));
    let told = report(&workspace, &[]);
    let notes: Vec<_> = told.lines().filter(|line| line.starts_with("note")).collect();
    assert_eq!(notes.len(), 1, "{told}");
    assert!(notes[0].contains("表.csv: 300 records: no text: only the title is kept"), "{told}");
    let kept = stdout(&workspace.command(&["stats", "--skipped"]));
    assert_eq!(kept.lines().filter(|line| line.contains("only the title is kept")).count(), 1);
}

#[test]
fn the_columns_of_a_dump_are_told_and_the_json_has_all_of_it() {
    let workspace = Workspace::new();
    let remark = "为便于各镇街准确理解执行，现对有关条款逐一说明，请结合实际抓好落实，遇到问题及时报告区政府办公室。";
    let record = |at: usize| {
        format!(
            "{{\"title\":\"关于第{at}项补贴的通知\",\"original_text\":\"各镇街：请认真组织实施，确保按期完成第{at}项任务，\
             并于月底前将落实情况书面报送区政府办公室。\",\"remark\":\"{remark}第{at}条。\"}}\n"
        )
    };
    workspace.write("表.jsonl", (0..5).map(record).collect::<String>());
    workspace.write("坏.json", "{\"title\": ");
    let told = json(&workspace);
    let columns = told["columns"][0]["columns"].as_array().unwrap();
    let taken = |name: &str| {
        let column = columns.iter().find(|column| column["name"] == name).unwrap();
        (column["taken"].as_str(), column["remedy"].as_str())
    };
    assert_eq!(taken("title"), (Some("title"), None));
    assert_eq!(taken("original_text"), (Some("body"), None));
    assert_eq!(taken("remark"), (None, Some("remark=body")));
    assert_eq!(titles(&told["new"]).len(), 5);
    assert_eq!(told["skipped"][0]["paths"][0]["path"], "corpus/坏.json");
    assert_eq!((&told["version"], &told["files"]["added"]), (&1.into(), &2.into()));
    let told = report(&workspace, &["--rebuild"]);
    let told: Vec<&str> = told.split_whitespace().collect();
    let told = told.join(" ");
    assert!(told.contains("title ← title · body ← original_text ("), "{told}");
    assert!(
        told.contains("not used: remark (") && told.contains("--field 'remark=body'"),
        "{told}"
    );
}

#[test]
fn repaired_text_is_told_and_found() {
    let workspace = Workspace::new();
    let text = notice("渡口安全");
    let bytes = encoding_rs::GBK.encode(&text).0;
    let damaged = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes).0.into_owned();
    workspace.write("乱.txt", damaged);
    let told = report(&workspace, &[]);
    assert!(told.contains("乱.txt: repaired: GBK that was read as Latin-1 ("), "{told}");
    assert_eq!(workspace.search("渡口安全").total, 1);
}
