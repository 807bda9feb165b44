//! Files of every format in one folder, hostile ones among them: what is read is found, and what is
//! not read says why and costs only itself.

use std::sync::Arc;
use std::time::{Duration, Instant};

use policy_search::corpus::reader::worker::Readers;
use policy_search::corpus::reader::{self, ReadOptions};

use crate::made;
use crate::workspace::{Workspace, stderr, stdout};

/// A notice on this subject.
fn notice(subject: &str) -> [String; 4] {
    [
        format!("青山区人民政府关于{subject}的通知"),
        "各镇街：".to_string(),
        format!("请按照要求做好{subject}工作，于月底前将落实情况报区政府。"),
        "2025年3月1日".to_string(),
    ]
}

type Maker = fn(&[&str]) -> Vec<u8>;

/// Every format with the subject of the notice that is written in it.
const FORMATS: [(&str, &str, Maker); 7] = [
    ("一.docx", "水库巡查", made::docx),
    ("二.ofd", "桥梁检测", made::ofd),
    ("三.pdf", "路灯改造", made::pdf),
    ("四.doc", "粮食收购", made::doc),
    ("五.wps", "苗木检疫", made::doc),
    ("六.rtf", "渔船登记", made::rtf),
    ("七.mht", "古树保护", made::mhtml),
];

fn made(subject: &str, maker: Maker) -> Vec<u8> {
    let notice = notice(subject);
    maker(&notice.each_ref().map(String::as_str))
}

/// A workspace with a file of every format, and an archive of two.
fn workspace() -> Workspace {
    let workspace = Workspace::new();
    for (name, subject, maker) in FORMATS {
        workspace.write(name, made(subject, maker));
    }
    let archive =
        [("附件/甲.docx", made("河道清淤", made::docx)), ("乙.pdf", made("校车运营", made::pdf))];
    let parts: Vec<_> = archive.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    workspace.write("八.zip", made::zipped(&parts));
    workspace
}

fn assert_found(workspace: &Workspace) {
    for (name, subject, _) in FORMATS {
        let found = workspace.search(&format!("\"关于{subject}的通知\""));
        assert_eq!(found.total, 1, "{name}");
        assert_eq!(found.hits[0].announcement.issuers[0].name, "青山区人民政府", "{name}");
        assert_eq!(found.hits[0].place.path, format!("corpus/{name}"));
    }
    for (subject, part) in [("河道清淤", "附件/甲.docx"), ("校车运营", "乙.pdf")] {
        let found = workspace.search(&format!("\"做好{subject}工作\""));
        assert_eq!(found.hits[0].place.part.as_deref(), Some(part));
    }
}

#[test]
fn every_format_is_found_by_the_command_and_by_the_library() {
    let workspace = workspace();
    let output = workspace.command(&["index"]);
    assert!(stdout(&output).contains("9 announcements"), "{}", stdout(&output));
    assert_eq!(stderr(&output), "");
    assert_found(&workspace);
    let workspace = self::workspace();
    assert_eq!(workspace.index().announcements, 9);
    assert_found(&workspace);
}

#[test]
fn a_hostile_file_is_one_message_and_costs_only_itself() {
    let workspace = workspace();
    let deep = made::docx_of(&"<w:sdt>".repeat(100_000));
    let laughs = b"<!DOCTYPE x [<!ENTITY a 'ha'>]><w:document/>";
    let zeros = vec![b' '; 80 << 20];
    let cut = made::docx(&["关于截断的通知"]);
    let hostile: [(&str, Vec<u8>, &str); 9] = [
        ("坏/炸弹.pdf", made::bomb(), "its reader needed more than 1 GiB of memory, or broke"),
        ("坏/深.docx", deep, "nested too deep"),
        ("坏/笑.docx", made::zipped(&[("word/document.xml", laughs)]), "document type"),
        (
            "坏/大.docx",
            made::zipped(&[("word/document.xml", &zeros)]),
            "larger than 256 MiB when unpacked",
        ),
        ("坏/断.docx", cut[..cut.len() / 2].to_vec(), "incomplete or damaged"),
        ("坏/断.pdf", b"%PDF-1.7\n".to_vec(), "incomplete or damaged"),
        ("坏/1.pdf", made::scan(), "a scan"),
        ("坏/旧.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1cut".to_vec(), "incomplete or damaged"),
        ("坏/表.xlsx", made::zipped(&[("xl/workbook.xml", b"<x/>")]), "no text"),
    ];
    for (name, bytes, _) in &hostile {
        workspace.write(name, bytes);
    }
    let output = workspace.command(&["index", "--threads", "2"]);
    let report = stdout(&output);
    for (name, _, reason) in &hostile {
        let line = report.lines().find(|line| line.contains(name));
        assert!(line.is_some_and(|line| line.contains(reason)), "{name}: {reason}: {report}");
    }
    assert!(report.contains("9 announcements") && report.contains("9 skipped"), "{report}");
    assert_eq!(stderr(&output), "");
    assert_found(&workspace);
}

#[test]
fn a_scan_is_found_by_its_name() {
    let workspace = Workspace::new();
    workspace.write("青山区人民政府关于古井保护的通告.pdf", made::scan());
    let report = stdout(&workspace.command(&["index"]));
    assert!(report.contains("1 announcement") && report.contains("a scan"), "{report}");
    assert_eq!(workspace.search("古井保护").total, 1);
}

#[test]
fn extract_shows_what_is_made_of_a_file() {
    let workspace = workspace();
    let output = workspace.command(&["extract", "corpus/一.docx"]);
    let text = stdout(&output);
    for words in
        ["format     DOCX", "青山区人民政府关于水库巡查的通知", "issuers", "2025", "请按照要求做好"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(stderr(&output).contains("read in"));
    let output = workspace.command(&["extract", "--json", "corpus/八.zip", "--part", "乙.pdf"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((json["format"].as_str(), json["count"].as_u64()), (Some("ZIP"), Some(2)));
    let document = &json["documents"][0];
    assert_eq!(document["part"], "乙.pdf");
    assert_eq!(document["announcement"]["title"], "青山区人民政府关于校车运营的通知");
    assert_eq!(stderr(&output), "");
    workspace.write("锁.docx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    let output = workspace.command(&["extract", "corpus/锁.docx"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("锁.docx: incomplete or damaged"), "{}", stderr(&output));
}

#[cfg(unix)]
#[test]
fn a_reader_that_hangs_is_stopped_and_one_that_ends_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let workspace = Workspace::new();
    workspace.write("一.pdf", made("植树", made::pdf));
    let program = |name: &str, script: &str| {
        let path = workspace.path(name);
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        Readers::new(path).within(Duration::from_millis(300))
    };
    let scripts = [("hangs", "exec sleep 60", "and was stopped"), ("ends", "exit 3", "or broke")];
    for (name, script, reason) in scripts {
        let apart = Some(Arc::new(program(name, script)));
        let options = ReadOptions { apart, ..ReadOptions::default() };
        let started = Instant::now();
        let error =
            reader::read(&workspace.path("corpus/一.pdf"), &options, &mut |_| ()).unwrap_err();
        assert!(error.to_string().contains(reason), "{error}");
        assert!(started.elapsed() < Duration::from_secs(10));
    }
    let apart = Some(Arc::new(Readers::new(workspace.path("is not there"))));
    let options = ReadOptions { apart, ..ReadOptions::default() };
    let error = reader::read(&workspace.path("corpus/一.pdf"), &options, &mut |_| ()).unwrap_err();
    assert!(error.to_string().contains("could not be started"), "{error}");
}
