//! What cannot be looked at is not gone, and what is gone all at once was rather not mounted.

use std::fs;
use std::path::PathBuf;

use policy_search::backend::WriteOptions;
use policy_search::engine::check::{CheckOptions, check};
use policy_search::printer::Language;
use policy_search::wire::Wording;
use policy_search::{Engine, Id, IndexOptions, Location, Lookup, Place, Record, Report, backend};

#[cfg(unix)]
use crate::workspace::set_mode;
use crate::workspace::{Workspace, stdout};

fn notice(number: usize) -> String {
    format!("关于第{number}项工作的通知\n各镇街：\n请抓好第{number}项工作的落实。\n2025年3月1日\n")
}

/// A workspace whose folder `folder` holds files with these numbers, indexed.
fn workspace_with(folder: &str, numbers: std::ops::Range<usize>) -> Workspace {
    let workspace = Workspace::new();
    fill(&workspace, folder, numbers);
    workspace.index();
    workspace
}

fn fill(workspace: &Workspace, folder: &str, numbers: std::ops::Range<usize>) {
    numbers.for_each(|number| workspace.write(&format!("{folder}{number:02}.txt"), notice(number)));
}

fn index(workspace: &Workspace, options: IndexOptions) -> Report {
    policy_search::index(&workspace.location(), &options, &|_| ()).unwrap()
}

/// Brings the index up to date with the folders it has.
fn update(workspace: &Workspace) -> Report {
    index(workspace, IndexOptions::default())
}

fn prune(workspace: &Workspace) -> Report {
    index(workspace, IndexOptions::default().prune(true))
}

fn announcements(workspace: &Workspace) -> u64 {
    // As many as its files gave.
    assert!(check(&workspace.location(), &CheckOptions::default()).unwrap().integrity.is_sound());
    workspace.engine().stats().unwrap().announcements
}

/// What the report says of what is kept at `path`.
fn told(report: &Report, path: &str) -> String {
    let told = report.kept.iter().find(|(of, _)| of == path);
    let (_, kept) = told.unwrap_or_else(|| panic!("{path} is not named: {report:?}"));
    Language::default().kept(kept)
}

/// That runs keep all `files`, name `path` with `words`, and that a dry run says the same.
fn all_kept(workspace: &Workspace, files: u64, path: &str, words: &str) {
    let before = announcements(workspace);
    let dry = index(workspace, IndexOptions::default().dry_run(true));
    for run in [dry, update(workspace), update(workspace)] {
        assert_eq!((run.removed, run.renamed, run.kept_files), (0, 0, files), "{run:?}");
        assert!(told(&run, path).contains(words), "{run:?}");
        assert_eq!(run.announcements, before);
    }
    assert_eq!(announcements(workspace), before);
    assert!(!check(&workspace.location(), &CheckOptions::default()).unwrap().is_well());
}

/// The same as a rebuild from the folders, and nothing to say.
fn as_rebuilt(workspace: &Workspace) {
    let ids = |location: &Location| {
        let engine = Engine::open(location).unwrap();
        let mut ids = Vec::new();
        engine
            .each(&mut |record| {
                ids.push((record.id, record.announcement.title));
                Ok(())
            })
            .unwrap();
        ids.sort();
        ids
    };
    let stats = workspace.engine().stats().unwrap();
    let there = stats.roots().iter().filter(|root| root.exists());
    let fresh = Location::Dir(workspace.path("fresh"));
    let options = IndexOptions::of(there).rebuild(true);
    policy_search::index(&fresh, &options, &|_| ()).unwrap();
    assert_eq!(ids(&workspace.location()), ids(&fresh));
    assert!(update(workspace).kept.is_empty());
}

