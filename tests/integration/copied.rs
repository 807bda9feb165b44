//! Many readers of one index: its folder is copied to other machines while it goes on being updated.
//!
//! The order is that of `docs/OPERATING.md`: the files that no commit changes, then the record of the
//! commit of each generation, then the manifest, and only then what is no longer there is removed.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
#[cfg(target_os = "linux")]
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use policy_search::engine::check::{CheckOptions, check};
use policy_search::engine::live::Live;
use policy_search::{Engine, Location, OpenOptions, Result};

#[cfg(target_os = "linux")]
use crate::workspace::repository;
#[cfg(unix)]
use crate::workspace::set_mode;
use crate::workspace::{Workspace, stderr, stdout};

/// How many announcements there are in each round.
const NOTICES: usize = 6;

/// How often the index is updated while it is copied and read.
const ROUNDS: usize = 8;

/// No reader waits longer for the last round.
const LONGEST: Duration = Duration::from_secs(900);

/// Which files of an index a step copies, by their paths in its folder.
type Step = fn(&str) -> bool;

const FILES: Step = |path| !is_record(path) && !is_manifest(path) && !is_left(path);
const RECORDS: Step = is_record;
const MANIFEST: Step = is_manifest;

/// The order in which a copy is whole at any time.
const ORDER: [Step; 3] = [FILES, RECORDS, MANIFEST];

fn is_record(path: &str) -> bool {
    path.ends_with("/meta.json")
}

fn is_manifest(path: &str) -> bool {
    path == "policy-search.json"
}

/// What no reader needs.
fn is_left(path: &str) -> bool {
    path == "lock" || path.starts_with("recognised/")
}

/// Copies the folder of an index, and stops where its patience ends as if it had been killed.
struct Copier {
    from: PathBuf,
    to: PathBuf,
    patience: usize,
}

/// That a copier was killed.
struct Killed;

impl Copier {
    fn new(from: &Path, to: &Path) -> Self {
        Self { from: from.to_path_buf(), to: to.to_path_buf(), patience: usize::MAX }
    }

    /// Copies what has changed in this order, and removes what is no longer there.
    fn copy(&mut self, order: &[Step]) -> std::result::Result<(), Killed> {
        let there = files(&self.from);
        for step in order {
            for path in there.keys().filter(|path| step(path)) {
                self.copy_file(path)?;
            }
        }
        for path in files(&self.to).keys().filter(|path| !there.contains_key(*path)) {
            self.act(|_, to| fs::remove_file(to.join(path)).unwrap())?;
        }
        Ok(())
    }

    /// Copies a file beside its place, and moves it there.
    fn copy_file(&mut self, path: &str) -> std::result::Result<(), Killed> {
        let bytes = fs::read(self.from.join(path)).unwrap();
        if fs::read(self.to.join(path)).is_ok_and(|old| old == bytes) {
            return Ok(());
        }
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let beside = format!("{folder}/.{name}.Xy3aQz").trim_start_matches('/').to_string();
        fs::create_dir_all(self.to.join(folder)).unwrap();
        self.act(|_, to| fs::write(to.join(&beside), &bytes[..bytes.len() / 2]).unwrap())?;
        self.act(|_, to| fs::write(to.join(&beside), &bytes).unwrap())?;
        self.act(|_, to| fs::rename(to.join(&beside), to.join(path)).unwrap())
    }

    fn act(&mut self, act: impl FnOnce(&Path, &Path)) -> std::result::Result<(), Killed> {
        self.patience = self.patience.checked_sub(1).ok_or(Killed)?;
        act(&self.from, &self.to);
        Ok(())
    }
}

/// The files of a folder, by their paths in it, with what they hold.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(std::result::Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let named = files.map(|entry| {
        let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_string();
        (path, fs::read(entry.path()).unwrap())
    });
    named.filter(|(path, _)| !is_left(path)).collect()
}

fn write(workspace: &Workspace, file: usize, round: usize) {
    let text =
        format!("青山市人民政府关于第{file}处渡口安全的通知\n各区：\n第{round}次检查，请落实。\n");
    workspace.write(&format!("{file}.txt"), text);
}

