//! A run that is stopped at any call of the file system, as by a kill: what was committed answers,
//! the next run succeeds and leaves what a rebuild would, and nothing is left over.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::civil::date;

use super::{Engine, IndexOptions, index};
use crate::announcement::{Announcement, Id};
use crate::backend::{Fuse, Location};
use crate::error::ErrorKind;
use crate::query::Query;
use crate::request::SearchRequest;

/// What an index answers: all announcements, and the ids and scores of some searches.
type Answers = (Vec<(Id, Announcement)>, Vec<Vec<(Id, u32)>>);

/// A corpus and the index of it, in a folder of their own.
struct Workplace {
    dir: tempfile::TempDir,
}

impl Workplace {
    /// A corpus of some files, and no index.
    fn new() -> Self {
        let place = Self { dir: tempfile::tempdir().unwrap() };
        for file in 0..6 {
            place.write(&format!("{file}.txt"), file);
        }
        place
    }

    fn write(&self, name: &str, topic: usize) {
        let topics = ["渡口安全", "养犬管理", "燃气安全", "旧衣回收", "路灯改造", "水库除险"];
        let topic = topics[topic % topics.len()];
        let text = format!(
            "青山市人民政府关于{topic}的通知\n青政发〔2025〕{}号\n各区：\n请抓好{topic}工作。\n2025年3月1日\n",
            name.len() + topic.len()
        );
        fs::create_dir_all(self.corpus()).unwrap();
        fs::write(self.corpus().join(name), text).unwrap();
    }

    /// Adds, edits, renames and removes files.
    fn change(&self) {
        self.write("新.txt", 5);
        self.write("又新.txt", 4);
        self.write("0.txt", 3);
        fs::rename(self.corpus().join("1.txt"), self.corpus().join("改名.txt")).unwrap();
        fs::remove_file(self.corpus().join("2.txt")).unwrap();
    }

    fn corpus(&self) -> PathBuf {
        self.dir.path().join("corpus")
    }