#[test]
fn an_empty_root_is_kept_until_it_is_filled_again_or_pruned() {
    let workspace = workspace_with("", 0..3);
    fs::rename(workspace.path("corpus"), workspace.path("away")).unwrap();
    fs::create_dir(workspace.path("corpus")).unwrap();
    all_kept(&workspace, 3, "corpus", "3 of 3 files are gone (corpus/00.txt, corpus/01.txt");
    fs::remove_dir(workspace.path("corpus")).unwrap();
    fs::rename(workspace.path("away"), workspace.path("corpus")).unwrap();
    let back = update(&workspace);
    assert_eq!((back.unchanged, back.kept_files), (3, 0));
    as_rebuilt(&workspace);
    (0..3).for_each(|number| workspace.remove(&format!("{number:02}.txt")));
    update(&workspace);
    assert_eq!(prune(&workspace).removed, 3);
    as_rebuilt(&workspace);
}

#[test]
fn what_was_kept_stays_whatever_else_comes() {
    let workspace = workspace_with("", 0..3);
    (0..3).for_each(|number| workspace.remove(&format!("{number:02}.txt")));
    update(&workspace);
    fill(&workspace, "new/", 10..40);
    assert_eq!(update(&workspace).added, 30);
    all_kept(&workspace, 3, "corpus", "3 of 33 files are gone");
    workspace.remove("new/10.txt");
    let one = update(&workspace);
    assert_eq!((one.removed, one.kept_files), (1, 3));
    assert_eq!(prune(&workspace).removed, 3);
    as_rebuilt(&workspace);
}

#[test]
fn a_root_that_is_not_there_is_kept_and_pruned_when_asked() {
    let workspace = workspace_with("", 0..2);
    fs::rename(workspace.path("corpus"), workspace.path("away")).unwrap();
    all_kept(&workspace, 2, "corpus", "not there: 2 announcements are kept until they are back");
    fs::write(workspace.path("corpus"), notice(9)).unwrap();
    let turned = update(&workspace);
    assert_eq!((turned.added, turned.kept_files, turned.removed), (1, 2, 0));
    assert!(told(&turned, "corpus").contains("2 of 2 files are gone"));
    fs::remove_file(workspace.path("corpus")).unwrap();
    let report = prune(&workspace);
    assert_eq!((report.removed, report.kept.len()), (3, 0));
    assert_eq!(report.notes, [("corpus".to_string(), "not there".into())]);
    assert_eq!(announcements(&workspace), 0);
    fs::rename(workspace.path("away"), workspace.path("corpus")).unwrap();
    assert_eq!(update(&workspace).added, 2);
    as_rebuilt(&workspace);
}

#[test]
fn a_root_that_is_a_file_and_turns_into_a_folder_is_kept() {
    let workspace = Workspace::new();
    fs::write(workspace.path("one.txt"), notice(1)).unwrap();
    index(&workspace, IndexOptions::of([workspace.path("one.txt")]));
    fs::remove_file(workspace.path("one.txt")).unwrap();
    all_kept(&workspace, 1, "one.txt", "not there");
    fs::create_dir(workspace.path("one.txt")).unwrap();
    all_kept(&workspace, 1, "one.txt", "1 of 1 files are gone");
}

#[test]
fn more_than_half_of_twenty_are_kept_and_half_are_removed() {
    for (files, gone, kept) in [(20, 10, 0), (20, 11, 11), (19, 18, 0), (19, 19, 19)] {
        let workspace = workspace_with("", 0..files);
        (0..gone).for_each(|number| workspace.remove(&format!("{number:02}.txt")));
        let report = update(&workspace);
        let seen = (report.kept_files, report.removed);
        assert_eq!(seen, (kept, gone as u64 - kept), "{gone} of {files}");
        assert_eq!(announcements(&workspace), files as u64 - gone as u64 + kept);
    }
}

