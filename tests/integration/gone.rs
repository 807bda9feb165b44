//! What cannot be looked at is not gone, and what is gone all at once was rather not mounted.

use std::fs;
use std::path::PathBuf;

use policy_search::backend::WriteOptions;
use policy_search::engine::check::{CheckOptions, check};
use policy_search::printer::Language;
use policy_search::wire::Wording;
use policy_search::{Engine, Id, IndexOptions, Location, Lookup, Place, Record, Report, backend};

#[cfg(unix)]
use crate::desk::set_mode;
use crate::desk::{Desk, stdout};

fn notice(number: usize) -> String {
    format!("关于第{number}项工作的通知\n各镇街：\n请抓好第{number}项工作的落实。\n2025年3月1日\n")
}

/// A desk whose folder `folder` holds files with these numbers, indexed.
fn desk_with(folder: &str, numbers: std::ops::Range<usize>) -> Desk {
    let desk = Desk::new();
    fill(&desk, folder, numbers);
    desk.index();
    desk
}

fn fill(desk: &Desk, folder: &str, numbers: std::ops::Range<usize>) {
    numbers.for_each(|number| desk.write(&format!("{folder}{number:02}.txt"), notice(number)));
}

fn index(desk: &Desk, options: IndexOptions) -> Report {
    policy_search::index(&desk.location(), &options, &|_| ()).unwrap()
}

/// Brings the index up to date with the folders it has.
fn update(desk: &Desk) -> Report {
    index(desk, IndexOptions::default())
}

fn prune(desk: &Desk) -> Report {
    index(desk, IndexOptions::default().prune(true))
}

fn announcements(desk: &Desk) -> u64 {
    // As many as its files gave.
    assert!(check(&desk.location(), &CheckOptions::default()).unwrap().integrity.is_sound());
    desk.engine().stats().unwrap().announcements
}

/// What the report says of what is kept at `path`.
fn told(report: &Report, path: &str) -> String {
    let told = report.kept.iter().find(|(of, _)| of == path);
    let (_, kept) = told.unwrap_or_else(|| panic!("{path} is not named: {report:?}"));
    Language::default().kept(kept)
}

/// That runs keep all `files`, name `path` with `words`, and that a dry run says the same.
fn all_kept(desk: &Desk, files: u64, path: &str, words: &str) {
    let before = announcements(desk);
    let dry = index(desk, IndexOptions::default().dry_run(true));
    for run in [dry, update(desk), update(desk)] {
        assert_eq!((run.removed, run.renamed, run.kept_files), (0, 0, files), "{run:?}");
        assert!(told(&run, path).contains(words), "{run:?}");
        assert_eq!(run.announcements, before);
    }
    assert_eq!(announcements(desk), before);
    assert!(!check(&desk.location(), &CheckOptions::default()).unwrap().is_well());
}

/// The same as a rebuild from the folders, and nothing to say.
fn as_rebuilt(desk: &Desk) {
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
    let stats = desk.engine().stats().unwrap();
    let there = stats.roots().iter().filter(|root| root.exists());
    let fresh = Location::Dir(desk.path("fresh"));
    let options = IndexOptions::of(there).rebuild(true);
    policy_search::index(&fresh, &options, &|_| ()).unwrap();
    assert_eq!(ids(&desk.location()), ids(&fresh));
    assert!(update(desk).kept.is_empty());
}

#[test]
fn an_empty_root_is_kept_until_it_is_filled_again_or_pruned() {
    let desk = desk_with("", 0..3);
    fs::rename(desk.path("corpus"), desk.path("away")).unwrap();
    fs::create_dir(desk.path("corpus")).unwrap();
    all_kept(&desk, 3, "corpus", "3 of 3 files are gone (corpus/00.txt, corpus/01.txt");
    fs::remove_dir(desk.path("corpus")).unwrap();
    fs::rename(desk.path("away"), desk.path("corpus")).unwrap();
    let back = update(&desk);
    assert_eq!((back.unchanged, back.kept_files), (3, 0));
    as_rebuilt(&desk);
    (0..3).for_each(|number| desk.remove(&format!("{number:02}.txt")));
    update(&desk);
    assert_eq!(prune(&desk).removed, 3);
    as_rebuilt(&desk);
}