/// All announcements of one round.
fn write_all(workspace: &Workspace, round: usize) {
    (0..NOTICES).for_each(|file| write(workspace, file, round));
}

fn update(workspace: &Workspace, rebuild: bool) {
    let flags: &[&str] =
        if rebuild { &["index", "corpus", "--rebuild"] } else { &["index", "corpus"] };
    let output = workspace.command(flags);
    assert!(output.status.success(), "{}", stderr(&output));
}

/// The texts that a search finds, by path.
fn found(engine: &Engine) -> Result<BTreeMap<String, String>> {
    let mut texts = BTreeMap::new();
    let searched = engine.search(&crate::workspace::request("渡口安全"))?;
    engine.each(&mut |record| {
        texts.insert(record.place.path, record.announcement.body);
        Ok(())
    })?;
    assert_eq!(searched.total, texts.len());
    Ok(texts)
}

/// What the index in a folder holds; nothing where that cannot be read, or is not as it was written.
fn contents(folder: &Path) -> Option<BTreeMap<String, String>> {
    let location = Location::Dir(folder.to_path_buf());
    let held = Engine::open(&location).and_then(|engine| found(&engine)).ok()?;
    let checked = check(&location, &CheckOptions { recall: None, terms: None, seed: 1 }).ok()?;
    checked.integrity.is_sound().then_some(held)
}

fn copied(from: &Path, to: &Path) {
    let done = Copier::new(from, to).copy(&ORDER);
    assert!(done.is_ok());
}

/// An index before and after a run, and what a copy of the first holds when a copier that brings the
/// second is killed at each of its acts in turn; `None` where it cannot be read.
fn killed_at_each_act(rebuild: bool, order: &[Step]) -> Vec<Option<bool>> {
    let workspace = Workspace::new();
    write_all(&workspace, 1);
    update(&workspace, false);
    let (index, old) = (workspace.path("index"), workspace.path("old"));
    copied(&index, &old);
    write(&workspace, 0, 2);
    write(&workspace, NOTICES, 2);
    workspace.remove("1.txt");
    update(&workspace, rebuild);
    let (before, after) = (contents(&old).unwrap(), contents(&index).unwrap());
    assert_ne!(before, after);
    let mut seen = Vec::new();
    let mut is_done = false;
    while !is_done {
        let to = workspace.path("copy");
        let _ = fs::remove_dir_all(&to);
        copied(&old, &to);
        let mut copier = Copier { patience: seen.len(), ..Copier::new(&index, &to) };
        is_done = copier.copy(order).is_ok();
        let held = contents(&to);
        assert!(held.is_none() || held.as_ref() == Some(&before) || held.as_ref() == Some(&after));
        seen.push(held.map(|held| held == after));
        copied(&index, &to);
        assert_eq!((contents(&to).unwrap(), files(&to)), (after.clone(), files(&index)));
    }
    seen
}

#[test]
fn a_copy_is_whole_at_whatever_file_its_copier_is_killed() {
    for rebuild in [false, true] {
        let seen = killed_at_each_act(rebuild, &ORDER);
        assert!(seen.len() > 20, "{seen:?}");
        assert!(seen.iter().all(Option::is_some), "{seen:?}");
        // The old state until the new one is there, and then that.
        assert!(seen.is_sorted() && seen[0] == Some(false) && seen.ends_with(&[Some(true)]));
    }
}

#[test]
fn a_copy_in_another_order_is_not_whole_all_the_time() {
    // Within a generation the record of the commit decides, and after a rebuild the manifest.
    let of_run = killed_at_each_act(false, &[RECORDS, FILES, MANIFEST]);
    assert!(of_run.contains(&None), "{of_run:?}");
    let of_rebuild = killed_at_each_act(true, &[MANIFEST, FILES, RECORDS]);
    assert!(of_rebuild.contains(&None), "{of_rebuild:?}");
}