#[test]
fn files_that_were_moved_or_are_left_out_by_a_rule_are_not_kept() {
    let workspace = workspace_with("a/", 0..24);
    fs::rename(workspace.path("corpus/a"), workspace.path("corpus/b")).unwrap();
    let moved = update(&workspace);
    assert_eq!((moved.renamed, moved.removed, moved.added, moved.kept_files), (24, 0, 0, 0));
    as_rebuilt(&workspace);
    // Over another, too: its content is that of the file that is gone.
    for number in 0..12 {
        let path = |number: usize| workspace.path(&format!("corpus/b/{number:02}.txt"));
        fs::rename(path(number), path(number + 12)).unwrap();
    }
    let over = update(&workspace);
    assert_eq!((over.updated, over.removed, over.kept_files), (12, 12, 0));
    workspace.write(".gitignore", "b/\n");
    let ignored = update(&workspace);
    assert_eq!((ignored.removed, ignored.kept_files), (12, 0));
    as_rebuilt(&workspace);
}

#[test]
fn a_root_that_was_moved_is_not_there_twice() {
    let workspace = workspace_with("", 0..4);
    fs::rename(workspace.path("corpus"), workspace.path("elsewhere")).unwrap();
    let report = index(&workspace, IndexOptions::of([workspace.path("elsewhere")]));
    assert_eq!((report.renamed, report.added, report.kept_files), (4, 0, 0));
    assert_eq!(announcements(&workspace), 4);
}

#[test]
fn a_mount_point_in_a_root_is_kept_and_a_folder_that_was_removed_is_not() {
    let workspace = Workspace::new();
    fill(&workspace, "own/", 0..30);
    fill(&workspace, "disk/2024/", 30..50);
    fill(&workspace, "few/", 50..55);
    workspace.index();
    fs::remove_dir_all(workspace.path("corpus/disk/2024")).unwrap();
    (50..55).for_each(|number| workspace.remove(&format!("few/{number:02}.txt")));
    let report = update(&workspace);
    assert_eq!((report.kept_files, report.removed), (20, 5));
    all_kept(&workspace, 20, "corpus/disk", "the folder is empty and its 20 files are gone");
    assert_eq!(prune(&workspace).removed, 20);
    as_rebuilt(&workspace);
}

#[cfg(unix)]
#[test]
fn a_link_whose_target_is_not_there_is_kept_and_pruned_when_asked() {
    let workspace = Workspace::new();
    fill(&workspace, "own/", 0..6);
    fill(&workspace, "../share/", 6..8);
    std::os::unix::fs::symlink(workspace.path("share"), workspace.path("corpus/link")).unwrap();
    workspace.index();
    fs::rename(workspace.path("share"), workspace.path("away")).unwrap();
    all_kept(&workspace, 2, "corpus/link", "no such file or folder: 2 announcements are kept");
    assert_eq!(prune(&workspace).removed, 2);
    fs::rename(workspace.path("away"), workspace.path("share")).unwrap();
    assert_eq!(update(&workspace).added, 2);
    as_rebuilt(&workspace);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_by_an_error_is_kept_and_never_pruned() {
    use std::os::unix::fs::symlink;
    let workspace = Workspace::new();
    fill(&workspace, "own/", 0..6);
    fill(&workspace, "sub/", 6..8);
    workspace.index();
    fs::remove_dir_all(workspace.path("corpus/sub")).unwrap();
    symlink(workspace.path("ring"), workspace.path("ring")).unwrap();
    symlink(workspace.path("ring"), workspace.path("corpus/sub")).unwrap();
    all_kept(&workspace, 2, "corpus/sub", "2 announcements are kept as they were");
    assert_eq!((prune(&workspace).removed, announcements(&workspace)), (0, 8));
    // A root, too.
    fs::remove_dir_all(workspace.path("corpus")).unwrap();
    symlink(workspace.path("ring"), workspace.path("corpus")).unwrap();
    all_kept(&workspace, 8, "corpus", "8 announcements are kept as they were");
    assert_eq!((prune(&workspace).removed, announcements(&workspace)), (0, 8));
}

/// A file that any user may open and none can read.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_fails_when_it_is_read_is_kept_and_tried_again() {
    let workspace = workspace_with("", 0..3);
    let path = workspace.path("corpus/01.txt");
    fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink("/proc/self/mem", &path).unwrap();
    all_kept(&workspace, 1, "corpus/01.txt", "1 announcements are kept as they were");
    assert_eq!((prune(&workspace).removed, announcements(&workspace)), (0, 3));
    fs::remove_file(&path).unwrap();
    workspace.write("01.txt", notice(77));
    assert_eq!(update(&workspace).updated, 1);
    as_rebuilt(&workspace);
    // What was read and is none any more is removed.
    workspace.write("01.txt", "");
    let report = update(&workspace);
    assert_eq!((report.updated, report.skipped.len(), announcements(&workspace)), (1, 1, 2));
}

