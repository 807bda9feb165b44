//! Bad input: a clear message that names what, where and what to do, and nothing lost.

use std::fs;
use std::io::Write;
use std::process::Output;

#[cfg(unix)]
use crate::desk::set_mode;
use crate::desk::{Desk, stderr, stdout};

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

fn desk_with_index() -> Desk {
    let desk = Desk::new();
    desk.write("好.txt", GOOD);
    desk.index();
    desk
}

#[test]
fn a_folder_that_is_not_there() {
    let desk = Desk::new();
    refused(&desk.command(&["index", "nowhere"]), &["nowhere", "no such folder"]);
    assert!(!desk.path("index").exists());
}

#[test]
fn no_index_and_no_corpus() {
    let desk = Desk::new();
    fs::remove_dir(desk.path("corpus")).unwrap();
    refused(&desk.command(&["通知"]), &["index", "search index"]);
    refused(&desk.command(&["--index", "elsewhere", "通知"]), &["elsewhere", "search index"]);
    refused(&desk.command(&["stats"]), &["search index"]);
}

#[test]
fn an_index_that_is_a_file() {
    let desk = Desk::new();
    fs::write(desk.path("file"), "x").unwrap();
    refused(&desk.command(&["index", "corpus", "--index", "file"]), &["file", "--index"]);
    refused(&desk.command(&["--index", "file", "通知"]), &["file", "--index"]);
    assert_eq!(fs::read(desk.path("file")).unwrap(), b"x");
}

#[test]
fn a_folder_with_other_things() {
    let desk = Desk::new();
    fs::create_dir(desk.path("photos")).unwrap();
    fs::write(desk.path("photos/a.jpg"), "x").unwrap();
    let output = desk.command(&["index", "corpus", "--index", "photos"]);
    refused(&output, &["photos", "other files"]);
    assert_eq!(fs::read_dir(desk.path("photos")).unwrap().count(), 1);
}

#[test]
fn an_index_of_another_version_is_refused_and_rebuilt_when_asked() {
    let desk = desk_with_index();
    for (from, to, word) in
        [("\"format\": ", "\"format\": 99", "99"), ("grams-", "words-", "words-")]
    {
        let marker = desk.path("index/policy-search.json");
        let text = fs::read_to_string(&marker).unwrap();
        assert!(text.contains(from), "{text}");
        fs::write(&marker, text.replace(from, to)).unwrap();
        refused(&desk.command(&["植树"]), &[word, "--rebuild"]);
        refused(&desk.command(&["index"]), &[word, "--rebuild"]);
        assert!(desk.command(&["index", "--rebuild"]).status.success());
        assert_eq!(desk.search("植树").total, 1);
    }
}

#[test]
fn a_damaged_index_is_refused_and_rebuilt_when_asked() {
    let desk = desk_with_index();
    fs::write(desk.path("index/g1/meta.json"), "{").unwrap();
    refused(&desk.command(&["植树"]), &["damaged", "--rebuild"]);
    assert!(desk.command(&["index", "--rebuild", "corpus"]).status.success());
    assert_eq!(desk.search("植树").total, 1);
}

#[test]
fn two_writers_at_once() {
    let desk = desk_with_index();
    let lock = fs::File::open(desk.path("index/lock")).unwrap();
    lock.lock().unwrap();
    desk.write("又.txt", GOOD);
    refused(&desk.command(&["index"]), &["another", "wait"]);
    lock.unlock().unwrap();
    assert!(desk.command(&["index"]).status.success());
}

#[cfg(unix)]
#[test]
fn a_file_and_a_folder_that_may_not_be_read() {
    let desk = Desk::new();
    desk.write("好.txt", GOOD);
    desk.write("秘/密.txt", GOOD);
    desk.write("锁.txt", GOOD);
    set_mode(&desk.path("corpus/锁.txt"), 0o000);
    set_mode(&desk.path("corpus/秘"), 0o000);
    let output = desk.command_of_ordinary_user(&["index"]);
    set_mode(&desk.path("corpus/秘"), 0o755);
    let report = stdout(&output);
    assert!(report.contains("锁.txt: permission denied"), "{report}");
    assert!(report.contains("秘") && report.contains("1 announcements"), "{report}");
}

#[test]
fn bytes_that_are_no_text_and_formats_that_are_not_read() {
    let desk = Desk::new();
    desk.write("好.txt", GOOD);
    desk.write("坏.txt", [0xff, 0x00, 0xfe, 0x01, 0x80, 0x02].repeat(500));
    desk.write("空.txt", "");
    desk.write("年报.pdf", "%PDF-1.7\n");
    let report = stdout(&desk.command(&["index"]));
    for name in ["坏.txt", "空.txt", "年报.pdf"] {
        let line = report.lines().find(|line| line.contains(name));
        assert!(line.is_some_and(|line| line.starts_with("skipped")), "{name}: {report}");
    }
    assert_eq!(desk.search("植树").total, 1);
}

#[test]
fn the_good_lines_of_a_truncated_dump_are_kept() {
    let desk = Desk::new();
    let line = |n: usize| {
        format!("{{\"id\":\"{n}\",\"title\":\"关于第{n}项工作的通知\",\"body\":\"正文\"}}\n")
    };
    desk.write("断.jsonl", format!("{}{}{{\"id\":\"3\",\"title\":\"关于第", line(1), line(2)));
    let report = stdout(&desk.command(&["index"]));
    assert!(report.contains("line 3"), "{report}");
    assert_eq!(desk.search("工作").total, 2);
}

#[test]
fn a_line_of_200_megabytes_costs_only_itself() {
    let desk = Desk::new();
    let path = desk.path("corpus/长.jsonl");
    let mut file = std::io::BufWriter::new(fs::File::create(path).unwrap());
    writeln!(file, "{{\"title\":\"关于前一项工作的通知\",\"body\":\"正文\"}}").unwrap();
    for _ in 0..200 {
        file.write_all(&[b'x'; 1 << 20]).unwrap();
    }
    writeln!(file, "\n{{\"title\":\"关于后一项工作的通知\",\"body\":\"正文\"}}").unwrap();
    file.flush().unwrap();
    let report = stdout(&desk.command(&["index"]));
    assert!(report.contains("line 2"), "{report}");
    assert_eq!(desk.search("工作").total, 2);
}

#[test]
fn a_table_without_a_header() {
    let desk = Desk::new();
    desk.write("无头.csv", "甲,乙\n关于植树的通知,请各镇抓好落实。\n");
    let report = stdout(&desk.command(&["index"]));
    assert!(report.contains("无头.csv") && report.contains("--field"), "{report}");
    let output = desk.command(&["index", "--field", "甲=title", "--field", "乙=body"]);
    assert!(output.status.success());
    assert_eq!(desk.search("植树").total, 1);
}

#[test]
fn queries_that_ask_nothing_or_are_malformed() {
    let desk = desk_with_index();
    for query in ["", "   ", "《》、。", "-植树", "\"植树"] {
        refused(&desk.command(&["--", query]), &["search: "]);
    }
    refused(&desk.command(&["titel:植树"]), &["titel", "title", "^"]);
    refused(&desk.command(&["日期:2025-13"]), &["2025-13", "^"]);
    refused(&desk.command(&["文号:甲乙丙"]), &["^"]);
    refused(&desk.command(&["植树", "--from", "春天"]), &["--from", "2025-01"]);
}

#[test]
fn an_id_or_number_that_nothing_has() {
    let desk = desk_with_index();
    refused(&desk.command(&["show", "000000000000"]), &["000000000000"]);
    refused(&desk.command(&["show", "国发〔1901〕1号"]), &["国发"]);
}
