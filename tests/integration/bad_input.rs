//! Bad input: a clear message that names what, where and what to do, and nothing lost.

use std::fs;
use std::io::Write;
use std::process::Output;

#[cfg(unix)]
use crate::workspace::set_mode;
use crate::workspace::{Workspace, stderr, stdout};

const GOOD: &str = "青山区人民政府关于开展植树活动的通知\n各镇街：\n请组织开展春季植树。\n青山区人民政府\n2025年3月1日\n";

/// A command that failed, with the words its message must have.
fn refused(output: &Output, words: &[&str]) {
    let message = stderr(output);
    assert_eq!(output.status.code(), Some(2), "{message}");
    for word in words {
        assert!(message.contains(word), "no {word:?} in {message:?}");
    }
    assert!(!message.contains("panicked"), "{message}");
    assert!(stdout(output).is_empty());
}

fn workspace_with_index() -> Workspace {
    let workspace = Workspace::new();
    workspace.write("好.txt", GOOD);
    workspace.index();
    workspace
}

#[test]
fn a_folder_that_is_not_there() {
    let workspace = Workspace::new();
    refused(&workspace.command(&["index", "nowhere"]), &["nowhere", "no such folder"]);
    assert!(!workspace.path("index").exists());
}

#[test]
fn no_index_and_no_corpus() {
    let workspace = Workspace::new();
    fs::remove_dir(workspace.path("corpus")).unwrap();
    refused(&workspace.command(&["通知"]), &["index", "search index"]);
    refused(&workspace.command(&["--index", "elsewhere", "通知"]), &["elsewhere", "search index"]);
    refused(&workspace.command(&["stats"]), &["search index"]);
}

#[test]
fn an_index_that_is_a_file() {
    let workspace = Workspace::new();
    fs::write(workspace.path("file"), "x").unwrap();
    refused(&workspace.command(&["index", "corpus", "--index", "file"]), &["file", "--index"]);
    refused(&workspace.command(&["--index", "file", "通知"]), &["file", "--index"]);
    assert_eq!(fs::read(workspace.path("file")).unwrap(), b"x");
}

#[test]
fn a_folder_with_other_things() {
    let workspace = Workspace::new();
    fs::create_dir(workspace.path("photos")).unwrap();
    fs::write(workspace.path("photos/a.jpg"), "x").unwrap();
    let output = workspace.command(&["index", "corpus", "--index", "photos"]);
    refused(&output, &["photos", "other files"]);
    assert_eq!(fs::read_dir(workspace.path("photos")).unwrap().count(), 1);
}

#[test]
fn an_index_of_another_version_is_refused_and_rebuilt_when_asked() {
    let workspace = workspace_with_index();
    for (from, to, word) in
        [("\"format\": ", "\"format\": 99", "99"), ("grams-", "words-", "words-")]
    {
        let marker = workspace.path("index/policy-search.json");
        let text = fs::read_to_string(&marker).unwrap();
        assert!(text.contains(from), "{text}");
        fs::write(&marker, text.replace(from, to)).unwrap();
        refused(&workspace.command(&["植树"]), &[word, "--rebuild"]);
        refused(&workspace.command(&["index"]), &[word, "--rebuild"]);
        assert!(workspace.command(&["index", "--rebuild"]).status.success());
        assert_eq!(workspace.search("植树").total, 1);
    }
}

#[test]
fn a_damaged_index_is_refused_and_rebuilt_when_asked() {
    let workspace = workspace_with_index();
    fs::write(workspace.path("index/g1/meta.json"), "{").unwrap();
    refused(&workspace.command(&["植树"]), &["damaged", "--rebuild"]);
    assert!(workspace.command(&["index", "--rebuild", "corpus"]).status.success());
    assert_eq!(workspace.search("植树").total, 1);
}

#[test]
fn two_writers_at_once() {
    let workspace = workspace_with_index();
    let lock = fs::File::open(workspace.path("index/lock")).unwrap();
    lock.lock().unwrap();
    workspace.write("又.txt", GOOD);
    refused(&workspace.command(&["index"]), &["another", "wait"]);
    lock.unlock().unwrap();
    assert!(workspace.command(&["index"]).status.success());
}