#[test]
fn what_was_kept_stays_whatever_else_comes() {
    let desk = desk_with("", 0..3);
    (0..3).for_each(|number| desk.remove(&format!("{number:02}.txt")));
    update(&desk);
    fill(&desk, "new/", 10..40);
    assert_eq!(update(&desk).added, 30);
    all_kept(&desk, 3, "corpus", "3 of 33 files are gone");
    desk.remove("new/10.txt");
    let one = update(&desk);
    assert_eq!((one.removed, one.kept_files), (1, 3));
    assert_eq!(prune(&desk).removed, 3);
    as_rebuilt(&desk);
}

#[test]
fn a_root_that_is_not_there_is_kept_and_pruned_when_asked() {
    let desk = desk_with("", 0..2);
    fs::rename(desk.path("corpus"), desk.path("away")).unwrap();
    all_kept(&desk, 2, "corpus", "not there: 2 announcements are kept until they are back");
    fs::write(desk.path("corpus"), notice(9)).unwrap();
    let turned = update(&desk);
    assert_eq!((turned.added, turned.kept_files, turned.removed), (1, 2, 0));
    assert!(told(&turned, "corpus").contains("2 of 2 files are gone"));
    fs::remove_file(desk.path("corpus")).unwrap();
    let report = prune(&desk);
    assert_eq!((report.removed, report.kept.len()), (3, 0));
    assert_eq!(report.notes, [("corpus".to_string(), "not there".into())]);
    assert_eq!(announcements(&desk), 0);
    fs::rename(desk.path("away"), desk.path("corpus")).unwrap();
    assert_eq!(update(&desk).added, 2);
    as_rebuilt(&desk);
}

#[test]
fn a_root_that_is_a_file_and_turns_into_a_folder_is_kept() {
    let desk = Desk::new();
    fs::write(desk.path("one.txt"), notice(1)).unwrap();
    index(&desk, IndexOptions::of([desk.path("one.txt")]));
    fs::remove_file(desk.path("one.txt")).unwrap();
    all_kept(&desk, 1, "one.txt", "not there");
    fs::create_dir(desk.path("one.txt")).unwrap();
    all_kept(&desk, 1, "one.txt", "1 of 1 files are gone");
}

#[test]
fn more_than_half_of_twenty_are_kept_and_half_are_removed() {
    for (files, gone, kept) in [(20, 10, 0), (20, 11, 11), (19, 18, 0), (19, 19, 19)] {
        let desk = desk_with("", 0..files);
        (0..gone).for_each(|number| desk.remove(&format!("{number:02}.txt")));
        let report = update(&desk);
        let seen = (report.kept_files, report.removed);
        assert_eq!(seen, (kept, gone as u64 - kept), "{gone} of {files}");
        assert_eq!(announcements(&desk), files as u64 - gone as u64 + kept);
    }
}

#[test]
fn files_that_were_moved_or_are_left_out_by_a_rule_are_not_kept() {
    let desk = desk_with("a/", 0..24);
    fs::rename(desk.path("corpus/a"), desk.path("corpus/b")).unwrap();
    let moved = update(&desk);
    assert_eq!((moved.renamed, moved.removed, moved.added, moved.kept_files), (24, 0, 0, 0));
    as_rebuilt(&desk);
    // Over another, too: its content is that of the file that is gone.
    for number in 0..12 {
        let path = |number: usize| desk.path(&format!("corpus/b/{number:02}.txt"));
        fs::rename(path(number), path(number + 12)).unwrap();
    }
    let over = update(&desk);
    assert_eq!((over.updated, over.removed, over.kept_files), (12, 12, 0));
    desk.write(".gitignore", "b/\n");
    let ignored = update(&desk);
    assert_eq!((ignored.removed, ignored.kept_files), (12, 0));
    as_rebuilt(&desk);
}

#[test]
fn a_root_that_was_moved_is_not_there_twice() {
    let desk = desk_with("", 0..4);
    fs::rename(desk.path("corpus"), desk.path("elsewhere")).unwrap();
    let report = index(&desk, IndexOptions::of([desk.path("elsewhere")]));
    assert_eq!((report.renamed, report.added, report.kept_files), (4, 0, 0));
    assert_eq!(announcements(&desk), 4);
}

#[test]
fn a_mount_point_in_a_root_is_kept_and_a_folder_that_was_removed_is_not() {
    let desk = Desk::new();
    fill(&desk, "own/", 0..30);
    fill(&desk, "disk/2024/", 30..50);
    fill(&desk, "few/", 50..55);
    desk.index();
    fs::remove_dir_all(desk.path("corpus/disk/2024")).unwrap();
    (50..55).for_each(|number| desk.remove(&format!("few/{number:02}.txt")));
    let report = update(&desk);
    assert_eq!((report.kept_files, report.removed), (20, 5));
    all_kept(&desk, 20, "corpus/disk", "the folder is empty and its 20 files are gone");
    assert_eq!(prune(&desk).removed, 20);
    as_rebuilt(&desk);
}