/// What a run says as a user whom permissions bind, with modes set while it runs.
#[cfg(unix)]
fn bound(workspace: &Workspace, args: &[&str], modes: &[(&str, u32)]) -> String {
    let modes: Vec<(PathBuf, u32)> =
        modes.iter().map(|(name, mode)| (workspace.path(name), *mode)).collect();
    modes.iter().for_each(|(path, mode)| set_mode(path, *mode));
    let output = workspace.command_of_ordinary_user(args);
    modes.iter().rev().for_each(|(path, _)| set_mode(path, 0o755));
    assert!(output.status.success(), "{output:?}");
    stdout(&output)
}

#[cfg(unix)]
#[test]
fn what_permissions_hide_is_kept_and_named_and_never_pruned() {
    let arrangements: [(&[(&str, u32)], &str); 7] = [
        (&[("corpus/sub", 0o000)], "kept     corpus/sub: permission denied"),
        // Its names can be read, and nothing of them.
        (&[("corpus/sub", 0o444)], "kept     21 files: permission denied"),
        (&[("corpus/sub", 0o111)], "kept     corpus/sub: permission denied"),
        (&[("corpus", 0o000)], "kept     corpus: permission denied"),
        (&[("corpus/sub/03.txt", 0o000)], "kept     corpus/sub/03.txt: permission denied"),
        (&[("share", 0o000)], "kept     corpus/link: permission denied"),
        (&[("share/in", 0o000)], "kept     corpus/link/in: permission denied"),
    ];
    for (modes, words) in arrangements {
        let workspace = Workspace::new();
        fill(&workspace, "", 0..3);
        fill(&workspace, "sub/", 3..24);
        fill(&workspace, "../share/in/", 30..32);
        std::os::unix::fs::symlink(workspace.path("share"), workspace.path("corpus/link")).unwrap();
        workspace.index();
        // A file that did not change is not read.
        workspace.write("sub/03.txt", notice(99));
        for args in [&["index"][..], &["index", "--prune"], &["index", "--dry-run"]] {
            let report = bound(&workspace, args, modes);
            assert!(report.contains(words) && report.contains("0 removed"), "{modes:?} {report}");
            assert!(report.contains(" kept though gone or unreadable"), "{report}");
            assert_eq!(announcements(&workspace), 26, "{modes:?}");
        }
        assert!(update(&workspace).kept.is_empty());
        as_rebuilt(&workspace);
    }
}

#[cfg(unix)]
#[test]
fn a_root_in_a_folder_that_may_not_be_entered_is_kept() {
    let workspace = Workspace::new();
    fill(&workspace, "../above/docs/", 0..3);
    fill(&workspace, "", 3..5);
    index(&workspace, IndexOptions::of([workspace.path("above/docs"), workspace.path("corpus")]));
    for args in [&["index"][..], &["index", "--prune"]] {
        let report = bound(&workspace, args, &[("above", 0o000)]);
        assert!(report.contains("kept     docs: permission denied"), "{report}");
        assert!(report.contains("0 removed, 2 unchanged, 3 kept"), "{report}");
        assert_eq!(announcements(&workspace), 5);
    }
    // Asked for now, it is an error.
    set_mode(&workspace.path("above"), 0o000);
    let output = workspace.command_of_ordinary_user(&["index", "above/docs"]);
    set_mode(&workspace.path("above"), 0o755);
    assert_eq!(output.status.code(), Some(2));
    as_rebuilt(&workspace);
}