/// Follows the index in a folder until it holds the last round, and tells what was seen that was of
/// no round, or of an earlier one than before.
fn follow(folder: &Path) -> Vec<String> {
    let live = Live::new(Location::Dir(folder.to_path_buf()), OpenOptions::default());
    let (mut wrong, mut last) = (Vec::new(), 0);
    let began = Instant::now();
    while last < ROUNDS && began.elapsed() < LONGEST {
        let opened = live.opened().unwrap();
        let texts = found(&opened.engine).unwrap();
        let round_of = |text: &String| {
            let before = text.split_once("次检查").unwrap().0;
            before.rsplit_once('第').unwrap().1.parse::<usize>().unwrap()
        };
        let rounds: Vec<usize> = texts.values().map(round_of).collect();
        let first = rounds.first().copied().unwrap_or_default();
        if texts.len() != NOTICES || first < last || rounds.iter().any(|round| *round != first) {
            wrong.push(format!("{rounds:?} after {last}"));
        }
        last = first;
        // The others have something to do as well.
        std::thread::sleep(Duration::from_millis(20));
    }
    if last < ROUNDS {
        wrong.push(format!("no more than round {last}"));
    }
    wrong
}

#[test]
fn copies_at_two_places_are_read_while_the_original_goes_on_being_updated() {
    let workspace = Workspace::new();
    write_all(&workspace, 1);
    update(&workspace, false);
    let places = ["one", "two"].map(|name| workspace.path(name));
    places.iter().for_each(|place| copied(&workspace.path("index"), place));
    let wrong = std::thread::scope(|scope| {
        let readers = places.iter().map(|place| scope.spawn(|| follow(place)));
        let readers: Vec<_> = readers.collect();
        for round in 2..=ROUNDS {
            write_all(&workspace, round);
            update(&workspace, round % 4 == 0);
            places.iter().for_each(|place| copied(&workspace.path("index"), place));
        }
        readers.into_iter().flat_map(|reader| reader.join().unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(wrong, [""; 0]);
}

/// Lets nobody change a folder and what is in it.
#[cfg(unix)]
fn closed(folder: &Path) {
    for entry in walkdir::WalkDir::new(folder).contents_first(true) {
        let entry = entry.unwrap();
        set_mode(entry.path(), if entry.file_type().is_dir() { 0o555 } else { 0o444 });
    }
}

#[cfg(unix)]
#[test]
fn copies_that_nobody_may_change_answer_as_the_original_did() {
    let workspace = Workspace::new();
    write_all(&workspace, 1);
    update(&workspace, false);
    let places = ["one", "two"].map(|name| workspace.path(name));
    places.iter().for_each(|place| copied(&workspace.path("index"), place));
    places.iter().for_each(|place| closed(place));
    write_all(&workspace, 2);
    update(&workspace, true);
    for place in &places {
        let index = place.to_str().unwrap();
        for args in [&["渡口安全", "--json"][..], &["stats"], &["show", "corpus/0.txt"]] {
            let output = workspace.command_of_ordinary_user(&[args, &["--index", index]].concat());
            assert!(output.status.success(), "{args:?}: {}", stderr(&output));
        }
        let output = workspace.command_of_ordinary_user(&["渡口安全", "--jsonl", "--index", index]);
        let hits = stdout(&output);
        assert_eq!((hits.lines().count(), hits.matches("第1次").count()), (NOTICES, NOTICES));
        // For the folder of the workspace to be removed.
        for entry in walkdir::WalkDir::new(place) {
            set_mode(entry.unwrap().path(), 0o755);
        }
    }
}

#[test]
fn no_run_begins_while_a_copier_holds_the_lock() {
    let workspace = Workspace::new();
    write_all(&workspace, 1);
    update(&workspace, false);
    let lock = File::open(workspace.path("index/lock")).unwrap();
    lock.lock_shared().unwrap();
    write_all(&workspace, 2);
    let output = workspace.command(&["index"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("is writing to this index"), "{}", stderr(&output));
    assert!(workspace.command(&["渡口安全"]).status.success());
    drop(lock);
    update(&workspace, false);
}

/// Begins a run again while a copier keeps it out.
#[cfg(target_os = "linux")]
fn update_between_copies(workspace: &Workspace, rebuild: bool) {
    let rebuilds = if rebuild { &["--rebuild"][..] } else { &[] };
    let args = [&["index", "corpus"], rebuilds].concat();
    let mut output = workspace.command(&args);
    while stderr(&output).contains("is writing to this index") {
        output = workspace.command(&args);
    }
    assert!(output.status.success(), "{}", stderr(&output));
}

/// The script of the documentation.
#[cfg(target_os = "linux")]
fn script() -> String {
    let text = fs::read_to_string(repository().join("docs/OPERATING.md")).unwrap();
    let (_, rest) = text.split_once("```sh\n#!/bin/sh\n").unwrap();
    rest.split_once("```").unwrap().0.to_string()
}

/// Copies the index to two places as the script does.
#[cfg(target_os = "linux")]
fn copy_by_script(workspace: &Workspace) {
    fs::write(workspace.path("copy.sh"), script()).unwrap();
    let mut script = std::process::Command::new("sh");
    let script = script.args(["copy.sh", "index", "one", "two"]).current_dir(workspace.path("."));
    let output = script.output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
}

/// Makes every file that was replaced since it was copied one of the same size and second.
#[cfg(target_os = "linux")]
fn replaced_within_a_second(index: &Path, copy: &Path) -> Vec<String> {
    let (now, before) = (files(index), files(copy));
    let is_replaced = |path: &&String| before.get(*path).is_some_and(|old| *old != now[*path]);
    let replaced: Vec<String> = now.keys().filter(is_replaced).cloned().collect();
    let second = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
    for path in &replaced {
        let mut old = before[path].clone();
        old.resize(now[path].len(), b' ');
        fs::write(copy.join(path), old).unwrap();
        for (folder, millis) in [(copy, 100), (index, 900)] {
            let file = File::options().write(true).open(folder.join(path)).unwrap();
            file.set_modified(second + Duration::from_millis(millis)).unwrap();
        }
    }
    replaced
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "needs rsync"]
fn the_script_of_the_documentation_brings_what_was_replaced_within_a_second() {
    // A rebuild replaces the manifest, another run the record of the commit.
    for (rebuild, record) in [(true, "policy-search.json"), (false, "g1/meta.json")] {
        let workspace = Workspace::new();
        write_all(&workspace, 1);
        update(&workspace, false);
        copy_by_script(&workspace);
        write_all(&workspace, 2);
        update(&workspace, rebuild);
        let (index, copy) = (workspace.path("index"), workspace.path("one"));
        let replaced = replaced_within_a_second(&index, &copy);
        assert!(replaced.iter().any(|path| path == record), "{replaced:?}");
        copy_by_script(&workspace);
        let stale: Vec<String> = replaced_within_a_second(&index, &copy);
        assert_eq!(stale, [""; 0]);
        assert_eq!(files(&copy).len(), files(&index).len());
    }
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "needs rsync"]
fn the_script_of_the_documentation_copies_while_runs_go_on() {
    let workspace = Workspace::new();
    write_all(&workspace, 1);
    update(&workspace, false);
    copy_by_script(&workspace);
    let places = ["one", "two"].map(|name| workspace.path(name));
    let stop = AtomicBool::new(false);
    let wrong = std::thread::scope(|scope| {
        let readers = places.iter().map(|place| scope.spawn(|| follow(place)));
        let readers: Vec<_> = readers.collect();
        let copier = scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                copy_by_script(&workspace);
                // A run gets the lock between two copies.
                std::thread::sleep(Duration::from_millis(200));
            }
        });
        for round in 2..=ROUNDS {
            write_all(&workspace, round);
            update_between_copies(&workspace, round % 4 == 0);
        }
        let wrong =
            readers.into_iter().flat_map(|reader| reader.join().unwrap()).collect::<Vec<_>>();
        stop.store(true, Ordering::Relaxed);
        copier.join().unwrap();
        wrong
    });
    assert_eq!(wrong, [""; 0]);
    for place in &places {
        assert_eq!(files(place), files(&workspace.path("index")));
        assert!(!place.join("lock").exists());
    }
}
