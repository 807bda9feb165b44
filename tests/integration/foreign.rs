//! Folders and files of the user in and around the index: none is removed or changed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use policy_search::{ErrorKind, IndexOptions, Location};

use crate::workspace::{Workspace, stderr};

const NOTICE: &str =
    "青山市人民政府关于渡口安全的通知\n各区：\n请抓好渡口安全工作。\n2025年3月1日\n";

/// Everything of the user below a folder, with its content.
type Belongings = BTreeMap<PathBuf, Option<Vec<u8>>>;

/// What the user has at `paths`, folders with all that is in them.
fn belongings(workspace: &Workspace, paths: &[impl AsRef<str>]) -> Belongings {
    let mut found = Belongings::new();
    for path in paths.iter().map(|path| workspace.path(path.as_ref())) {
        assert!(path.symlink_metadata().is_ok(), "{} is not there", path.display());
        for entry in walkdir::WalkDir::new(path).into_iter().map(Result::unwrap) {
            let content = entry.file_type().is_file().then(|| fs::read(entry.path()).unwrap());
            found.insert(entry.into_path(), content);
        }
    }
    found
}

fn put(workspace: &Workspace, path: &str) {
    let path = workspace.path(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, "of the user").unwrap();
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().map(Result::unwrap) {
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        match entry.file_type().is_dir() {
            true => fs::create_dir_all(target).unwrap(),
            false => _ = fs::copy(entry.path(), target).unwrap(),
        }
    }
}

fn rebuild(workspace: &Workspace) {
    let options = IndexOptions::of([workspace.path("corpus")]).rebuild(true);
    policy_search::index(&workspace.location(), &options, &|_| ()).unwrap();
}

/// All kinds of runs.
fn work(workspace: &Workspace) {
    workspace.index();
    workspace.write("新.txt", NOTICE.replace("渡口", "道口"));
    workspace.index();
    rebuild(workspace);
    workspace.write("新.txt", NOTICE.replace("渡口", "路口"));
    workspace.index();
    rebuild(workspace);
    assert_eq!(workspace.search("青山市").total, 2);
}

/// A workspace with an index of one announcement.
fn workspace_with_index() -> Workspace {
    let workspace = Workspace::new();
    workspace.write("甲.txt", NOTICE);
    workspace.index();
    workspace
}

/// Puts things beside or into an index, works with it, and finds them as they were.
fn kept(arrange: impl FnOnce(&Workspace), paths: &[impl AsRef<str>]) -> Workspace {
    let workspace = workspace_with_index();
    arrange(&workspace);
    let before = belongings(&workspace, paths);
    work(&workspace);
    assert_eq!(belongings(&workspace, paths), before);
    workspace
}

#[test]
fn folders_and_files_of_the_user_in_the_folder_of_the_index() {
    let names = [
        "g20/2024/通知.txt",
        "g7",
        "g007/a.txt",
        "g+3/a.txt",
        "g/a.txt",
        "G2/a.txt",
        "g2 (副本)/a.txt",
        "g99999999999999999999/a.txt",
        "g18446744073709551615/a.txt",
        "state-1.jsonl",
        "meta.json",
        ".managed.json",
        ".tmpAbC123",
        ".policy-search-notes/a.txt",
        "policy-search.json.bak",
        "README.md",
    ];
    let paths: Vec<String> = names.iter().map(|name| format!("index/{name}")).collect();
    let arrange = |workspace: &Workspace| {
        paths.iter().for_each(|path| put(workspace, path));
        fs::create_dir(workspace.path("index/g2")).unwrap();
        fs::create_dir(workspace.path("index/g3")).unwrap();
    };
    let created = [&paths[..], &["index/g2".to_string(), "index/g3".to_string()]].concat();
    kept(arrange, &created);
}

#[test]
fn a_file_called_lock() {
    kept(|workspace| put(workspace, "index/lock"), &["index/lock"]);
}

#[test]
fn files_of_the_user_inside_a_generation() {
    for name in ["notes.txt", "附件/表.txt", "state-x.jsonl", "meta.json.bak", "state-007.jsonl"]
    {
        let path = format!("index/g1/{name}");
        kept(|workspace| put(workspace, &path), &[&path]);
    }
}

#[test]
fn copies_of_generations() {
    let paths = ["index/g9", "index/g1.bak", "index/g2"];
    let copied = |workspace: &Workspace| {
        paths.iter().for_each(|path| copy(&workspace.path("index/g1"), &workspace.path(path)));
    };
    kept(copied, &paths);
    // Of another index, under the very name it had there.
    let other = |workspace: &Workspace| {
        let other = Location::Dir(workspace.path("other"));
        let options = IndexOptions::of([workspace.path("corpus")]).rebuild(true);
        for _ in 0..7 {
            policy_search::index(&other, &options, &|_| ()).unwrap();
        }
        copy(&workspace.path("other/g7"), &workspace.path("index/g7"));
    };
    kept(other, &["index/g7", "other"]);
}

