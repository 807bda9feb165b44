//! `search index --forget`: a folder or file leaves the index with its announcements, there or not.

use std::fs;

use policy_search::{ErrorKind, Forgotten, IndexOptions, Report};

use crate::workspace::{Workspace, stderr, stdout};

/// Folders of the same name, a file, and a text that is in two of them.
fn workspace() -> Workspace {
    let workspace = Workspace::new();
    let notice = |number: usize| {
        format!(
            "青山市人民政府关于第{number}处渡口安全的通知\n各区：\n请抓好第{number}处渡口的落实。\n"
        )
    };
    for (path, number) in [
        ("一/公告/1.txt", 1),
        ("一/公告/2.txt", 2),
        ("二/公告/2.txt", 2),
        ("二/公告/3.txt", 3),
        ("四.txt", 4),
    ] {
        workspace.write(&format!("../{path}"), notice(number));
    }
    let roots = ["一/公告", "二/公告", "四.txt"].map(|root| workspace.path(root));
    policy_search::index(&workspace.location(), &IndexOptions::of(roots), &|_| ()).unwrap();
    workspace
}

fn forget(workspace: &Workspace, root: &str) -> Report {
    let options = IndexOptions::default().forget(workspace.path(root));
    policy_search::index(&workspace.location(), &options, &|_| ()).unwrap()
}

/// The numbers of the notices that are in the index.
fn held(workspace: &Workspace) -> Vec<String> {
    let title = |hit: &policy_search::Hit| hit.announcement.title.clone();
    let mut titles: Vec<String> = workspace.everything().iter().map(title).collect();
    let of = |title: &str| title.chars().filter(char::is_ascii_digit).collect();
    titles.iter_mut().for_each(|title| *title = of(title));
    titles.sort();
    titles
}

#[test]
fn a_folder_leaves_and_its_texts_in_others_stay() {
    let workspace = workspace();
    assert_eq!(held(&workspace), ["1", "2", "2", "3", "4"]);
    let report = forget(&workspace, "一/公告");
    let Forgotten { root, files, announcements, .. } = &report.forgotten[0];
    assert_eq!((files, announcements), (&2, &2));
    assert!(root.ends_with("一/公告"));
    // All others are called by shorter names now that no two of them are alike.
    assert_eq!((report.removed, report.renamed, report.added), (2, 3, 0));
    assert_eq!(held(&workspace), ["2", "3", "4"]);
    let next = policy_search::index(&workspace.location(), &IndexOptions::default(), &|_| ());
    assert_eq!((next.as_ref().unwrap().unchanged, next.unwrap().changed()), (3, false));
}

#[test]
fn a_folder_that_is_gone_leaves_all_the_same() {
    let workspace = workspace();
    fs::remove_dir_all(workspace.path("一")).unwrap();
    // Without a word it is kept: it may only not be mounted.
    let options = IndexOptions::default();
    let kept = policy_search::index(&workspace.location(), &options, &|_| ()).unwrap();
    assert_eq!((kept.removed, kept.kept_files), (0, 2));
    assert_eq!(forget(&workspace, "一/公告/").forgotten[0].files, 2);
    assert_eq!(held(&workspace), ["2", "3", "4"]);
}

#[test]
fn a_file_leaves_and_so_do_all() {
    let workspace = workspace();
    let options = IndexOptions::default().forget(workspace.path("四.txt"));
    let options = options.forget(workspace.path("一/公告")).forget(workspace.path("二/公告"));
    let options = options.fallback(workspace.path("corpus"));
    let report = policy_search::index(&workspace.location(), &options, &|_| ()).unwrap();
    assert_eq!((report.forgotten.len(), report.removed, report.announcements), (3, 5, 0));
    assert_eq!(held(&workspace), [""; 0]);
}

#[test]
fn what_is_no_folder_of_the_index_is_an_error_that_lists_them() {
    let workspace = workspace();
    let options = IndexOptions::default().forget(workspace.path("一"));
    let error = policy_search::index(&workspace.location(), &options, &|_| ()).unwrap_err();
    let ErrorKind::UnknownRoot(known) = error.kind() else { panic!("{error}") };
    assert_eq!(known.len(), 3);
    let output = workspace.command(&["index", "--forget", "一"]);
    assert_eq!(output.status.code(), Some(2));
    let said = stderr(&output);
    assert!(
        said.contains("一/公告") && said.contains("二/公告") && said.contains("四.txt"),
        "{said}"
    );
    assert_eq!(held(&workspace).len(), 5);
}

#[test]
fn a_dry_run_says_what_would_leave() {
    let workspace = workspace();
    let output = workspace.command(&["index", "--forget", "二/公告", "--dry-run"]);
    let said = stdout(&output);
    assert!(said.contains("二/公告: 2 files, 2 announcements taken out"), "{said}");
    assert_eq!(held(&workspace).len(), 5);
    let output = workspace.command(&["index", "--forget", "二/公告", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(report["forgotten"][0]["files"], 2);
    assert_eq!(held(&workspace), ["1", "2", "4"]);
}

#[test]
fn no_index_is_indexed_whether_it_is_this_one_or_another() {
    let workspace = workspace();
    let location = |name: &str| policy_search::Location::Dir(workspace.path(name));
    fs::rename(workspace.path("一/公告/1.txt"), workspace.path("corpus/1.txt")).unwrap();
    let run = |root: &str, index: &str| {
        let options = IndexOptions::of([workspace.path(root)]);
        policy_search::index(&location(index), &options, &|_| ())
    };
    assert_eq!(run("corpus", "corpus/索引").unwrap().added, 1);
    // Another index than the one that is in the folder, and a link to one.
    #[cfg(unix)]
    std::os::unix::fs::symlink(workspace.path("index"), workspace.path("corpus/链接")).unwrap();
    let report = run("corpus", "another").unwrap();
    assert_eq!((report.added, report.announcements), (1, 1), "{report:?}");
    for root in ["corpus/索引", "corpus/索引/g1", "another"] {
        let error = run(root, "third").unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::InsideIndex), "{error}");
    }
}