    fn place(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// A run on one thread, so that its calls come in nearly the same order every time.
    fn run(&self, place: &Path, rebuild: bool) -> crate::Result<super::Report> {
        let options = IndexOptions { rebuild, threads: 1, ..IndexOptions::of([self.corpus()]) };
        index(&Location::Dir(place.to_path_buf()), &options, &|_| ())
    }

    /// A run that commits after each file.
    fn run_in_steps(&self, place: &Path) -> crate::Result<super::Report> {
        let options = IndexOptions::of([self.corpus()]).threads(1).step(Duration::ZERO);
        index(&Location::Dir(place.to_path_buf()), &options, &|_| ())
    }
}

/// What the index at `place` answers; `None` where there is none.
fn answers(place: &Path) -> Option<Answers> {
    let engine = match Engine::open(&Location::Dir(place.to_path_buf())) {
        Ok(engine) => engine,
        Err(error) if matches!(error.kind(), ErrorKind::NoIndex) => return None,
        Err(error) => panic!("{error}"),
    };
    let mut all = Vec::new();
    let mut take = |record: crate::backend::Record| {
        all.push((record.id, record.announcement));
        Ok(())
    };
    engine.each(&mut take).unwrap();
    all.sort_by(|left, right| left.0.cmp(&right.0));
    let today = date(2026, 1, 20);
    let ask = |query: &str| {
        let request = SearchRequest::new(Query::parse(query, today).unwrap(), today);
        let hits = engine.search(&request).unwrap().hits.into_iter();
        hits.map(|hit| (hit.id, hit.score.to_bits())).collect()
    };
    Some((all, ["安全", "\"养犬管理\"", "燃气 旧衣", "青政发〔2025〕17号"].map(ask).to_vec()))
}

/// The files below `place`, by path.
fn files(place: &Path) -> BTreeSet<String> {
    let entries = walkdir::WalkDir::new(place).into_iter().map(Result::unwrap);
    let names =
        entries.map(|entry| entry.path().strip_prefix(place).unwrap().display().to_string());
    names.collect()
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

/// Stops a run in one step after every number of calls in turn, until one comes to its end; returns how
/// many there were.
fn stopped_at_every_call(place: &Workplace, before: Option<&Path>, rebuild: bool) -> u32 {
    let was = before.and_then(answers);
    let either = |answered: &_, becomes: &_| *answered == was || answered == becomes;
    stopped_at(1, place, before, &|place, at| place.run(at, rebuild), &either)
}

/// Stops what `run` runs after every so many calls, until it comes to its end; `is_legal` says whether
/// what the index then answers may be, where it is to become the second.
fn stopped_at(
    every: usize,
    place: &Workplace,
    before: Option<&Path>,
    run: &dyn Fn(&Workplace, &Path) -> crate::Result<super::Report>,
    is_legal: &dyn Fn(&Option<Answers>, &Option<Answers>) -> bool,
) -> u32 {
    let fresh = place.place("fresh");
    place.run(&fresh, false).unwrap();
    let becomes = answers(&fresh);
    for calls in (0..).step_by(every) {
        let stopped = place.place("stopped");
        if let Some(before) = before {
            copy(before, &stopped);
        }
        let fuse = Fuse::set(&stopped, calls);
        let run = run(place, &stopped);
        Fuse::remove(&stopped);
        assert!(fuse.is_blown() || run.is_ok());
        let answered = answers(&stopped);
        assert!(is_legal(&answered, &becomes), "after {calls} calls: {run:?}");
        place.run(&stopped, false).unwrap_or_else(|error| panic!("after {calls} calls: {error}"));
        assert_eq!(answers(&stopped), becomes, "after {calls} calls");
        assert_eq!(left_over(&stopped), [""; 0], "after {calls} calls");
        fs::remove_dir_all(&stopped).unwrap();
        if !fuse.is_blown() {
            println!("stopped at each of {calls} calls");
            return calls;
        }
    }
    unreachable!("a run has an end")
}

/// What is in the folder of an index and belongs to no commit.
fn left_over(place: &Path) -> Vec<String> {
    let marker: serde_json::Value =
        serde_json::from_slice(&fs::read(place.join("policy-search.json")).unwrap()).unwrap();
    let generation = marker["generation"].as_str().unwrap();
    let meta = fs::read_to_string(place.join(generation).join("meta.json")).unwrap();
    let is_named = |file: &str| {
        let Some(file) = file.strip_prefix(generation).map(|file| file.trim_start_matches('/'))
        else {
            let known = ["", "lock", "policy-search.json", ".policy-search-id"];
            return known.contains(&file);
        };
        let fixed = ["", "meta.json", ".managed.json", ".checksums.json", "generation"];
        let mut parts = file.split('.');
        let segment = parts.next().unwrap_or_default();
        let deletes = parts.next();
        let is_current = || match file.ends_with(".del") {
            true => meta.contains(&format!("\"opstamp\": {}", deletes.unwrap_or_default())),
            false => true,
        };
        fixed.contains(&file)
            || file.starts_with(".tantivy-")
            || file.starts_with("state-") && meta.contains(file)
            || segment.len() == 32 && meta.replace('-', "").contains(segment) && is_current()
    };
    files(place).into_iter().filter(|file| !is_named(file)).collect()
}

#[test]
fn a_first_run_stopped_anywhere_leaves_nothing_in_the_way() {
    let place = Workplace::new();
    let calls = stopped_at_every_call(&place, None, false);
    assert!(calls > 40, "{calls}");
}

#[test]
fn an_update_stopped_anywhere_loses_nothing() {
    let place = Workplace::new();
    let before = place.place("before");
    place.run(&before, false).unwrap();
    place.change();
    let calls = stopped_at_every_call(&place, Some(&before), false);
    assert!(calls > 40, "{calls}");
}

#[test]
fn a_rebuild_stopped_anywhere_leaves_the_old_index_or_the_new_one() {
    let place = Workplace::new();
    let before = place.place("before");
    place.run(&before, false).unwrap();
    place.change();
    let calls = stopped_at_every_call(&place, Some(&before), true);
    assert!(calls > 40, "{calls}");
}

/// The texts that an index holds.
fn texts(answers: &Option<Answers>) -> BTreeSet<&str> {
    let all = answers.iter().flat_map(|(all, _)| all);
    all.map(|(_, announcement)| announcement.body.as_str()).collect()
}

#[test]
fn an_update_in_steps_stopped_anywhere_loses_no_text() {
    let place = Workplace::new();
    let before = place.place("before");
    place.run(&before, false).unwrap();
    let was = answers(&before);
    place.change();
    let is_legal = |answered: &Option<Answers>, becomes: &Option<Answers>| {
        let (was, now, becomes) = (texts(&was), texts(answered), texts(becomes));
        let known: BTreeSet<_> = was.union(&becomes).copied().collect();
        now.is_subset(&known) && was.intersection(&becomes).all(|text| now.contains(text))
    };
    let run = |place: &Workplace, at: &Path| place.run_in_steps(at);
    let calls = stopped_at(7, &place, Some(&before), &run, &is_legal);
    assert!(calls > 200, "{calls}");
}

#[test]
fn a_first_run_in_steps_stopped_anywhere_leaves_a_part() {
    let place = Workplace::new();
    let is_legal = |answered: &Option<Answers>, becomes: &Option<Answers>| {
        texts(answered).is_subset(&texts(becomes))
    };
    let run = |place: &Workplace, at: &Path| place.run_in_steps(at);
    let calls = stopped_at(7, &place, None, &run, &is_legal);
    assert!(calls > 200, "{calls}");
}