#[cfg(unix)]
#[test]
fn links_that_are_called_like_generations() {
    use std::os::unix::fs::symlink;
    let to_folder = |workspace: &Workspace| {
        put(workspace, "papers/a.txt");
        symlink(workspace.path("papers"), workspace.path("index/g8")).unwrap();
    };
    kept(to_folder, &["papers", "index/g8"]);
    let to_generation = |workspace: &Workspace| {
        copy(&workspace.path("index"), &workspace.path("other"));
        symlink(workspace.path("other/g1"), workspace.path("index/g8")).unwrap();
    };
    kept(to_generation, &["other", "index/g8"]);
    let to_unfinished = |workspace: &Workspace| {
        put(workspace, "papers/meta.json");
        symlink(workspace.path("papers"), workspace.path("index/.policy-search-g8")).unwrap();
    };
    kept(to_unfinished, &["papers", "index/.policy-search-g8"]);
    let broken = |workspace: &Workspace| symlink("nowhere", workspace.path("index/g6")).unwrap();
    let workspace = workspace_with_index();
    broken(&workspace);
    work(&workspace);
    assert!(workspace.path("index/g6").symlink_metadata().is_ok());
}

#[test]
fn what_is_beside_the_index() {
    let around = |workspace: &Workspace| {
        put(workspace, "g3/a.txt");
        put(workspace, "lock");
        put(workspace, "corpus/g4/通知.txt");
    };
    kept(around, &["g3", "lock", "corpus/g4"]);
}

/// The folder that the runs of a killed process left, and the old generation, do go.
#[test]
fn what_is_ours_is_removed() {
    let workspace = kept(|workspace| put(workspace, "index/g20/a.txt"), &["index/g20"]);
    fs::create_dir(workspace.path("index/.policy-search-g9")).unwrap();
    workspace.index();
    let mut names: Vec<_> = fs::read_dir(workspace.path("index"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, [".policy-search-id", "g20", "g3", "lock", "policy-search.json"]);
}

/// An index of a version that did not mark its generations.
#[test]
fn an_unmarked_generation_is_ours_if_the_marker_names_it() {
    let unmark = |workspace: &Workspace| {
        fs::remove_file(workspace.path("index/.policy-search-id")).unwrap();
        fs::remove_file(workspace.path("index/g1/generation")).unwrap();
        put(workspace, "index/g2/a.txt");
    };
    let workspace = kept(unmark, &["index/g2"]);
    assert!(!workspace.path("index/g1").exists());
}

#[test]
fn a_folder_of_the_user_does_not_become_an_index() {
    for name in ["lock", "g5/a.txt", "g1/meta.json", "meta.json", "公告.txt"] {
        let workspace = workspace_with_index();
        put(&workspace, &format!("papers/{name}"));
        let before = belongings(&workspace, &["papers"]);
        let papers = Location::Dir(workspace.path("papers"));
        let options = IndexOptions::of([workspace.path("corpus")]);
        for rebuild in [false, true] {
            let options = options.clone().rebuild(rebuild);
            let error = policy_search::index(&papers, &options, &|_| ()).unwrap_err();
            assert!(matches!(error.kind(), ErrorKind::ForeignFolder), "{name}: {error}");
        }
        assert_eq!(belongings(&workspace, &["papers"]), before);
    }
}

#[test]
fn a_root_inside_the_folder_of_the_index_is_refused() {
    let workspace = workspace_with_index();
    put(&workspace, "index/g7/通知.txt");
    put(&workspace, "papers/g20/通知.txt");
    for (root, index) in [
        ("index/g7", "index"),
        ("index/g7/通知.txt", "index"),
        ("index", "index"),
        ("papers", "papers"),
        ("papers/g20", "papers"),
        ("corpus/../papers/./g20", "papers"),
    ] {
        let before = belongings(&workspace, &["index", "papers", "corpus"]);
        for more in [&[][..], &["--rebuild"], &["--dry-run"]] {
            let arguments = [&["index", root, "--index", index], more].concat();
            let output = workspace.command(&arguments);
            assert_eq!(output.status.code(), Some(2), "{arguments:?}");
            assert!(stderr(&output).contains("in the folder of an index"), "{}", stderr(&output));
        }
        assert_eq!(belongings(&workspace, &["index", "papers", "corpus"]), before, "{root}");
    }
}
