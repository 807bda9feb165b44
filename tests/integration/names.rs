//! Files whose names are shown alike and are different: each is told by the bytes of its path.

#![cfg(target_os = "linux")]

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use policy_search::backend::WriteOptions;
use policy_search::{Id, IndexOptions, Place, Record, Report, backend};

use crate::workspace::Workspace;

/// Of the first two, of the next three and of the two in folders, each is shown as the others.
const NAMES: [&[u8]; 10] = [
    "公告.txt".as_bytes(),
    b"\xB9\xAB\xB8\xE6.txt",
    b"\xFF.txt",
    b"\xFE.txt",
    "\u{FFFD}.txt".as_bytes(),
    b"\xA4\xBD\xA7\x69.txt",
    b"\xE5\x85.txt",
    b"\xFF/a.txt",
    b"\xFE/a.txt",
    b"\xFF/\xFF.txt",
];

fn notice(number: usize) -> String {
    format!("关于第{number}项工作的通知\n各镇街：\n请抓好第{number}项工作的落实。\n2025年3月1日\n")
}

fn path(workspace: &Workspace, name: &[u8]) -> PathBuf {
    workspace.path("corpus").join(OsStr::from_bytes(name))
}

fn write(workspace: &Workspace, name: &[u8], text: &str) {
    let path = path(workspace, name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    NAMES.iter().enumerate().for_each(|(at, name)| write(&workspace, name, &notice(at)));
    workspace
}

/// The ids of all announcements with their titles.
fn ids(workspace: &Workspace) -> BTreeSet<(String, String)> {
    let mut ids = BTreeSet::new();
    let mut take = |record: Record| {
        ids.insert((record.id.to_string(), record.announcement.title));
        Ok(())
    };
    workspace.engine().each(&mut take).unwrap();
    assert_eq!(workspace.engine().stats().unwrap().announcements, ids.len() as u64);
    ids
}

/// How many different ids there are, however often each.
fn ids_with_twins(workspace: &Workspace) -> usize {
    let ids = workspace.everything().into_iter().map(|hit| hit.id.to_string());
    ids.collect::<BTreeSet<_>>().len()
}

fn counts(report: &Report) -> [u64; 5] {
    [report.added, report.updated, report.renamed, report.removed, report.unchanged]
}

#[test]
fn ten_names_shown_alike_are_indexed_once() {
    let workspace = workspace();
    assert_eq!(counts(&workspace.index()), [10, 0, 0, 0, 0]);
    let first = ids(&workspace);
    assert_eq!(first.iter().map(|(id, _)| id).collect::<BTreeSet<_>>().len(), 10);
    for _ in 0..9 {
        assert_eq!(counts(&workspace.index()), [0, 0, 0, 0, 10]);
        assert_eq!(ids(&workspace), first);
    }
    let shown: Vec<_> = workspace.everything().into_iter().map(|hit| hit.place.path).collect();
    assert_eq!(shown.iter().filter(|path| *path == "corpus/公告.txt").count(), 2, "{shown:?}");
    let alike = shown.iter().filter(|path| *path == "corpus/\u{FFFD}.txt").count();
    assert_eq!(alike, 3, "{shown:?}");
    let utf8 = Id::of("corpus/公告.txt", None).to_string();
    assert!(first.contains(&(utf8, "关于第0项工作的通知".to_string())), "{first:?}");
}

#[test]
fn a_change_of_one_touches_that_one() {
    let workspace = workspace();
    workspace.index();
    let mut expected = ids(&workspace);
    let title = |number: usize| format!("关于第{number}项工作的通知");
    for (at, name) in NAMES.iter().enumerate() {
        write(&workspace, name, &notice(at + 100));
        assert_eq!(counts(&workspace.index()), [0, 1, 0, 0, 9]);
        let old = expected.iter().find(|(_, old)| *old == title(at)).unwrap().clone();
        expected.remove(&old);
        expected.insert((old.0, title(at + 100)));
        assert_eq!(ids(&workspace), expected);
    }
    for (at, name) in NAMES.iter().enumerate().take(9) {
        fs::remove_file(path(&workspace, name)).unwrap();
        assert_eq!(counts(&workspace.index()), [0, 0, 0, 1, 9 - at as u64]);
        expected.retain(|(_, old)| *old != title(at + 100));
        assert_eq!(ids(&workspace), expected);
    }
}

#[test]
fn a_rename_among_them_is_one() {
    let workspace = workspace();
    workspace.index();
    fs::rename(path(&workspace, b"\xFF.txt"), path(&workspace, b"\xFD.txt")).unwrap();
    fs::rename(path(&workspace, b"\xFE"), path(&workspace, b"\xFD")).unwrap();
    assert_eq!(counts(&workspace.index()), [0, 0, 2, 0, 8]);
    let titles: BTreeSet<_> = ids(&workspace).into_iter().map(|(_, title)| title).collect();
    assert_eq!(titles.len(), 10);
}

#[test]
fn roots_that_are_shown_alike_are_told_apart() {
    let workspace = Workspace::new();
    let roots: Vec<PathBuf> = [&b"\xFF"[..], b"\xFE", "\u{FFFD}".as_bytes(), b"x/\xFE"]
        .map(|name| path(&workspace, name))
        .into();
    for (at, root) in roots.iter().enumerate() {
        fs::create_dir_all(root).unwrap();
        fs::write(root.join("a.txt"), notice(at)).unwrap();
    }
    let index = |options: IndexOptions| {
        policy_search::index(&workspace.location(), &options, &|_| ()).unwrap()
    };
    assert_eq!(index(IndexOptions::of(roots.clone())).added, 4);
    let first = ids(&workspace);
    assert_eq!(first.len(), 4);
    assert_eq!(counts(&index(IndexOptions::default())), [0, 0, 0, 0, 4]);
    fs::write(roots[1].join("a.txt"), notice(100)).unwrap();
    assert_eq!(counts(&index(IndexOptions::default())), [0, 1, 0, 0, 3]);
    fs::rename(&roots[0], workspace.path("away")).unwrap();
    let report = index(IndexOptions::default());
    assert_eq!((counts(&report), report.kept_files), ([0, 0, 0, 0, 3], 1));
    let report = index(IndexOptions::default().prune(true));
    assert_eq!((report.removed, ids(&workspace).len()), (1, 3));
    assert!(workspace.command(&["stats"]).status.success());
}

/// An index as an earlier version left it: both of two files are in it under the path they are shown
/// with, and one of them in its state.
#[test]
fn what_an_earlier_version_took_for_one_file_is_told_apart_by_the_next_run() {
    let workspace = Workspace::new();
    workspace.write("丁.txt", notice(7));
    for (at, name) in NAMES.iter().enumerate().take(2) {
        write(&workspace, name, &notice(at));
    }
    let indexer = backend::write(&workspace.location(), &WriteOptions::default()).unwrap();
    // The last as if this version had written it before that one did.
    let key = || Some("corpus/\0b9\0ab\0b8\0e6.txt".to_string());
    for (at, raw) in [(0, None), (1, None), (1, None), (1, key())] {
        let mut place = Place::default();
        (place.path, place.raw) = ("corpus/公告.txt".into(), raw);
        let raw = policy_search::extract::RawText { text: notice(at), ..Default::default() };
        let announcement = policy_search::extract::announcement(&raw).unwrap().announcement;
        indexer.put(&Record::of(place, jiff::Timestamp::UNIX_EPOCH, announcement)).unwrap();
    }
    let root = workspace.path("corpus").canonicalize().unwrap();
    let file = r#"{"path":"corpus/公告.txt","size":3,"modified":9,"hash":"ab","announcements":1}"#;
    let state = format!("{{\"roots\":[{root:?}],\"readers\":3,\"walked\":12}}\n{file}\n");
    indexer.commit(state.as_bytes(), 1).unwrap();
    assert_eq!(workspace.engine().stats().unwrap().announcements, 4);
    assert_eq!(ids_with_twins(&workspace), 2);
    let report = workspace.index();
    assert_eq!((report.kept_files, report.announcements), (0, 3));
    assert_eq!(ids(&workspace).len(), 3);
    assert_eq!(counts(&workspace.index()), [0, 0, 0, 0, 3]);
}