/// Roots on two disks of which one is there at a time: adding the second changes what the first is
/// called by.
#[test]
fn of_two_roots_of_one_name_the_absent_one_is_kept() {
    let workspace = Workspace::new();
    fill(&workspace, "../one/docs/", 0..3);
    fill(&workspace, "../two/docs/", 3..5);
    index(&workspace, IndexOptions::of([workspace.path("one/docs")]));
    fs::rename(workspace.path("one"), workspace.path("away")).unwrap();
    let report = index(&workspace, IndexOptions::of([workspace.path("two/docs")]));
    assert_eq!((report.added, report.removed, report.kept_files), (2, 0, 3));
    all_kept(&workspace, 3, "one/docs", "not there");
    assert_eq!(announcements(&workspace), 5);
    fs::rename(workspace.path("two"), workspace.path("gone")).unwrap();
    fs::rename(workspace.path("away"), workspace.path("one")).unwrap();
    let report = update(&workspace);
    assert_eq!((report.renamed, report.removed, report.kept_files), (3, 0, 2));
    fs::rename(workspace.path("gone"), workspace.path("two")).unwrap();
    update(&workspace);
    as_rebuilt(&workspace);
}

/// A root that is added may change what the files of another are called by.
#[cfg(unix)]
#[test]
fn a_file_that_is_called_otherwise_and_cannot_be_read_is_kept() {
    let workspace = Workspace::new();
    fill(&workspace, "docs/", 0..3);
    index(&workspace, IndexOptions::of([workspace.path("corpus/docs")]));
    let report = bound(&workspace, &["index", "corpus"], &[("corpus/docs/01.txt", 0o000)]);
    assert!(report.contains("2 renamed, 0 removed"), "{report}");
    assert!(report.contains("kept     docs/01.txt: permission denied"), "{report}");
    assert_eq!(announcements(&workspace), 3);
    let report = update(&workspace);
    assert_eq!((report.removed, report.kept_files, announcements(&workspace)), (1, 0, 3));
    as_rebuilt(&workspace);
}

#[test]
fn a_rebuild_forgets_what_is_not_there_and_says_so() {
    let workspace = workspace_with("", 0..2);
    fs::rename(workspace.path("corpus"), workspace.path("away")).unwrap();
    let report = index(&workspace, IndexOptions::default().rebuild(true));
    assert_eq!(report.notes, [("corpus".to_string(), "not there".into())]);
    assert_eq!((report.kept.len(), announcements(&workspace)), (0, 0));
}

/// The announcement of a file of one, by its title.
fn record(path: &str, title: &str) -> Record {
    let mut place = Place::default();
    place.path = path.into();
    let text = format!("{title}\n各镇街：\n请抓好落实。\n");
    let raw = policy_search::extract::RawText { text, ..Default::default() };
    let announcement = policy_search::extract::announcement(&raw).unwrap().announcement;
    Record::of(place, jiff::Timestamp::UNIX_EPOCH, announcement)
}

#[test]
fn what_is_withdrawn_leaves_what_was_committed_before() {
    let workspace = Workspace::new();
    let open = || backend::write(&workspace.location(), &WriteOptions::default()).unwrap();
    let indexer = open();
    indexer.put(&record("a", "关于旧事的通知")).unwrap();
    indexer.commit(b"{}\n", 1).unwrap();
    let indexer = open();
    indexer.put(&record("a", "关于新事的通知")).unwrap();
    indexer.put(&record("b", "关于别事的通知")).unwrap();
    indexer.withdraw("a");
    indexer.commit(b"{}\n", 2).unwrap();
    let titles = |path: &str| {
        let found = workspace.engine().get(&Lookup::Id(Id::of(path, None)), None).unwrap();
        found.into_iter().map(|shown| shown.record.announcement.title).collect::<Vec<_>>()
    };
    assert_eq!(titles("a"), ["关于旧事的通知"]);
    assert_eq!(titles("b"), ["关于别事的通知"]);
}