#[cfg(unix)]
#[test]
fn a_link_whose_target_is_not_there_is_kept_and_pruned_when_asked() {
    let desk = Desk::new();
    fill(&desk, "own/", 0..6);
    fill(&desk, "../share/", 6..8);
    std::os::unix::fs::symlink(desk.path("share"), desk.path("corpus/link")).unwrap();
    desk.index();
    fs::rename(desk.path("share"), desk.path("away")).unwrap();
    all_kept(&desk, 2, "corpus/link", "no such file or folder: 2 announcements are kept");
    assert_eq!(prune(&desk).removed, 2);
    fs::rename(desk.path("away"), desk.path("share")).unwrap();
    assert_eq!(update(&desk).added, 2);
    as_rebuilt(&desk);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_by_an_error_is_kept_and_never_pruned() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new();
    fill(&desk, "own/", 0..6);
    fill(&desk, "sub/", 6..8);
    desk.index();
    fs::remove_dir_all(desk.path("corpus/sub")).unwrap();
    symlink(desk.path("ring"), desk.path("ring")).unwrap();
    symlink(desk.path("ring"), desk.path("corpus/sub")).unwrap();
    all_kept(&desk, 2, "corpus/sub", "2 announcements are kept as they were");
    assert_eq!((prune(&desk).removed, announcements(&desk)), (0, 8));
    // A root, too.
    fs::remove_dir_all(desk.path("corpus")).unwrap();
    symlink(desk.path("ring"), desk.path("corpus")).unwrap();
    all_kept(&desk, 8, "corpus", "8 announcements are kept as they were");
    assert_eq!((prune(&desk).removed, announcements(&desk)), (0, 8));
}

/// A file that any user may open and none can read.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_fails_when_it_is_read_is_kept_and_tried_again() {
    let desk = desk_with("", 0..3);
    let path = desk.path("corpus/01.txt");
    fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink("/proc/self/mem", &path).unwrap();
    all_kept(&desk, 1, "corpus/01.txt", "1 announcements are kept as they were");
    assert_eq!((prune(&desk).removed, announcements(&desk)), (0, 3));
    fs::remove_file(&path).unwrap();
    desk.write("01.txt", notice(77));
    assert_eq!(update(&desk).updated, 1);
    as_rebuilt(&desk);
    // What was read and is none any more is removed.
    desk.write("01.txt", "");
    let report = update(&desk);
    assert_eq!((report.updated, report.skipped.len(), announcements(&desk)), (1, 1, 2));
}

/// What a run says as a user whom permissions bind, with modes set while it runs.
#[cfg(unix)]
fn bound(desk: &Desk, args: &[&str], modes: &[(&str, u32)]) -> String {
    let modes: Vec<(PathBuf, u32)> =
        modes.iter().map(|(name, mode)| (desk.path(name), *mode)).collect();
    modes.iter().for_each(|(path, mode)| set_mode(path, *mode));
    let output = desk.command_of_ordinary_user(args);
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
        let desk = Desk::new();
        fill(&desk, "", 0..3);
        fill(&desk, "sub/", 3..24);
        fill(&desk, "../share/in/", 30..32);
        std::os::unix::fs::symlink(desk.path("share"), desk.path("corpus/link")).unwrap();
        desk.index();
        // A file that did not change is not read.
        desk.write("sub/03.txt", notice(99));
        for args in [&["index"][..], &["index", "--prune"], &["index", "--dry-run"]] {
            let report = bound(&desk, args, modes);
            assert!(report.contains(words) && report.contains("0 removed"), "{modes:?} {report}");
            assert!(report.contains(" kept though gone or unreadable"), "{report}");
            assert_eq!(announcements(&desk), 26, "{modes:?}");
        }
        assert!(update(&desk).kept.is_empty());
        as_rebuilt(&desk);
    }
}