#[cfg(unix)]
#[test]
fn a_file_and_a_folder_that_may_not_be_read() {
    let workspace = Workspace::new();
    workspace.write("好.txt", GOOD);
    workspace.write("秘/密.txt", GOOD);
    workspace.write("锁.txt", GOOD);
    set_mode(&workspace.path("corpus/锁.txt"), 0o000);
    set_mode(&workspace.path("corpus/秘"), 0o000);
    let output = workspace.command_of_ordinary_user(&["index"]);
    set_mode(&workspace.path("corpus/秘"), 0o755);
    let report = stdout(&output);
    assert!(report.contains("锁.txt: permission denied"), "{report}");
    assert!(report.contains("秘") && report.contains("1 announcement"), "{report}");
}

#[test]
fn bytes_that_are_no_text_and_formats_that_are_not_read() {
    let workspace = Workspace::new();
    workspace.write("好.txt", GOOD);
    workspace.write("坏.txt", [0xff, 0x00, 0xfe, 0x01, 0x80, 0x02].repeat(500));
    workspace.write("空.txt", "");
    workspace.write("年报.pdf", "%PDF-1.7\n");
    let report = stdout(&workspace.command(&["index"]));
    for name in ["坏.txt", "空.txt", "年报.pdf"] {
        let line = report.lines().find(|line| line.contains(name));
        assert!(line.is_some_and(|line| line.starts_with("skipped")), "{name}: {report}");
    }
    assert_eq!(workspace.search("植树").total, 1);
}

#[test]
fn the_good_lines_of_a_truncated_dump_are_kept() {
    let workspace = Workspace::new();
    let line = |n: usize| {
        format!("{{\"id\":\"{n}\",\"title\":\"关于第{n}项工作的通知\",\"body\":\"正文\"}}\n")
    };
    workspace.write("断.jsonl", format!("{}{}{{\"id\":\"3\",\"title\":\"关于第", line(1), line(2)));
    let report = stdout(&workspace.command(&["index"]));
    assert!(report.contains("line 3"), "{report}");
    assert_eq!(workspace.search("工作").total, 2);
}

#[test]
fn a_line_of_200_megabytes_costs_only_itself() {
    let workspace = Workspace::new();
    let path = workspace.path("corpus/长.jsonl");
    let mut file = std::io::BufWriter::new(fs::File::create(path).unwrap());
    writeln!(file, "{{\"title\":\"关于前一项工作的通知\",\"body\":\"正文\"}}").unwrap();
    for _ in 0..200 {
        file.write_all(&[b'x'; 1 << 20]).unwrap();
    }
    writeln!(file, "\n{{\"title\":\"关于后一项工作的通知\",\"body\":\"正文\"}}").unwrap();
    file.flush().unwrap();
    let report = stdout(&workspace.command(&["index"]));
    assert!(report.contains("line 2"), "{report}");
    assert_eq!(workspace.search("工作").total, 2);
}

#[test]
fn a_table_without_a_header() {
    let workspace = Workspace::new();
    workspace.write("无头.csv", "甲,乙\n植树,三月\n");
    workspace.write("可辨.csv", "甲,乙\n关于养犬的通知,请各镇抓好落实。\n");
    let report = stdout(&workspace.command(&["index"]));
    assert!(report.contains("无头.csv") && report.contains("--field"), "{report}");
    assert_eq!((workspace.search("抓好落实").total, workspace.search("植树").total), (1, 0));
    let output = workspace.command(&["index", "--field", "甲=title", "--field", "乙=body"]);
    assert!(output.status.success());
    assert_eq!((workspace.search("抓好落实").total, workspace.search("三月").total), (1, 1));
}

#[test]
fn queries_that_ask_nothing_or_are_malformed() {
    let workspace = workspace_with_index();
    for query in ["", "   ", "《》、。", "-植树", "植树 OR"] {
        refused(&workspace.command(&["--", query]), &["search: "]);
    }
    refused(&workspace.command(&["titel:植树"]), &["titel", "title", "^"]);
    refused(&workspace.command(&["日期:2025-13"]), &["2025-13", "^"]);
    refused(&workspace.command(&["文号:甲乙丙"]), &["^"]);
    refused(&workspace.command(&["植树", "--from", "春天"]), &["--from", "2025-01"]);
}

#[test]
fn an_id_or_number_that_nothing_has() {
    let workspace = workspace_with_index();
    refused(&workspace.command(&["show", "000000000000"]), &["000000000000"]);
    refused(&workspace.command(&["show", "国发〔1901〕1号"]), &["国发"]);
}
