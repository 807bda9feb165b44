//! Runs that commit in steps and runs that are stopped: what is done is kept, nothing is lost or in
//! twice, and the next run goes on from any commit to what a rebuild holds.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use policy_search::engine::check::{Check, CheckOptions, check};
use policy_search::{Engine, IndexOptions, Interrupted, Location, Progress, Record, Report};

use crate::workspace::{Workspace, request};

/// How many files there are at first.
const FILES: usize = 7;

fn write(workspace: &Workspace, name: &str, number: usize) {
    let text = format!(
        "青山市人民政府关于第{number}处渡口安全的通知\n各区：\n请于本月底以前抓好第{number}处渡口的落实。\n2025年3月1日\n"
    );
    workspace.write(name, text);
}

/// A corpus of some files in two folders.
fn corpus() -> Workspace {
    let workspace = Workspace::new();
    (0..FILES).for_each(|file| write(&workspace, &format!("镇{}/{file}.txt", file % 2), file));
    workspace
}

/// Renames a folder with most of the files, edits one, adds two with the same text, and removes one.
fn change(workspace: &Workspace) {
    let folder = |name: &str| workspace.path("corpus").join(name);
    fs::rename(folder("镇0"), folder("新镇")).unwrap();
    write(workspace, "镇1/1.txt", 100);
    write(workspace, "镇1/新.txt", 101);
    write(workspace, "镇1/又新.txt", 101);
    workspace.remove("镇1/3.txt");
}

fn options(workspace: &Workspace) -> IndexOptions {
    IndexOptions::of([workspace.path("corpus")]).threads(1)
}

/// A run that is asked to stop once so many files were read.
pub(crate) fn stopped_after(files: usize, options: IndexOptions, location: &Location) -> Report {
    let flag = Arc::new(AtomicBool::new(files == 0));
    let read = AtomicUsize::new(0);
    let stop = |progress: Progress| {
        let is_read = matches!(progress, Progress::Read { .. });
        if is_read && read.fetch_add(1, Ordering::SeqCst) + 1 == files {
            flag.store(true, Ordering::SeqCst);
        }
    };
    policy_search::index(location, &options.stop(Arc::clone(&flag)), &stop).unwrap()
}

/// The titles that an index holds, by path: no path is there twice.
fn titles(location: &Location) -> BTreeMap<String, String> {
    let mut titles = BTreeMap::new();
    let take = &mut |record: Record| {
        let before = titles.insert(record.place.path.clone(), record.announcement.title);
        assert_eq!(before, None, "{} is there twice", record.place.path);
        Ok(())
    };
    let engine = Engine::open(location).unwrap();
    engine.each(take).unwrap();
    let counted = engine.search(&request("渡口安全").collapse(false).limit(100)).unwrap();
    assert_eq!(counted.hits.len(), titles.len());
    titles
}

/// What an index of the corpus built from nothing holds.
fn fresh(workspace: &Workspace) -> BTreeMap<String, String> {
    let dir = tempfile::tempdir().unwrap();
    let location = Location::Dir(dir.path().join("index"));
    policy_search::index(&location, &options(workspace), &|_| ()).unwrap();
    titles(&location)
}

fn checked(location: &Location) -> Check {
    check(location, &CheckOptions::default()).unwrap()
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

/// The generations of an index, and how many segments they have together.
fn generations(location: &Location) -> (Vec<String>, usize) {
    let dir = location.dir().unwrap();
    let entries = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap());
    let names = entries.map(|entry| entry.file_name().into_string().unwrap());
    let mut generations: Vec<String> = names
        .filter(|name| name.starts_with('g') || name.starts_with(".policy-search-g"))
        .collect();
    generations.sort();
    let files = generations.iter().flat_map(|name| fs::read_dir(dir.join(name)).unwrap());
    let is_store = |name: &Path| name.extension().is_some_and(|end| end == "store");
    let segments = files.filter(|file| is_store(&file.as_ref().unwrap().path())).count();
    (generations, segments)
}

#[test]
fn a_first_run_that_is_stopped_keeps_what_it_read_and_the_next_goes_on() {
    for files in 1..FILES {
        let workspace = corpus();
        let location = workspace.location();
        let report = stopped_after(files, options(&workspace), &location);
        let Interrupted { done, of, dropped, .. } = report.interrupted.unwrap();
        assert_eq!((done, of, dropped), (files as u64, FILES as u64, false));
        assert_eq!((report.added, report.announcements), (files as u64, files as u64));
        assert_eq!(titles(&location).len(), files);
        let check = checked(&location);
        assert!(check.integrity.is_sound(), "{check:?}");
        assert_eq!(check.differences.unwrap().new.len(), FILES - files);
        // Without a folder: the index knows its own.
        let next = policy_search::index(&location, &IndexOptions::default(), &|_| ()).unwrap();
        assert_eq!((next.unchanged + next.added, next.interrupted), (FILES as u64, None));
        assert_eq!(next.added, (FILES - files) as u64);
        assert_eq!(titles(&location), fresh(&workspace));
        assert!(checked(&location).differences.unwrap().is_empty());
    }
}

