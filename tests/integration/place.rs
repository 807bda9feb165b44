//! Where the index is looked for: here or above, then at the user's own place.

use std::process::Output;

use crate::workspace::{Workspace, stderr, stdout};

const NOTICE: &str = "某县关于开展春季植树活动的通知\n\n各镇：请抓紧组织春季植树。\n";

/// The command in a folder below that of the workspace.
fn in_folder(workspace: &Workspace, folder: &str, args: &[&str]) -> Output {
    let here = workspace.path(folder);
    std::fs::create_dir_all(&here).unwrap();
    workspace.prepare(args).current_dir(here).output().unwrap()
}

fn finds(output: &Output) -> bool {
    stdout(output).contains("春季植树活动")
}

#[test]
fn an_index_is_found_from_every_folder_below_it() {
    let workspace = Workspace::new();
    workspace.write("通知.txt", NOTICE);
    workspace.index();
    for folder in [".", "corpus", "a/b/c"] {
        assert!(finds(&in_folder(&workspace, folder, &["春季植树"])), "{folder}");
    }
    let updated = in_folder(&workspace, "a/b", &["index"]);
    assert!(updated.status.success(), "{}", stderr(&updated));
    assert!(!workspace.path("a/b/index").exists());
    let none = in_folder(&workspace, "a", &["春季植树", "--index", "index"]);
    assert_eq!(none.status.code(), Some(2));
}

#[test]
fn where_nothing_speaks_for_a_folder_the_index_is_the_users_own() {
    let workspace = Workspace::new();
    std::fs::create_dir_all(workspace.path("papers")).unwrap();
    std::fs::write(workspace.path("papers/通知.txt"), NOTICE).unwrap();
    let built = in_folder(&workspace, "papers", &["index", "."]);
    assert!(stderr(&built).contains("policy-search/index"), "{}", stderr(&built));
    assert!(!workspace.path("papers/index").exists());
    assert!(finds(&in_folder(&workspace, "elsewhere", &["春季植树"])));
    // A folder beside announcements has an index of its own.
    workspace.write("其他.txt", "某县关于渡口安全管理的通知\n\n各镇：请抓紧检查渡口。\n");
    assert!(!finds(&in_folder(&workspace, ".", &["春季植树"])));
    assert!(workspace.path("index").exists());
}