#[cfg(unix)]
#[test]
fn a_root_in_a_folder_that_may_not_be_entered_is_kept() {
    let desk = Desk::new();
    fill(&desk, "../above/docs/", 0..3);
    fill(&desk, "", 3..5);
    index(&desk, IndexOptions::of([desk.path("above/docs"), desk.path("corpus")]));
    for args in [&["index"][..], &["index", "--prune"]] {
        let report = bound(&desk, args, &[("above", 0o000)]);
        assert!(report.contains("kept     docs: permission denied"), "{report}");
        assert!(report.contains("0 removed, 2 unchanged, 3 kept"), "{report}");
        assert_eq!(announcements(&desk), 5);
    }
    // Asked for now, it is an error.
    set_mode(&desk.path("above"), 0o000);
    let output = desk.command_of_ordinary_user(&["index", "above/docs"]);
    set_mode(&desk.path("above"), 0o755);
    assert_eq!(output.status.code(), Some(2));
    as_rebuilt(&desk);
}

/// Roots on two disks of which one is there at a time: adding the second changes what the first is
/// called by.
#[test]
fn of_two_roots_of_one_name_the_absent_one_is_kept() {
    let desk = Desk::new();
    fill(&desk, "../one/docs/", 0..3);
    fill(&desk, "../two/docs/", 3..5);
    index(&desk, IndexOptions::of([desk.path("one/docs")]));
    fs::rename(desk.path("one"), desk.path("away")).unwrap();
    let report = index(&desk, IndexOptions::of([desk.path("two/docs")]));
    assert_eq!((report.added, report.removed, report.kept_files), (2, 0, 3));
    all_kept(&desk, 3, "one/docs", "not there");
    assert_eq!(announcements(&desk), 5);
    fs::rename(desk.path("two"), desk.path("gone")).unwrap();
    fs::rename(desk.path("away"), desk.path("one")).unwrap();
    let report = update(&desk);
    assert_eq!((report.renamed, report.removed, report.kept_files), (3, 0, 2));
    fs::rename(desk.path("gone"), desk.path("two")).unwrap();
    update(&desk);
    as_rebuilt(&desk);
}

/// A root that is added may change what the files of another are called by.
#[cfg(unix)]
#[test]
fn a_file_that_is_called_otherwise_and_cannot_be_read_is_kept() {
    let desk = Desk::new();
    fill(&desk, "docs/", 0..3);
    index(&desk, IndexOptions::of([desk.path("corpus/docs")]));
    let report = bound(&desk, &["index", "corpus"], &[("corpus/docs/01.txt", 0o000)]);
    assert!(report.contains("2 renamed, 0 removed"), "{report}");
    assert!(report.contains("kept     docs/01.txt: permission denied"), "{report}");
    assert_eq!(announcements(&desk), 3);
    let report = update(&desk);
    assert_eq!((report.removed, report.kept_files, announcements(&desk)), (1, 0, 3));
    as_rebuilt(&desk);
}

#[test]
fn a_rebuild_forgets_what_is_not_there_and_says_so() {
    let desk = desk_with("", 0..2);
    fs::rename(desk.path("corpus"), desk.path("away")).unwrap();
    let report = index(&desk, IndexOptions::default().rebuild(true));
    assert_eq!(report.notes, [("corpus".to_string(), "not there".into())]);
    assert_eq!((report.kept.len(), announcements(&desk)), (0, 0));
}

/// The announcement of a file of one, by its title.
fn record(path: &str, title: &str) -> Record {
    let mut place = Place::default();
    place.path = path.into();
    let text = format!("{title}\n各镇街：\n请抓好落实。\n");
    let raw = policy_search::extract::RawText { text, ..Default::default() };
    let announcement = policy_search::extract::announcement(&raw).unwrap().announcement;
    Record::of(place, announcement)
}

#[test]
fn what_is_withdrawn_leaves_what_was_committed_before() {
    let desk = Desk::new();
    let open = || backend::write(&desk.location(), &WriteOptions::default()).unwrap();
    let indexer = open();
    indexer.put(&record("a", "关于旧事的通知")).unwrap();
    indexer.commit(b"{}\n", 1).unwrap();
    let indexer = open();
    indexer.put(&record("a", "关于新事的通知")).unwrap();
    indexer.put(&record("b", "关于别事的通知")).unwrap();
    indexer.withdraw("a");
    indexer.commit(b"{}\n", 2).unwrap();
    let titles = |path: &str| {
        let found = desk.engine().get(&Lookup::Id(Id::of(path, None)), None).unwrap();
        found.into_iter().map(|shown| shown.record.announcement.title).collect::<Vec<_>>()
    };
    assert_eq!(titles("a"), ["关于旧事的通知"]);
    assert_eq!(titles("b"), ["关于别事的通知"]);
}