#[test]
fn a_run_that_is_stopped_before_its_first_file_changes_nothing() {
    let workspace = corpus();
    let location = workspace.location();
    let report = stopped_after(0, options(&workspace), &location);
    assert_eq!(report.interrupted.unwrap().done, 0);
    assert!(!location.holds_index());
    workspace.index();
    let before = titles(&location);
    change(&workspace);
    let report = stopped_after(0, options(&workspace), &location);
    assert!(report.interrupted.is_some() && !report.changed());
    assert_eq!(titles(&location), before);
    workspace.index();
    assert_eq!(titles(&location), fresh(&workspace));
}

#[test]
fn an_update_that_is_stopped_loses_no_text_and_the_next_goes_on() {
    for files in 1.. {
        let workspace = corpus();
        let location = workspace.location();
        workspace.index();
        let before = titles(&location);
        change(&workspace);
        let after = fresh(&workspace);
        let report = stopped_after(files, options(&workspace), &location);
        let now = titles(&location);
        assert_eq!(report.announcements as usize, now.len(), "{files} files");
        is_between(&now, &before, &after);
        // Most of a folder was renamed: nothing of it may be taken for gone.
        workspace.index();
        assert_eq!(titles(&location), after, "{files} files");
        if report.interrupted.is_none() {
            assert!(files > 6, "a run read {files} files");
            break;
        }
    }
}

/// Holds that an index has no text that neither corpus has, and all that both have.
fn is_between(
    now: &BTreeMap<String, String>,
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
) {
    let has =
        |texts: &BTreeMap<String, String>, title: &String| texts.values().any(|own| own == title);
    for title in now.values() {
        assert!(has(before, title) || has(after, title), "{title} is of no corpus");
    }
    for title in before.values().filter(|title| has(after, title)) {
        assert!(has(now, title), "{title} is lost");
    }
}

#[test]
fn a_run_goes_on_from_each_of_its_commits() {
    let workspace = corpus();
    let location = workspace.location();
    workspace.index();
    let before = titles(&location);
    change(&workspace);
    let after = fresh(&workspace);
    let copies = tempfile::tempdir().unwrap();
    let count = AtomicUsize::new(0);
    let keep = |progress: Progress| {
        if matches!(progress, Progress::Read { .. }) {
            let at = count.fetch_add(1, Ordering::SeqCst);
            copy(location.dir().unwrap(), &copies.path().join(at.to_string()));
        }
    };
    let in_steps = options(&workspace).step(Duration::ZERO);
    let report = policy_search::index(&location, &in_steps, &keep).unwrap();
    assert_eq!((report.renamed, report.added, report.updated, report.removed), (4, 2, 1, 1));
    assert_eq!(titles(&location), after);
    let mut seen = Vec::new();
    for at in 0..count.into_inner() {
        let copied = Location::Dir(copies.path().join(at.to_string()));
        let now = titles(&copied);
        is_between(&now, &before, &after);
        seen.push(now);
        policy_search::index(&copied, &options(&workspace), &|_| ()).unwrap();
        assert_eq!(titles(&copied), after, "commit {at}");
    }
    seen.dedup();
    assert!(seen.len() > 5, "the run was seen in {} steps", seen.len());
}

#[test]
fn steps_leave_as_many_segments_as_one_commit() {
    let in_one = corpus();
    in_one.index();
    let in_steps = corpus();
    let options = options(&in_steps).step(Duration::ZERO);
    policy_search::index(&in_steps.location(), &options, &|_| ()).unwrap();
    let (_, segments) = generations(&in_steps.location());
    assert!(segments <= generations(&in_one.location()).1, "{segments} segments");
    assert_eq!(titles(&in_steps.location()), titles(&in_one.location()));
}

#[test]
fn a_rebuild_that_is_stopped_is_dropped() {
    let workspace = corpus();
    let location = workspace.location();
    workspace.index();
    let before = titles(&location);
    write(&workspace, "镇1/新.txt", 101);
    for files in 0..FILES {
        let rebuild = options(&workspace).rebuild(true).step(Duration::ZERO);
        let report = stopped_after(files, rebuild, &location);
        let Interrupted { done, of, dropped, .. } = report.interrupted.unwrap();
        assert_eq!((done, of, dropped), (files as u64, FILES as u64 + 1, true));
        assert_eq!((report.announcements, report.changed()), (FILES as u64, false));
        assert_eq!(titles(&location), before);
        assert_eq!(generations(&location).0, ["g1"]);
    }
}
